"""Next steps that their members show to others: posted, kept right, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from cogs.pledges.models import NextStep, StepState

SHARE = "pledges.step_shared"
SHOW = "pledges.step_shown"
UNSHARE = "pledges.step_unshared"
"""Kinds of delivery: a step is posted, its message is edited, its message goes."""

PRIORITY = 2
"""Somebody waits for it, and sees it."""


class Shown(Protocol):
    """A step as far as its message is concerned."""

    @property
    def id(self) -> int: ...

    @property
    def guild_id(self) -> int: ...

    @property
    def shared_channel_id(self) -> int | None: ...

    @property
    def shared_message_id(self) -> int | None: ...


async def ask_post(session: AsyncSession, step: Shown, channel_id: int, *, now: datetime) -> None:
    """Have a step posted in a channel."""
    await deliveries.enqueue(
        session,
        SHARE,
        guild_id=step.guild_id,
        key=f"{SHARE}:{step.id}",
        payload={"step_id": step.id, "channel_id": channel_id},
        now=now,
        priority=PRIORITY,
    )


async def ask_edit(session: AsyncSession, step: Shown, *, now: datetime) -> None:
    """Have the message of a step, if there is one, show it as it is now."""
    if step.shared_channel_id is None:
        return
    await deliveries.enqueue(
        session,
        SHOW,
        guild_id=step.guild_id,
        key=f"{SHOW}:{step.id}",
        payload={"step_id": step.id},
        now=now,
        priority=PRIORITY,
    )


async def ask_removal(session: AsyncSession, steps: Iterable[Shown], *, now: datetime) -> None:
    """Have the messages of steps taken down; one that is on its way goes when it has arrived."""
    await deliveries.enqueue_many(
        session,
        UNSHARE,
        [
            _removal(step.guild_id, step.shared_channel_id, step.shared_message_id)
            for step in steps
            if step.shared_channel_id is not None and step.shared_message_id is not None
        ],
        now=now,
        priority=PRIORITY,
    )


async def posted(
    session: AsyncSession,
    guild_id: int,
    step_id: int,
    *,
    asked_in: int,
    channel_id: int,
    message_id: int,
    now: datetime,
) -> None:
    """The message of a step stands; if nobody wants it any more, it goes again.

    Args:
        asked_in: The channel for which it was asked.
    """
    step = await session.get(NextStep, step_id, with_for_update=True)
    wanted = step is not None and step.state != StepState.LET_GO
    if step is None or not wanted or not is_on_its_way(step, asked_in):
        gone = _removal(guild_id, channel_id, message_id)
        await deliveries.enqueue_many(session, UNSHARE, [gone], now=now, priority=PRIORITY)
        return
    step.shared_channel_id, step.shared_message_id = channel_id, message_id
    # It may have been done, or worded anew, while the message was under way.
    await ask_edit(session, step, now=now)


async def lost(session: AsyncSession, step_id: int) -> None:
    """The message of a step could not be posted, or is gone; it may be shared anew."""
    step = await session.get(NextStep, step_id)
    if step is not None:
        step.shared_channel_id = step.shared_message_id = None


def is_on_its_way(step: Shown, channel_id: int) -> bool:
    """Whether a message for a channel is wanted and does not stand there yet."""
    return step.shared_channel_id == channel_id and step.shared_message_id is None


def _removal(
    guild_id: int, channel_id: int | None, message_id: int | None
) -> tuple[int, str, dict[str, int | None]]:
    payload = {"channel_id": channel_id, "message_id": message_id}
    return guild_id, f"{UNSHARE}:{message_id}", payload
