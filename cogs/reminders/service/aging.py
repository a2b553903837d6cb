"""Posts that stand: how many people answered them, and what becomes of them when the next comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot import deliveries
from bot.deliveries import Delivery
from bot.schedules import Schedule
from bot.sharding import ALL_SHARDS, Shards
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.reminders.models import Former, Reminder, ReminderPost
from cogs.reminders.service import ignored
from cogs.reminders.service.rules import KIND

COUNT = "reminders.count"
"""The kind of the delivery that looks how many people answered a post."""

PART = "reminders.part"
"""The kind of the delivery that folds or removes the former post."""

AHEAD = timedelta(minutes=10)
"""So long before the next run the posts of the last ones are looked at."""

A_DAY = timedelta(hours=23) - 2 * AHEAD
"""A post that stood for less says nothing about whether people answer. A daily one is looked at
shortly before the next, and the day on which clocks go forward has 23 hours."""


async def list_to_count(
    session: AsyncSession, *, now: datetime, shards: Shards = ALL_SHARDS
) -> list[tuple[int, int]]:
    """The server and id of every latest post whose reminder comes again soon, not yet counted."""
    stood = aliased(ReminderPost)
    latest = (
        select(func.max(stood.id))
        .where(stood.reminder_id == Schedule.subject_id, stood.posted_at <= now - A_DAY)
        .correlate(Schedule)
        .scalar_subquery()
    )
    query = (
        select(ReminderPost.guild_id, ReminderPost.id)
        .join(Schedule, (Schedule.subject_id == ReminderPost.reminder_id) & (Schedule.kind == KIND))
        .where(
            Schedule.next_run_at <= now + AHEAD,
            ReminderPost.id == latest,
            ReminderPost.message_id.is_not(None),
            ReminderPost.answers.is_(None),
            ReminderPost.put_away_at.is_(None),
        )
    )
    ours = shards.clause(Schedule.guild_id.expression)
    rows = await session.execute(query if ours is None else query.where(ours))
    found = [(guild_id, post_id) for guild_id, post_id in rows]
    asked = await session.scalars(
        select(Delivery.key).where(Delivery.key.in_([_count_key(post_id) for _, post_id in found]))
    )
    known = set(asked)
    return [one for one in found if _count_key(one[1]) not in known]


async def ask_to_count(
    session: AsyncSession, posts: Sequence[tuple[int, int]], *, now: datetime
) -> None:
    """Have somebody look how many people answered these."""
    await deliveries.enqueue_many(
        session,
        COUNT,
        [(guild_id, _count_key(post_id), {"post_id": post_id}) for guild_id, post_id in posts],
        now=now,
        priority=6,
    )


@dataclass(frozen=True)
class Standing:
    """A post that stands on Discord."""

    id: int
    channel_id: int
    message_id: int


async def find_to_count(session: AsyncSession, post_id: int) -> Standing | None:
    """The post to look at; None when it was counted or is not there any more."""
    post = await session.get(ReminderPost, post_id)
    if post is None or post.answers is not None or post.put_away_at is not None:
        return None
    return _standing(post)


async def mark_counted(session: AsyncSession, post_id: int, *, answers: int, now: datetime) -> None:
    """Keep how many there were; whoever waits for that to be known goes on."""
    post = await session.get(ReminderPost, post_id)
    if post is None:
        return
    post.answers = answers
    await session.flush()
    await ignored.look(session, post.reminder_id, now=now)
    if await _has_newer(session, post):
        await _ask_to_part(session, post, now=now)


async def could_not_count(
    session: AsyncSession, post_id: int, *, is_gone: bool, now: datetime
) -> None:
    """Nobody knows whether it was answered, and so it counts neither way."""
    post = await session.get(ReminderPost, post_id)
    if post is None:
        return
    if is_gone:
        post.put_away_at = now
    elif await _has_newer(session, post):
        await _ask_to_part(session, post, now=now)


async def look_back(session: AsyncSession, post: ReminderPost, *, now: datetime) -> None:
    """A new post stands: have the one before it folded or removed, once its answers are known.

    Usually they are; not after an absence, nor where a steward asked for the new one.
    """
    former = await session.scalar(
        select(ReminderPost)
        .where(
            ReminderPost.reminder_id == post.reminder_id,
            ReminderPost.id < post.id,
            ReminderPost.message_id.is_not(None),
            ReminderPost.put_away_at.is_(None),
        )
        .order_by(ReminderPost.id.desc())
        .limit(1)
    )
    if former is None or former.posted_at is None:
        return
    if former.answers is None and now - former.posted_at >= A_DAY:
        await ask_to_count(session, [(former.guild_id, former.id)], now=now)
    else:
        await _ask_to_part(session, former, now=now)


@dataclass(frozen=True)
class Parting:
    """A former post, and what becomes of it.

    Args:
        value: None when it has left the charter.
        is_folded: It shrinks to one line; otherwise it goes.
    """

    standing: Standing
    name: str
    value: ValueText | None
    posted_at: datetime
    is_folded: bool


async def find_parting(session: AsyncSession, post_id: int) -> Parting | None:
    """What is to become of a former post now; None when it stays, or is put away already.

    One with a thread is folded where it would be removed: what people wrote there is about it.
    """
    post = await session.get(ReminderPost, post_id)
    standing = None if post is None else _standing(post)
    if post is None or standing is None or post.posted_at is None or post.put_away_at is not None:
        return None
    reminder = await session.get_one(Reminder, post.reminder_id)
    if reminder.former == Former.KEEP:
        return None
    values = await charter.list_values(session, post.guild_id)
    return Parting(
        standing,
        reminder.name,
        next((value for value in values if value.id == post.value_id), None),
        post.posted_at,
        is_folded=reminder.former == Former.FOLD or post.thread_id is not None,
    )


async def mark_parted(session: AsyncSession, post_id: int, *, now: datetime) -> None:
    """It is folded, or gone."""
    post = await session.get(ReminderPost, post_id)
    if post is not None:
        post.put_away_at = now


async def _has_newer(session: AsyncSession, post: ReminderPost) -> bool:
    newer = await session.scalar(
        select(ReminderPost.id)
        .where(
            ReminderPost.reminder_id == post.reminder_id,
            ReminderPost.id > post.id,
            ReminderPost.message_id.is_not(None),
        )
        .limit(1)
    )
    return newer is not None


async def _ask_to_part(session: AsyncSession, post: ReminderPost, *, now: datetime) -> None:
    if (await session.get_one(Reminder, post.reminder_id)).former == Former.KEEP:
        return
    await deliveries.enqueue(
        session,
        PART,
        guild_id=post.guild_id,
        key=f"{PART}:{post.id}",
        payload={"post_id": post.id},
        priority=6,
        now=now,
    )


def _standing(post: ReminderPost) -> Standing | None:
    if post.message_id is None:
        return None
    return Standing(post.id, post.channel_id, post.message_id)


def _count_key(post_id: int) -> str:
    return f"{COUNT}:{post_id}"
