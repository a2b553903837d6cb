"""The parts of the page: each one element with an id, made by a function and a template."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from bot.rehearsal.page.composing import composer
from bot.rehearsal.page.dialog import dialog
from bot.rehearsal.page.happenings import events
from bot.rehearsal.page.message import worded
from bot.rehearsal.page.moving import clock
from bot.rehearsal.page.people import people
from bot.rehearsal.page.places import places
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.timeline import messages
from bot.rehearsal.page.trouble import trouble
from bot.rehearsal.page.visit import Visit

Region = Callable[[Page, Visit], dict[str, Any] | Awaitable[dict[str, Any]]]


def notice(page: Page, visit: Visit) -> dict[str, Any]:
    """What Discord's client tells the person."""
    return {"notice": page.notices.get(visit.person.id)}


def curtain(page: Page, visit: Visit) -> dict[str, Any]:
    """What the latest acts have set off."""
    words = worded(page, visit)
    entries = []
    for entry in page.curtain.entries:
        kinds: dict[str, list[tuple[int, Markup]]] = {}
        for number, kind, fact in entry.listed():
            kinds.setdefault(kind, []).append((number, words(fact.words)))
        told = [(kind, facts, entry.more[kind]) for kind, facts in kinds.items()]
        at = page.moment(entry.at, visit)
        shown = {"number": entry.number, "words": entry.words, "at": at, "kinds": told}
        entries.append({**shown, "is_open": entry.is_open})
    return {"entries": entries}


REGIONS: Mapping[str, Region] = {
    "places": places,
    "messages": messages,
    "events": events,
    "notice": notice,
    "composer": composer,
    "dialog": dialog,
    "people": people,
    "clock": clock,
    "trouble": trouble,
    "curtain": curtain,
}
"""By the id of their element, which is the name of their template too."""


def environment() -> Environment:
    """Templates in which every text is escaped, and nothing may be missing."""
    return Environment(
        loader=PackageLoader("bot.rehearsal.page"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


_TEMPLATES = environment()


def markup(page: Page, visit: Visit, template: str, **more: Any) -> str:
    """A template filled in for one visit."""
    known = {"page": page, "visit": visit, "token": page.token}
    return _TEMPLATES.get_template(f"{template}.html").render(**known, **more)


def message(page: Page, visit: Visit, one: dict[str, Any]) -> str:
    """One message of the region that shows them."""
    return markup(page, visit, "message", one=one)


async def render(page: Page, visit: Visit, name: str) -> str:
    """One part of the page."""
    made = REGIONS[name](page, visit)
    values = await made if inspect.isawaitable(made) else made
    return markup(page, visit, name, **values)


async def whole(page: Page, visit: Visit, *, before: int | None = None) -> str:
    """The whole page, with the newest messages or those before one of them."""
    mark = page.mark
    parts = {name: Markup(await render(page, visit, name)) for name in REGIONS}
    if before is not None:
        older = messages(page, visit, before=before)
        parts["messages"] = Markup(markup(page, visit, "messages", **older))
    return markup(page, visit, "layout", parts=parts, mark=mark)
