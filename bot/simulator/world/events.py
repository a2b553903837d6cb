"""Scheduled events: who is interested, and what happens to them by themselves."""

from __future__ import annotations

from bisect import bisect_left, insort
from datetime import timedelta
from typing import Any

from bot.simulator import intents
from bot.simulator.limits import EVENT_START_GRACE
from bot.simulator.payloads import guilds as payloads
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Guild, ScheduledEvent
from bot.simulator.world.world import World

SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
OPEN = (SCHEDULED, ACTIVE)
EXTERNAL = 3
_WEEKLY, _DAILY = 2, 3


def create(world: World, guild: Guild, **fields: Any) -> ScheduledEvent:
    event = ScheduledEvent(id=world.new_id(), guild_id=guild.id, **fields)
    guild.events[event.id] = event
    _emit(world, event, "GUILD_SCHEDULED_EVENT_CREATE")
    watch(world, event)
    return event


def update(world: World, event: ScheduledEvent, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(event, name, value)
    _emit(world, event, "GUILD_SCHEDULED_EVENT_UPDATE")
    if event.status in OPEN:
        watch(world, event)


def delete(world: World, event: ScheduledEvent) -> None:
    world.guilds[event.guild_id].events.pop(event.id, None)
    _emit(world, event, "GUILD_SCHEDULED_EVENT_DELETE")


def subscribe(world: World, event: ScheduledEvent, user_id: int) -> bool:
    """Whether the user was not interested before."""
    if user_id in event.subscriber_ids:
        return False
    insort(event.subscriber_ids, user_id)
    _emit_user(world, event, user_id, "GUILD_SCHEDULED_EVENT_USER_ADD")
    return True


def unsubscribe(world: World, event: ScheduledEvent, user_id: int) -> bool:
    """Whether the user was interested before."""
    if user_id not in event.subscriber_ids:
        return False
    del event.subscriber_ids[bisect_left(event.subscriber_ids, user_id)]
    _emit_user(world, event, user_id, "GUILD_SCHEDULED_EVENT_USER_REMOVE")
    return True


def open_count(guild: Guild) -> int:
    return sum(event.status in OPEN for event in guild.events.values())


def watch(world: World, event: ScheduledEvent) -> None:
    """Look at the event again when it should have started and when it should be over.

    An external event starts and ends by itself. One in a channel is started by people; when
    nobody does, it is cancelled hours later.
    """
    starts_at, ends_at = event.starts_at, event.ends_at

    def start() -> None:
        if event.status != SCHEDULED or event.starts_at != starts_at or not _exists(world, event):
            return
        if event.entity_type == EXTERNAL:
            update(world, event, status=ACTIVE)
        else:
            update(world, event, status=CANCELED)

    def end() -> None:
        if event.status == ACTIVE and event.ends_at == ends_at and _exists(world, event):
            _complete(world, event)

    external = event.entity_type == EXTERNAL
    if event.status == SCHEDULED:
        world.agenda.at(starts_at if external else starts_at + EVENT_START_GRACE, start)
    if ends_at is not None and external:
        world.agenda.at(ends_at, end)


def _complete(world: World, event: ScheduledEvent) -> None:
    step = _next_occurrence(event)
    if step is None:
        update(world, event, status=COMPLETED)
        return
    update(
        world,
        event,
        status=SCHEDULED,
        starts_at=event.starts_at + step,
        ends_at=None if event.ends_at is None else event.ends_at + step,
    )


def _next_occurrence(event: ScheduledEvent) -> timedelta | None:
    rule = event.recurrence_rule
    if rule is None:
        return None
    if rule["frequency"] == _WEEKLY:
        return timedelta(weeks=int(rule.get("interval", 1)))
    if rule["frequency"] != _DAILY:
        return None
    weekdays = rule.get("by_weekday") or range(7)
    return next(
        timedelta(days=days)
        for days in range(1, 8)
        if (event.starts_at + timedelta(days=days)).weekday() in weekdays
    )


def _exists(world: World, event: ScheduledEvent) -> bool:
    guild = world.guilds.get(event.guild_id)
    return guild is not None and event.id in guild.events


def _emit(world: World, event: ScheduledEvent, name: str) -> None:
    world.emit(
        Dispatch(
            name,
            lambda: payloads.scheduled_event(world, event),
            intents.GUILD_SCHEDULED_EVENTS,
            guild_id=event.guild_id,
            channel=world.channels.get(event.channel_id or 0),
        )
    )


def _emit_user(world: World, event: ScheduledEvent, user_id: int, name: str) -> None:
    world.emit(
        Dispatch(
            name,
            lambda: {
                "guild_scheduled_event_id": str(event.id),
                "user_id": str(user_id),
                "guild_id": str(event.guild_id),
            },
            intents.GUILD_SCHEDULED_EVENTS,
            guild_id=event.guild_id,
            channel=world.channels.get(event.channel_id or 0),
        )
    )
