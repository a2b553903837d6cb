"""What a run posts: whose turn it is among the values, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.reminders.models import Reminder, ReminderPost
from cogs.reminders.service.rules import ReminderText

POST = "reminders.post"
"""The kind of the delivery that posts a value."""


@dataclass(frozen=True)
class PostText:
    """A post as it is worded; `behaviour` is the one whose turn it is."""

    channel_id: int
    text: str | None
    value: ValueText
    behaviour: str


async def choose_value(session: AsyncSession, reminder: ReminderText) -> ValueText | None:
    """The reminder's own value, or the one that was shown longest ago; None without a charter.

    A value that was taken out of the charter is nobody's any more: then the others take turns.
    """
    values = await charter.list_values(session, reminder.guild_id)
    own = [value for value in values if value.id == reminder.value_id]
    if own:
        return own[0]
    rows = await session.execute(
        select(ReminderPost.value_id, func.max(ReminderPost.id))
        .where(ReminderPost.guild_id == reminder.guild_id)
        .group_by(ReminderPost.value_id)
    )
    last_shown: dict[int, int] = dict(rows.all())
    return min(values, key=lambda value: last_shown.get(value.id, 0), default=None)


async def prepare(
    session: AsyncSession,
    reminder: ReminderText,
    value: ValueText,
    *,
    run_id: int,
    channel_id: int,
    now: datetime,
) -> None:
    """Decide what a run shows, and have it posted once."""
    turn = await session.scalar(
        select(func.count())
        .select_from(ReminderPost)
        .where(ReminderPost.guild_id == reminder.guild_id, ReminderPost.value_id == value.id)
    )
    post = ReminderPost(
        guild_id=reminder.guild_id,
        reminder_id=reminder.id,
        run_id=run_id,
        value_id=value.id,
        turn=turn or 0,
        channel_id=channel_id,
        clicks=0,
        chosen_at=now,
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


async def find_post(session: AsyncSession, post_id: int) -> PostText | None:
    """What to post; None when the reminder or the value was removed in the meantime."""
    row = (
        await session.execute(
            select(ReminderPost, Reminder.text)
            .join(Reminder, Reminder.id == ReminderPost.reminder_id)
            .where(ReminderPost.id == post_id)
        )
    ).one_or_none()
    if row is None:
        return None
    post, text = row
    for value in await charter.list_values(session, post.guild_id):
        if value.id == post.value_id:
            behaviour = value.looks_like[post.turn % len(value.looks_like)]
            return PostText(post.channel_id, text, value, behaviour)
    return None


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
