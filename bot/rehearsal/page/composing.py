"""Writing: a message, or a command with suggestions for what comes next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

from aiohttp.web import FileField
from multidict import MultiDictProxy

from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit
from bot.simulator.forms import commands as kinds
from bot.simulator.interactions.registry import Command
from bot.simulator.people import Answer, CannotDo, File, NotSeen
from bot.simulator.people.command_lines import Begun, begun, shown_name
from bot.simulator.world.entities import Channel, Json

Fields = MultiDictProxy[Any]

MOST_SUGGESTIONS = 25
"""As many as Discord shows."""

FILE_PREFIX = "file:"
_YES_NO = ("true", "false")


def composer(page: Page, visit: Visit) -> dict[str, Any]:
    """The field to write in, and every command that may be run here."""
    channel = visit.channel
    if channel is None or (visit.person.membership is None and not channel.is_dm):
        return {"may_write": False, "commands": []}
    return {"may_write": True, "commands": list(_lines(visit, channel, ""))}


async def say(page: Page, visit: Visit, fields: Fields) -> None:
    """Write a message, or run the command that was typed."""
    person, channel = visit.person, visit.channel
    text = str(fields.get("text", "")).strip()
    if channel is None:
        raise CannotDo(f"{person.name} sees no channel")
    if not text:
        raise CannotDo("there is nothing to send")
    place = {"in": _name(channel)}
    if not text.startswith("/"):

        async def speak() -> Answer | None:
            await person.says(text, channel)
            return None

        words = f"{person.name} writes in {page.place(visit)}."
        await page.acts(person, words, speak, steps=[{f"{person.name} says": text, **place}])
        return
    files = {
        name.removeprefix(FILE_PREFIX): File(value.filename, value.file.read(), value.content_type)
        for name, value in fields.items()
        if name.startswith(FILE_PREFIX) and isinstance(value, FileField) and value.filename
    }
    await page.acts(
        person,
        f"{person.name} runs {text} in {page.place(visit)}.",
        lambda: person.runs(text, files, channel=channel),
        steps=[{f"{person.name} runs": text, **place}],
    )


ACTS: Mapping[str, Callable[[Page, Visit, Fields], Awaitable[None]]] = {"say": say}


async def suggest(page: Page, visit: Visit, text: str) -> dict[str, Any]:
    """What could come next in a command that is being typed, and the files that it takes.

    A suggestion has a label, a remark, the whole text once it is taken, and whether the command is
    complete without it.
    """
    channel, locale = visit.channel, visit.locale
    if channel is None or not text.startswith("/"):
        return {"suggestions": [], "files": []}
    line = begun(visit.person.offered(channel), text, locale)
    if line is None:
        return {"suggestions": list(_lines(visit, channel, text)), "files": []}
    files = [
        {"name": option["name"], "label": shown_name(option, locale)}
        for option in line.options
        if option["type"] == kinds.ATTACHMENT
    ]
    return {"suggestions": await _next(page, visit, channel, line, text), "files": files}


def _lines(visit: Visit, channel: Channel, text: str) -> Iterator[Json]:
    """Commands with their subcommands that begin like this."""
    wanted = text.removeprefix("/").casefold()
    for command in visit.person.offered(channel):
        if command.type == 1:
            for line, about in _ways(command, visit.locale):
                if line.removeprefix("/").casefold().startswith(wanted):
                    yield {"label": line, "about": about, "text": f"{line} "}


def _ways(command: Command, locale: str) -> Iterator[tuple[str, str]]:
    """Every line that a command has, with its description."""

    def walk(head: str, holder: Json, options: Sequence[Json]) -> Iterator[tuple[str, str]]:
        inner = [item for item in options if item["type"] in (kinds.SUBCOMMAND, kinds.GROUP)]
        if not inner:
            yield head, _about(holder, locale)
        for item in inner:
            line = f"{head} {shown_name(item, locale)}"
            yield from walk(line, item, item.get("options", ()))

    return walk(f"/{shown_name(command.fields, locale)}", command.fields, command.options)


async def _next(page: Page, visit: Visit, channel: Channel, line: Begun, text: str) -> list[Json]:
    """Values for the option that is being typed, or else the options that are not there yet."""
    typed = list(line.given)[-1] if line.given else None
    found: list[Json] = []
    if typed is not None:
        option = next(item for item in line.options if item["name"] == typed)
        value = line.given[typed]
        before = text[: len(text.rstrip()) - len(value)] if value else text
        offered = await _values(page, visit, channel, option, line)
        is_whole = any(label == value for label, _ in offered)
        if not is_whole or not text.endswith(" "):
            found = [
                {"label": label, "about": about, "text": f"{before}{label} "}
                for label, about in offered
            ]
        if offered and not text.endswith(" "):
            return found[:MOST_SUGGESTIONS]
    if text.endswith(" "):
        found += _options(visit.locale, line, text)
    return found[:MOST_SUGGESTIONS]


def _options(locale: str, line: Begun, text: str) -> Iterator[Json]:
    """The options that are not there yet, those first that must be."""
    left = [item for item in line.options if item["name"] not in line.given]
    for option in sorted(left, key=lambda item: not item.get("required", False)):
        if option["type"] == kinds.ATTACHMENT:
            continue
        name = shown_name(option, locale)
        must = " (required)" if option.get("required") else ""
        about = f"{_about(option, locale)}{must}"
        yield {
            "label": f"{name}:",
            "about": about,
            "text": f"{text}{name}:",
            "is_extra": not option.get("required"),
        }


async def _values(
    page: Page, visit: Visit, channel: Channel, option: Json, line: Begun
) -> list[tuple[str, str]]:
    """What may stand behind an option's colon: labels, each with a remark."""
    typed = line.given[option["name"]].casefold()
    kind = option["type"]
    if option.get("autocomplete"):
        return await _asked(visit, channel, option, line)
    offered: list[str]
    if option.get("choices"):
        offered = [shown_name(choice, visit.locale) for choice in option["choices"]]
    elif kind == kinds.BOOLEAN:
        offered = list(_YES_NO)
    else:
        offered = list(_entities(page, visit, kind))
    return [(label, "") for label in offered if typed.lstrip("@#") in label.casefold()]


async def _asked(
    visit: Visit, channel: Channel, option: Json, line: Begun
) -> list[tuple[str, str]]:
    """What the bot suggests."""
    given = dict(line.given)
    try:
        choices = await visit.person.completes(line.head, given, channel=channel)
    except NotSeen as failed:
        return [("", str(failed))]
    except CannotDo:
        return []  # an earlier option is not right yet; the bot is not asked
    return [(choice.name, "") for choice in choices]


def _entities(page: Page, visit: Visit, kind: int) -> Iterator[str]:
    guild = page.community.guild
    if kind in (kinds.USER, kinds.MENTIONABLE):
        yield from (f"@{member.display_name}" for member in guild.members.values())
    if kind in (kinds.ROLE, kinds.MENTIONABLE):
        yield from (f"@{role.name.lstrip('@')}" for role in guild.roles.values())
    if kind == kinds.CHANNEL:
        yield from (f"#{channel.name}" for channel in visit.person.channels())


def _about(holder: Json, locale: str) -> str:
    localized = (holder.get("description_localizations") or {}).get(locale)
    return str(localized or holder.get("description") or "")


def _name(channel: Channel) -> str:
    """A place as stories call it."""
    return "DM" if channel.is_dm else str(channel.name)
