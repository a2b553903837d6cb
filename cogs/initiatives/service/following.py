"""Asking for what Discord shows of an initiative besides its card: an event and a thread."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from cogs.initiatives.models import LIVE, Initiative, InitiativeState

EVENT = "initiatives.event"
"""Makes or changes the event of the server that mirrors an initiative."""

THREAD = "initiatives.thread"
"""Opens the thread under its card, and archives it when all is over."""

_SHOWN = (*LIVE, InitiativeState.CLOSED, InitiativeState.CANCELLED)
"""Decided, and so mirrored, if only to say how it ended."""


async def follow(session: AsyncSession, initiative: Initiative, *, now: datetime) -> None:
    """Have event and thread brought to what the initiative is now; many changes are one edit."""
    if initiative.state not in _SHOWN:
        return
    if initiative.event_id is not None or (initiative.is_mirrored and initiative.starts_at):
        await _ask(session, EVENT, initiative, now)
    if initiative.thread_id is not None or initiative.has_thread:
        await _ask(session, THREAD, initiative, now)


async def _ask(session: AsyncSession, kind: str, initiative: Initiative, now: datetime) -> None:
    await deliveries.enqueue(
        session,
        kind,
        guild_id=initiative.guild_id,
        key=f"{kind}:{initiative.id}",
        payload={"initiative_id": initiative.id},
        priority=7,
        now=now,
    )
