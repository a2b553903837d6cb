"""Scheduled events of ours, kept as they should be.

They have no nonce, so that a second try looks for what the first one may have made; and a change is
read before it is written, because each status can be reached from some others only.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord

from bot.actions import EventStatus, MirrorEvent, Receipt

if TYPE_CHECKING:
    from bot.client import Tenet

_STAGE, _VOICE, _EXTERNAL = 1, 2, 3
_GUILD_ONLY = 2
_NUMBERS = {
    EventStatus.SCHEDULED: 1,
    EventStatus.ACTIVE: 2,
    EventStatus.COMPLETED: 3,
    EventStatus.CANCELLED: 4,
}
_WAYS: dict[tuple[int, int], tuple[int, ...]] = {
    (1, 2): (2,),
    (1, 3): (2, 3),
    (1, 4): (4,),
    (2, 3): (3,),
    (2, 4): (3,),  # what has begun can only end
}
"""From a status by which others to another one (FACTS §1); elsewhere there is no way."""


async def mirror(
    bot: Tenet, guild_id: int, wanted: MirrorEvent, *, tries: int, since: datetime
) -> Receipt:
    """Make the event, or bring it to what it should be; at most four requests.

    Raises:
        discord.HTTPException: Discord refused: 10070 when somebody deleted it, 30038 when the
            server has 100 already, 50013 without the permission.
    """
    if wanted.event_id is None:
        if wanted.status is not EventStatus.SCHEDULED:
            return Receipt()
        present: Any = await _find_made(bot, guild_id, wanted, since) if tries else None
        if present is None:
            present = await bot.http.create_guild_scheduled_event(guild_id, **_as_data(wanted))
        elif changes := _changes(wanted, present):
            await bot.http.edit_scheduled_event(guild_id, present["id"], **changes)
        return Receipt(event_id=int(present["id"]))
    present = await bot.http.get_scheduled_event(guild_id, wanted.event_id, False)
    status = int(present["status"])
    if status in (3, 4):
        return Receipt(event_id=wanted.event_id)
    if wanted.status in (EventStatus.SCHEDULED, EventStatus.ACTIVE):
        changes = _changes(wanted, present)
        if changes:
            await bot.http.edit_scheduled_event(guild_id, wanted.event_id, **changes)
    for step in _WAYS.get((status, _NUMBERS[wanted.status]), ()):
        await bot.http.edit_scheduled_event(guild_id, wanted.event_id, status=step)
    return Receipt(event_id=wanted.event_id)


async def _find_made(bot: Tenet, guild_id: int, wanted: MirrorEvent, since: datetime) -> Any:
    """An event that an earlier try has made, although nobody saw the answer; None without one.

    Its words may have changed since that try: the card that they lead to stands by now, say. When
    it begins, and its name or its description, tell it from others.
    """
    listed: Any = await bot.http.get_scheduled_events(guild_id, False)
    for event in listed:
        is_ours = bot.user is not None and str(event.get("creator_id")) == str(bot.user.id)
        made_at = discord.utils.snowflake_time(int(event["id"]))
        is_alike = _moment(event["scheduled_start_time"]) == wanted.starts_at and (
            event["name"] == wanted.name or event.get("description") == wanted.description
        )
        if is_ours and made_at >= since and is_alike:
            return event
    return None


def _changes(wanted: MirrorEvent, present: dict[str, Any]) -> dict[str, Any]:
    """Everything about it when something differs: Discord checks its parts against each other."""
    data = _as_data(wanted)
    is_same = (
        present["name"] == wanted.name
        and (present.get("description") or "") == wanted.description
        and present["entity_type"] == data["entity_type"]
        and _id(present.get("channel_id")) == wanted.channel_id
        and (present.get("entity_metadata") or {}).get("location") == wanted.location
        and _moment(present["scheduled_start_time"]) == wanted.starts_at
        and _moment(present.get("scheduled_end_time")) == wanted.ends_at
    )
    if is_same:
        return {}
    if present["status"] == _NUMBERS[EventStatus.ACTIVE]:
        del data["scheduled_start_time"]  # it has begun when it began
    return data


def _as_data(wanted: MirrorEvent) -> dict[str, Any]:
    kind = _EXTERNAL if wanted.channel_id is None else _STAGE if wanted.is_stage else _VOICE
    data: dict[str, Any] = {
        "name": wanted.name,
        "description": wanted.description,
        "privacy_level": _GUILD_ONLY,
        "scheduled_start_time": wanted.starts_at.isoformat(),
        "scheduled_end_time": wanted.ends_at.isoformat(),
        "entity_type": kind,
        "channel_id": None if wanted.channel_id is None else str(wanted.channel_id),
        "entity_metadata": {"location": wanted.location} if kind == _EXTERNAL else None,
    }
    return data


def _id(value: Any) -> int | None:
    return None if value is None else int(value)


def _moment(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
