"""What a run posts, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries, schedules
from bot.errors import MemberError
from bot.schedules import Outcome, Schedule, ScheduleRun
from cogs.reminders.models import Asks, Reminder, ReminderPost
from cogs.reminders.service import aging
from cogs.reminders.service.asking import choose_question
from cogs.reminders.service.composing import Carried, Composed, carry
from cogs.reminders.service.rules import ReminderText

POST = "reminders.post"
"""The kind of the delivery that posts a value."""

THREAD = "reminders.thread"
"""The kind of the delivery that opens a thread under a post."""

ON_TIME = timedelta(minutes=1)
"""A post that stands within this was on time."""

_AT_ONCE = timedelta(minutes=1)
"""Who asks for a post twice within this meant one."""


class OnItsWay(MemberError):
    """The post that is asked for was asked for a moment ago."""

    key = "reminders-on-its-way"


@dataclass(frozen=True)
class PostText:
    """A post as it is worded, and what its reminder is set to; `text` is the template.

    Args:
        until: After this it is not posted any more; None: whenever it can be.
    """

    id: int
    reminder_id: int
    guild_id: int
    channel_id: int
    name: str
    asks: Asks
    text: str | None
    ping_role_id: int | None
    is_silent: bool
    has_thread: bool
    message_id: int | None
    thread_id: int | None
    until: datetime | None
    carried: Carried


async def prepare(
    session: AsyncSession,
    reminder: ReminderText,
    composed: Composed,
    *,
    run_id: int | None,
    channel_id: int,
    now: datetime,
) -> None:
    """Keep what a run shows, and have it posted once.

    Args:
        run_id: None when a steward asks for it at this moment.

    Raises:
        OnItsWay: They asked for it a moment ago, and it does not stand yet.
    """
    if run_id is None:
        waits = await session.scalar(
            select(ReminderPost.id).where(
                ReminderPost.reminder_id == reminder.id,
                ReminderPost.run_id.is_(None),
                ReminderPost.posted_at.is_(None),
                ReminderPost.chosen_at > now - _AT_ONCE,
            )
        )
        if waits is not None:
            raise OnItsWay
    post = ReminderPost(
        guild_id=reminder.guild_id,
        reminder_id=reminder.id,
        run_id=run_id,
        channel_id=channel_id,
        clicks=0,
        chosen_at=now,
        **composed.columns(),
    )
    session.add(post)
    await session.flush()
    await deliveries.enqueue(
        session,
        POST,
        guild_id=reminder.guild_id,
        key=f"{POST}:{run_id}" if run_id is not None else f"{POST}:asked:{post.id}",
        payload={"post_id": post.id},
        priority=3,
        now=now,
    )


async def find_post(session: AsyncSession, post_id: int, *, now: datetime) -> PostText | None:
    """What to post; None when the reminder or the value was removed in the meantime."""
    row = (
        await session.execute(
            select(ReminderPost, Reminder)
            .join(Reminder, Reminder.id == ReminderPost.reminder_id)
            .where(ReminderPost.id == post_id)
        )
    ).one_or_none()
    if row is None:
        return None
    post, reminder = row
    carried = await carry(session, post.guild_id, Composed.of(post), text=reminder.text, now=now)
    if carried is None:
        return None
    return PostText(
        id=post.id,
        reminder_id=post.reminder_id,
        guild_id=post.guild_id,
        channel_id=post.channel_id,
        name=reminder.name,
        asks=Asks(reminder.asks),
        text=reminder.text,
        ping_role_id=reminder.ping_role_id,
        is_silent=reminder.is_silent,
        has_thread=reminder.has_thread,
        message_id=post.message_id,
        thread_id=post.thread_id,
        until=await _until(session, post),
        carried=carried,
    )


async def _until(session: AsyncSession, post: ReminderPost) -> datetime | None:
    """When its run is too late for it; None for what a steward asked for."""
    found = await session.execute(
        select(ScheduleRun.due_at, Schedule.lateness_seconds)
        .join(Schedule, Schedule.id == ScheduleRun.schedule_id)
        .where(ScheduleRun.id == post.run_id)
    )
    row = found.one_or_none()
    return None if row is None else row[0] + timedelta(seconds=row[1])


async def mark_posted(
    session: AsyncSession, post_id: int, *, message_id: int, now: datetime
) -> None:
    """It stands: write it into the ledger, and ask for what hangs on it."""
    post = await session.get(ReminderPost, post_id)
    if post is None:
        return  # the reminder was removed while it was being posted
    reminder = await session.get_one(Reminder, post.reminder_id)
    run = None if post.run_id is None else await session.get(ScheduleRun, post.run_id)
    if run is not None and now - run.due_at > ON_TIME:
        await schedules.record(session, run.id, Outcome.LATE)
    post.posted_at = now
    post.message_id = message_id
    await activity.record(
        session,
        "reminder.posted",
        guild_id=post.guild_id,
        at=now,
        subject_id=post.reminder_id,
        value_id=post.value_id,
        source="schedule" if post.run_id is not None else "command",
    )
    if reminder.has_thread:
        await deliveries.enqueue(
            session,
            THREAD,
            guild_id=post.guild_id,
            key=f"{THREAD}:{post.id}",
            payload={"post_id": post.id},
            now=now,
        )
    await aging.look_back(session, post, now=now)


async def mark_thread(session: AsyncSession, post_id: int, *, thread_id: int) -> None:
    """People can talk under it."""
    await session.execute(
        update(ReminderPost).where(ReminderPost.id == post_id).values(thread_id=thread_id)
    )


@dataclass(frozen=True)
class Skipped:
    """A post that does not come; `due_at` None when a steward asked for it."""

    reminder_id: int
    name: str
    channel_id: int
    due_at: datetime | None


async def mark_skipped(session: AsyncSession, post_id: int) -> Skipped | None:
    """Its run is skipped; None when its reminder was removed meanwhile."""
    post = await session.get(ReminderPost, post_id)
    if post is None:
        return None
    reminder = await session.get_one(Reminder, post.reminder_id)
    run = None if post.run_id is None else await session.get(ScheduleRun, post.run_id)
    if run is not None:
        await schedules.record(session, run.id, Outcome.SKIPPED)
    due_at = None if run is None else run.due_at
    return Skipped(reminder.id, reminder.name, post.channel_id, due_at)


async def press(session: AsyncSession, guild_id: int, post_id: int) -> None:
    """Count that somebody pressed something under a post; who it was is not kept."""
    await session.execute(
        update(ReminderPost)
        .where(ReminderPost.id == post_id, ReminderPost.guild_id == guild_id)
        .values(clicks=ReminderPost.clicks + 1)
    )


@dataclass(frozen=True)
class Asked:
    """A post that asks a question in place of a vote."""

    reminder_id: int
    name: str
    channel_id: int


async def ask_instead(session: AsyncSession, post_id: int) -> Asked | None:
    """Have a post that could not put its question to the vote ask another; None if it does not."""
    post = await session.get(ReminderPost, post_id)
    if post is None or post.asks != Asks.POLL or post.message_id is not None:
        return None
    question = await choose_question(session, post.guild_id, post.value_id, is_poll=False)
    post.asks, post.question = Asks.QUESTION, question.dump()
    await session.flush()
    reminder = await session.get_one(Reminder, post.reminder_id)
    return Asked(reminder.id, reminder.name, post.channel_id)
