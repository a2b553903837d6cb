"""Initiatives in lists, page by page: what somebody can join, and what they have to do with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.initiatives.models import InitiativeState, Kind, SignupState
from cogs.initiatives.service import Overview
from cogs.initiatives.service.listing import (
    Listed,
    Listing,
    Own,
    OwnListing,
    Stage,
    Wanted,
    When,
)
from cogs.initiatives.views.card import when
from cogs.initiatives.views.frame import COLOUR, card_link, heading, places

PER_PAGE = 5
LONGEST_FIELD = 1024
NEEDS_NAMED = 3

PAGE = Control("initiatives:page:{page}:{stage}:{value}:{kind}:{when}:{people}")
OWN_PAGE = Control("initiatives:own:{page}")
OPEN = Control("initiatives:open")
CALENDAR = Control("initiatives:calendar-own")

_STAGES, _KINDS, _WHENS = tuple(Stage), tuple(Kind), tuple(When)


def listing(
    page: Listing, wanted: Wanted, values: Mapping[int, ValueText], say: Speaker
) -> tuple[discord.Embed, ui.View | None]:
    """A page of what was looked for, with the way to the others and to each of them."""
    embed = discord.Embed(title=say(f"initiatives-list-{wanted.stage}"), colour=COLOUR)
    looked_for = filters(wanted, values, say)
    if not page.total:
        key = "initiatives-list-none" if looked_for else f"initiatives-list-{wanted.stage}-empty"
        looked_for = [*looked_for, say(key)]
    embed.description = "\n".join(looked_for) or None
    for one in page.entries:
        _add(embed, one.overview, _lines(one, values, say))
    _foot(embed, page.number, page.count, say)
    return embed, rows(
        _opener([one.overview for one in page.entries], say),
        *_turners(PAGE, page.number, page.count, say, page_id(0, wanted)),
    )


def mine(
    page: OwnListing, values: Mapping[int, ValueText], say: Speaker
) -> tuple[discord.Embed, ui.View | None]:
    """A page of what somebody has to do with, and how."""
    embed = discord.Embed(title=say("initiatives-mine-title"), colour=COLOUR)
    if not page.total:
        embed.description = say("initiatives-mine-empty")
    for one in page.entries:
        _add(embed, one.overview, _own_lines(one, values, say))
    _foot(embed, page.number, page.count, say)
    return embed, rows(
        _opener([one.overview for one in page.entries], say),
        *_turners(OWN_PAGE, page.number, page.count, say),
        CALENDAR.button(say("initiatives-mine-calendar")) if page.total else None,
    )


def filters(wanted: Wanted, values: Mapping[int, ValueText], say: Speaker) -> list[str]:
    """What was looked for, in one line; none when that is everything."""
    parts = []
    if wanted.value_id is not None:
        value = values.get(wanted.value_id)
        parts.append(heading(value) if value else say("initiatives-list-value-gone"))
    if wanted.kind is not None:
        parts.append(say(f"initiatives-kind-{wanted.kind}"))
    if wanted.when is not When.ANY:
        parts.append(say(f"initiatives-list-when-{wanted.when}"))
    if wanted.needs_people:
        parts.append(say("initiatives-list-people"))
    return [f"*{' · '.join(parts)}*"] if parts else []


def page_id(page: int, wanted: Wanted) -> dict[str, int]:
    """A page of what is looked for, as a button carries it."""
    return {
        "page": page,
        "stage": _STAGES.index(wanted.stage),
        "value": wanted.value_id or 0,
        "kind": 0 if wanted.kind is None else 1 + _KINDS.index(wanted.kind),
        "when": _WHENS.index(wanted.when),
        "people": int(wanted.needs_people),
    }


def wanted_by(ids: Mapping[str, int], *, zone: str) -> Wanted:
    """What a button of a page looks for; what it cannot mean is left out."""
    stage, kind, moment = ids["stage"], ids["kind"], ids["when"]
    return Wanted(
        stage=_STAGES[stage] if stage < len(_STAGES) else Stage.JOIN,
        value_id=ids["value"] or None,
        kind=_KINDS[kind - 1] if 0 < kind <= len(_KINDS) else None,
        when=_WHENS[moment] if moment < len(_WHENS) else When.ANY,
        needs_people=bool(ids["people"]),
        zone=zone,
    )


def _add(embed: discord.Embed, overview: Overview, lines: Iterable[str]) -> None:
    text = "\n".join(lines)
    embed.add_field(
        name=escape_markdown(shorten(overview.title, 100)),
        value=text if len(text) <= LONGEST_FIELD else shorten(text, LONGEST_FIELD),
        inline=False,
    )


def _foot(embed: discord.Embed, number: int, count: int, say: Speaker) -> None:
    if count > 1:
        embed.set_footer(text=say("initiatives-list-page", page=number + 1, pages=count))


def _lines(one: Listed, values: Mapping[int, ValueText], say: Speaker) -> list[str]:
    """Whom it serves, when it is, and who is in or still needed: three lines on a phone."""
    overview = one.overview
    lines = [_served(overview, values, say)]
    date = when(overview, say)
    if date is not None:
        lines.append(say("initiatives-card-when", when=date))
    elif overview.poll_until is not None:
        lines.append(say("initiatives-card-when", when=say("initiatives-list-poll")))
    if overview.state in (InitiativeState.OPEN, InitiativeState.RUNNING):
        lines.append(_figures(overview, say))
    missing = [need for need in one.needs if need.free][:NEEDS_NAMED]
    if missing and overview.is_open:
        named = ", ".join(
            say("initiatives-list-need", name=escape_markdown(need.name), count=need.free)
            for need in missing
        )
        lines.append(say("initiatives-list-needs", needs=named))
    return [*lines, *_link(overview, say)]


def _own_lines(one: Own, values: Mapping[int, ValueText], say: Speaker) -> list[str]:
    overview = one.overview
    lines = []
    if one.organises:
        proposed = overview.state == InitiativeState.PROPOSED
        key = "proposed" if proposed else "organise"
        lines.append(say(f"initiatives-mine-{key}"))
    if one.state is not None and one.state not in (SignupState.LEFT, SignupState.DECLINED):
        until = one.offered_until
        lines.append(
            say(
                f"initiatives-mine-{one.state}",
                number=one.number or 0,
                until="" if until is None else format_dt(until, "R"),
            )
        )
    lines = [" ".join(lines)] if lines else []
    date = when(overview, say)
    if date is not None:
        lines.append(say("initiatives-card-when", when=date))
    lines.append(f"{_served(overview, values, say)} · {_figures(overview, say)}")
    return [*lines, *_link(overview, say)]


def _served(overview: Overview, values: Mapping[int, ValueText], say: Speaker) -> str:
    named = [heading(values[id_]) for id_ in overview.value_ids[:2] if id_ in values]
    return shorten(" · ".join([*named, say(f"initiatives-kind-{overview.kind}.one")]), 250)


def _figures(overview: Overview, say: Speaker) -> str:
    figures = places(overview, say)
    if overview.waiting:
        figures += f" · {say('initiatives-waiting', count=overview.waiting)}"
    return figures


def _link(overview: Overview, say: Speaker) -> list[str]:
    link = card_link(overview)
    return [] if link is None else [f"[{say('initiatives-to-the-card')}]({link})"]


def _opener(shown: Sequence[Overview], say: Speaker) -> ui.Select[ui.View] | None:
    """The way from the list to one of them, and what is asked of whoever looks."""
    if not shown:
        return None
    return OPEN.select(
        [discord.SelectOption(label=shorten(one.title, 100), value=str(one.id)) for one in shown],
        placeholder=say("initiatives-list-open"),
    )


def _turners(
    control: Control, number: int, count: int, say: Speaker, ids: Mapping[str, int] | None = None
) -> list[ui.Button[ui.View]]:
    """Back and further, when there is more than one page."""
    if count == 1:
        return []
    back, further = max(0, number - 1), number + 1
    buttons = []
    for key, page, disabled in (
        ("back", back, number == 0),
        ("further", further, further >= count),
    ):
        carried: dict[str, Any] = {**(ids or {}), "page": page}
        buttons.append(control.button(say(f"initiatives-list-{key}"), disabled=disabled, **carried))
    return buttons
