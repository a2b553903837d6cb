"""Reminders that nobody answers: they come half as often, and somebody hears why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, audit, deliveries, notices, schedules
from bot.contact import Kind
from bot.deliveries import Lane
from cogs.reminders.models import Reminder, ReminderPost
from cogs.reminders.service.options import read_text
from cogs.reminders.service.rules import KIND, NoSuchReminder

TOLD = "reminders.ignored"
"""The kind of the delivery that tells its owner."""

NOTICE = "reminders-notice-ignored"
"""The text that tells stewards where there is no owner to tell; it has buttons."""

IGNORED = Kind("reminders.ignored", patience=timedelta(days=14))
"""A reminder that they set up gets no answers."""

IN_A_ROW = 3
STRIDE = 2


async def look(session: AsyncSession, reminder_id: int, *, now: datetime) -> bool:
    """Slow a reminder down if its last posts were all ignored, and have its owner told.

    Posts that nobody could count, and those that stood too short to be answered, are left out.
    """
    reminder = await session.get_one(Reminder, reminder_id)
    schedule = await schedules.find(session, KIND, reminder_id)
    if reminder.slowed_at is not None or schedule is None or schedule.is_paused:
        return False
    query = (
        select(ReminderPost.answers, ReminderPost.clicks)
        .where(
            ReminderPost.reminder_id == reminder_id,
            ReminderPost.posted_at.is_not(None),
            or_(ReminderPost.answers.is_not(None), ReminderPost.clicks > 0),
        )
        .order_by(ReminderPost.id.desc())
        .limit(IN_A_ROW)
    )
    if reminder.answered_from is not None:
        query = query.where(ReminderPost.posted_at >= reminder.answered_from)
    lately = (await session.execute(query)).all()
    if len(lately) < IN_A_ROW or any(answers or clicks for answers, clicks in lately):
        return False
    reminder.slowed_at = now
    await schedules.set_stride(session, schedule, STRIDE, now=now)
    await _note(session, reminder, "slowed", None, {"stride": 1}, {"stride": STRIDE}, now)
    if schedule.owner_id is None:
        await tell_stewards(session, reminder_id, now=now)
    else:
        await deliveries.enqueue(
            session,
            TOLD,
            guild_id=reminder.guild_id,
            key=f"{TOLD}:{reminder_id}",
            payload={"reminder_id": reminder_id},
            lane=Lane.DM,
            now=now,
        )
    return True


async def tell_stewards(session: AsyncSession, reminder_id: int, *, now: datetime) -> None:
    """Nobody in particular owns it, or they cannot be told."""
    reminder = await session.get(Reminder, reminder_id)
    if reminder is None or reminder.slowed_at is None:
        return
    await notices.open_notice(
        session,
        about(reminder_id),
        guild_id=reminder.guild_id,
        text_key=NOTICE,
        now=now,
        name=reminder.name,
        reminder_id=reminder_id,
        server_id=str(reminder.guild_id),
    )


def about(reminder_id: int) -> str:
    """What the notice is about that nobody answers a reminder."""
    return f"{TOLD}:{reminder_id}"


@dataclass(frozen=True)
class SlowedText:
    """A reminder that comes half as often."""

    id: int
    guild_id: int
    name: str
    text: str | None
    owner_id: int | None
    next_run_at: datetime | None


async def find_slowed(session: AsyncSession, reminder_id: int) -> SlowedText | None:
    """The reminder, if it is still slowed down."""
    reminder = await session.get(Reminder, reminder_id)
    if reminder is None or reminder.slowed_at is None:
        return None
    return await _read(session, reminder)


async def get_for_change(session: AsyncSession, guild_id: int, reminder_id: int) -> SlowedText:
    """The reminder whose button was pressed, slowed down or not.

    Raises:
        NoSuchReminder: It was removed.
    """
    return await _read(session, await _get(session, guild_id, reminder_id))


async def back_to_normal(
    session: AsyncSession, guild_id: int, reminder_id: int, *, actor_id: int, now: datetime
) -> SlowedText:
    """Let it come as often as its rule says; what was ignored so far counts no more.

    Raises:
        NoSuchReminder: It was removed.
    """
    reminder = await _get(session, guild_id, reminder_id)
    if reminder.slowed_at is not None:
        await _restore(session, reminder, now=now)
        await _note(session, reminder, "restored", actor_id, {"stride": STRIDE}, {"stride": 1}, now)
    return await _read(session, reminder)


async def rewrite(
    session: AsyncSession,
    guild_id: int,
    reminder_id: int,
    *,
    text: str,
    actor_id: int,
    now: datetime,
) -> SlowedText:
    """Give it other words, and let it come as often as its rule says.

    Args:
        text: Empty for the usual words.

    Raises:
        NoSuchReminder: It was removed.
        UnknownField, UnreadableText, TextTooLong: As they say; nothing is changed.
    """
    reminder = await _get(session, guild_id, reminder_id)
    before, reminder.text = reminder.text, read_text(text)
    if reminder.slowed_at is not None:
        await _restore(session, reminder, now=now)
    reminder.answered_from = now
    await _note(
        session, reminder, "rewritten", actor_id, {"text": before}, {"text": reminder.text}, now
    )
    return await _read(session, reminder)


async def _restore(session: AsyncSession, reminder: Reminder, *, now: datetime) -> None:
    reminder.slowed_at = None
    reminder.answered_from = now
    schedule = await schedules.find(session, KIND, reminder.id)
    if schedule is not None:
        await schedules.set_stride(session, schedule, 1, now=now)
    await notices.close_notice(session, about(reminder.id), guild_id=reminder.guild_id, now=now)


async def _get(session: AsyncSession, guild_id: int, reminder_id: int) -> Reminder:
    reminder = await session.get(Reminder, reminder_id, with_for_update=True)
    if reminder is None or reminder.guild_id != guild_id:
        raise NoSuchReminder(name=f"#{reminder_id}")
    return reminder


async def _read(session: AsyncSession, reminder: Reminder) -> SlowedText:
    schedule = await schedules.find(session, KIND, reminder.id)
    return SlowedText(
        reminder.id,
        reminder.guild_id,
        reminder.name,
        reminder.text,
        None if schedule is None else schedule.owner_id,
        None if schedule is None else schedule.next_run_at,
    )


async def _note(
    session: AsyncSession,
    reminder: Reminder,
    what: str,
    actor_id: int | None,
    before: dict[str, object],
    after: dict[str, object],
    now: datetime,
) -> None:
    await audit.note(
        session,
        f"reminders.{what}",
        guild_id=reminder.guild_id,
        actor_id=actor_id,
        before={"name": reminder.name, **before},
        after={"name": reminder.name, **after},
        at=now,
    )
    await activity.record(
        session,
        f"reminder.{what}",
        guild_id=reminder.guild_id,
        at=now,
        user_id=actor_id,
        subject_id=reminder.id,
        source="schedule" if actor_id is None else "button",
    )
