"""From the start on: starting, the code shown at the place, and who says that they are there."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from bot.models import MemberKey
from bot.sharding import ALL_SHARDS, Shards
from bot.texts import unmarked, unturned
from cogs.initiatives.models import SEATED, Initiative, InitiativeState, Signup, SignupState
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.organisers import Actor, organises
from cogs.initiatives.service.organising import hold
from cogs.initiatives.service.recording import lock, record

LETTERS = "BCDFGHJKMNPRSTVWXZ"
"""Without vowels, so that no code is a word, and without what is read for something else."""

CODE_LENGTH = 4

EARLIEST = timedelta(hours=24)
"""Nothing is started by hand longer than this before its time: then it is to be moved."""


class TooEarly(MemberError):
    """Its time is days away; starting it now would end signing up."""

    key = "initiatives-too-early"


class StillVoting(MemberError):
    """There is no date yet, since members vote about it."""

    key = "initiatives-still-voting"


class NotRunning(MemberError):
    """Nobody can check in before it starts or after it was closed."""

    key = "initiatives-not-running"


class WrongCode(MemberError):
    """Nothing that is under way has this code."""

    key = "initiatives-wrong-code"


class OnlyForRole(MemberError):
    """Only holders of a role may come, and this member is not among them."""

    key = "initiatives-only-for-role"


@dataclass(frozen=True)
class Arrival:
    """Somebody is there.

    Args:
        is_new: Whether that was not known before.
        had_seat: Whether a place was theirs; others came along.
    """

    initiative_id: int
    title: str
    is_new: bool
    had_seat: bool


async def start(
    session: AsyncSession, actor: Actor, initiative_id: int, *, now: datetime
) -> Initiative:
    """Start it by hand: people can check in, and nobody is offered a place any more.

    Raises:
        NoSuchInitiative, NotYours, NotOpen, TooEarly, StillVoting: As they say.
    """
    initiative = await hold(session, actor, initiative_id)
    if initiative.poll_until is not None:
        raise StillVoting(title=unmarked(initiative.title))
    if initiative.starts_at is not None and initiative.starts_at > now + EARLIEST:
        raise TooEarly(title=unmarked(initiative.title))
    await _start(session, initiative, actor.member.user_id, now=now, source="button")
    return initiative


async def list_due(
    session: AsyncSession, *, now: datetime, shards: Shards = ALL_SHARDS
) -> list[int]:
    """Those whose time has come and that nobody has started."""
    query = select(Initiative.id).where(
        Initiative.state == InitiativeState.OPEN,
        Initiative.starts_at <= now,
        Initiative.poll_until.is_(None),
    )
    ours = shards.clause(Initiative.guild_id.expression)
    if ours is not None:
        query = query.where(ours)
    return list(await session.scalars(query.order_by(Initiative.starts_at, Initiative.id)))


async def start_due(session: AsyncSession, due: Iterable[int], *, now: datetime) -> int:
    """Start what is due, unless somebody started, moved or called it off meanwhile."""
    started = 0
    for initiative_id in due:
        initiative = await lock(session, initiative_id)
        is_due = initiative.starts_at is not None and initiative.starts_at <= now
        if initiative.state != InitiativeState.OPEN or not is_due or initiative.poll_until:
            continue
        await _start(session, initiative, None, now=now, source="schedule")
        started += 1
    return started


async def renew_code(
    session: AsyncSession, actor: Actor, initiative_id: int, *, now: datetime
) -> str:
    """Have another code, should the old one have gone where nobody was.

    Raises:
        NoSuchInitiative, NotYours, NotOpen: As they say.
    """
    initiative = await hold(session, actor, initiative_id, states=(InitiativeState.RUNNING,))
    initiative.code = await _new_code(session, initiative.guild_id)
    await session.flush()
    return initiative.code


async def check_in(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    *,
    role_ids: Iterable[int],
    language: str,
    now: datetime,
    source: str = "button",
) -> Arrival:
    """Say that one is there; whoever comes without having signed up is welcome, too.

    It is the state of what they said that counts at the place, not that of the seats: nobody is
    sent away by a number. Until it is closed it is never too late.

    Args:
        role_ids: The roles they have, where only holders of one may come.

    Raises:
        NoSuchInitiative, NotRunning, OnlyForRole: As they say.
    """
    initiative = await lock(session, initiative_id, member.guild_id)
    if initiative.state != InitiativeState.RUNNING:
        raise NotRunning(title=unmarked(initiative.title), state=initiative.state)
    signup = await session.scalar(
        select(Signup).where(
            Signup.initiative_id == initiative_id, Signup.user_id == member.user_id
        )
    )
    had_seat = signup is not None and signup.state in SEATED
    if signup is not None and signup.arrived_at is not None and signup.state in SEATED:
        return Arrival(initiative.id, initiative.title, is_new=False, had_seat=True)
    may_come = initiative.role_id is None or initiative.role_id in set(role_ids) or had_seat
    if not may_come and not await organises(session, initiative, member.user_id):
        raise OnlyForRole(title=unmarked(initiative.title), role=f"<@&{initiative.role_id}>")
    if signup is None:
        last = await session.scalar(
            select(func.max(Signup.position)).where(Signup.initiative_id == initiative_id)
        )
        signup = Signup(
            initiative_id=initiative_id,
            guild_id=member.guild_id,
            user_id=member.user_id,
            position=(last or 0) + 1,
            language=language,
        )
    signup.state = SignupState.ATTENDED
    signup.changed_at = signup.arrived_at = now
    signup.offered_until = None
    session.add(signup)
    await session.flush()
    await record(session, "initiative.checked_in", initiative, member.user_id, now, source)
    await refresh_card(session, initiative.guild_id, initiative.id, now)
    return Arrival(initiative.id, initiative.title, is_new=True, had_seat=had_seat)


async def check_in_by_code(
    session: AsyncSession,
    member: MemberKey,
    typed: str,
    *,
    role_ids: Iterable[int],
    language: str,
    now: datetime,
) -> Arrival:
    """Say that one is there, with the code that is shown at the place.

    Raises:
        WrongCode, OnlyForRole: As they say.
    """
    given = "".join(sign for sign in unturned(typed).upper() if sign.isalnum())
    initiative_id = await session.scalar(
        select(Initiative.id).where(
            Initiative.guild_id == member.guild_id,
            Initiative.state == InitiativeState.RUNNING,
            Initiative.code == given,
        )
    )
    if initiative_id is None:
        raise WrongCode(given=unmarked(unturned(typed))[:20])
    return await check_in(
        session,
        member,
        initiative_id,
        role_ids=role_ids,
        language=language,
        now=now,
        source="command",
    )


async def _start(
    session: AsyncSession,
    initiative: Initiative,
    user_id: int | None,
    *,
    now: datetime,
    source: str,
) -> None:
    initiative.state = InitiativeState.RUNNING
    initiative.started_at = now
    initiative.code = await _new_code(session, initiative.guild_id)
    await session.flush()
    await record(session, "initiative.started", initiative, user_id, now, source)
    await changed(session, initiative, now=now)


async def _new_code(session: AsyncSession, guild_id: int) -> str:
    """A code that nothing else under way in this server has."""
    taken = set(
        await session.scalars(
            select(Initiative.code).where(
                Initiative.guild_id == guild_id,
                Initiative.state == InitiativeState.RUNNING,
                Initiative.code.is_not(None),
            )
        )
    )
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        if code not in taken:
            return code
