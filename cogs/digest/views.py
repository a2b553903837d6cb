"""The digest in words, and what stewards see when they switch it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ButtonStyle
from discord.utils import format_dt

from bot import moments
from bot.components import Control, rows, shorten
from bot.digests import Line, Section, Thing
from bot.recurrence import Recurrence, describe, next_runs
from bot.settings import Place
from bot.texts import Speaker, unmarked
from cogs.digest.service import Agreed, Told

COLOUR = discord.Colour.blurple()

LONGEST_FIELD = 1024
"""Characters of a field's value (FACTS §4)."""

LONGEST_NAME = 60
"""A title in a line; whoever wants to know more follows its link."""

MOST_LINES = 8
MOST_THINGS = 3
"""More of one kind is read where the line's command leads."""

RUNS_SHOWN = 5

ON = Control("digest:on:{rule}", for_stewards=True)
"""Have it come by this rule, which is packed."""


@dataclass(frozen=True)
class Where:
    """The stewards' channel as Discord shows it now.

    Args:
        place: As it was named; None when nobody has named one.
        channel_id: None when there is no such channel.
        is_public: Whether everybody in the server reads it.
        missing: The permissions that I lack there.
    """

    place: Place | None
    channel_id: int | None = None
    is_public: bool = False
    missing: Sequence[str] = ()


def digest(told: Told, say: Speaker, *, rule: Recurrence | None = None) -> discord.Embed:
    """A week in half a minute: counts first, and what can be done about them.

    Args:
        rule: When it comes; None when it was asked for by hand.
    """
    period = say("digest-period", since=_day(told.since), until=_day(told.until))
    quiet = say("digest-quiet") if told.is_quiet else ""
    embed = discord.Embed(
        title=say("digest-title"), description=f"{period} {quiet}".strip(), colour=COLOUR
    )
    for section in Section:
        lines = told.of(section)
        if lines:
            name = say(f"digest-section-{section}")
            embed.add_field(name=name, value=_section(lines, say), inline=False)
    if rule is not None:
        embed.set_footer(text=say("digest-footer", rule=describe(rule, say)))
    else:
        embed.set_footer(text=say("digest-footer-preview"))
    return embed


def agreeing(
    rule: Recurrence,
    before: Agreed | None,
    where: Where,
    say: Speaker,
    *,
    zone: str,
    now: datetime,
) -> tuple[discord.Embed, discord.ui.View | None]:
    """The rule as it was understood with its next runs, before anything is kept."""
    embed = _frame(rule, where, say)
    runs = next_runs(rule, zone, after=now, most=RUNS_SHOWN)
    embed.add_field(
        name=say("digest-next", zone=zone),
        value="\n".join(_moment(moment, zone, say) for moment in runs),
        inline=False,
    )
    _warn(embed, where, say)
    if before is not None and before.is_on:
        embed.set_footer(text=say("digest-unsaved-instead", rule=describe(before.rule, say)))
    else:
        embed.set_footer(text=say("digest-unsaved"))
    button = ON.button(say("digest-switch-on"), style=ButtonStyle.success, rule=rule.pack())
    return embed, rows(button)


def agreed(digest: Agreed, where: Where, say: Speaker) -> discord.Embed:
    """It comes from now on."""
    embed = _frame(digest.rule, where, say)
    assert digest.next_at is not None
    embed.add_field(
        name=say("digest-first"),
        value=_moment(digest.next_at, digest.zone, say),
        inline=False,
    )
    _warn(embed, where, say)
    embed.set_footer(text=say("digest-on-footer"))
    return embed


def _frame(rule: Recurrence, where: Where, say: Speaker) -> discord.Embed:
    said = describe(rule, say)
    said = said[:1].upper() + said[1:]
    place = f"<#{where.channel_id}>" if where.channel_id else f"#{where.place or '—'}"
    return discord.Embed(
        title=say("digest-title"),
        description=say("digest-rule", rule=said, place=place),
        colour=COLOUR,
    )


def _warn(embed: discord.Embed, where: Where, say: Speaker) -> None:
    """What keeps it from coming, or from staying among stewards."""
    warnings = []
    if where.channel_id is None:
        warnings.append(say("digest-warning-gone", place=str(where.place or "—")))
    if where.is_public:
        warnings.append(say("digest-warning-public", place=f"<#{where.channel_id}>"))
    if where.missing:
        warnings.append(say("digest-warning-missing", missing=", ".join(where.missing)))
    if warnings:
        embed.add_field(
            name=say("digest-warnings"),
            value="\n".join(f"- {warning}" for warning in warnings),
            inline=False,
        )


def _section(lines: Sequence[Line], say: Speaker) -> str:
    """As many whole lines as fit; what is left out is counted."""
    worded: list[str] = []
    for number, line in enumerate(lines):
        text = f"- {_line(line, say)}"
        left = len(lines) - number
        more = f"- {say('digest-lines-more', count=left)}"
        taken = sum(len(one) + 1 for one in worded)
        is_last = left == 1
        room = LONGEST_FIELD - taken - (0 if is_last else len(more) + 1)
        if (number == MOST_LINES and not is_last) or len(text) > room:
            return "\n".join([*worded, more])
        worded.append(text)
    return "\n".join(worded)


def _line(line: Line, say: Speaker) -> str:
    arguments = {
        name: _day(value) if isinstance(value, datetime) else value
        for name, value in line.arguments.items()
    }
    if line.at is not None:
        arguments["at"] = format_dt(line.at, "F")
    return say(line.key, count=line.count, things=_things(line, say), **arguments)


def _things(line: Line, say: Speaker) -> str:
    """The first of what a line counts, and how many more there are."""
    shown = line.things[:MOST_THINGS]
    named = ", ".join(_thing(thing, say) for thing in shown)
    more = line.count - sum(thing.count or 1 for thing in shown)
    return f"{named} {say('digest-things-more', count=more)}" if shown and more > 0 else named


def _thing(thing: Thing, say: Speaker) -> str:
    if thing.key is not None and say.has(thing.key):
        name = say(thing.key)
    else:
        name = unmarked(shorten(thing.named or "—", LONGEST_NAME))
    if thing.link is not None:
        name = f"[{name}]({thing.link})"
    return name if thing.count is None else f"{name} ({thing.count})"


def _day(moment: datetime) -> str:
    return format_dt(moment, "D")


def _moment(moment: datetime, zone: str, say: Speaker) -> str:
    """In the words of the place, and as the reader's own clock has it."""
    words = moments.say_span(moment, None, language=say.language, zone=zone)
    return f"{words} ({format_dt(moment, 'f')})"
