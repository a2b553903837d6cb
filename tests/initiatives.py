"""Initiatives for tests: as they are read, and as rows."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from cogs.initiatives.models import (
    Initiative,
    InitiativeState,
    InitiativeValue,
    Kind,
    PlaceKind,
)
from cogs.initiatives.service import Overview

GUILD = 800_000_000_000_000_001
CREATED = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
_acts = count(1)


def an_overview(**differences: Any) -> Overview:
    """An initiative without a date and without anybody in it."""
    fields: dict[str, Any] = {
        "id": 1,
        "guild_id": GUILD,
        "organiser_id": GUILD + 1,
        "state": InitiativeState.OPEN,
        "kind": Kind.EVENT,
        "title": "Park clean-up",
        "what": "We clean.",
        "first_step": None,
        "reason": None,
        "created_at": CREATED,
        "silent_at": None,
        "started_at": None,
        "closed_at": None,
        "value_ids": (1,),
        "when_text": None,
        "starts_at": None,
        "ends_at": None,
        "zone": None,
        "poll_until": None,
        "place_kind": PlaceKind.UNSAID,
        "place_text": None,
        "place_channel_id": None,
        "link": None,
        "capacity": None,
        "role_id": None,
        "cutoff_at": None,
        "confirmed": 0,
        "offered": 0,
        "waiting": 0,
        "interested": 0,
        "channel_id": 50,
        "message_id": 60,
        "thread_id": None,
        "event_id": None,
        "uid": str(UUID(int=1)),
        "sequence": 0,
    }
    return Overview(**fields | differences)


async def an_initiative(
    session: AsyncSession, *, values: tuple[int, ...] = (), **differences: Any
) -> Initiative:
    """A row of an open initiative whose card stands, and what it serves."""
    act_id = next(_acts)
    fields: dict[str, Any] = {
        "guild_id": GUILD,
        "act_id": act_id,
        "uid": str(UUID(int=act_id)),
        "organiser_id": GUILD + 1,
        "state": InitiativeState.OPEN,
        "kind": Kind.EVENT,
        "title": "Park clean-up",
        "what": "We clean.",
        "place_kind": PlaceKind.UNSAID,
        "created_at": CREATED,
        "channel_id": 50,
        "message_id": 60 + act_id,
    }
    row = Initiative(**fields | differences)
    session.add(row)
    await session.flush()
    for position, value_id in enumerate(values):
        session.add(InitiativeValue(initiative_id=row.id, value_id=value_id, position=position))
    await session.flush()
    return row
