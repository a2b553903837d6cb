"""What a run posts, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries
from cogs.reminders.models import Asks, Reminder, ReminderPost
from cogs.reminders.service.asking import choose_question
from cogs.reminders.service.composing import Carried, Composed, carry
from cogs.reminders.service.rules import ReminderText

POST = "reminders.post"
"""The kind of the delivery that posts a value."""


@dataclass(frozen=True)
class PostText:
    """A post as it is worded, and what its reminder is set to; `text` is the template."""

    id: int
    reminder_id: int
    guild_id: int
    channel_id: int
    name: str
    asks: Asks
    text: str | None
    carried: Carried


async def prepare(
    session: AsyncSession,
    reminder: ReminderText,
    composed: Composed,
    *,
    run_id: int,
    channel_id: int,
    now: datetime,
) -> None:
    """Keep what a run shows, and have it posted once."""
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
        key=f"{POST}:{run_id}",
        payload={"post_id": post.id},
        priority=3,
        now=now,
    )


async def find_post(session: AsyncSession, post_id: int, *, now: datetime) -> PostText | None:
    """What to post; None when the reminder or the value was removed in the meantime."""
    row = (
        await session.execute(
            select(ReminderPost, Reminder.name, Reminder.asks, Reminder.text)
            .join(Reminder, Reminder.id == ReminderPost.reminder_id)
            .where(ReminderPost.id == post_id)
        )
    ).one_or_none()
    if row is None:
        return None
    post, name, asks, text = row
    carried = await carry(session, post.guild_id, Composed.of(post), text=text, now=now)
    if carried is None:
        return None
    return PostText(
        id=post.id,
        reminder_id=post.reminder_id,
        guild_id=post.guild_id,
        channel_id=post.channel_id,
        name=name,
        asks=Asks(asks),
        text=text,
        carried=carried,
    )


async def mark_posted(
    session: AsyncSession, post_id: int, *, message_id: int, now: datetime
) -> None:
    """It stands: write it into the ledger."""
    post = await session.get(ReminderPost, post_id)
    if post is None:
        return  # the reminder was removed while it was being posted
    post.posted_at = now
    post.message_id = message_id
    await activity.record(
        session,
        "reminder.posted",
        guild_id=post.guild_id,
        at=now,
        subject_id=post.reminder_id,
        value_id=post.value_id,
        source="schedule",
    )


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
