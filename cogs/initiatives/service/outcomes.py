"""What came of initiatives, as it was told and corrected, and who confirmed it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from bot.texts import unmarked
from cogs.initiatives.models import Amount, AmountKind, Grade, Initiative, Outcome
from cogs.initiatives.service.amounts import Figure
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.organisers import Actor, require_organiser
from cogs.initiatives.service.recording import lock, record

TOLD = "initiatives.outcome"
"""Kind of delivery: somebody who has to do with it is told what came of it."""

LONGEST_SENTENCE = 300
LONGEST_DIFFERENTLY = 1000
LONGEST_LINK = 500

_ORDER = {AmountKind.HOURS: 0, AmountKind.FUNDS: 1, AmountKind.UNITS: 2}


class NoOutcome(MemberError):
    """Nobody has told what came of it yet."""

    key = "initiatives-outcome-none"


class OutcomeChanged(MemberError):
    """Somebody told it differently in the meantime."""

    key = "initiatives-outcome-changed"


class OwnWord(MemberError):
    """Nobody confirms what they told themselves."""

    key = "initiatives-outcome-own-word"


class TellerUnknown(MemberError):
    """Whoever told it has been forgotten, and might be the one who wants to confirm it."""

    key = "initiatives-outcome-teller-unknown"


@dataclass(frozen=True)
class OutcomeText:
    """What came of an initiative, as one person told it at one time.

    Args:
        version: From 1; above it, a correction.
        people: How many took part; None when nobody said.
    """

    id: int
    initiative_id: int
    version: int
    told_by: int | None
    told_at: datetime
    people: int | None
    sentence: str
    differently: str | None
    evidence: str | None
    grade: Grade
    confirmed_by: int | None
    confirmed_at: datetime | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Confirmed:
    """An outcome that more than one answers for; `is_new` unless it was confirmed already."""

    outcome: OutcomeText
    is_new: bool


async def find_outcome(session: AsyncSession, initiative_id: int) -> OutcomeText | None:
    """What holds; None when nothing was told."""
    return (await find_outcomes(session, [initiative_id])).get(initiative_id)


async def find_outcomes(
    session: AsyncSession, initiative_ids: Collection[int]
) -> dict[int, OutcomeText]:
    """What holds, of each of several that has an outcome."""
    latest = (
        select(Outcome.initiative_id, func.max(Outcome.version).label("version"))
        .where(Outcome.initiative_id.in_(list(initiative_ids)))
        .group_by(Outcome.initiative_id)
        .subquery()
    )
    rows = await session.scalars(
        select(Outcome).join(
            latest,
            (Outcome.initiative_id == latest.c.initiative_id)
            & (Outcome.version == latest.c.version),
        )
    )
    return {one.initiative_id: one for one in await _texts(session, rows.all())}


async def list_versions(session: AsyncSession, initiative_id: int) -> list[OutcomeText]:
    """All that was told, the latest first."""
    rows = await session.scalars(
        select(Outcome)
        .where(Outcome.initiative_id == initiative_id)
        .order_by(Outcome.version.desc())
    )
    return await _texts(session, rows.all())


async def add_version(
    session: AsyncSession,
    initiative: Initiative,
    *,
    told_by: int,
    act_id: int,
    after: int,
    people: int | None,
    sentence: str,
    differently: str | None,
    evidence: str | None,
    figures: Iterable[Figure],
    now: datetime,
) -> OutcomeText:
    """Tell what came of it, or tell it anew; either way it is one person's word.

    Args:
        after: The version that they know of, 0 for none.

    Raises:
        OutcomeChanged: There is a later one.
    """
    latest = await session.scalar(
        select(func.max(Outcome.version)).where(Outcome.initiative_id == initiative.id)
    )
    if (latest or 0) != after:
        raise OutcomeChanged(title=unmarked(initiative.title))
    row = Outcome(
        initiative_id=initiative.id,
        guild_id=initiative.guild_id,
        act_id=act_id,
        version=after + 1,
        told_by=told_by,
        told_at=now,
        people=people,
        sentence=sentence,
        differently=differently,
        evidence=evidence,
        grade=Grade.SELF_REPORTED,
    )
    session.add(row)
    await session.flush()
    session.add_all(
        Amount(outcome_id=row.id, kind=one.kind, unit=one.unit, amount=one.amount)
        for one in figures
    )
    await session.flush()
    return (await _texts(session, [row]))[0]


def may_confirm(outcome: OutcomeText, user_id: int, *, organises: bool) -> bool:
    """Whether a member can add their word to an outcome.

    Args:
        organises: Whether they are one of its organisers, or a steward.
    """
    return (
        organises
        and outcome.grade is Grade.SELF_REPORTED
        and outcome.told_by is not None
        and outcome.told_by != user_id
    )


async def confirm(
    session: AsyncSession, actor: Actor, initiative_id: int, outcome_id: int, *, now: datetime
) -> Confirmed:
    """A second organiser or a steward answers for an outcome, too.

    Raises:
        NoSuchInitiative, NotYours: As they say.
        NoOutcome: Nobody has told one.
        OutcomeChanged: They saw another than the one that holds.
        OwnWord, TellerUnknown: As they say.
    """
    initiative = await lock(session, initiative_id, actor.member.guild_id)
    await require_organiser(session, initiative, actor)
    row = await session.scalar(
        select(Outcome)
        .where(Outcome.initiative_id == initiative_id)
        .order_by(Outcome.version.desc())
        .limit(1)
    )
    if row is None:
        raise NoOutcome(title=unmarked(initiative.title))
    if row.id != outcome_id:
        raise OutcomeChanged(title=unmarked(initiative.title))
    is_new = row.grade == Grade.SELF_REPORTED
    if is_new:
        user_id = actor.member.user_id
        if row.told_by is None:
            raise TellerUnknown(title=unmarked(initiative.title))
        if row.told_by == user_id:
            raise OwnWord(title=unmarked(initiative.title))
        row.grade = Grade.ORGANISER_CONFIRMED
        row.confirmed_by = user_id
        row.confirmed_at = now
        await session.flush()
        await record(session, "initiative.outcome_confirmed", initiative, user_id, now, "button")
        await refresh_card(session, initiative.guild_id, initiative.id, now)
    return Confirmed((await _texts(session, [row]))[0], is_new)


async def _texts(session: AsyncSession, rows: Iterable[Outcome]) -> list[OutcomeText]:
    outcomes = list(rows)
    amounts = await session.scalars(
        select(Amount)
        .where(Amount.outcome_id.in_([row.id for row in outcomes]))
        .order_by(Amount.id)
    )
    figures: dict[int, list[Figure]] = {}
    for amount in amounts:
        figure = Figure(AmountKind(amount.kind), amount.unit, amount.amount)
        figures.setdefault(amount.outcome_id, []).append(figure)
    return [
        OutcomeText(
            id=row.id,
            initiative_id=row.initiative_id,
            version=row.version,
            told_by=row.told_by,
            told_at=row.told_at,
            people=row.people,
            sentence=row.sentence,
            differently=row.differently,
            evidence=row.evidence,
            grade=Grade(row.grade),
            confirmed_by=row.confirmed_by,
            confirmed_at=row.confirmed_at,
            figures=tuple(sorted(figures.get(row.id, ()), key=lambda one: _ORDER[one.kind])),
        )
        for row in outcomes
    ]
