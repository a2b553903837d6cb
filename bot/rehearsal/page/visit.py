"""Who is looking, and where: one address of the page."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.simulator.people import Person
from bot.simulator.world.entities import Channel


@dataclass(frozen=True)
class Visit:
    """One person before one channel, thread or direct messages.

    Attributes:
        channel: None for somebody who sees no channel, because they have left the server.
        zone: What times are shown to them in.
    """

    person: Person
    channel: Channel | None
    zone: ZoneInfo

    @property
    def path(self) -> str:
        """The address of this visit; acts are posted below it."""
        return path_of(self.person.id, None if self.channel is None else self.channel.id)

    @property
    def locale(self) -> str:
        """What the person's client is set to."""
        return self.person.user.locale


def path_of(user_id: int, channel_id: int | None) -> str:
    """The address of a person before a channel; 0 stands for none."""
    return f"/as/{user_id}/in/{channel_id or 0}"
