"""The card: what everybody sees of an initiative, and what can be pressed on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.components import Control, rows, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.initiatives.models import LIVE, STANDING, InitiativeState, PlaceKind
from cogs.initiatives.service import Overview
from cogs.initiatives.service.needs import NeedNow
from cogs.initiatives.service.showing import DateNow, Shown
from cogs.initiatives.views import closing, deciding, polling, results, running
from cogs.initiatives.views.frame import COLOUR, COLOUR_OVER, places

LONGEST_WHAT = 700
"""Of the description on a card, which people read on a phone; showing it on its own shows all."""
SHORTEST_WHAT = 100
LONGEST_DESCRIPTION = 4096
LONGEST_NAME = 60
VALUES_NAMED = 5
LONGEST_FIELD = 1024
EMBED_TOTAL = 5900
"""Discord takes 6000 characters over all parts of an embed; emojis may count twice."""
FINISHED = (InitiativeState.CLOSED, InitiativeState.DECLINED, InitiativeState.CANCELLED)

JOIN = Control("initiatives:join:{initiative_id}")
MAYBE = Control("initiatives:maybe:{initiative_id}")
LEAVE = Control("initiatives:leave:{initiative_id}")


class _Span(NamedTuple):
    starts_at: datetime
    ends_at: datetime | None


def card(
    shown: Shown, values: Mapping[int, ValueText], say: Speaker, *, whole: bool = False
) -> discord.Embed:
    """What it is, which values it serves, when and where, who is in, and what came of it.

    Args:
        values: Those that hold; what serves a retired one does not name it.
        whole: Show all of the description, as where somebody asked for this initiative.
    """
    overview = shown.overview
    embed = discord.Embed(
        title=shorten(_title(overview, say), 256),
        description=_description(
            shown, values, say, longest=len(overview.what) if whole else LONGEST_WHAT
        ),
        colour=COLOUR_OVER if overview.state in FINISHED else COLOUR,
    )
    embed.set_author(name=stage(shown, say))
    if overview.state == InitiativeState.PROPOSED:
        _add_waiting(embed, shown, say)
    if overview.state in (InitiativeState.PROPOSED, InitiativeState.OPEN):
        _add_dates(embed, shown, say)
    if shown.outcome is not None:
        embed.add_field(
            name=say("initiatives-card-result"),
            value=results.result(shown.outcome, say),
            inline=False,
        )
    elif shown.is_over:
        awaited = say("initiatives-card-awaited")
        embed.add_field(name=say("initiatives-card-result"), value=awaited, inline=False)
    if overview.state in STANDING and not shown.is_over:
        _add_needs(embed, shown, say)
    if overview.state in LIVE:
        _add_people(embed, shown, say)
    elif overview.state == InitiativeState.PROPOSED and overview.capacity is not None:
        seats = say("initiatives-card-seats", count=overview.capacity)
        embed.add_field(name=say("initiatives-card-places"), value=seats, inline=False)
    longest = len(overview.what)
    while len(embed) > EMBED_TOTAL and longest > SHORTEST_WHAT:
        longest //= 2
        embed.description = _description(shown, values, say, longest=longest)
    return embed


def card_buttons(shown: Shown, say: Speaker, *, zone: str) -> ui.View | None:
    """What everybody can do about it at this stage.

    Args:
        zone: The server's, for dates in a list, which cannot show everybody their own time.
    """
    return rows(*_controls(shown, say, zone))


def stage(shown: Shown, say: Speaker) -> str:
    """What kind of thing it is, and how far it has come."""
    kind = say(f"initiatives-kind-{shown.overview.kind}.one")
    state = "over" if shown.is_over else str(shown.overview.state)
    if shown.overview.poll_until is not None and shown.overview.is_open:
        state = "poll"
    elif shown.overview.is_open and shown.overview.free == 0:
        state = "full"
    return say(f"initiatives-stage-{state}", kind=kind)


def when(overview: Overview, say: Speaker) -> str | None:
    """Its date in everybody's own time, or the words that stand for one."""
    if overview.starts_at is None:
        return escape_markdown(overview.when_text) if overview.when_text else None
    return polling.date_of(_Span(overview.starts_at, overview.ends_at), say)


