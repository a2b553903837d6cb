"""Writing: a message, or a command that is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp.web import FileField
from multidict import MultiDictProxy

from bot.rehearsal.page import suggesting
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit
from bot.simulator.forms import commands as kinds
from bot.simulator.people import Answer, CannotDo, File
from bot.simulator.world.entities import Channel

Fields = MultiDictProxy[Any]

FILE_PREFIX = "file:"
"""What the names of fields for files begin with; the option's name follows, or nothing."""


def composer(page: Page, visit: Visit) -> dict[str, Any]:
    """The field to write in, and every command that may be run here."""
    channel = visit.channel
    if channel is None or (visit.person.membership is None and not channel.is_dm):
        return {"may_write": False, "commands": [], "draft": ""}
    return {
        "may_write": True,
        "commands": list(suggesting.commands(visit, channel)),
        "draft": page.drafts.get((visit.person.id, channel.id), ""),
    }


async def say(page: Page, visit: Visit, fields: Fields) -> bool:
    """Write a message, or run the command that was typed; what is refused stays in the field."""
    person, channel = visit.person, visit.channel
    text = str(fields.get("text", "")).strip()
    if channel is None:
        raise CannotDo(f"{person.name} sees no channel")
    if not text:
        raise CannotDo("there is nothing to send")
    page.drafts[person.id, channel.id] = text
    is_done = await (_run if text.startswith("/") else _speak)(page, visit, channel, text, fields)
    if is_done:
        page.drafts.pop((person.id, channel.id), None)
    return is_done


ACTS: Mapping[str, Callable[[Page, Visit, Fields], Awaitable[bool]]] = {"say": say}


async def _speak(page: Page, visit: Visit, channel: Channel, text: str, _fields: Fields) -> bool:
    person = visit.person

    async def do() -> Answer | None:
        await person.says(text, channel)
        return None

    words = f"{person.name} writes in {page.place(visit)}."
    steps = [{f"{person.name} says": text, "in": _name(channel)}]
    return await page.acts(person, words, do, steps=steps)


async def _run(page: Page, visit: Visit, channel: Channel, text: str, fields: Fields) -> bool:
    person = visit.person
    chosen, line = _meant(visit, channel, text)
    options = {**chosen, **_files(visit, channel, text, fields)}
    return await page.acts(
        person,
        f"{person.name} runs {text} in {page.place(visit)}.",
        lambda: person.runs(text, options, channel=channel),
        steps=[{f"{person.name} runs": line, "in": _name(channel)}],
    )


def _meant(visit: Visit, channel: Channel, text: str) -> tuple[dict[str, str | int | float], str]:
    """Values of the suggestions that were chosen by name, and the line that has them instead."""
    line = visit.person.types(text, channel)
    if line is None:
        return {}, text
    chosen = suggesting.chosen(visit, line)
    if not chosen:
        return {}, text
    values = " ".join(f"{name}:{value}" for name, value in {**line.given, **chosen}.items())
    return chosen, f"{line.head} {values}"


def _files(visit: Visit, channel: Channel, text: str, fields: Fields) -> dict[str, File]:
    """Files by the option that they are for; one that says no option is for the first."""
    line = visit.person.types(f"{text} ", channel)
    taken = [
        option["name"]
        for option in ([] if line is None else line.options)
        if option["type"] == kinds.ATTACHMENT
    ]
    files = {}
    for key, value in fields.items():
        if key.startswith(FILE_PREFIX) and isinstance(value, FileField) and value.filename:
            name = key.removeprefix(FILE_PREFIX) or (taken[0] if taken else "")
            if name not in taken:
                raise CannotDo(f"{text.split()[0]} takes no file")
            files[name] = File(value.filename, value.file.read(), value.content_type)
    return files


def _name(channel: Channel) -> str:
    """A place as stories call it."""
    return "DM" if channel.is_dm else str(channel.name)
