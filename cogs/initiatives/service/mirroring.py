"""What Discord shows of an initiative besides its card: an event of the server, and a thread.

Both follow the initiative, never the other way round. What somebody took away in Discord is not put
back behind their back: stewards are told once, with a button that brings it back.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.texts import unmarked
from cogs.initiatives.models import LIVE, Initiative
from cogs.initiatives.service.following import EVENT, THREAD, follow
from cogs.initiatives.service.organisers import Actor
from cogs.initiatives.service.organising import hold

EVENT_GONE = "initiatives-notice-event-gone"
THREAD_GONE = "initiatives-notice-thread-gone"
EVENTS_FULL = "initiatives-notice-events-full"
EVENTS_DENIED = "initiatives-notice-events-denied"
ABOUT_FULL = "initiatives.events"
ABOUT_DENIED = "initiatives.events.permission"


async def event_made(
    session: AsyncSession, guild_id: int, initiative_id: int, event_id: int, *, now: datetime
) -> None:
    """Remember which event it is; there is room for events."""
    await _set(session, initiative_id, event_id=event_id)
    for about in (ABOUT_FULL, ABOUT_DENIED):
        await notices.close_notice(session, about, guild_id=guild_id, now=now)


async def event_gone(
    session: AsyncSession, guild_id: int, event_ids: Collection[int], *, now: datetime
) -> list[int]:
    """Events were deleted or called off in Discord; the initiatives stand, and stewards are told.

    Returns:
        The initiatives whose event it was, and that still take place.
    """
    rows = await session.scalars(
        select(Initiative).where(
            Initiative.guild_id == guild_id,
            Initiative.event_id.in_(event_ids),
            Initiative.state.in_(LIVE),
        )
    )
    found = rows.all()
    for initiative in found:
        initiative.event_id, initiative.is_mirrored = None, False
        await notices.open_notice(
            session,
            _about(initiative.id),
            guild_id=guild_id,
            text_key=EVENT_GONE,
            now=now,
            title=unmarked(initiative.title),
            initiative=initiative.id,
        )
    return [initiative.id for initiative in found]


async def no_room(
    session: AsyncSession, guild_id: int, initiative_id: int, *, now: datetime
) -> None:
    """The server has as many events as it may: this one goes without, which is said once."""
    await _set(session, initiative_id, is_mirrored=False)
    await notices.open_notice(session, ABOUT_FULL, guild_id=guild_id, text_key=EVENTS_FULL, now=now)


async def not_allowed(session: AsyncSession, guild_id: int, *, now: datetime) -> None:
    """We may not make events: said once, and tried again with the next change or comparison."""
    await notices.open_notice(
        session, ABOUT_DENIED, guild_id=guild_id, text_key=EVENTS_DENIED, now=now
    )


async def mirror_again(
    session: AsyncSession, actor: Actor, initiative_id: int, *, now: datetime
) -> str:
    """Show it among the server's events again, and return its title.

    Raises:
        NoSuchInitiative, NotYours, NotOpen: As they say.
    """
    initiative = await hold(session, actor, initiative_id, states=LIVE)
    initiative.is_mirrored = True
    await follow(session, initiative, now=now)
    about = _about(initiative.id)
    await notices.close_notice(session, about, guild_id=initiative.guild_id, now=now)
    return unmarked(initiative.title)


async def thread_opened(session: AsyncSession, initiative_id: int, thread_id: int) -> None:
    """Remember where people talk about it."""
    await _set(session, initiative_id, thread_id=thread_id)


async def threads_gone(
    session: AsyncSession, guild_id: int, thread_ids: Collection[int], *, now: datetime
) -> None:
    """Somebody deleted threads: they are not opened again, and stewards are told."""
    rows = await session.scalars(
        select(Initiative).where(
            Initiative.guild_id == guild_id, Initiative.thread_id.in_(thread_ids)
        )
    )
    for initiative in rows.all():
        initiative.thread_id, initiative.has_thread = None, False
        if initiative.state in LIVE:
            await notices.open_notice(
                session,
                f"{THREAD}:{initiative.id}",
                guild_id=guild_id,
                text_key=THREAD_GONE,
                now=now,
                title=unmarked(initiative.title),
            )


async def is_mirrored(session: AsyncSession, initiative_id: int) -> bool:
    """Whether it is to be among the server's events."""
    query = select(Initiative.is_mirrored).where(Initiative.id == initiative_id)
    return bool(await session.scalar(query))


async def wants_thread(session: AsyncSession, initiative_id: int) -> bool:
    """Whether it is to have a thread; not after somebody deleted it."""
    query = select(Initiative.has_thread).where(Initiative.id == initiative_id)
    return bool(await session.scalar(query))


async def list_mirrored(session: AsyncSession, guild_id: int) -> dict[int, int | None]:
    """The event of each initiative that has one or is to have one, by the initiative's id."""
    rows = await session.execute(
        select(Initiative.id, Initiative.event_id).where(
            Initiative.guild_id == guild_id,
            Initiative.state.in_(LIVE),
            or_(
                Initiative.event_id.is_not(None),
                Initiative.is_mirrored & Initiative.starts_at.is_not(None),
            ),
        )
    )
    return dict(rows.all())


async def ask_again(session: AsyncSession, initiative_ids: Collection[int], now: datetime) -> None:
    """Ask once more for what these initiatives lack in Discord."""
    rows = await session.scalars(select(Initiative).where(Initiative.id.in_(initiative_ids)))
    for initiative in rows.all():
        await follow(session, initiative, now=now)


async def _set(session: AsyncSession, initiative_id: int, **values: object) -> None:
    await session.execute(update(Initiative).where(Initiative.id == initiative_id).values(**values))


def _about(initiative_id: int) -> str:
    return f"{EVENT}:{initiative_id}"
