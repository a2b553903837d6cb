"""What a member says to an initiative: that they come, perhaps, or that they cannot.

A click on a card costs four statements: what there is to know, the sign-up, the ledger and the
card's edit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, deliveries
from bot.deliveries import Lane
from bot.errors import MemberError
from bot.models import MemberKey
from bot.texts import unmarked
from cogs.initiatives.models import (
    LIVE,
    SEATED,
    Initiative,
    InitiativeState,
    Need,
    Signup,
    SignupState,
)
from cogs.initiatives.service import seats
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.facts import Facts, read_facts, write_signup
from cogs.initiatives.service.needs import NeedNow, list_needs_now
from cogs.initiatives.service.reading import NoSuchInitiative, values_of
from cogs.initiatives.service.seats import Room

CANCELLED = "initiatives.cancelled"
"""Tells a member privately that what they signed up for will not take place."""

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


class NotOpen(MemberError):
    """Nobody can sign up for it, or change it, as it stands."""

    key = "initiatives-not-open"


class HasBegun(MemberError):
    """It has begun, so there is nothing left to sign up for."""

    key = "initiatives-has-begun"


class SignupClosed(MemberError):
    """The time until which people could sign up is over."""

    key = "initiatives-signup-closed"


class NotForYou(MemberError):
    """Only members with a role can sign up."""

    key = "initiatives-not-for-you"


class NeedGone(MemberError):
    """What they wanted to come as is not needed any more, or all of it is there."""

    key = "initiatives-need-gone"


class IsThere(MemberError):
    """They have checked in, or it was said that they came."""

    key = "initiatives-you-are-there"


class TooLate(MemberError):
    """The seat that was offered went to somebody else."""

    key = "initiatives-offer-over"


@dataclass(frozen=True)
class Place:
    """Where a member stands after their click.

    Args:
        number: Their place in the queue, from 1; None when they do not wait.
        is_new: Whether the click changed anything.
        need: What they come as; None when they just come along.
        has_needs: Whether there is something else to come as.
    """

    initiative_id: int
    title: str
    state: SignupState
    number: int | None
    is_new: bool
    need: str | None = None
    has_needs: bool = False
    offered_until: datetime | None = None
    starts_at: datetime | None = None


@dataclass(frozen=True)
class Choice:
    """What a member can come as, before they have a place."""

    initiative_id: int
    title: str
    needs: tuple[NeedNow, ...]
    free: int | None


@dataclass(frozen=True)
class Sure:
    """A question before somebody gives up a seat that others wait for."""

    initiative_id: int
    title: str
    to: SignupState


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
            return await _confirm(session, member, initiative_id, facts, now=now, source=source)
        return await _place(session, initiative_id, facts)
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
        return await _place(session, initiative_id, facts)
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
    _require_live(facts)
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
    _require_live(facts)
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


async def confirm(
    session: AsyncSession, user_id: int, signup_id: int, offer: int, *, now: datetime
) -> Place:
    """Take the seat that was offered.

    Whoever comes too late has it all the same while nobody else waits for it.

    Args:
        offer: Which of the offers made to them is meant.

    Raises:
        TooLate: It went to somebody else, or they gave it up.
        NotOpen: It will not take place.
    """
    found = (
        await session.execute(
            select(Signup.guild_id, Signup.initiative_id, Signup.offer).where(
                Signup.id == signup_id, Signup.user_id == user_id
            )
        )
    ).one_or_none()
    if found is None:
        raise TooLate
    member = MemberKey(found.guild_id, user_id)
    facts = await read_facts(session, member, found.initiative_id)
    _require_live(facts)
    if facts.state in (SignupState.CONFIRMED, SignupState.ATTENDED):
        return await _place(session, found.initiative_id, facts)
    if facts.offer != offer or facts.state not in (SignupState.OFFERED, SignupState.INTERESTED):
        raise TooLate
    return await _confirm(session, member, found.initiative_id, facts, now=now, source="button")


async def find_place(session: AsyncSession, member: MemberKey, initiative_id: int) -> Place:
    """Where a member stands; nothing is changed.

    Raises:
        NoSuchInitiative: It is not there.
    """
    return await _place(session, initiative_id, await read_facts(session, member, initiative_id))


async def guild_of(session: AsyncSession, signup_id: int, user_id: int) -> int | None:
    """The server in which a member signed up, for whoever presses a button in a DM."""
    return await session.scalar(
        select(Signup.guild_id).where(Signup.id == signup_id, Signup.user_id == user_id)
    )


async def lock(
    session: AsyncSession, initiative_id: int, guild_id: int | None = None
) -> Initiative:
    """The initiative, held until this transaction ends; SQLite's one writer holds everything."""
    initiative = await session.get(
        Initiative, initiative_id, with_for_update=True, populate_existing=True
    )
    if initiative is None or (guild_id is not None and initiative.guild_id != guild_id):
        raise NoSuchInitiative(name=f"#{initiative_id}")
    return initiative


