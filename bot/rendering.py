"""What a capability tells the worker of the outbox about one kind of delivery."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import Action, Receipt, Refusal
from bot.deliveries import Drop, Job, Wait
from bot.models import MemberKey
from bot.settings import MISSION_NAME, GuildSettings
from bot.texts import Speaker


@dataclass(frozen=True)
class Rendering:
    """What a renderer has to look at."""

    session: AsyncSession
    job: Job
    now: datetime
    settings: GuildSettings
    say: Speaker
    """The server's language; for private messages a renderer asks `speak_to` for the member's."""
    guild: discord.Guild | None
    speak_to: Callable[[MemberKey, str | None], Awaitable[Speaker]]
    """By whom a member is spoken to in private; with what their Discord was last seen set to."""

    @property
    def server(self) -> str:
        """What the community calls itself, or how its server is called."""
        name = self.settings.get(MISSION_NAME)
        if name is None and self.guild is not None:
            name = self.guild.name
        return name or "Discord"


Render = Callable[[Rendering], Awaitable[Action | Wait | Drop | None]]
Sent = Callable[[AsyncSession, Job, Receipt, datetime], Awaitable[None]]
Refused = Callable[[AsyncSession, Job, Refusal, datetime], Awaitable[bool]]
Dropped = Callable[[AsyncSession, Job, str, datetime], Awaitable[None]]


@dataclass(frozen=True)
class Renderer:
    """How one kind of delivery is worded and what follows from it.

    Args:
        render: Words it from the state as it is now; None when there is nothing left to do, `Wait`
            when its moment has not come, `Drop` when it must not be done any more.
        sent: Runs in the transaction that marks it done.
        refused: Runs when Discord refuses for good; True means the capability has dealt with it,
            otherwise stewards are told.
        dropped: Runs in the transaction that closes what was dropped.
        spacing: At least this long between two deliveries of one key.
    """

    render: Render
    sent: Sent | None = None
    refused: Refused | None = None
    dropped: Dropped | None = None
    spacing: timedelta = timedelta(0)
