"""A newcomer's wish for a buddy: said, withdrawn, suggested by a steward, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.buddies.models import End, Pair, PairState
from cogs.buddies.service.introducing import WAITS_FOR
from cogs.buddies.service.matching import WEEK, end, lock, match_waiting, record
from cogs.buddies.service.offers import has_any
from cogs.pledges import service as pledges

WANT = "buddies:want:{guild}"
"""The custom_id of the button by which anybody wants a buddy, in a server or a DM.

Whoever offers it draws `Control(WANT).button(say("buddies-want"), guild=guild_id)`.
"""

MOST_A_WEEK = 2
"""Introductions of one newcomer within seven days: buddies are not there to be tried out."""


class NoWish(MemberError):
    """There is nothing to withdraw."""

    key = "buddies-no-wish"


class TooOften(MemberError):
    """They were introduced to several buddies within days."""

    key = "buddies-too-often"


@dataclass(frozen=True)
class Wish:
    """A newcomer's wish as they may see it.

    Attributes:
        is_new: Whether the act that is answered made it.
    """

    pair_id: int
    state: PairState
    why_ended: End | None
    thread_id: int | None
    wanted_at: datetime
    is_new: bool = False

    @property
    def ends_at(self) -> datetime:
        """When it ends by itself if nobody is free until then."""
        return self.wanted_at + WAITS_FOR


async def want(
    session: AsyncSession,
    member: MemberKey,
    value_ids: Sequence[int] = (),
    *,
    now: datetime,
    source: str = "button",
) -> Wish:
    """A newcomer would like a buddy; asking again while one is under way changes nothing.

    Args:
        value_ids: The values they chose; what they are pledged to counts as chosen.

    Raises:
        TooOften: They were introduced to several within the last days.
    """
    await lock(session, member.guild_id)
    pair = await find_open(session, member)
    if pair is not None:
        return _wish(pair)
    tried = await session.scalar(
        select(func.count())
        .select_from(Pair)
        .where(
            Pair.guild_id == member.guild_id,
            Pair.newcomer_id == member.user_id,
            Pair.why_ended == End.WITHDRAWN,
            Pair.introduced_at > now - WEEK,
        )
    )
    if (tried or 0) >= MOST_A_WEEK:
        raise TooOften
    held = await pledges.held_by(session, member.guild_id, [member.user_id])
    pair = Pair(
        guild_id=member.guild_id,
        newcomer_id=member.user_id,
        value_ids=sorted(held.get(member.user_id, frozenset()).union(value_ids)),
        passed_over=[],
        matches=0,
        state=PairState.WANTED,
        wanted_at=now,
    )
    session.add(pair)
    await session.flush()
    await record(session, "buddy.wanted", pair, now, source=source)
    await match_waiting(session, member.guild_id, now=now)
    return _wish(pair, is_new=True)


async def withdraw(
    session: AsyncSession, member: MemberKey, pair_id: int, *, now: datetime
) -> Wish:
    """The newcomer no longer wants a buddy, or not this one; nobody is told.

    Raises:
        NoWish: It is over already, or another's.
    """
    await lock(session, member.guild_id)
    pair = await find_open(session, member)
    if pair is None or pair.id != pair_id:
        raise NoWish
    if pair.introduced_at is None:
        pair.buddy_id = None
    await end(session, pair, End.WITHDRAWN, now)
    await match_waiting(session, member.guild_id, now=now)
    return _wish(pair)


async def find_wish(session: AsyncSession, member: MemberKey) -> Wish | None:
    """A newcomer's latest wish, over or not."""
    pair = await session.scalar(
        select(Pair)
        .where(Pair.guild_id == member.guild_id, Pair.newcomer_id == member.user_id)
        .order_by(Pair.id.desc())
        .limit(1)
    )
    return None if pair is None else _wish(pair)


async def suggest(session: AsyncSession, member: MemberKey, *, now: datetime) -> bool:
    """A steward has a newcomer asked whether they would like a buddy.

    Nothing is wished in their name: they are sent the button, and it is theirs to press.

    Returns:
        Whether it makes sense to ask: somebody volunteers, and they have no buddy or wish yet.
    """
    if not await has_any(session, member.guild_id, without=member.user_id):
        return False
    if await find_open(session, member) is not None:
        return False
    await activity.record(
        session,
        "buddy.suggested",
        guild_id=member.guild_id,
        at=now,
        user_id=member.user_id,
        source="button",
    )
    return True


async def find_open(session: AsyncSession, member: MemberKey) -> Pair | None:
    return await session.scalar(
        select(Pair)
        .where(
            Pair.guild_id == member.guild_id,
            Pair.newcomer_id == member.user_id,
            Pair.state != PairState.ENDED,
        )
        .with_for_update()
    )


def _wish(pair: Pair, *, is_new: bool = False) -> Wish:
    return Wish(
        pair_id=pair.id,
        state=PairState(pair.state),
        why_ended=None if pair.why_ended is None else End(pair.why_ended),
        thread_id=pair.thread_id,
        wanted_at=pair.wanted_at,
        is_new=is_new,
    )