def where(overview: Overview, say: Speaker) -> str | None:
    """The channel, the link or the place."""
    parts = []
    if overview.place_channel_id is not None:
        parts.append(f"<#{overview.place_channel_id}>")
    if overview.place_text:
        parts.append(escape_markdown(overview.place_text))
    if overview.link:
        parts.append(_linked(overview.link))
    if not parts and overview.place_kind is PlaceKind.ONLINE:
        parts.append(say("initiatives-online"))
    return " · ".join(parts) or None


def _linked(link: str) -> str:
    """A link by the name of its page: the whole of it fills a phone."""
    host = urlsplit(link).hostname or link
    return f"[{escape_markdown(host)}]({link.replace('(', '%28').replace(')', '%29')})"


def needed(need: NeedNow, say: Speaker) -> str:
    """One thing it needs, and how much of it is there."""
    key = "initiatives-need" if need.free else "initiatives-need-met"
    name = escape_markdown(need.name)
    return say(key, name=name, taken=need.taken, capacity=need.capacity)


def voted(option: DateNow, say: Speaker) -> str:
    """One date, and how many could come."""
    date = polling.date_of(option, say)
    return say("initiatives-date-votes", date=date, count=option.votes)


def _title(overview: Overview, say: Speaker) -> str:
    title = escape_markdown(overview.title)
    if overview.state == InitiativeState.CANCELLED:
        return say("initiatives-cancelled-title", title=title)
    if overview.state == InitiativeState.DECLINED:
        return say("initiatives-declined-title", title=title)
    return title


