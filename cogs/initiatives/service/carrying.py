"""Who carries an initiative besides its organiser, and who does when that one is gone.

Nobody is made to organise anything: who is asked accepts, or does not. Of those who organise along,
all are asked when the organiser leaves; stewards are when there is nobody else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit, deliveries, notices
from bot.deliveries import Lane
from bot.errors import MemberError
from bot.models import MemberKey
from bot.sharding import ALL_SHARDS, Shards
from bot.texts import unmarked
from cogs.initiatives.models import LIVE, Initiative, InitiativeState, Organiser
from cogs.initiatives.service.answers import NotOpen
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.organisers import Actor, NotYours
from cogs.initiatives.service.organising import hold
from cogs.initiatives.service.reading import Overview, get_overview
from cogs.initiatives.service.recording import lock, record

ASK = "initiatives.ask_along"
"""Asks a member privately to organise along, or to take it over."""

ANSWERED = "initiatives.along_answered"
"""Tells an organiser privately what somebody said to that."""

NOTICE = "initiatives-notice-no-organiser"
"""The text of the notice that nobody organises it; it has a button."""

MOST_ALONG = 5
"""So many are asked to organise along; more would be a committee."""

STANDING = (InitiativeState.PROPOSED, *LIVE)


class NotAsked(MemberError):
    """The question was taken back, or answered, or was somebody else's."""

    key = "initiatives-not-asked"


class TakenOver(MemberError):
    """Somebody else organises it by now."""

    key = "initiatives-taken-over"


class Answer(StrEnum):
    """What somebody said who was asked."""

    ALONG = "along"
    OVER = "over"
    """They are its organiser from now on."""
    NO = "no"


@dataclass(frozen=True)
class Asked:
    """Who is newly asked to organise along, and who does not any more."""

    title: str
    asked: tuple[int, ...]
    removed: tuple[int, ...]


@dataclass(frozen=True)
class Question:
    """What a member is asked.

    Args:
        takes_over: To be its organiser; otherwise to organise along.
        carries: Whether they organise along already.
    """

    initiative: Overview
    takes_over: bool
    carries: bool


async def require_lead(session: AsyncSession, actor: Actor, initiative: Initiative) -> None:
    """Let pass its organiser and stewards: who else carries it is for them to say.

    Raises:
        NotYours: The actor is neither.
    """
    if not actor.is_steward and initiative.organiser_id != actor.member.user_id:
        raise NotYours(title=unmarked(initiative.title))


async def choose_along(
    session: AsyncSession,
    actor: Actor,
    initiative_id: int,
    user_ids: Collection[int],
    *,
    now: datetime,
) -> Asked:
    """Have exactly these asked, unless they accepted already; others no longer organise along.

    Raises:
        NoSuchInitiative, NotYours, NotOpen: As they say.
    """
    initiative = await hold(session, actor, initiative_id, states=STANDING)
    await require_lead(session, actor, initiative)
    rows = {row.user_id: row for row in await _rows(session, initiative_id)}
    wanted = [one for one in dict.fromkeys(user_ids) if one != initiative.organiser_id]
    asked = []
    for user_id in wanted[:MOST_ALONG]:
        if user_id not in rows:
            session.add(_row(initiative, user_id, now))
            asked.append(user_id)
    removed = tuple(user_id for user_id in rows if user_id not in wanted)
    was_along = any(rows[user_id].accepted_at is not None for user_id in removed)
    for user_id in removed:
        await session.delete(rows[user_id])
    await session.flush()
    for user_id in asked:
        await _ask(session, initiative, user_id, now)
    if was_along:
        await changed(session, initiative, now=now)
    return Asked(initiative.title, tuple(asked), removed)


async def hand_over(
    session: AsyncSession, actor: Actor, initiative_id: int, user_id: int | None, *, now: datetime
) -> str:
    """Ask somebody to be its organiser; until they accept, nothing changes.

    Args:
        user_id: None takes the question back.

    Returns:
        Its title.

    Raises:
        NoSuchInitiative, NotYours, NotOpen: As they say.
    """
    initiative = await hold(session, actor, initiative_id, states=STANDING)
    await require_lead(session, actor, initiative)
    rows = {row.user_id: row for row in await _rows(session, initiative_id)}
    for row in rows.values():
        if row.takes_over and row.user_id != user_id:
            if row.accepted_at is None:
                await session.delete(row)
            row.takes_over = False
    if user_id is None or user_id == initiative.organiser_id:
        await session.flush()
        return initiative.title
    row = rows.get(user_id) or _row(initiative, user_id, now)
    if not row.takes_over:
        row.takes_over, row.asked_at = True, now
        session.add(row)
        await session.flush()
        await _ask(session, initiative, user_id, now)
    return initiative.title