async def record(
    session: AsyncSession,
    kind: str,
    initiative: Initiative,
    user_id: int | None,
    now: datetime,
    source: str,
) -> None:
    """Write one act about an initiative into the ledger, for its main value."""
    values = (await values_of(session, [initiative.id])).get(initiative.id, ())
    await activity.record(
        session,
        kind,
        guild_id=initiative.guild_id,
        at=now,
        user_id=user_id,
        subject_id=initiative.id,
        value_id=values[0] if values else None,
        source=source,
    )


async def tell(session: AsyncSession, kind: str, signup: Signup, *, now: datetime) -> None:
    """Have a member told privately, in the language they spoke when they signed up."""
    # The position is part of the key: who leaves and waits again is told again.
    await deliveries.enqueue(
        session,
        kind,
        guild_id=signup.guild_id,
        key=f"{kind}:{signup.id}:{signup.position}",
        payload={"signup_id": signup.id, "position": signup.position},
        lane=Lane.DM,
        priority=2,
        now=now,
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
        await _note(session, f"initiative.{kind}", member, initiative_id, facts, now, source)
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
    return await _place(session, initiative_id, changed, is_new=True)


async def _confirm(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    facts: Facts,
    *,
    now: datetime,
    source: str,
) -> Place:
    """Make an offered seat theirs; one that was kept long enough goes to whoever waits for it."""
    if facts.state != SignupState.OFFERED or (
        facts.offered_until is not None and facts.offered_until <= now
    ):
        await _let_expire(session, member, initiative_id, facts, now=now)
    await session.execute(
        update(Signup)
        .where(Signup.id == facts.signup_id)
        .values(state=SignupState.CONFIRMED, offered_until=None, changed_at=now)
        .execution_options(synchronize_session=False)
    )
    await _note(session, "initiative.promoted", member, initiative_id, facts, now, source)
    await refresh_card(session, member.guild_id, initiative_id, now)
    changed = await read_facts(session, member, initiative_id)
    return await _place(session, initiative_id, changed, is_new=True)


async def _let_expire(
    session: AsyncSession,
    member: MemberKey,
    initiative_id: int,
    facts: Facts,
    *,
    now: datetime,
) -> None:
    """Give everybody who waits their turn first.

    Raises:
        TooLate: After that there is no seat for the member.
    """
    if seats.has_begun(facts.initiative_state, facts.starts_at, now):
        raise TooLate
    initiative = await lock(session, initiative_id)
    room = await seats.read_room(session, initiative)
    if facts.state == SignupState.OFFERED:
        room.taken -= 1
        if facts.need_id in room.taken_by_need:
            room.taken_by_need[facts.need_id] -= 1
    if facts.waiting or not room.has_seat(facts.need_id):
        raise TooLate


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
    await _note(session, f"initiative.{kind}", member, initiative_id, facts, now, source)
    if had_place:
        initiative = await lock(session, initiative_id)
        await seats.settle(session, initiative, now=now, source=source)
    await refresh_card(session, member.guild_id, initiative_id, now)
    return Place(initiative_id, facts.title, to, None, is_new=True)


def _require_live(facts: Facts) -> None:
    if facts.initiative_state in LIVE:
        return
    if facts.initiative_state == InitiativeState.CANCELLED:
        raise NotOpen(title=unmarked(facts.title))
    raise NotOpen(f"initiatives-not-open-{facts.initiative_state}", title=unmarked(facts.title))


def _require_open(facts: Facts, holds: Callable[[int], bool], now: datetime) -> None:
    _require_live(facts)
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


async def _place(
    session: AsyncSession, initiative_id: int, facts: Facts, *, is_new: bool = False
) -> Place:
    number = need = None
    if facts.state == SignupState.WAITING:
        number = await session.scalar(
            select(func.count())
            .select_from(Signup)
            .where(
                Signup.initiative_id == initiative_id,
                Signup.state == SignupState.WAITING,
                Signup.position <= facts.position,
            )
        )
    if facts.need_id is not None:
        need = await session.scalar(select(Need.name).where(Need.id == facts.need_id))
    return Place(
        initiative_id,
        facts.title,
        SignupState(facts.state or SignupState.DECLINED),
        number,
        is_new,
        need=need,
        has_needs=facts.has_needs,
        offered_until=facts.offered_until,
        starts_at=facts.starts_at,
    )


async def _state_of(session: AsyncSession, member: MemberKey, initiative_id: int) -> str:
    state = await session.scalar(
        select(Signup.state).where(
            Signup.initiative_id == initiative_id, Signup.user_id == member.user_id
        )
    )
    assert state is not None
    return state


async def _note(
    session: AsyncSession,
    kind: str,
    member: MemberKey,
    initiative_id: int,
    facts: Facts,
    now: datetime,
    source: str,
) -> None:
    await activity.record(
        session,
        kind,
        guild_id=member.guild_id,
        at=now,
        user_id=member.user_id,
        subject_id=initiative_id,
        value_id=facts.value_id,
        source=source,
    )
