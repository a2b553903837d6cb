"""Who decides about a proposal: nobody, members who second it, or stewards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit, notices
from bot.config import Decision
from bot.errors import MemberError
from bot.models import MemberKey
from bot.sharding import ALL_SHARDS, Shards
from bot.texts import unmarked, unturned
from cogs.initiatives.models import Initiative, InitiativeState, Second
from cogs.initiatives.service import polls
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.configuring import Rules, read_rules
from cogs.initiatives.service.proposals import Proposal, open_initiative
from cogs.initiatives.service.reading import get_overview
from cogs.initiatives.service.recording import lock, record
from cogs.initiatives.service.telling import News, tell_concerned

LONGEST_REASON = 500

ASKED = "initiatives-notice-proposal"
"""The text of the notice that asks stewards to decide; it has buttons."""

SILENT = "initiatives-notice-silent"
"""The text of the notice that nobody has answered a proposal; it has the same buttons."""


class DecidedAlready(MemberError):
    """Somebody was faster, or its proposer took it back."""

    key = "initiatives-decided-already"


class BadReason(MemberError):
    """Whoever proposed it is told why it was declined."""

    key = "initiatives-bad-reason"


class DatePassed(MemberError):
    """It was to take place at a time that is over."""

    key = "initiatives-date-passed"


class NotProposer(MemberError):
    """Only who proposed it takes it back."""

    key = "initiatives-not-proposer"


async def submit(
    session: AsyncSession,
    proposal: Proposal,
    *,
    member: MemberKey,
    act_id: int,
    channel_id: int | None,
    now: datetime,
) -> Initiative:
    """Publish a proposal: it is open at once, or whoever decides in this server is asked."""
    rules = await read_rules(session, member.guild_id)
    at_once = rules.decide is Decision.OPEN
    initiative = await open_initiative(
        session,
        proposal,
        guild_id=member.guild_id,
        organiser_id=member.user_id,
        act_id=act_id,
        channel_id=channel_id,
        state=InitiativeState.OPEN if at_once else InitiativeState.PROPOSED,
        now=now,
    )
    if rules.decide is Decision.STEWARDS:
        await _ask_stewards(session, initiative, now=now)
    return initiative


async def approve(
    session: AsyncSession, member: MemberKey, initiative_id: int, *, now: datetime
) -> Initiative:
    """A steward decides that it takes place.

    Raises:
        NoSuchInitiative, DecidedAlready, DatePassed: As they say.
    """
    initiative = await get_proposed(session, member.guild_id, initiative_id)
    require_ahead(initiative, now)
    await _note(session, initiative, member, InitiativeState.OPEN, now)
    await _open(session, initiative, decided_by=member.user_id, now=now)
    return initiative


async def decline(
    session: AsyncSession, member: MemberKey, initiative_id: int, reason: str, *, now: datetime
) -> Initiative:
    """A steward decides that it does not take place, and says why.

    Raises:
        NoSuchInitiative, DecidedAlready, BadReason: As they say.
    """
    initiative = await get_proposed(session, member.guild_id, initiative_id)
    given = unturned(reason).strip()
    if not 0 < len(given) <= LONGEST_REASON:
        raise BadReason(longest=LONGEST_REASON)
    await _note(session, initiative, member, InitiativeState.DECLINED, now)
    initiative.reason = given
    await _end(session, initiative, InitiativeState.DECLINED, member, now)
    await record(session, "initiative.declined", initiative, member.user_id, now, "button")
    await tell_concerned(session, initiative, News.DECLINED, now=now, but=(member.user_id,))
    return initiative


async def withdraw(
    session: AsyncSession, member: MemberKey, initiative_id: int, *, now: datetime
) -> Initiative:
    """Its proposer takes it back before anybody has decided.

    Raises:
        NoSuchInitiative, DecidedAlready, NotProposer: As they say.
    """
    initiative = await get_proposed(session, member.guild_id, initiative_id)
    if initiative.organiser_id != member.user_id:
        raise NotProposer(title=unmarked(initiative.title))
    await _end(session, initiative, InitiativeState.CANCELLED, member, now)
    await record(session, "initiative.withdrawn", initiative, member.user_id, now, "button")
    await tell_concerned(session, initiative, News.WITHDRAWN, now=now, but={member.user_id})
    return initiative


async def count_seconds(session: AsyncSession, initiative_id: int) -> int:
    """How many second a proposal."""
    counted = select(func.count()).where(Second.initiative_id == initiative_id)
    return await session.scalar(counted) or 0


async def open_if_seconded(
    session: AsyncSession,
    initiative: Initiative,
    rules: Rules,
    *,
    now: datetime,
    seen_by: int | None = None,
) -> bool:
    """Open a proposal that has the seconds it takes, and say whether it has.

    Args:
        seen_by: Whose click it was, and who reads it in the answer.
    """
    await session.flush()
    if await count_seconds(session, initiative.id) < rules.seconds:
        return False
    await _open(session, initiative, decided_by=None, seen_by=seen_by, now=now)
    return True


async def follow_rules(session: AsyncSession, guild_id: int, *, now: datetime) -> int:
    """Bring what waits in line with the rules as they are now; return how many are open by it."""
    rules = await read_rules(session, guild_id)
    waiting = await session.scalars(
        select(Initiative.id)
        .where(Initiative.guild_id == guild_id, Initiative.state == InitiativeState.PROPOSED)
        .order_by(Initiative.id)
    )
    opened = 0
    for initiative_id in waiting.all():
        initiative = await lock(session, initiative_id)
        if _has_passed(initiative, now):
            continue  # nobody can open it any more
        if rules.decide is Decision.OPEN:
            await _open(session, initiative, decided_by=None, now=now)
            opened += 1
        elif rules.decide is Decision.SECONDS:
            opened += await open_if_seconded(session, initiative, rules, now=now)
        else:
            await _ask_stewards(session, initiative, now=now)
        await refresh_card(session, guild_id, initiative_id, now)
    return opened


async def list_late(
    session: AsyncSession, *, now: datetime, shards: Shards = ALL_SHARDS
) -> list[int]:
    """Proposals that nobody has answered in time, or before their own date, and that say it not."""
    query = select(
        Initiative.id, Initiative.guild_id, Initiative.created_at, Initiative.starts_at
    ).where(Initiative.state == InitiativeState.PROPOSED, Initiative.silent_at.is_(None))
    ours = shards.clause(Initiative.guild_id.expression)
    late: list[int] = []
    for id_, guild_id, created_at, starts_at in await session.execute(
        query.order_by(Initiative.id) if ours is None else query.where(ours).order_by(Initiative.id)
    ):
        rules = await read_rules(session, guild_id)
        if created_at + rules.silence <= now or (starts_at is not None and starts_at <= now):
            late.append(id_)
    return late


async def mark_silent(session: AsyncSession, late: Iterable[int], *, now: datetime) -> None:
    """Have proposals say that nobody has answered: on their cards, to stewards, to who proposed."""
    for initiative_id in late:
        initiative = await lock(session, initiative_id)
        if initiative.state != InitiativeState.PROPOSED or initiative.silent_at is not None:
            continue
        initiative.silent_at = now
        await notices.open_notice(
            session,
            abouts(initiative.id)[1],
            guild_id=initiative.guild_id,
            text_key=SILENT,
            now=now,
            initiative=initiative.id,
            title=unmarked(initiative.title),
            days=(now - initiative.created_at).days,
        )
        await tell_concerned(session, initiative, News.SILENT, now=now)
        await refresh_card(session, initiative.guild_id, initiative.id, now)


async def _open(
    session: AsyncSession,
    initiative: Initiative,
    *,
    decided_by: int | None,
    now: datetime,
    seen_by: int | None = None,
) -> None:
    initiative.state = InitiativeState.OPEN
    initiative.decided_by, initiative.decided_at = decided_by, now
    await polls.opened(session, initiative, now=now)
    await _no_question_left(session, initiative, now)
    await session.flush()
    if initiative.organiser_id is not None:
        await record(
            session, "initiative.created", initiative, initiative.organiser_id, now, "button"
        )
    knowing = [user_id for user_id in (decided_by, seen_by) if user_id is not None]
    await tell_concerned(session, initiative, News.OPENED, now=now, but=knowing)
    await changed(session, initiative, now=now)


async def _end(
    session: AsyncSession,
    initiative: Initiative,
    state: InitiativeState,
    member: MemberKey,
    now: datetime,
) -> None:
    initiative.state = state
    initiative.decided_by, initiative.decided_at = member.user_id, now
    await _no_question_left(session, initiative, now)
    await session.flush()
    await changed(session, initiative, now=now)


async def _no_question_left(session: AsyncSession, initiative: Initiative, now: datetime) -> None:
    for about in abouts(initiative.id):
        await notices.close_notice(session, about, guild_id=initiative.guild_id, now=now)


def abouts(initiative_id: int) -> tuple[str, str]:
    """What the notices are about that ask stewards to decide, and that nobody has answered."""
    return f"initiatives.proposal:{initiative_id}", f"initiatives.silent:{initiative_id}"


async def _ask_stewards(session: AsyncSession, initiative: Initiative, *, now: datetime) -> None:
    await notices.open_notice(
        session,
        abouts(initiative.id)[0],
        guild_id=initiative.guild_id,
        text_key=ASKED,
        now=now,
        initiative=initiative.id,
        title=unmarked(initiative.title),
        member=f"<@{initiative.organiser_id}>",
    )


async def _note(
    session: AsyncSession,
    initiative: Initiative,
    member: MemberKey,
    state: InitiativeState,
    now: datetime,
) -> None:
    await audit.note(
        session,
        "initiatives.decision",
        guild_id=initiative.guild_id,
        actor_id=member.user_id,
        before={"initiative": initiative.id, "state": initiative.state},
        after={"initiative": initiative.id, "state": state},
        at=now,
    )


async def get_proposed(session: AsyncSession, guild_id: int, initiative_id: int) -> Initiative:
    """A proposal that waits, held until this transaction ends.

    Raises:
        NoSuchInitiative, DecidedAlready: As they say.
    """
    initiative = await lock(session, initiative_id, guild_id)
    if initiative.state != InitiativeState.PROPOSED:
        raise DecidedAlready(title=unmarked(initiative.title), state=initiative.state)
    return initiative


def _has_passed(initiative: Initiative, now: datetime) -> bool:
    return initiative.starts_at is not None and initiative.starts_at <= now


async def require_waiting(session: AsyncSession, guild_id: int, initiative_id: int) -> None:
    """Before somebody is asked for a reason: there is still something to decide.

    Raises:
        NoSuchInitiative, DecidedAlready: As they say.
    """
    overview = await get_overview(session, initiative_id, guild_id=guild_id)
    if overview.state != InitiativeState.PROPOSED:
        raise DecidedAlready(title=unmarked(overview.title), state=overview.state)


def require_ahead(initiative: Initiative, now: datetime) -> None:
    """Nothing is opened whose time is over.

    Raises:
        DatePassed: It has a date, and that has passed.
    """
    if _has_passed(initiative, now):
        raise DatePassed(title=unmarked(initiative.title))
