"""Seats that were offered: taken in time, or too late; and where a member stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from bot.texts import unmarked
from cogs.initiatives.models import LIVE, InitiativeState, Need, Signup, SignupState
from cogs.initiatives.service import seats
from cogs.initiatives.service.answers import NotOpen, Place, TooLate
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.facts import Facts, read_facts
from cogs.initiatives.service.recording import lock, note


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
    require_live(facts)
    if facts.state in (SignupState.CONFIRMED, SignupState.ATTENDED):
        return await place_of(session, found.initiative_id, facts)
    if facts.offer != offer or facts.state not in (SignupState.OFFERED, SignupState.INTERESTED):
        raise TooLate
    return await confirm_offer(
        session, member, found.initiative_id, facts, now=now, source="button"
    )


async def find_place(session: AsyncSession, member: MemberKey, initiative_id: int) -> Place:
    """Where a member stands; nothing is changed.

    Raises:
        NoSuchInitiative: It is not there.
    """
    return await place_of(session, initiative_id, await read_facts(session, member, initiative_id))


async def guild_of(session: AsyncSession, signup_id: int, user_id: int) -> int | None:
    """The server in which a member signed up, for whoever presses a button in a DM."""
    return await session.scalar(
        select(Signup.guild_id).where(Signup.id == signup_id, Signup.user_id == user_id)
    )


async def confirm_offer(
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
    await note(session, "initiative.promoted", member, initiative_id, facts, now, source)
    await refresh_card(session, member.guild_id, initiative_id, now)
    changed = await read_facts(session, member, initiative_id)
    return await place_of(session, initiative_id, changed, is_new=True)


async def place_of(
    session: AsyncSession, initiative_id: int, facts: Facts, *, is_new: bool = False
) -> Place:
    """Where a member stands, by what is known already."""
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


def require_live(facts: Facts) -> None:
    """Let pass what people can still sign up for, or take their leave of.

    Raises:
        NotOpen: Not this one.
    """
    if facts.initiative_state in LIVE:
        return
    if facts.initiative_state == InitiativeState.CANCELLED:
        raise NotOpen(title=unmarked(facts.title))
    raise NotOpen(f"initiatives-not-open-{facts.initiative_state}", title=unmarked(facts.title))


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
