"""What organisers see and press when an initiative comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

import discord
from discord import ButtonStyle
from discord.utils import escape_markdown, format_dt

from bot import moments
from bot.components import Control, Field, Form, rows, shorten
from bot.recurrence import LONGEST, Recurrence, describe
from bot.texts import Speaker
from cogs.initiatives.service.repeating import Repeating
from cogs.initiatives.service.series import Plan
from cogs.initiatives.views.frame import COLOUR, back_button

REPEAT = Control("initiatives:repeat:{initiative_id}")
REPEAT_FORM = Form("initiatives:repeat-form:{initiative_id}")
AGAIN = Control("initiatives:repeat-again:{initiative_id}:{rule}:{until}")
"""Back to the form with what was read; `rule` is packed, `until` an ordinal or 0."""
BEGIN = Control("initiatives:repeat-begin:{initiative_id}:{rule}:{until}")
SKIP = Control("initiatives:repeat-skip:{initiative_id}")
UNTIL = Control("initiatives:repeat-until:{initiative_id}")
UNTIL_FORM = Form("initiatives:repeat-until-form:{initiative_id}")
FOLLOW = Control("initiatives:repeat-follow:{initiative_id}")
STOP = Control("initiatives:repeat-stop:{initiative_id}")
STOP_NOW = Control("initiatives:repeat-stop-now:{initiative_id}")
TAKE = Control("initiatives:series-take:{series_id}", for_stewards=True)
GIVE_UP = Control("initiatives:series-end:{series_id}", for_stewards=True)

_LONGEST_DAY = 60


def form_fields(
    say: Speaker, *, zone: str, rule: Recurrence | None = None, until: date | None = None
) -> list[Field]:
    """How often it comes back, and until when."""
    return [
        Field(
            "rule",
            say("initiatives-form-repeat"),
            say("initiatives-form-repeat-hint", zone=zone),
            value=None if rule is None else _typeable(rule, say),
            placeholder=say("initiatives-form-repeat-example"),
            longest=LONGEST,
        ),
        *until_fields(say, until),
    ]


def until_fields(say: Speaker, until: date | None) -> list[Field]:
    """The last day, if there is one."""
    return [
        Field(
            "until",
            say("initiatives-form-last-day"),
            say("initiatives-form-last-day-hint"),
            value=None if until is None else until.isoformat(),
            placeholder=say("initiatives-form-last-day-example"),
            required=False,
            longest=_LONGEST_DAY,
        )
    ]


def planned(plan: Plan, say: Speaker) -> tuple[discord.Embed, discord.ui.View | None]:
    """The rule as it was understood with its next dates, before anything is kept."""
    embed = _frame(plan.title, plan.rule, plan.until_on, say)
    embed.add_field(
        name=say("initiatives-series-first"),
        value=_date(plan.starts_at, plan.zone, say),
        inline=False,
    )
    embed.add_field(
        name=say("initiatives-series-next", zone=plan.zone),
        value="\n".join(_date(moment, plan.zone, say) for moment in plan.dates),
        inline=False,
    )
    embed.set_footer(text=say("initiatives-series-unsaved"))
    id_, rule = plan.initiative_id, plan.rule.pack()
    until = plan.until_on.toordinal() if plan.until_on else 0
    return embed, rows(
        BEGIN.button(
            say("initiatives-series-begin"),
            style=ButtonStyle.success,
            initiative_id=id_,
            rule=rule,
            until=until,
        ),
        AGAIN.button(say("initiatives-series-again"), initiative_id=id_, rule=rule, until=until),
        back_button(id_, say),
    )


def series(repeating: Repeating, say: Speaker) -> tuple[discord.Embed, discord.ui.View | None]:
    """A series with its coming dates, and what can be changed about it."""
    id_ = repeating.initiative_id
    embed = _frame(repeating.title, repeating.rule, repeating.until_on, say)
    if repeating.has_ended:
        embed.set_footer(text=say("initiatives-series-over"))
        return embed, rows(back_button(id_, say))
    embed.add_field(
        name=say("initiatives-series-next", zone=repeating.zone),
        value="\n".join(
            f"~~{_date(it.starts_at, repeating.zone, say)}~~"
            if it.is_skipped
            else _date(it.starts_at, repeating.zone, say)
            for it in repeating.coming
        )
        or say("initiatives-series-no-more"),
        inline=False,
    )
    embed.set_footer(text=say("initiatives-series-footer"))
    return embed, rows(
        _skip_select(repeating, say),
        UNTIL.button(say("initiatives-series-until"), initiative_id=id_),
        FOLLOW.button(say("initiatives-series-follow"), initiative_id=id_),
        STOP.button(say("initiatives-series-stop"), style=ButtonStyle.danger, initiative_id=id_),
        back_button(id_, say),
    )


def stopping(repeating: Repeating, say: Speaker) -> tuple[str, discord.ui.View | None]:
    """The question before a series ends."""
    id_ = repeating.initiative_id
    return say("initiatives-series-sure", title=escape_markdown(repeating.title)), rows(
        STOP_NOW.button(
            say("initiatives-series-stop-now"), style=ButtonStyle.danger, initiative_id=id_
        ),
        REPEAT.button(say("initiatives-series-keep"), initiative_id=id_),
    )


def orphaned(say: Speaker, arguments: Mapping[str, Any]) -> discord.ui.View | None:
    """What stewards can do, under the notice that nobody organises it."""
    id_ = arguments["series"]
    return rows(
        TAKE.button(say("initiatives-series-take"), style=ButtonStyle.primary, series_id=id_),
        GIVE_UP.button(say("initiatives-series-stop-now"), series_id=id_),
    )


def read_days(chosen: Iterable[str]) -> list[date]:
    """The dates that were chosen in the list."""
    return [date.fromisoformat(it) for it in chosen]


def _skip_select(repeating: Repeating, say: Speaker) -> discord.ui.Select[discord.ui.View] | None:
    if not repeating.coming:
        return None
    options = [
        discord.SelectOption(
            label=shorten(_words(it.starts_at, repeating.zone, say), 100),
            value=it.due_on.isoformat(),
            default=it.is_skipped,
        )
        for it in repeating.coming
    ]
    return SKIP.select(
        options,
        placeholder=say("initiatives-series-skip"),
        minimum=0,
        maximum=len(options),
        initiative_id=repeating.initiative_id,
    )


def _frame(title: str, rule: Recurrence, until_on: date | None, say: Speaker) -> discord.Embed:
    said = describe(rule, say)
    said = said[:1].upper() + said[1:]
    if until_on is not None:
        day = moments.say_day(until_on, say.language)
        said = say("initiatives-series-rule-until", rule=said, until=day)
    return discord.Embed(
        title=shorten(escape_markdown(title), 256), description=f"🔁 {said}", colour=COLOUR
    )


def _date(moment: datetime, zone: str, say: Speaker) -> str:
    """In the words of the place, and as the reader's own clock has it."""
    return f"{_words(moment, zone, say)} ({format_dt(moment, 'f')})"


def _words(moment: datetime, zone: str, say: Speaker) -> str:
    return moments.say_span(moment, None, language=say.language, zone=zone)


def _typeable(rule: Recurrence, say: Speaker) -> str:
    return describe(rule, say).partition(" (")[0][:LONGEST]
