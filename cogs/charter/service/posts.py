"""The pinned post that always shows the charter in force: wanted, standing, or gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, audit, deliveries, notices
from cogs.charter.models import Charter, CharterPost, PostState

POST = "charter.post"
REFRESH = "charter.refresh"
PIN = "charter.pin"
MOVED = "charter.moved"
UNPIN = "charter.unpin"

REMOVED = "charter.removed"
NO_CHANNEL = "charter.no-channel"
NOT_PINNED = "charter.not-pinned"


@dataclass(frozen=True)
class PostText:
    """Where the post is, or is wanted.

    Args:
        shown: Channel and message that show the charter now; while it moves, the former ones.
    """

    state: PostState
    channel_id: int | None
    message_id: int | None
    is_pinned: bool
    shown: tuple[int, int] | None


@dataclass(frozen=True)
class Asked:
    """What comes of asking for the post in a channel.

    Args:
        stands: It is there already, and is brought up to date.
        former_id: The channel it moves away from.
    """

    stands: bool = False
    former_id: int | None = None


async def find(session: AsyncSession, guild_id: int) -> PostText | None:
    """The post of a server, if it ever asked for one."""
    row = await session.get(CharterPost, guild_id)
    if row is None:
        return None
    shown = None
    if row.channel_id is not None and row.message_id is not None:
        shown = (row.channel_id, row.message_id)
    elif row.former_channel_id is not None and row.former_message_id is not None:
        shown = (row.former_channel_id, row.former_message_id)
    return PostText(PostState(row.state), row.channel_id, row.message_id, row.is_pinned, shown)


async def post_in(
    session: AsyncSession, guild_id: int, *, channel_id: int, actor_id: int, now: datetime
) -> Asked:
    """A steward asks for the post in a channel; one that stands elsewhere will point there."""
    row = await session.get(CharterPost, guild_id, with_for_update=True)
    before = None if row is None or row.state == PostState.GONE else row.channel_id
    if row is None:
        row = CharterPost(guild_id=guild_id, state=PostState.GONE, is_pinned=False)
        session.add(row)
    for about in (REMOVED, NO_CHANNEL, NOT_PINNED):
        await notices.close_notice(session, about, guild_id=guild_id, now=now)
    row.restored_at = None
    if row.state == PostState.STANDING and row.channel_id == channel_id:
        await _enqueue(session, REFRESH, guild_id, now=now)
        await _enqueue(session, PIN, guild_id, now=now)
        return Asked(stands=True)
    if row.state == PostState.STANDING:
        row.former_channel_id, row.former_message_id = row.channel_id, row.message_id
    if row.former_channel_id == channel_id:
        _stay(row)
        await _enqueue(session, REFRESH, guild_id, now=now)
        await _enqueue(session, PIN, guild_id, now=now)
    else:
        row.channel_id = channel_id
        await _want(session, row, now=now)
    if before != channel_id:
        await audit.note(
            session,
            "charter.post",
            guild_id=guild_id,
            actor_id=actor_id,
            before={"channel_id": before} if before is not None else None,
            after={"channel_id": channel_id},
            at=now,
        )
    return Asked(row.state == PostState.STANDING, row.former_channel_id)


async def ask_again(session: AsyncSession, guild_id: int, *, now: datetime) -> None:
    """Try once more to send a post that is wanted; harmless while it is being sent."""
    await _enqueue(session, POST, guild_id, now=now)


async def posted(
    session: AsyncSession,
    guild_id: int,
    *,
    channel_id: int,
    message_id: int,
    worded_since: datetime,
    now: datetime,
) -> None:
    """The post stands.

    Args:
        worded_since: It says what was in force at some moment after this one.
    """
    row = await session.get(CharterPost, guild_id, with_for_update=True)
    if row is None or row.state != PostState.WANTED or row.channel_id != channel_id:
        # Somebody has chosen another channel meanwhile.
        await _point(session, guild_id, channel_id, message_id, now=now)
        return
    row.state, row.message_id, row.is_pinned = PostState.STANDING, message_id, False
    if row.former_channel_id is not None and row.former_message_id is not None:
        await _point(session, guild_id, row.former_channel_id, row.former_message_id, now=now)
    row.former_channel_id = row.former_message_id = None
    charter = await session.get(Charter, guild_id)
    if charter is not None and charter.changed_at >= worded_since:
        await _enqueue(session, REFRESH, guild_id, now=now)
    await _enqueue(session, PIN, guild_id, now=now)
    await activity.record(session, "charter.posted", guild_id=guild_id, at=now)


async def refresh(session: AsyncSession, guild_id: int, *, now: datetime) -> None:
    """Have the post say what is in force now."""
    row = await session.get(CharterPost, guild_id)
    if row is not None and row.state != PostState.GONE:
        await _enqueue(session, REFRESH, guild_id, now=now)


async def pinned(session: AsyncSession, guild_id: int, *, now: datetime) -> None:
    """The post hangs among the pinned messages."""
    row = await session.get(CharterPost, guild_id)
    if row is not None:
        row.is_pinned = True
    await notices.close_notice(session, NOT_PINNED, guild_id=guild_id, now=now)


async def pin_again(session: AsyncSession, guild_id: int, *, now: datetime) -> None:
    """Try once more to pin a post that could not be pinned."""
    await _enqueue(session, PIN, guild_id, now=now)


async def not_pinned(
    session: AsyncSession,
    guild_id: int,
    *,
    channel: str,
    missing: str,
    is_full: bool,
    now: datetime,
) -> None:
    """The post stays where it is, unpinned, and the stewards are told what would help.

    Args:
        missing: The permission that is missing, where the pins are not full.
    """
    await notices.open_notice(
        session,
        NOT_PINNED,
        guild_id=guild_id,
        text_key="charter-notice-pins-full" if is_full else "charter-notice-not-pinned",
        now=now,
        channel=channel,
        missing=missing,
    )


async def list_servers(session: AsyncSession) -> list[int]:
    """The servers in which a post is wanted or stands."""
    return list(
        await session.scalars(
            select(CharterPost.guild_id).where(CharterPost.state != PostState.GONE)
        )
    )


async def lost(
    session: AsyncSession, guild_id: int, *, message_id: int, channel: str, now: datetime
) -> bool:
    """Somebody deleted the post: put it back once, and tell the stewards either way.

    Returns:
        Whether it is put back. A second time it is not: that may be what somebody wants.
    """
    row = await session.get(CharterPost, guild_id, with_for_update=True)
    if row is None or row.message_id != message_id or row.state != PostState.STANDING:
        return False
    if row.restored_at is not None:
        row.state, row.message_id, row.is_pinned = PostState.GONE, None, False
        await notices.close_notice(session, REMOVED, guild_id=guild_id, now=now)
        await notices.open_notice(
            session,
            REMOVED,
            guild_id=guild_id,
            text_key="charter-notice-removed-again",
            now=now,
            channel=channel,
        )
        return False
    row.restored_at = now
    await _want(session, row, now=now)
    await notices.open_notice(
        session,
        REMOVED,
        guild_id=guild_id,
        text_key="charter-notice-removed",
        now=now,
        channel=channel,
    )
    return True


async def channel_gone(
    session: AsyncSession, guild_id: int, *, channel_id: int, now: datetime
) -> None:
    """The channel was deleted, and the post with it: where to go on, stewards decide."""
    row = await session.get(CharterPost, guild_id, with_for_update=True)
    if row is None or row.channel_id != channel_id or row.state == PostState.GONE:
        return
    if row.former_channel_id is not None:
        _stay(row)
    else:
        row.state, row.message_id, row.is_pinned = PostState.GONE, None, False
    await notices.open_notice(
        session,
        NO_CHANNEL,
        guild_id=guild_id,
        text_key="charter-notice-channel-gone",
        now=now,
    )


def _stay(row: CharterPost) -> None:
    """It was to leave a channel, and does not leave it after all."""
    row.state, row.is_pinned = PostState.STANDING, False
    row.channel_id, row.message_id = row.former_channel_id, row.former_message_id
    row.former_channel_id = row.former_message_id = None


async def _want(session: AsyncSession, row: CharterPost, *, now: datetime) -> None:
    row.state, row.message_id, row.is_pinned = PostState.WANTED, None, False
    await session.flush()
    await _enqueue(session, POST, row.guild_id, now=now)


async def _point(
    session: AsyncSession, guild_id: int, channel_id: int, message_id: int, *, now: datetime
) -> None:
    """Have a message say where the charter is now, and take it down from the pinned ones."""
    payload = {"channel_id": channel_id, "message_id": message_id}
    for kind in (MOVED, UNPIN):
        await deliveries.enqueue(
            session,
            kind,
            guild_id=guild_id,
            key=f"{kind}:{message_id}",
            payload=payload,
            now=now,
        )


async def _enqueue(session: AsyncSession, kind: str, guild_id: int, *, now: datetime) -> None:
    await deliveries.enqueue(session, kind, guild_id=guild_id, key=kind, now=now)
