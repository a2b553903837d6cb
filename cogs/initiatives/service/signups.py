"""What a member says to an initiative: that they come, perhaps, or that they cannot.

A click on a card costs four statements: what there is to know, the sign-up, the ledger and the
card's edit.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from bot.texts import unmarked
from cogs.initiatives.models import (
    SEATED,
    Signup,
    SignupState,
)
from cogs.initiatives.service import seats
from cogs.initiatives.service.answers import (
    Choice,
    HasBegun,
    IsThere,
    NeedGone,
    NotForYou,
    Place,
    SignupClosed,
    Sure,
)
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.confirming import confirm_offer, place_of, require_live
from cogs.initiatives.service.facts import Facts, read_facts, write_signup
from cogs.initiatives.service.needs import NeedNow, list_needs_now
from cogs.initiatives.service.recording import lock, note
from cogs.initiatives.service.seats import Room

HOLDING = (SignupState.OFFERED, SignupState.CONFIRMED)
"""They have a seat and could give it back."""

STANDING = (SignupState.WAITING, *HOLDING, SignupState.INTERESTED)
"""They have to do with it, and want to know what becomes of it."""

_SAID = {
    SignupState.INTERESTED: "interested",
    SignupState.DECLINED: "declined_invitation",
}
"""How the ledger calls it when somebody without a place says so; a decision, too, declines."""

_PAST = (SignupState.ATTENDED, SignupState.ABSENT)


async def join(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    *,
    language: str,
    now: datetime,
    source: str = "button",
    holds: Callable[[int], bool] = lambda role_id: False,
) -> Place | Choice:
    """Take a seat, confirm one that is offered, or stand at the end of the queue.

    Where there is something to come as, the member is asked first.

    Args:
        holds: Whether the member has a role.

    Raises:
        NoSuchInitiative: It is not there.
        NotOpen, HasBegun, SignupClosed, NotForYou: As they say.
    """
    facts = await read_facts(session, member, initiative_id)
    if facts.state in (SignupState.WAITING, *SEATED):
        if facts.state == SignupState.OFFERED:
            return await confirm_offer(
                session, member, initiative_id, facts, now=now, source=source
            )
        return await place_of(session, initiative_id, facts)
    _require_open(facts, holds, now)
    if facts.has_needs:
        needs = await list_needs_now(session, initiative_id)
        free = Room(facts.capacity, facts.taken or 0).free
        return Choice(initiative_id, facts.title, needs, free)
    return await _enter(session, member, initiative_id, facts, None, language, now, source)


async def join_as(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    need_id: int | None,
    *,
    language: str,
    now: datetime,
    source: str = "button",
    holds: Callable[[int], bool] = lambda role_id: False,
) -> Place:
    """Come as something that is needed, or just along; whoever is in may become something else.

    Raises:
        NoSuchInitiative: It is not there.
        NotOpen, HasBegun, SignupClosed, NotForYou: As they say.
        NeedGone: It is not needed any more, or somebody who is in wants to become what is full.
    """
    facts = await read_facts(session, member, initiative_id)
    _require_open(facts, holds, now)
    if facts.state not in (SignupState.WAITING, *SEATED):
        return await _enter(session, member, initiative_id, facts, need_id, language, now, source)
    if need_id == facts.need_id:
        return await place_of(session, initiative_id, facts)
    return await _become(session, member, initiative_id, facts, need_id, now=now, source=source)


async def maybe(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    *,
    language: str,
    now: datetime,
    is_sure: bool = False,
    source: str = "button",
) -> Place | Sure:
    """Be interested, without a seat.

    Raises:
        NoSuchInitiative: It is not there.
        NotOpen, HasBegun, IsThere: As they say.
    """
    facts = await read_facts(session, member, initiative_id)
    require_live(facts)
    if seats.has_begun(facts.initiative_state, facts.starts_at, now):
        raise HasBegun(title=unmarked(facts.title))
    return await _step_back(
        session,
        member,
        initiative_id,
        facts,
        SignupState.INTERESTED,
        language=language,
        now=now,
        is_sure=is_sure,
        source=source,
    )


async def decline(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    *,
    language: str,
    now: datetime,
    is_sure: bool = False,
    source: str = "button",
) -> Place | Sure:
    """Say that they cannot come; a seat goes to the next in line.

    Raises:
        NoSuchInitiative: It is not there.
        NotOpen, IsThere: As they say.
    """
    facts = await read_facts(session, member, initiative_id)
    require_live(facts)
    return await _step_back(
        session,
        member,
        initiative_id,
        facts,
        SignupState.DECLINED,
        language=language,
        now=now,
        is_sure=is_sure,
        source=source,
    )


async def _enter(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    facts: Facts,
    need_id: int | None,
    language: str,
    now: datetime,
    source: str,
) -> Place:
    """Through the end of the queue; whoever finds a seat there has it at once."""
    needs = await list_needs_now(session, initiative_id) if facts.has_needs else ()
    room = _room(facts, needs)
    name = _name(needs, need_id)
    if need_id is not None and name is None:
        raise NeedGone(title=unmarked(facts.title))
    waiting = facts.waiting or 0
    # Nobody is ahead who could take the seat: then settling would find the same.
    state = SignupState.WAITING
    if not waiting and room.has_seat(need_id):
        state = SignupState.CONFIRMED
    await write_signup(
        session,
        member,
        initiative_id,
        facts,
        state=state,
        need_id=need_id,
        language=language,
        now=now,
    )
    moved = 0
    if waiting and room.free != 0:
        initiative = await lock(session, initiative_id)
        moved = await seats.settle(
            session, initiative, now=now, source=source, joining=member.user_id, room=room
        )
        if moved:
            state = SignupState(await _state_of(session, member, initiative_id))
    if state is SignupState.WAITING or not moved:
        kind = "waitlisted" if state is SignupState.WAITING else "joined"
        await note(session, f"initiative.{kind}", member, initiative_id, facts, now, source)
    await refresh_card(session, member.guild_id, initiative_id, now)
    number = waiting + 1 - moved if state is SignupState.WAITING else None
    return Place(
        initiative_id,
        facts.title,
        state,
        number,
        is_new=True,
        need=name,
        has_needs=facts.has_needs,
        starts_at=facts.starts_at,
    )


async def _become(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    facts: Facts,
    need_id: int | None,
    *,
    now: datetime,
    source: str,
) -> Place:
    """Keep the place, but come as something else; what that frees goes to the next in line."""
    needs = await list_needs_now(session, initiative_id)
    name = _name(needs, need_id)
    room = _room(facts, needs)
    is_seated = facts.state in SEATED
    if is_seated:
        room.capacity = None  # they have a seat in all already
    if need_id is not None and (name is None or (is_seated and not room.has_seat(need_id))):
        raise NeedGone(title=unmarked(facts.title))
    await session.execute(
        update(Signup)
        .where(Signup.id == facts.signup_id)
        .values(need_id=need_id, changed_at=now)
        .execution_options(synchronize_session=False)
    )
    initiative = await lock(session, initiative_id)
    joining = None if is_seated else member.user_id
    await seats.settle(session, initiative, now=now, source=source, joining=joining)
    await refresh_card(session, member.guild_id, initiative_id, now)
    changed = await read_facts(session, member, initiative_id)
    return await place_of(session, initiative_id, changed, is_new=True)


async def _step_back(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    facts: Facts,
    to: SignupState,
    *,
    language: str,
    now: datetime,
    is_sure: bool,
    source: str,
) -> Place | Sure:
    if facts.arrived_at is not None or facts.state in _PAST:
        raise IsThere(title=unmarked(facts.title))
    if facts.state == to:
        return Place(initiative_id, facts.title, to, None, is_new=False)
    if facts.state == SignupState.CONFIRMED and facts.waiting and not is_sure:
        return Sure(initiative_id, facts.title, to)
    await write_signup(
        session,
        member,
        initiative_id,
        facts,
        state=to,
        need_id=None,
        language=language,
        now=now,
    )
    had_place = facts.state in (SignupState.WAITING, *HOLDING)
    kind = "left" if had_place else _SAID[to]
    await note(session, f"initiative.{kind}", member, initiative_id, facts, now, source)
    if had_place:
        initiative = await lock(session, initiative_id)
        await seats.settle(session, initiative, now=now, source=source)
    await refresh_card(session, member.guild_id, initiative_id, now)
    return Place(initiative_id, facts.title, to, None, is_new=True)


def _require_open(facts: Facts, holds: Callable[[int], bool], now: datetime) -> None:
    require_live(facts)
    if seats.has_begun(facts.initiative_state, facts.starts_at, now):
        raise HasBegun(title=unmarked(facts.title))
    if facts.cutoff_at is not None and facts.cutoff_at <= now:
        raise SignupClosed(title=unmarked(facts.title))
    if facts.role_id is not None and not holds(facts.role_id):
        raise NotForYou(title=unmarked(facts.title), role=f"<@&{facts.role_id}>")


def _room(facts: Facts, needs: tuple[NeedNow, ...]) -> Room:
    return Room(
        facts.capacity,
        facts.taken or 0,
        {need.id: need.capacity for need in needs},
        {need.id: need.taken for need in needs},
    )


def _name(needs: tuple[NeedNow, ...], need_id: int | None) -> str | None:
    return next((need.name for need in needs if need.id == need_id), None)


async def _state_of(session: AsyncSession, member: MemberKey, initiative_id: int) -> str:
    state = await session.scalar(
        select(Signup.state).where(
            Signup.initiative_id == initiative_id, Signup.user_id == member.user_id
        )
    )
    assert state is not None
    return state
