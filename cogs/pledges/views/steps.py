"""Next steps: their controls, the form, and the days to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import discord
from babel.dates import format_date
from discord import ui
from discord.utils import escape_markdown

from bot.components import Control, Field, Form, shorten
from bot.texts import Speaker
from cogs.charter.service import ValueText
from cogs.pledges.service import stepping
from cogs.pledges.service.asking import Day, days_after
from cogs.pledges.service.steps import Step

OPEN = Control("pledges:step:{guild_id}:{value_id}")
"""Opens the form for a value."""
CHOOSE = Control("pledges:steps:{guild_id}")
"""Likewise, for the value that is chosen from a list."""
FORM = Form("pledges:step-form:{guild_id}:{value_id}")
LOOK = Control("pledges:step-look:{guild_id}")
"""Shows the open step that is chosen from a list."""
DONE = Control("pledges:step-done:{guild_id}:{step_id}")
NOT_YET = Control("pledges:step-not-yet:{guild_id}:{step_id}")
LET_GO = Control("pledges:step-let-go:{guild_id}:{step_id}")
DAY = Control("pledges:step-day:{guild_id}:{step_id}")
SHARE = Control("pledges:step-share:{step_id}")
TAKE_BACK = Control("pledges:step-take-back:{step_id}")

NO_DAY = "none"
"""What the list of days answers for none of them."""

MOST_OPTIONS = 25
"""Of one list (Discord)."""


def open_button(
    value_id: int, say: Speaker, *, guild_id: int, key: str = "pledges-step-open"
) -> ui.Button[ui.View]:
    """The way to the form, under a receipt for instance."""
    return OPEN.button(say(key), guild_id=guild_id, value_id=value_id)


def value_select(
    values: Sequence[ValueText], say: Speaker, *, guild_id: int
) -> ui.Select[ui.View] | None:
    """The way to the form of one of several values that somebody is pledged to."""
    options = [_option(value, value.id) for value in values[:MOST_OPTIONS]]
    placeholder = say("pledges-step-choose")
    return CHOOSE.select(options, placeholder=placeholder, guild_id=guild_id) if options else None


def step_select(steps: Sequence[Step], say: Speaker, *, guild_id: int) -> ui.Select[ui.View] | None:
    """The way to the steps that somebody has before them."""
    options = [
        _option(step.value, step.id, description=shorten(step.words, 100))
        for step in steps[:MOST_OPTIONS]
        if step.value is not None
    ]
    placeholder = say("pledges-step-look")
    return LOOK.select(options, placeholder=placeholder, guild_id=guild_id) if options else None


def line(step: Step, say: Speaker, *, today: date, longest: int = 200) -> str:
    """A step in one line, for a list of one's own pledges."""
    words = shorten(escape_markdown(step.words), longest).replace("\\…", "…")
    if step.due_on is None:
        return say("pledges-step-line", words=words)
    key = "pledges-step-line-by" if step.due_on > today else "pledges-step-line-was-by"
    return say(key, day=day_name(step.due_on, say), words=words)


def form_title(value: ValueText, say: Speaker) -> str:
    """The form's; Discord shows 45 characters."""
    return say("pledges-step-form-title", value=value.name)


def form_fields(before: Step | None, say: Speaker, *, today: date) -> list[Field]:
    """The two questions, with what is open now."""
    return [
        Field(
            "words",
            say("pledges-step-form-words"),
            say("pledges-step-form-words-hint"),
            value=None if before is None else before.words,
            long=True,
            longest=stepping.LONGEST,
        ),
        Field(
            "day",
            say("pledges-step-form-day"),
            say("pledges-step-form-day-hint"),
            choices=day_options(say, today=today, before=before),
        ),
    ]


def day_options(
    say: Speaker, *, today: date, before: Step | None = None
) -> list[discord.SelectOption]:
    """The days to choose from.

    Args:
        before: The step whose own day can be kept, and is chosen beforehand.
    """
    days = days_after(today)
    own = None if before is None else before.due_on
    if own is not None and own not in [day.on for day in days]:
        days.insert(0, Day("kept", own))
    options = [
        discord.SelectOption(
            label=shorten(say(f"pledges-step-day-{day.key}"), 100),
            value=day.on.isoformat(),
            description=day_name(day.on, say),
            default=day.on == own,
        )
        for day in days
    ]
    nothing = discord.SelectOption(
        label=shorten(say("pledges-step-day-none"), 100),
        value=NO_DAY,
        description=shorten(say("pledges-step-day-none-hint"), 100),
        default=before is not None and own is None,
    )
    return [*options, nothing]


def chosen_day(given: str) -> date | None:
    """What was chosen from the list of days.

    Raises:
        NoSuchDay: It was not made by us.
    """
    if given == NO_DAY:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise stepping.NoSuchDay from None


def heading(value: ValueText | None) -> str:
    """A value's emoji and name."""
    return "—" if value is None else shorten(f"{value.emoji} {escape_markdown(value.name)}", 240)


def day_name(day: date, say: Speaker) -> str:
    """A day as one says it, with its weekday."""
    return str(format_date(day, say("pledges-step-date"), locale=say.language))


def _option(
    value: ValueText | None, chosen: int, *, description: str | None = None
) -> discord.SelectOption:
    assert value is not None
    return discord.SelectOption(
        label=shorten(value.name, 100),
        value=str(chosen),
        description=description,
        # a menu with a custom emoji that was deleted meanwhile would be refused whole
        emoji=None if value.emoji.startswith("<") else value.emoji,
    )
