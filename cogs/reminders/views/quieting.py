"""Quiet days as stewards look after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import discord

from bot import moments
from bot.components import Control, Field, Form, rows, shorten
from bot.texts import Speaker
from cogs.reminders.service import quieting
from cogs.reminders.service.quieting import QuietText
from cogs.reminders.views.post import COLOUR

ADD = Control("reminders:quiet-add", for_stewards=True)
ADD_FORM = Form("reminders:quiet-add-form", for_stewards=True)
REMOVE = Control("reminders:quiet-remove", for_stewards=True)

YEARLY = "yearly"
ONCE = "once"


def panel(
    days: Sequence[QuietText], say: Speaker, *, done: str | None = None
) -> tuple[discord.Embed, discord.ui.View | None]:
    """Every quiet day, with what can be done about it.

    Args:
        done: What was changed a moment ago, in a sentence.
    """
    lines = [say("reminders-quiet-how"), ""]
    lines += [f"• {in_words(one, say)}" for one in days] or [say("reminders-quiet-none")]
    embed = discord.Embed(
        title=say("reminders-quiet-title"), description="\n".join(lines), colour=COLOUR
    )
    if done is not None:
        embed.add_field(name="✅", value=done, inline=False)
    remove = None
    if days:
        options = [
            discord.SelectOption(label=shorten(in_words(one, say), 100), value=str(one.id))
            for one in days
        ]
        remove = REMOVE.select(options, placeholder=say("reminders-quiet-remove"))
    add = ADD.button(
        say("reminders-quiet-add"),
        style=discord.ButtonStyle.primary,
        disabled=len(days) >= quieting.MOST,
    )
    return embed, rows(remove, add)


def correct(say: Speaker) -> discord.ui.View | None:
    """Back to the form."""
    return rows(ADD.button(say("reminders-quiet-add")))


def fields(say: Speaker) -> Iterator[Field]:
    """The form for more of them."""
    example = say("reminders-quiet-example")
    yield Field("first", say("reminders-quiet-first"), placeholder=example, longest=100)
    yield Field(
        "last",
        say("reminders-quiet-last"),
        description=say("reminders-quiet-last-how"),
        required=False,
        longest=100,
    )
    yield Field(
        "again",
        say("reminders-quiet-again"),
        choices=[
            discord.SelectOption(label=say("reminders-quiet-once"), value=ONCE, default=True),
            discord.SelectOption(label=say("reminders-quiet-yearly"), value=YEARLY),
        ],
    )


def in_words(quiet: QuietText, say: Speaker) -> str:
    """From which day to which, and whether every year."""
    shown = moments.say_yearly_day if quiet.is_yearly else moments.say_day
    first, last = (shown(day, say.language) for day in (quiet.from_on, quiet.until_on))
    days = first if quiet.from_on == quiet.until_on else f"{first} – {last}"
    return say("reminders-quiet-each-year", days=days) if quiet.is_yearly else days
