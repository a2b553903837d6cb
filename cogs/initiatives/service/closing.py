"""Telling what came of an initiative: it is closed with that, or that is corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries
from bot.deliveries import Lane
from bot.errors import MemberError
from bot.texts import unmarked
from cogs.initiatives.models import (
    Initiative,
    InitiativeState,
    Second,
    Signup,
    SignupState,
)
from cogs.initiatives.service import acts, attendance, outcomes, reports
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.organisers import Actor, list_coorganisers, organises
from cogs.initiatives.service.outcomes import TOLD, OutcomeText
from cogs.initiatives.service.recording import record


class NothingTyped(MemberError):
    """There is nothing to tell or to throw away."""

    key = "initiatives-closing-nothing-typed"


class Unfinished(MemberError):
    """Something in it cannot be told like that."""

    key = "initiatives-closing-unfinished"


@dataclass(frozen=True)
class Told:
    """What was told; `is_correction` when there was an outcome before."""

    outcome: OutcomeText
    title: str
    is_correction: bool
    absent: int


async def tell(
    session: AsyncSession, actor: Actor, initiative_id: int, *, act_id: int, now: datetime
) -> Told:
    """Close an initiative with what came of it, or correct that.

    A correction is one person's word again, whoever had confirmed what was said before.

    Raises:
        NoSuchInitiative, NotYours, CannotClose, NotYet: As they say.
        NothingTyped: It was told or thrown away already.
        Unfinished: Something in it cannot be told like that.
        OutcomeChanged: Somebody told another one in the meantime.
    """
    initiative = await reports.of_actor(session, actor, initiative_id, now)
    report = await reports.find(session, actor.member, initiative_id)
    if report is None:
        raise NothingTyped(title=unmarked(initiative.title))
    preview = await reports.preview_of(session, initiative, report, now)
    if preview.problems:
        raise Unfinished(title=unmarked(initiative.title))
    user_id = actor.member.user_id
    outcome = await outcomes.add_version(
        session,
        initiative,
        told_by=user_id,
        act_id=act_id,
        after=report.version,
        people=preview.people,
        sentence=preview.sentence,
        differently=preview.differently,
        evidence=preview.evidence,
        figures=preview.figures,
        now=now,
    )
    is_correction = outcome.version > 1
    await attendance.settle(
        session,
        initiative,
        preview.present,
        told_by=user_id,
        language=str(report.answers.get(reports.LANGUAGE, "en")),
        now=now,
        source="button",
    )
    await session.delete(report)
    if is_correction:
        kind = "initiative.outcome_corrected"
        await record(session, kind, initiative, user_id, now, "button")
        await refresh_card(session, initiative.guild_id, initiative.id, now)
    else:
        initiative.state = InitiativeState.CLOSED
        initiative.closed_at = now
        theirs = user_id if await organises(session, initiative, user_id) else None
        await acts.closed(session, initiative, theirs, now=now, source="button")
        await _pass_on(session, initiative, told_by=user_id, now=now)
        await changed(session, initiative, now=now)
    await session.flush()
    return Told(outcome, initiative.title, is_correction, len(preview.absent))


async def _pass_on(
    session: AsyncSession, initiative: Initiative, *, told_by: int, now: datetime
) -> None:
    """Have those told who carry it, and those who were there or seconded it and want to know.

    Whoever was not there is asked a question instead, and gets one message, not two.
    """
    carrying = {initiative.organiser_id} if initiative.organiser_id is not None else set()
    carrying |= set(await list_coorganisers(session, initiative.id))
    signups = await session.execute(
        select(Signup.user_id, Signup.state, Signup.hears).where(
            Signup.initiative_id == initiative.id
        )
    )
    states = {user_id: (SignupState(state), hears) for user_id, state, hears in signups}
    concerned = {
        user_id
        for user_id, (state, hears) in states.items()
        if hears and state in (SignupState.ATTENDED, SignupState.CONFIRMED)
    }
    seconded = await session.scalars(
        select(Second.user_id).where(Second.initiative_id == initiative.id, Second.hears.is_(True))
    )
    absent = {user_id for user_id, (state, _) in states.items() if state == SignupState.ABSENT}
    concerned |= set(seconded) - absent
    wanted = sorted((carrying | concerned) - {told_by})
    await deliveries.enqueue_many(
        session,
        TOLD,
        [
            (
                initiative.guild_id,
                f"{TOLD}:{initiative.id}:{user_id}",
                {"initiative_id": initiative.id, "user_id": user_id},
            )
            for user_id in wanted
        ],
        now=now,
        lane=Lane.DM,
        priority=6,
    )
