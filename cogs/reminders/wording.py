"""A post in words where it is sent, and what its owner should know about how it came out."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries, notices, schedules, settings
from bot.actions import Content, Poll, Post, Refusal, missing_permissions
from bot.client import Tenet
from bot.deliveries import Job
from cogs.reminders import service, views
from cogs.reminders.models import Asks
from cogs.reminders.service import PostText

TOO_LONG = "reminders.text"
NO_POLLS = "reminders.polls"
"""What the notices are about, each followed by the reminder's id."""

_NO_POLLS_HERE = frozenset({50013, 520002})
"""No permission, or a channel of a type that takes no polls (FACTS §5)."""

_ANY_POLL = Content(poll=Poll("?", ("!",)))


def may_poll(bot: Tenet, guild_id: int, channel_id: int) -> bool:
    """Whether we may put something to the vote there, as far as we know."""
    return "send_polls" not in missing_permissions(bot, guild_id, Post(channel_id, _ANY_POLL))


async def note_problems(
    bot: Tenet, session: AsyncSession, shown: PostText, known: Container[str], *, now: datetime
) -> None:
    """Tell stewards once that a post was cut, or that it asks because it may not have people vote.

    It was sent all the same. What is mended since is told no more.

    Args:
        known: The notices that are open on the server.
    """
    guild_id = shown.guild_id
    in_force = await settings.read(session, guild_id)
    say = bot.speaker(in_force, in_force.language)
    votes = may_poll(bot, guild_id, shown.channel_id)
    worded = views.post(shown.carried, say, text=shown.text, post_id=shown.id, may_poll=votes)
    about = f"{TOO_LONG}:{shown.reminder_id}"
    if worded.is_shortened:
        schedule = await schedules.find(session, service.KIND, shown.reminder_id)
        owner_id = None if schedule is None else schedule.owner_id
        await notices.open_notice(
            session,
            about,
            guild_id=guild_id,
            text_key="reminders-notice-shortened",
            now=now,
            name=shown.name,
            owner="none" if owner_id is None else f"<@{owner_id}>",
        )
    elif about in known:
        await notices.close_notice(session, about, guild_id=guild_id, now=now)
    about = f"{NO_POLLS}:{shown.reminder_id}"
    if shown.asks is Asks.POLL and not votes:
        await notices.open_notice(
            session,
            about,
            guild_id=guild_id,
            text_key="reminders-notice-no-polls",
            now=now,
            name=shown.name,
            place=f"<#{shown.channel_id}>",
        )
    elif about in known:
        await notices.close_notice(session, about, guild_id=guild_id, now=now)


async def poll_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """Ask a question instead of a vote that Discord did not take; whether that is what happened.

    Where it is some other permission that is missing, the question is refused as well, and that is
    told like any refusal.
    """
    if refusal.code not in _NO_POLLS_HERE:
        return False
    asked = await service.ask_instead(session, job.payload["post_id"])
    if asked is None:
        return False
    await notices.open_notice(
        session,
        f"{NO_POLLS}:{asked.reminder_id}",
        guild_id=job.guild_id,
        text_key="reminders-notice-no-polls",
        now=now,
        name=asked.name,
        place=f"<#{asked.channel_id}>",
    )
    await deliveries.enqueue(
        session,
        job.kind,
        guild_id=job.guild_id,
        key=f"{job.key}:asked",
        payload=job.payload,
        priority=3,
        now=now,
    )
    return True
