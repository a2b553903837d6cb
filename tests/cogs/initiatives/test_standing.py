"""What an initiative asks of somebody: at every stage the right thing, with exactly its buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import settings
from bot.config import Decision
from bot.db import SqliteDatabase
from bot.models import Guild, MemberKey
from bot.texts import Texts
from cogs.initiatives.models import (
    DateOption,
    DateVote,
    Grade,
    InitiativeState,
    Need,
    Organiser,
    Outcome,
    Second,
    Signup,
    SignupState,
)
from cogs.initiatives.service import Actor, showing, standing
from cogs.initiatives.service.configuring import DECIDE
from cogs.initiatives.service.standing import Ask
from cogs.initiatives.views import standing as views
from tests.initiatives import GUILD, an_initiative

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ADA, BEA, CLEO = 901, 902, 903
"""Ada organises; Bea organises along; Cleo is anybody."""
HOUR = timedelta(hours=1)
ROLE = 77
TEXTS = Texts()

PROPOSED, OPEN, RUNNING, CLOSED = (
    InitiativeState.PROPOSED,
    InitiativeState.OPEN,
    InitiativeState.RUNNING,
    InitiativeState.CLOSED,
)
RUNS = {"state": RUNNING, "starts_at": NOW - HOUR}
OVER = {"state": RUNNING, "starts_at": NOW - 9 * HOUR}
VOTING = {"poll_until": NOW + HOUR}
VOTED = {"poll_until": NOW - HOUR}


@dataclass(frozen=True)
class Case:
    """A member before an initiative.

    Args:
        signup: Of the one who looks; `taken` are those of others.
    """

    name: str
    who: int
    asks: tuple[Ask, ...]
    row: dict[str, Any] = field(default_factory=dict)
    decide: Decision = Decision.SECONDS
    steward: bool = False
    signup: SignupState | None = None
    arrived: bool = False
    taken: tuple[SignupState, ...] = ()
    asked_along: bool = False
    seconds: bool = False
    votes: bool | None = None
    told_by: int | None = None


CASES = [
    Case("proposer", ADA, (Ask.OWN_PROPOSAL,), {"state": PROPOSED}),
    Case("could second", CLEO, (Ask.SECOND,), {"state": PROPOSED}),
    Case("seconds", CLEO, (Ask.SECONDED,), {"state": PROPOSED}, seconds=True),
    Case("steward too", CLEO, (Ask.SECOND, Ask.DECIDE), {"state": PROPOSED}, steward=True),
    Case("others decide", CLEO, (Ask.UNDECIDED,), {"state": PROPOSED}, Decision.STEWARDS),
    Case("decides", CLEO, (Ask.DECIDE,), {"state": PROPOSED}, Decision.STEWARDS, steward=True),
    Case("could join", CLEO, (Ask.JOIN,)),
    Case("full", CLEO, (Ask.QUEUE,), {"capacity": 1}, taken=(SignupState.OFFERED,)),
    Case("waits", CLEO, (Ask.WAITING,), signup=SignupState.WAITING),
    Case("is offered", CLEO, (Ask.CONFIRM_SEAT,), signup=SignupState.OFFERED),
    Case("is in", CLEO, (Ask.IN,), signup=SignupState.CONFIRMED),
    Case("maybe", CLEO, (Ask.MAYBE,), signup=SignupState.INTERESTED),
    Case("cannot", CLEO, (Ask.SAID_NO,), signup=SignupState.DECLINED),
    Case("had left", CLEO, (Ask.JOIN,), signup=SignupState.LEFT),
    Case("too late", CLEO, (Ask.TOO_LATE,), {"cutoff_at": NOW}),
    Case("in anyway", CLEO, (Ask.IN,), {"cutoff_at": NOW}, signup=SignupState.CONFIRMED),
    Case("another role", CLEO, (Ask.NOT_FOR_THEM,), {"role_id": ROLE + 1}),
    Case("the role", CLEO, (Ask.JOIN,), {"role_id": ROLE}),
    Case("organiser", ADA, (Ask.ORGANISED, Ask.JOIN)),
    Case("along", BEA, (Ask.ORGANISED, Ask.IN), signup=SignupState.CONFIRMED),
    Case("asked along", CLEO, (Ask.ORGANISE_ALONG, Ask.JOIN), asked_along=True),
    Case("card gone", ADA, (Ask.CARD_LOST, Ask.ORGANISED, Ask.JOIN), {"channel_id": None}),
    Case("gone to anybody", CLEO, (Ask.JOIN,), {"channel_id": None}),
    Case("could vote", CLEO, (Ask.VOTE, Ask.JOIN), VOTING, votes=False),
    Case("has voted", CLEO, (Ask.VOTED, Ask.JOIN), VOTING, votes=True),
    Case("vote is over", CLEO, (Ask.JOIN,), VOTED, votes=True),
    Case("has to choose", ADA, (Ask.ORGANISED, Ask.CHOOSE_DATE, Ask.JOIN), VOTED, votes=True),
    Case("should be there", CLEO, (Ask.CHECK_IN,), RUNS, signup=SignupState.CONFIRMED),
    Case("is there", CLEO, (Ask.HERE,), RUNS, signup=SignupState.CONFIRMED, arrived=True),
    Case("walks in", CLEO, (Ask.WALK_IN,), RUNS),
    Case("runs it", ADA, (Ask.RUN, Ask.WALK_IN), RUNS),
    Case("late", CLEO, (Ask.CHECK_IN,), OVER, signup=SignupState.CONFIRMED),
    Case("over", CLEO, (Ask.AWAITED,), OVER),
    Case("closes", ADA, (Ask.CLOSE,), OVER),
    Case("steward closes", CLEO, (Ask.CLOSE, Ask.AWAITED), OVER, steward=True),
    Case("was there", CLEO, (Ask.WAS_THERE,), {"state": CLOSED}, signup=SignupState.ATTENDED),
    Case("was not", CLEO, (Ask.NOTHING,), {"state": CLOSED}, signup=SignupState.ABSENT),
    Case("told it", ADA, (Ask.TOLD,), {"state": CLOSED}, told_by=ADA),
    Case("confirms", BEA, (Ask.CONFIRM_OUTCOME, Ask.TOLD), {"state": CLOSED}, told_by=ADA),
    Case("declined", ADA, (Ask.NOTHING,), {"state": InitiativeState.DECLINED}),
    Case("called off", CLEO, (Ask.NOTHING,), {"state": InitiativeState.CANCELLED}),
]


@pytest.mark.asyncio
async def test_at_every_stage_somebody_is_asked_exactly_what_they_can_do(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        session.add(Guild(id=GUILD, seen_at=NOW))
    for case in CASES:
        shown, stands = await look(db, case)

        assert stands.asks == case.asks, case.name
        for language in ("en", "de"):
            say = TEXTS.speak(language)
            text = views.asked(stands, shown, say)
            assert bool(text) is (case.asks != (Ask.NOTHING,)), case.name
            assert "initiatives-" not in text
            view = views.buttons(stands, shown, say, zone="Europe/Berlin")
            ids = [] if view is None else [item.custom_id for item in view.children]  # type: ignore[attr-defined]  # all of ours have one
            assert len(ids) == len(set(ids)), case.name


@pytest.mark.asyncio
async def test_who_waits_hears_their_number_and_what_they_come_as(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        row = await an_initiative(session)
        need = Need(initiative_id=row.id, name="*driver*", capacity=1, position=0)
        session.add(need)
        await session.flush()
        for position, (user_id, state) in enumerate(
            ((1, SignupState.WAITING), (CLEO, SignupState.WAITING), (BEA, SignupState.CONFIRMED))
        ):
            session.add(a_signup(row.id, user_id, state, position=position, need_id=need.id))
    say = TEXTS.speak("en")

    told = {}
    for user_id in (CLEO, BEA):
        async with db.read() as session:
            shown = await showing.show(session, row.id, now=NOW)
            actor = Actor(MemberKey(GUILD, user_id), is_steward=False)
            stands = await standing.read_standing(session, shown, actor, role_ids=(), now=NOW)
        told[user_id] = views.asked(stands, shown, say)

    assert "number 2" in told[CLEO]
    assert "You are in, as: \\*driver\\*." in told[BEA]


async def look(db: SqliteDatabase, case: Case) -> tuple[showing.Shown, standing.Standing]:
    """Lay out the case, and look at it as the one it is about."""
    async with db.begin() as session:
        await settings.change(session, GUILD, DECIDE, case.decide.value, actor_id=None, now=NOW)
        row = await an_initiative(session, organiser_id=ADA, **case.row)
        about = {"initiative_id": row.id, "guild_id": GUILD}
        session.add(Organiser(**about, user_id=BEA, asked_at=NOW, accepted_at=NOW))
        if case.asked_along:
            session.add(Organiser(**about, user_id=case.who, asked_at=NOW))
        if case.seconds:
            session.add(Second(**about, user_id=case.who, seconded_at=NOW))
        if case.signup is not None:
            arrived = NOW if case.arrived else None
            session.add(a_signup(row.id, case.who, case.signup, arrived_at=arrived))
        for number, state in enumerate(case.taken, start=1):
            session.add(a_signup(row.id, number, state, position=number))
        if case.votes is not None:
            option = DateOption(initiative_id=row.id, position=0, starts_at=NOW + 9 * HOUR)
            session.add(option)
            await session.flush()
            if case.votes:
                session.add(
                    DateVote(date_id=option.id, user_id=case.who, guild_id=GUILD, voted_at=NOW)
                )
        if case.told_by is not None:
            session.add(
                Outcome(
                    **about,
                    act_id=1,
                    version=1,
                    told_by=case.told_by,
                    told_at=NOW,
                    sentence="Good.",
                    grade=Grade.SELF_REPORTED,
                )
            )
    actor = Actor(MemberKey(GUILD, case.who), is_steward=case.steward)
    async with db.read() as session:
        shown = await showing.show(session, row.id, now=NOW)
        return shown, await standing.read_standing(session, shown, actor, role_ids={ROLE}, now=NOW)


def a_signup(initiative_id: int, user_id: int, state: SignupState, **differences: Any) -> Signup:
    """A row of somebody's place."""
    fields: dict[str, Any] = {"position": 0, "language": "en", "changed_at": NOW}
    return Signup(
        initiative_id=initiative_id,
        guild_id=GUILD,
        user_id=user_id,
        state=state,
        **fields | differences,
    )
