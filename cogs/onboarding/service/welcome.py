"""The post with the Start button: wanted, standing, or gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries, notices, settings
from bot.settings import WELCOME_CHANNEL, GuildSettings, Place, Setting
from bot.switches import is_on
from cogs.onboarding.models import PostState, WelcomePost

ENABLED = Setting("onboarding.enabled", False)
"""Whether newcomers are offered the conversation; a server that nobody seeded offers nothing."""

CAPABILITY = "onboarding"

DELIVERY = "onboarding.welcome"
NO_CHANNEL = notices.about_channel(WELCOME_CHANNEL)
REMOVED = "onboarding.removed"


@dataclass(frozen=True)
class PostText:
    """Where the welcome post is, or that it is missing."""

    state: PostState
    channel_id: int | None
    message_id: int | None

    @property
    def is_gone(self) -> bool:
        """Whether it stays away until a steward asks for it."""
        return self.state is PostState.GONE

    def stands_in(self, channel_id: int) -> bool:
        """Whether there is nothing left to post in a channel."""
        if self.is_gone:
            return True
        return self.state is PostState.STANDING and self.channel_id == channel_id


def is_offered(settings: GuildSettings) -> bool:
    """Whether newcomers of a server are offered the conversation."""
    return settings.get(ENABLED) and is_on(settings, CAPABILITY)


async def find(session: AsyncSession, guild_id: int) -> PostText | None:
    """The welcome post of a server, if it ever asked for one."""
    row = await session.get(WelcomePost, guild_id)
    if row is None:
        return None
    return PostText(PostState(row.state), row.channel_id, row.message_id)


async def want(session: AsyncSession, guild_id: int, *, now: datetime) -> None:
    """Ask for the welcome post, in whatever channel is the welcome channel when it is sent."""
    row = await session.get(WelcomePost, guild_id)
    if row is None:
        row = WelcomePost(guild_id=guild_id)
        session.add(row)
    row.state = PostState.WANTED
    row.channel_id = row.message_id = None
    await session.flush()
    await ask_again(session, guild_id, now=now)


async def ask_again(session: AsyncSession, guild_id: int, *, now: datetime) -> None:
    """Try once more to send a post that is wanted; harmless while it is being sent."""
    await deliveries.enqueue(session, DELIVERY, guild_id=guild_id, key=DELIVERY, now=now)


async def post_in(
    session: AsyncSession, guild_id: int, *, channel: Place, actor_id: int, now: datetime
) -> None:
    """A steward asks for a new post in a channel, which becomes the welcome channel."""
    stored = (await settings.read(session, guild_id)).place(WELCOME_CHANNEL)
    if stored is None or stored.id != channel.id:
        await settings.change(
            session, guild_id, WELCOME_CHANNEL, channel.dump(), actor_id=actor_id, now=now
        )
    await settings.change(session, guild_id, ENABLED, True, actor_id=actor_id, now=now)
    await want_anew(session, guild_id, now=now)


async def want_anew(session: AsyncSession, guild_id: int, *, now: datetime) -> None:
    """Ask for the post as if there had never been one; what the stewards were told is settled."""
    await want(session, guild_id, now=now)
    row = await session.get_one(WelcomePost, guild_id)
    row.restored_at = None
    await notices.close_notice(session, NO_CHANNEL, guild_id=guild_id, now=now)
    await notices.close_notice(session, REMOVED, guild_id=guild_id, now=now)


async def posted(
    session: AsyncSession, guild_id: int, *, channel_id: int, message_id: int, now: datetime
) -> None:
    """The post stands."""
    row = await session.get(WelcomePost, guild_id)
    if row is None:
        return
    row.state, row.channel_id, row.message_id = PostState.STANDING, channel_id, message_id
    await activity.record(session, "onboarding.offered", guild_id=guild_id, at=now)
    for about in (NO_CHANNEL, f"{DELIVERY}:{channel_id}"):
        await notices.close_notice(session, about, guild_id=guild_id, now=now)


async def lost(session: AsyncSession, guild_id: int, *, message_id: int, now: datetime) -> bool:
    """Somebody deleted the post: put it back once, and tell the stewards either way.

    Returns:
        Whether it is put back. A second time it is not: that may be what somebody wants.
    """
    row = await session.get(WelcomePost, guild_id, with_for_update=True)
    if row is None or row.message_id != message_id:
        return False
    if row.restored_at is not None:
        row.state, row.message_id = PostState.GONE, None
        await notices.close_notice(session, REMOVED, guild_id=guild_id, now=now)
        await notices.open_notice(
            session,
            REMOVED,
            guild_id=guild_id,
            text_key="onboarding-notice-removed-again",
            now=now,
        )
        return False
    await want(session, guild_id, now=now)
    row.restored_at = now
    await notices.open_notice(
        session, REMOVED, guild_id=guild_id, text_key="onboarding-notice-removed", now=now
    )
    return True


async def no_channel(
    session: AsyncSession, guild_id: int, *, named: Place | None, now: datetime
) -> None:
    """There is nowhere to welcome anybody: tell the stewards, once while it lasts."""
    await notices.open_notice(
        session,
        NO_CHANNEL,
        guild_id=guild_id,
        text_key="onboarding-notice-no-channel",
        now=now,
        channel=str(named) if named is not None else "none",
    )