def _description(
    shown: Shown, values: Mapping[int, ValueText], say: Speaker, *, longest: int
) -> str:
    overview = shown.overview
    served = [values[id_] for id_ in overview.value_ids if id_ in values]
    paragraphs = []
    if overview.reason and overview.state in FINISHED:
        reason = escape_markdown(overview.reason)
        paragraphs.append(say("initiatives-card-reason", reason=reason))
    if served:
        paragraphs.append(
            " · ".join(
                f"**{value.emoji} {escape_markdown(shorten(value.name, LONGEST_NAME))}**"
                for value in served[:VALUES_NAMED]
            )
        )
    facts = list(_facts(shown, say))
    beside = sum(len(line) + 2 for line in [*paragraphs, *facts])
    what = escape_markdown(shorten(overview.what, longest))
    if beside + len(what) > LONGEST_DESCRIPTION:  # every sign may have got another before it
        room = max(SHORTEST_WHAT, (LONGEST_DESCRIPTION - beside) // 2)
        what = escape_markdown(shorten(overview.what, room))
    text = "\n\n".join([*paragraphs, what])
    listed = _fitting(facts, LONGEST_DESCRIPTION - len(text) - 2)
    return f"{text}\n\n{listed}" if listed else text


def _facts(shown: Shown, say: Speaker) -> Iterator[str]:
    """When, where, who and what else decides whether somebody comes, a line each."""
    overview = shown.overview
    date, place = when(overview, say), where(overview, say)
    if date is not None:
        yield say("initiatives-card-when", when=date)
    if place is not None:
        yield say("initiatives-card-where", where=place)
    carry = [overview.organiser_id, *shown.coorganisers]
    if any(carry):
        who = ", ".join(f"<@{user_id}>" for user_id in carry[:10] if user_id is not None)
        yield say("initiatives-card-who", who=who)
    if overview.first_step and overview.state not in FINISHED and not shown.is_over:
        yield say("initiatives-card-first", step=escape_markdown(overview.first_step))
    if overview.state not in (InitiativeState.PROPOSED, InitiativeState.OPEN):
        return
    if overview.role_id is not None:
        yield say("initiatives-card-role", role=f"<@&{overview.role_id}>")
    if overview.cutoff_at is not None:
        yield say("initiatives-card-cutoff", when=format_dt(overview.cutoff_at, "f"))


def _add_waiting(embed: discord.Embed, shown: Shown, say: Speaker) -> None:
    """What a proposal waits for, and that nobody has answered it, where that is so."""
    lines = [
        say("initiatives-card-stewards")
        if shown.seconds_needed is None
        else say("initiatives-card-seconds", count=shown.seconds, needed=shown.seconds_needed)
    ]
    if shown.overview.silent_at is not None:
        since = format_dt(shown.overview.created_at, "R")
        lines.append(say("initiatives-card-silent", since=since))
    embed.add_field(name=say("initiatives-card-waits"), value="\n".join(lines), inline=False)


def _add_dates(embed: discord.Embed, shown: Shown, say: Speaker) -> None:
    """The dates to vote about; those of a proposal are there to be seen."""
    if not shown.dates:
        return
    if not shown.overview.is_open:
        lines = [polling.date_of(option, say) for option in shown.dates]
    else:
        lines = [voted(option, say) for option in shown.dates]
        if shown.is_voting and shown.overview.poll_until is not None:
            until = format_dt(shown.overview.poll_until, "R")
            lines.append(say("initiatives-poll-until", when=until))
        else:
            lines.append(say("initiatives-poll-ended"))
    embed.add_field(name=say("initiatives-dates"), value=_fitting(lines), inline=False)


def _add_needs(embed: discord.Embed, shown: Shown, say: Speaker) -> None:
    if shown.needs:
        lines = [needed(need, say) for need in shown.needs]
        embed.add_field(name=say("initiatives-needs"), value=_fitting(lines), inline=False)


def _add_people(embed: discord.Embed, shown: Shown, say: Speaker) -> None:
    overview = shown.overview
    embed.add_field(name=places(overview, say), value=_named(shown, say), inline=False)
    others = []
    if shown.arrived and overview.state == InitiativeState.RUNNING:
        others.append(say("initiatives-arrived", count=shown.arrived))
    if overview.offered:
        others.append(say("initiatives-card-offered", count=overview.offered))
    if overview.waiting:
        others.append(say("initiatives-waiting", count=overview.waiting))
    if overview.interested and overview.is_open:
        others.append(say("initiatives-interested", count=overview.interested))
    if others:
        embed.set_footer(text=" · ".join(others))


def _named(shown: Shown, say: Speaker) -> str:
    if not shown.names:
        nobody = shown.overview.is_open and not shown.overview.confirmed
        return say("initiatives-nobody-yet") if nobody else "–"
    names = ", ".join(f"<@{user_id}>" for user_id in shown.names)
    more = shown.overview.confirmed - shown.overview.offered - len(shown.names)
    return f"{names} {say('initiatives-and-more', count=more)}" if more > 0 else names


def _fitting(lines: Iterable[str], longest: int = LONGEST_FIELD) -> str:
    """As many of the lines as there is room for; none is cut, as it could be a link."""
    shown = ""
    for line in lines:
        if len(shown) + len(line) + 1 > longest:
            break
        shown += f"{line}\n"
    return shown.rstrip()


def _controls(shown: Shown, say: Speaker, zone: str) -> Iterator[ui.Item[Any] | None]:
    overview = shown.overview
    if overview.state == InitiativeState.PROPOSED and shown.seconds_needed is not None:
        yield deciding.second_button(overview.id, say)
    if shown.outcome is not None:
        yield closing.outcome_button(say, overview.id)
    if overview.state == InitiativeState.RUNNING:  # also late: until it is closed
        yield running.check_in_button(overview.id, say)
    if not overview.is_open:
        return
    yield JOIN.button(
        say("initiatives-join"), style=discord.ButtonStyle.success, initiative_id=overview.id
    )
    yield MAYBE.button(say("initiatives-maybe"), initiative_id=overview.id)
    yield LEAVE.button(say("initiatives-leave"), initiative_id=overview.id)
    if shown.is_voting and shown.dates:
        yield polling.vote_select(overview.id, shown.dates, say, zone=zone)
