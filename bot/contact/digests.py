"""A member's digest: what did not fit into their week, or what they chose to get in one piece."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries, preferences
from bot.actions import Action, Content, DirectMessage, Receipt, Refusal
from bot.contact import records
from bot.contact.kinds import Kind, Overflow, Reason
from bot.contact.limits import on_the_clock
from bot.contact.models import ContactOutcome, DigestItem
from bot.deliveries import Drop, Job, Lane, Wait
from bot.models import MemberKey
from bot.rendering import Renderer, Rendering
from bot.switches import capability_of, is_on

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

DIGEST = "contact.digest"
"""The kind of the delivery, and of the message."""

KIND = Kind(DIGEST, overflow=Overflow.WAIT, patience=timedelta(days=14))

URGENT = Kind("contact.urgent", urgent=True)
"""Urgent messages that were too many for one day, in one."""

WEEKDAY, AT = 6, time(17)
"""Sundays at five in the afternoon, for those who chose a weekly one."""

MOST_LINES = 10
NOTHING_TO_SAY = "nothing of it is to be said now"
PRIORITY, URGENT_PRIORITY = 8, 3


async def ask_for_urgent(session: AsyncSession, member: MemberKey, *, now: datetime) -> None:
    """Have what was too much for one day sent in one message, when there is room for that."""
    await deliveries.enqueue(
        session,
        DIGEST,
        guild_id=member.guild_id,
        key=f"{URGENT.name}:{member.user_id}",
        payload={"user_id": member.user_id, "urgent": True},
        lane=Lane.DM,
        priority=URGENT_PRIORITY,
        now=now,
    )


async def ask_for_digest(
    session: AsyncSession, member: MemberKey, *, weekly: bool, otherwise: str, now: datetime
) -> None:
    """Have a member's digest sent when there is room for it, if it is not asked for already.

    Args:
        weekly: Not before the end of their week.
        otherwise: The zone of a member who chose none.
    """
    zone = await preferences.zone_of(session, member, otherwise=otherwise)
    await deliveries.enqueue(
        session,
        DIGEST,
        guild_id=member.guild_id,
        key=f"{DIGEST}:{member.user_id}",
        payload={"user_id": member.user_id},
        lane=Lane.DM,
        priority=PRIORITY,
        not_before=_end_of_week(now, zone) if weekly else now,
        now=now,
    )


def _end_of_week(now: datetime, zone: str) -> datetime:
    today = now.astimezone(ZoneInfo(zone)).date()
    day = today + timedelta(days=(WEEKDAY - today.weekday()) % 7)
    moment = on_the_clock(day, AT, zone)
    return moment if moment > now else on_the_clock(day + timedelta(days=7), AT, zone)


@dataclass(frozen=True)
class _Line:
    """An item as it was worded."""

    item_id: int
    job: Job
    reason: Reason


class Digests:
    """The renderer of digests, which has each item worded by whoever would have sent it."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._worded: dict[int, tuple[Sequence[_Line], Sequence[int]]] = {}
        """What each delivery under way says, and which items have nothing to say any more."""

    def register(self) -> None:
        """Have the outbox's worker know it."""
        self._bot.contacts.register(KIND, URGENT)
        self._bot.deliveries.register(
            DIGEST,
            Renderer(self._render, sent=self._sent, refused=self._refused, dropped=self._dropped),
        )

    async def _render(self, rendering: Rendering) -> Action | Wait | Drop | None:
        job, session = rendering.job, rendering.session
        member, urgent = MemberKey(job.guild_id, job.payload["user_id"]), _is_urgent(job)
        lines, pointless = self._worded[job.id] = await self._word(rendering)
        if not lines:
            return Drop(NOTHING_TO_SAY)
        say = await rendering.speak_to(member, None)
        server = discord.utils.escape_markdown(rendering.server)
        embed = discord.Embed(
            title=say("contact-urgent-title" if urgent else "contact-digest-title", server=server),
            description="\n\n".join(f"• {line.reason.line}" for line in lines),
            colour=discord.Colour(0x2E7D6B),
        )
        left = len(await self._items(session, job, now=rendering.now)) - len(lines) - len(pointless)
        if left > 0:
            embed.set_footer(text=say("contact-digest-more", count=left))
        reason = Reason(URGENT if urgent else KIND, {"server": rendering.server})
        return DirectMessage(member.user_id, Content(embeds=[embed]), reason)

    async def _word(self, rendering: Rendering) -> tuple[list[_Line], list[int]]:
        """The items that still have something to say, each in the words of its own renderer."""
        lines: list[_Line] = []
        pointless: list[int] = []
        for item in await self._items(rendering.session, rendering.job, now=rendering.now):
            job = _job_of(item)
            renderer = self._bot.deliveries.renderer(item.kind)
            answer = None
            if renderer is not None and is_on(rendering.settings, capability_of(item.kind)):
                answer = await renderer.render(replace(rendering, job=job))
            reason = answer.reason if isinstance(answer, DirectMessage) else None
            if reason is not None and reason.line is not None:
                lines.append(_Line(item.id, job, reason))
            elif not isinstance(answer, Wait):
                pointless.append(item.id)
            if len(lines) == MOST_LINES:
                break
        return lines, pointless

    async def _sent(self, session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
        member = MemberKey(job.guild_id, job.payload["user_id"])
        lines, pointless = self._worded.pop(job.id)
        for line in lines:
            renderer = self._bot.deliveries.renderer(line.job.kind)
            if renderer is not None and renderer.sent is not None:
                await renderer.sent(session, line.job, receipt, now)
            await records.keep(session, member, line.reason, ContactOutcome.IN_DIGEST, now=now)
        await _remove(session, [line.item_id for line in lines] + list(pointless))
        await self._ask_again(session, job, weekly=False, now=now)

    async def _dropped(self, session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
        """Nothing of it was to be said now, or they are not here any more."""
        lines, pointless = self._worded.pop(job.id, ((), ()))
        for line in lines:
            renderer = self._bot.deliveries.renderer(line.job.kind)
            if renderer is not None and renderer.dropped is not None:
                await renderer.dropped(session, line.job, reason, now)
        await _remove(session, [line.item_id for line in lines] + list(pointless))
        await self._ask_again(session, job, weekly=True, now=now)

    async def _refused(
        self, session: AsyncSession, job: Job, refusal: Refusal, now: datetime
    ) -> bool:
        """They cannot be written to; whoever would have sent each of them deals with that."""
        lines, pointless = self._worded.pop(job.id, ((), ()))
        for line in lines:
            renderer = self._bot.deliveries.renderer(line.job.kind)
            if renderer is not None and renderer.refused is not None:
                await renderer.refused(session, line.job, refusal, now)
        await _remove(session, [line.item_id for line in lines] + list(pointless))
        return True

    async def _ask_again(
        self, session: AsyncSession, job: Job, *, weekly: bool, now: datetime
    ) -> None:
        if not await self._items(session, job, now=now):
            return
        member = MemberKey(job.guild_id, job.payload["user_id"])
        if _is_urgent(job):
            await ask_for_urgent(session, member, now=now)
            return
        zone = (await self._bot.settings.of(member.guild_id)).zone
        await ask_for_digest(session, member, weekly=weekly, otherwise=zone, now=now)

    async def _items(
        self, session: AsyncSession, job: Job, *, now: datetime
    ) -> Sequence[DigestItem]:
        """What waits for this digest: urgent ones come in a message of their own."""
        kinds = [kind.name for kind in self._bot.contacts if kind.urgent]
        is_urgent = DigestItem.reason_kind.in_(kinds)
        query = (
            select(DigestItem)
            .where(
                DigestItem.guild_id == job.guild_id,
                DigestItem.user_id == job.payload["user_id"],
                DigestItem.expires_at > now,
                is_urgent if _is_urgent(job) else ~is_urgent,
            )
            .order_by(DigestItem.asked_at, DigestItem.id)
        )
        return (await session.scalars(query)).all()

    async def expire(self, session: AsyncSession, *, now: datetime) -> None:
        """Let go of what waited until it was worth nothing any more."""
        query = select(DigestItem).where(DigestItem.expires_at <= now).limit(500)
        for item in (await session.scalars(query)).all():
            job, member = _job_of(item), MemberKey(item.guild_id, item.user_id)
            renderer = self._bot.deliveries.renderer(item.kind)
            if renderer is not None and renderer.dropped is not None:
                await renderer.dropped(session, job, "it waited too long for a digest", now)
            kind = self._bot.contacts.get(item.reason_kind)
            if kind is not None:
                await records.keep(session, member, Reason(kind), ContactOutcome.EXPIRED, now=now)
            await session.delete(item)


def _job_of(item: DigestItem) -> Job:
    """The delivery that the item was; its id is one that no delivery has."""
    return Job(
        id=-item.id,
        guild_id=item.guild_id,
        kind=item.kind,
        key=item.key,
        lane=Lane.DM,
        payload=dict(item.payload),
        requests=1,
        attempts=0,
        nonce="",
        created_at=item.asked_at,
        not_before=item.asked_at,
    )


def _is_urgent(job: Job) -> bool:
    return bool(job.payload.get("urgent"))


async def _remove(session: AsyncSession, item_ids: Sequence[int]) -> None:
    if item_ids:
        await session.execute(delete(DigestItem).where(DigestItem.id.in_(item_ids)))
