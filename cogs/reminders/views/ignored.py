"""What is said of a reminder that nobody answers, and what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord
from discord.utils import escape_markdown, format_dt

from bot.components import Control, Field, Form, rows
from bot.texts import Speaker
from cogs.reminders.service import LONGEST_TEXT
from cogs.reminders.service.ignored import SlowedText

NORMAL = Control("reminders:normal:{guild}:{reminder_id}", for_stewards=True)
REWRITE = Control("reminders:rewrite:{guild}:{reminder_id}", for_stewards=True)
REWRITE_FORM = Form("reminders:rewritten:{guild}:{reminder_id}", for_stewards=True)


def slowed(reminder: SlowedText, server: str, say: Speaker) -> str:
    """To its owner: why it comes half as often, and when next."""
    at = reminder.next_run_at
    return say(
        "reminders-slowed",
        name=escape_markdown(reminder.name),
        server=escape_markdown(server),
        moment="none" if at is None else format_dt(at, "F"),
    )


def buttons(say: Speaker, guild_id: int, reminder_id: int) -> discord.ui.View | None:
    """Back to normal, or other words."""
    return rows(
        NORMAL.button(say("reminders-normal-button"), guild=guild_id, reminder_id=reminder_id),
        REWRITE.button(say("reminders-rewrite-button"), guild=guild_id, reminder_id=reminder_id),
    )


def under_notice(say: Speaker, arguments: Mapping[str, Any]) -> discord.ui.View | None:
    """The same, where stewards are told."""
    return buttons(say, int(arguments["server_id"]), int(arguments["reminder_id"]))


def fields(reminder: SlowedText, say: Speaker) -> list[Field]:
    """The form for its words."""
    return [
        Field(
            "text",
            say("reminders-rewrite-field"),
            description=say("reminders-rewrite-empty"),
            value=reminder.text,
            required=False,
            long=True,
            longest=LONGEST_TEXT,
        )
    ]
