"""Where links lead: to places of the rehearsal's own server, and nowhere else."""

from __future__ import annotations

import re

from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit, path_of
from bot.simulator.people.rights import sees_channel
from bot.simulator.world.entities import Channel, Json

_PLACE = re.compile(
    r"https://discord\.com/channels/([0-9]{1,20}|@me)/([0-9]{1,20})(?:/([0-9]{1,20}))?/?"
)


def to_channel(page: Page, visit: Visit, channel_id: int, message_id: int | None = None) -> str:
    """The address of a place as this person goes there; empty when they do not see it."""
    channel = seen_channel(page, visit, channel_id)
    if channel is None:
        return ""
    target = f"#m{message_id}" if message_id else ""
    return f"{path_of(visit.person.id, channel.id)}{target}"


def seen_channel(page: Page, visit: Visit, channel_id: int) -> Channel | None:
    """The channel, thread or DM with this id; None when there is none that this person sees."""
    channel = page.sim.world.channels.get(channel_id)
    if channel is None or not sees_channel(page.sim.world, visit.person.user, channel):
        return None
    return channel


def to_link(page: Page, visit: Visit, url: str | None) -> str:
    """Where a link of Discord leads here; empty for every other address."""
    found = _PLACE.fullmatch(url or "")
    if found is None or found[1] not in ("@me", str(page.community.guild.id)):
        return ""
    return to_channel(page, visit, int(found[2]), int(found[3] or 0))


def to_target(page: Page, visit: Visit, raw: Json) -> str:
    """Where a message or thread is that a message refers to; empty when there is none to see."""
    reference = raw.get("message_reference")
    if reference is None:
        return ""
    message_id = int(reference.get("message_id") or 0)
    return to_channel(page, visit, int(reference["channel_id"]), message_id)
