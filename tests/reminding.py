"""A community with values, a reminder as a row, and posts it has made, for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import seeding
from bot.config import Config
from bot.models import Guild
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.reminders.models import Asks, Chooses, Former, Reminder, ReminderPost
from tests.factories import VALUES

GUILD = 800_000_000_000_000_001
CHANNEL = 800_000_000_000_000_002
MISSION = "We keep the river clean."


async def with_values(session: AsyncSession, *, now: datetime) -> list[ValueText]:
    """Take a community over; its values are Honesty, Care and Courage."""
    session.add(Guild(id=GUILD, seen_at=now))
    await session.flush()
    community = {"mission": MISSION, "zone": "Europe/Berlin", "values": VALUES}
    config = Config(communities={GUILD: community})
    await seeding.first_sight(session, GUILD, config, found={}, now=now)
    return await charter.list_values(session, GUILD)


async def a_reminder(session: AsyncSession, *, now: datetime, **differences: Any) -> Reminder:
    """A reminder that nothing has run of yet, without a schedule."""
    fields: dict[str, Any] = {
        "guild_id": GUILD,
        "name": "Monday value",
        "recurrence": {"every": "week", "weekdays": [0], "at": "09:00"},
        "has_own_zone": False,
        "chooses": Chooses.IN_TURN,
        "asks": Asks.QUESTION,
        "former": Former.KEEP,
        "has_thread": False,
        "is_silent": False,
        "observes_quiet_days": True,
        "created_at": now,
    }
    row = Reminder(**fields | differences)
    session.add(row)
    await session.flush()
    return row


async def a_post(
    session: AsyncSession, reminder: Reminder, *, now: datetime, **differences: Any
) -> ReminderPost:
    """A post of it that stands."""
    fields: dict[str, Any] = {
        "guild_id": GUILD,
        "reminder_id": reminder.id,
        "value_id": 1,
        "turn": 0,
        "channel_id": CHANNEL,
        "asks": Asks.NOTHING,
        "clicks": 0,
        "chosen_at": now,
        "posted_at": now,
    }
    row = ReminderPost(**fields | differences)
    session.add(row)
    await session.flush()
    return row
