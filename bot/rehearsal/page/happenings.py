"""The server's calendar, and who is interested."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from multidict import MultiDictProxy

from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit, path_of
from bot.simulator import permissions
from bot.simulator.people import Answer, CannotDo
from bot.simulator.world.entities import ScheduledEvent

_OPEN = (1, 2)
"""Scheduled, and going on now."""


def events(page: Page, visit: Visit) -> dict[str, Any]:
    """The events that a person sees, the next one first."""
    guild = page.community.guild
    if visit.person.membership is None:
        return {"events": []}
    found = [event for event in guild.events.values() if _sees(page, visit, event)]
    found.sort(key=lambda event: (event.starts_at, event.id))
    return {"events": [_shown(page, visit, event) for event in found]}


async def interested(page: Page, visit: Visit, fields: MultiDictProxy[Any]) -> None:
    """Press Interested, or take it back."""
    event = page.community.guild.events.get(int(fields["event"]))
    person = visit.person
    if event is None:
        raise CannotDo("the event is gone")
    takes_back = person.id in event.subscriber_ids

    async def do() -> Answer | None:
        if takes_back:
            person.unsubscribes(event)
        else:
            person.subscribes(event)
        return None

    words = "is not interested any more in" if takes_back else "is interested in"
    phrase = "is not interested in" if takes_back else "is interested in"
    steps = [{f"{person.name} {phrase}": event.name}]
    await page.acts(person, f"{person.name} {words} “{event.name}”.", do, steps=steps)


ACTS: Mapping[str, Callable[[Page, Visit, MultiDictProxy[Any]], Awaitable[None]]] = {
    "interested": interested,
}


def _sees(page: Page, visit: Visit, event: ScheduledEvent) -> bool:
    if event.status not in _OPEN:
        return False
    channel = page.sim.world.channels.get(event.channel_id or 0)
    if channel is None:
        return True
    guild, member = page.community.guild, visit.person.member
    return permissions.sees(guild, member, channel, page.now())


def _shown(page: Page, visit: Visit, event: ScheduledEvent) -> dict[str, Any]:
    channel = page.sim.world.channels.get(event.channel_id or 0)
    return {
        "event": event,
        "where": event.location if channel is None else f"#{channel.name}",
        "path": None if channel is None else path_of(visit.person.id, channel.id),
        "when": page.moment(event.starts_at, visit),
        "is_interested": visit.person.id in event.subscriber_ids,
    }