async def respond(
    session: AsyncSession, member: MemberKey, initiative_id: int, *, accepts: bool, now: datetime
) -> tuple[str, Answer]:
    """Say whether one organises along, or takes it over.

    Returns:
        Its title, and what they said.

    Raises:
        NoSuchInitiative, NotAsked, NotOpen: As they say.
    """
    initiative = await lock(session, initiative_id, member.guild_id)
    row = await session.get(Organiser, (initiative_id, member.user_id))
    if row is None or (row.accepted_at is not None and not row.takes_over):
        raise NotAsked(title=unmarked(initiative.title))
    if initiative.state not in STANDING:
        raise NotOpen(title=unmarked(initiative.title))
    former, asked_at = initiative.organiser_id, row.asked_at
    if not accepts:
        answer = Answer.NO
        row.takes_over = False
        if row.accepted_at is None:
            await session.delete(row)
        await session.flush()
        if former is None:
            await ask_carriers(session, initiative, now=now)
    elif row.takes_over:
        answer = Answer.OVER
        await _becomes_organiser(session, initiative, member.user_id, now=now)
    else:
        answer = Answer.ALONG
        row.accepted_at = now
        await session.flush()
        await record(session, "initiative.carried", initiative, member.user_id, now, "button")
        await changed(session, initiative, now=now)
    if former is not None:
        await deliveries.enqueue(
            session,
            ANSWERED,
            guild_id=initiative.guild_id,
            key=f"{ANSWERED}:{initiative_id}:{member.user_id}:{int(asked_at.timestamp())}",
            payload={
                "initiative_id": initiative_id,
                "user_id": former,
                "answered_by": member.user_id,
                "answer": answer.value,
            },
            lane=Lane.DM,
            priority=4,
            now=now,
        )
    return initiative.title, answer


async def step_down(
    session: AsyncSession, member: MemberKey, initiative_id: int, *, now: datetime
) -> str:
    """No longer organise along.

    Returns:
        Its title.

    Raises:
        NoSuchInitiative, NotYours: As they say.
    """
    initiative = await lock(session, initiative_id, member.guild_id)
    row = await session.get(Organiser, (initiative_id, member.user_id))
    if row is None:
        raise NotYours(title=unmarked(initiative.title))
    await session.delete(row)
    await session.flush()
    if initiative.organiser_id is None and initiative.state in STANDING:
        await ask_carriers(session, initiative, now=now)
    await changed(session, initiative, now=now)
    return initiative.title


async def take_over(
    session: AsyncSession, actor: Actor, initiative_id: int, *, now: datetime
) -> Initiative:
    """Be the organiser of what has none.

    Raises:
        NoSuchInitiative, NotYours, NotOpen: As they say.
        TakenOver: It has one.
    """
    initiative = await lock(session, initiative_id, actor.member.guild_id)
    if initiative.organiser_id is not None:
        who = f"<@{initiative.organiser_id}>"
        raise TakenOver(title=unmarked(initiative.title), who=who)
    initiative = await hold(session, actor, initiative_id, states=STANDING)
    await audit.note(
        session,
        "initiatives.organiser",
        guild_id=initiative.guild_id,
        actor_id=actor.member.user_id,
        before={"initiative": initiative.id, "organiser": None},
        after={"initiative": initiative.id, "organiser": actor.member.user_id},
        at=now,
    )
    await _becomes_organiser(session, initiative, actor.member.user_id, now=now)
    return initiative


async def organisers_left(
    session: AsyncSession, members: Sequence[MemberKey], *, now: datetime
) -> int:
    """Those who left their server carry nothing any more; whoever is left is asked.

    Returns:
        How many initiatives lost their organiser.
    """
    await session.execute(
        delete(Organiser).where(
            tuple_(Organiser.guild_id, Organiser.user_id).in_(list(members)),
            Organiser.initiative_id.in_(
                select(Initiative.id).where(Initiative.state.in_(STANDING))
            ),
        )
    )
    theirs = await session.scalars(
        select(Initiative.id)
        .where(
            tuple_(Initiative.guild_id, Initiative.organiser_id).in_(list(members)),
            Initiative.state.in_(STANDING),
        )
        .order_by(Initiative.id)
    )
    lost = theirs.all()
    for initiative_id in lost:
        initiative = await lock(session, initiative_id)
        initiative.organiser_id = None
        await session.flush()
        await ask_carriers(session, initiative, now=now)
        await changed(session, initiative, now=now)
    return len(lost)


async def list_organising(session: AsyncSession, guild_id: int) -> list[int]:
    """Everybody who carries something in a server that is not over."""
    standing = (Initiative.guild_id == guild_id, Initiative.state.in_(STANDING))
    organising = await session.scalars(
        select(Initiative.organiser_id).where(*standing, Initiative.organiser_id.is_not(None))
    )
    along = await session.scalars(select(Organiser.user_id).join(Initiative).where(*standing))
    return sorted({*(one for one in organising if one is not None), *along})


