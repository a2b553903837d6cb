"""The gate that every private message passes which nobody asked for at that moment.

The worker of the outbox asks here, in one place for all capabilities, when a message is worded: it
may go out now, or not before a moment, or as a line of the member's digest, or not at all. That it
went out is written down in the transaction that marks it sent, so that a kill in between neither
doubles it nor forgets that it counts.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import aiohttp
import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import DirectMessage, Post, Receipt
from bot.contact import controls, records
from bot.contact.deciding import Denied, Merge, decide
from bot.contact.digests import ask_for_digest, ask_for_urgent
from bot.contact.kinds import Reason
from bot.contact.limits import Limits
from bot.contact.models import ContactOutcome
from bot.deliveries import Drop, Job, Wait
from bot.models import MemberKey
from bot.presence import find_members
from bot.settings import GuildSettings

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

NOT_HERE = "they are not in this server any more"

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""How long to wait when Discord does not say who is there."""


@dataclass(frozen=True)
class Reader:
    """Whom a message is for, and why they get it."""

    member: MemberKey
    reason: Reason
    by_dm: bool


def reader_of(job: Job, action: object) -> Reader | None:
    """Who is written to unasked; None: nobody is."""
    if isinstance(action, DirectMessage) and action.reason is not None:
        return Reader(MemberKey(job.guild_id, action.user_id), action.reason, by_dm=True)
    if isinstance(action, Post) and action.reason is not None and action.reader_id is not None:
        return Reader(MemberKey(job.guild_id, action.reader_id), action.reason, by_dm=False)
    return None


class Gate:
    """Lets messages through, one at a time for each member."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._turns: WeakValueDictionary[MemberKey, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, member: MemberKey) -> AsyncIterator[None]:
        """Hold a member's turn from the question to the note, so that two do not share one room."""
        lock = self._turns.get(member)
        if lock is None:
            lock = self._turns[member] = asyncio.Lock()
        async with lock:
            yield

    async def ask(
        self, job: Job, reader: Reader, settings: GuildSettings, guild: discord.Guild
    ) -> Wait | Drop | Merge | None:
        """What is to become of a message that has been worded; None: it goes out now."""
        if self._bot.contacts.get(reader.reason.kind.name) is None:
            raise LookupError(f"nobody registered messages of the kind {reader.reason.kind.name}")
        now = self._bot.clock.now()
        async with self._bot.db.read() as session:
            held = await decide(
                session,
                reader.member,
                reader.reason,
                Limits.of(settings),
                asked_at=job.created_at,
                now=now,
                by_dm=reader.by_dm,
            )
        if held is not None:
            return held
        try:
            present = await find_members(guild, [reader.member.user_id])
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("who is there could not be asked: %r", error)
            return Wait(now + ASK_AGAIN_AFTER)
        return None if reader.member.user_id in present else Drop(NOT_HERE)

    async def dress(self, action: DirectMessage | Post, reader: Reader) -> DirectMessage | Post:
        """The message with the buttons that say why it came and how to get fewer."""
        say = await self._bot.speaker_to(reader.member, reader.reason.locale)
        view = controls.dress(action.content.view, say, reader.member.guild_id)
        return replace(action, content=replace(action.content, view=view))

    async def merged(self, session: AsyncSession, job: Job, reader: Reader, merge: Merge) -> None:
        """Keep it for the digest, which is asked for if it is not already."""
        now = self._bot.clock.now()
        await records.merge(session, reader.member, reader.reason, job, expires_at=merge.expires_at)
        if merge.urgent:
            await ask_for_urgent(session, reader.member, now=now)
            return
        settings = await self._bot.settings.of(job.guild_id)
        await ask_for_digest(
            session, reader.member, weekly=merge.weekly, otherwise=settings.zone, now=now
        )

    async def denied(self, session: AsyncSession, reader: Reader, denied: Denied) -> None:
        """Keep that it was not sent, and why."""
        now = self._bot.clock.now()
        await records.keep(session, reader.member, reader.reason, denied.outcome, now=now)

    async def sent(self, session: AsyncSession, reader: Reader, receipt: Receipt) -> None:
        """It is among the messages they were sent."""
        await records.keep(
            session,
            reader.member,
            reader.reason,
            ContactOutcome.SENT,
            now=self._bot.clock.now(),
            message_id=receipt.message_id,
        )

    async def refused(self, session: AsyncSession, reader: Reader) -> None:
        """Discord does not let us write to them; they are left alone until they act."""
        now = self._bot.clock.now()
        await records.refused(session, reader.member, now=now)
        await records.keep(
            session, reader.member, reader.reason, ContactOutcome.UNREACHABLE, now=now
        )