async def list_orphans(session: AsyncSession, *, shards: Shards = ALL_SHARDS) -> list[int]:
    """What nobody organises, and nobody was asked about: its organiser was forgotten."""
    asked = exists().where(Organiser.initiative_id == Initiative.id, Organiser.takes_over)
    query = select(Initiative.id, Initiative.guild_id).where(
        Initiative.state.in_(STANDING), Initiative.organiser_id.is_(None), ~asked
    )
    ours = shards.clause(Initiative.guild_id.expression)
    if ours is not None:
        query = query.where(ours)
    open_notices: dict[int, frozenset[str]] = {}
    orphans = []
    for initiative_id, guild_id in await session.execute(query.order_by(Initiative.id)):
        if guild_id not in open_notices:
            open_notices[guild_id] = await notices.list_open(session, guild_id)
        if about(initiative_id) not in open_notices[guild_id]:
            orphans.append(initiative_id)
    return orphans


async def ask_for_orphans(
    session: AsyncSession, initiative_ids: Sequence[int], *, now: datetime
) -> None:
    """Ask about what nobody organises."""
    for initiative_id in initiative_ids:
        initiative = await lock(session, initiative_id)
        if initiative.organiser_id is None and initiative.state in STANDING:
            await ask_carriers(session, initiative, now=now)


async def ask_carriers(session: AsyncSession, initiative: Initiative, *, now: datetime) -> None:
    """Its organiser is gone: ask those who organise along, and stewards when nobody is left.

    Whoever is asked, or said no to it, is not asked again.
    """
    rows = await _rows(session, initiative.id)
    for row in rows:
        was_asked = row.accepted_at is None or row.asked_at > row.accepted_at
        if not row.takes_over and not was_asked:
            row.takes_over, row.asked_at = True, now
            await session.flush()
            await _ask(session, initiative, row.user_id, now)
    if not any(row.takes_over for row in rows):
        await _tell_stewards(session, initiative, now=now)


async def unreachable(session: AsyncSession, initiative_id: int, *, now: datetime) -> None:
    """Somebody cannot be asked: of what has no organiser, stewards hear then."""
    initiative = await lock(session, initiative_id)
    if initiative.organiser_id is None and initiative.state in STANDING:
        await _tell_stewards(session, initiative, now=now)


async def find_question(session: AsyncSession, initiative_id: int, user_id: int) -> Question | None:
    """What a member is asked; None when that was taken back, answered, or is pointless now."""
    row = await session.get(Organiser, (initiative_id, user_id))
    if row is None or (row.accepted_at is not None and not row.takes_over):
        return None
    overview = await get_overview(session, initiative_id)
    if overview.state not in STANDING:
        return None
    return Question(overview, row.takes_over, row.accepted_at is not None)


def about(initiative_id: int) -> str:
    """What the notice is about."""
    return f"initiatives.organiser:{initiative_id}"


async def _becomes_organiser(
    session: AsyncSession, initiative: Initiative, user_id: int, *, now: datetime
) -> None:
    """From now on a member organises it, and nobody else is asked to."""
    initiative.organiser_id = user_id
    for row in await _rows(session, initiative.id):
        if row.user_id == user_id or (row.takes_over and row.accepted_at is None):
            await session.delete(row)
        row.takes_over = False
    await session.flush()
    await notices.close_notice(session, about(initiative.id), guild_id=initiative.guild_id, now=now)
    await record(session, "initiative.taken_over", initiative, user_id, now, "button")
    await changed(session, initiative, now=now)


async def _ask(session: AsyncSession, initiative: Initiative, user_id: int, now: datetime) -> None:
    await deliveries.enqueue(
        session,
        ASK,
        guild_id=initiative.guild_id,
        key=f"{ASK}:{initiative.id}:{user_id}:{int(now.timestamp())}",
        payload={"initiative_id": initiative.id, "user_id": user_id},
        lane=Lane.DM,
        priority=4,
        now=now,
    )


async def _tell_stewards(session: AsyncSession, initiative: Initiative, *, now: datetime) -> None:
    await notices.open_notice(
        session,
        about(initiative.id),
        guild_id=initiative.guild_id,
        text_key=NOTICE,
        now=now,
        initiative=initiative.id,
        title=unmarked(initiative.title),
    )


async def _rows(session: AsyncSession, initiative_id: int) -> Sequence[Organiser]:
    rows = await session.scalars(
        select(Organiser)
        .where(Organiser.initiative_id == initiative_id)
        .order_by(Organiser.asked_at, Organiser.user_id)
    )
    return rows.all()


def _row(initiative: Initiative, user_id: int, now: datetime) -> Organiser:
    return Organiser(
        initiative_id=initiative.id,
        user_id=user_id,
        guild_id=initiative.guild_id,
        asked_at=now,
        takes_over=False,
    )
