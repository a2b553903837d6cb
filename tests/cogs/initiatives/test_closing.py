"""What came of initiatives: told, corrected, confirmed, and what follows from it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from bot import activity
from bot.db import Database, SqliteDatabase
from bot.models import MemberKey
from cogs.initiatives import service
from cogs.initiatives.models import (
    AmountKind,
    Grade,
    Initiative,
    InitiativeState,
    Organiser,
    Report,
    Second,
    SignupState,
)
from cogs.initiatives.service import acts, attendance, closing, missed, outcomes, overdue, reports
from cogs.initiatives.service.amounts import Figure
from cogs.initiatives.service.organisers import NotYours
from tests.closing import (
    ADA,
    BEA,
    CLEO,
    DAN,
    DONE,
    EVE,
    NOW,
    STEWARD,
    actor,
    deliveries,
    kept,
    running,
    states,
    tells,
)
from tests.conftest import MONDAY
from tests.initiatives import GUILD

pytestmark = pytest.mark.asyncio


async def test_closing_keeps_exact_figures_and_writes_what_keeps_a_pledge(
    each_db: Database,
) -> None:
    async with each_db.begin() as session:
        initiative = await running(session, confirmed=[BEA, CLEO], arrived=[BEA])
        told = await tells(
            session,
            initiative,
            actor(ADA),
            {
                "sentence": "We planted\n thirty trees.",
                "differently": "Bring more spades.",
                "evidence": "https://example.org/photo.jpg",
                "people": "7",
                "hours": "42,5",
                "funds": "310,10 EUR; 1.000 JPY",
                "units": "30 Bäume",
            },
            language="de",
        )

    async with each_db.read() as session:
        outcome = await outcomes.find_outcome(session, initiative.id)
        row = await session.get(Initiative, initiative.id)
        assert row is not None
        assert (row.state, row.closed_at) == (InitiativeState.CLOSED, NOW)
        assert outcome == told.outcome
        assert outcome is not None
        assert outcome.grade is Grade.SELF_REPORTED
        assert outcome.sentence == "We planted thirty trees."
        assert outcome.people == 7
        assert outcome.figures == (
            Figure(AmountKind.HOURS, "h", Decimal("42.5")),
            Figure(AmountKind.FUNDS, "EUR", Decimal("310.10")),
            Figure(AmountKind.FUNDS, "JPY", Decimal("1000")),
            Figure(AmountKind.UNITS, "Bäume", Decimal("30")),
        )
        assert [str(one.amount) for one in outcome.figures] == ["42.5", "310.10", "1000", "30"]
        assert await states(session, initiative) == {
            BEA: SignupState.ATTENDED,
            CLEO: SignupState.ABSENT,
        }
        assert await kept(session) == {
            ("attended", BEA, 1),
            ("attended", BEA, 2),
            ("closed", ADA, 1),
            ("closed", ADA, 2),
        }
        (came, *_) = await acts.list_acts(session, GUILD, value_id=2, user_id=BEA)
        assert came.at == NOW - timedelta(minutes=100)
        assert await acts.list_acts(session, GUILD, user_id=BEA, since=NOW) == []
        assert await session.scalar(select(Report)) is None
        told_to = [one.payload["user_id"] for one in await deliveries(session, outcomes.TOLD)]
        assert told_to == [BEA]  # Ada knows what she told


async def test_a_correction_is_a_new_version_of_one_persons_word_and_takes_acts_back(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        initiative = await running(session, confirmed=[BEA, CLEO])
        first = await tells(session, initiative, actor(ADA), present=[BEA, DAN])
        steward = actor(STEWARD, is_steward=True)
        await outcomes.confirm(session, steward, initiative.id, first.outcome.id, now=NOW)
        later = NOW + timedelta(days=2)
        typed = {"hours": "3", "people": ""}
        told = await tells(session, initiative, actor(ADA), typed, present=[CLEO, DAN], now=later)

    async with db.read() as session:
        assert told.is_correction
        latest, before = await outcomes.list_versions(session, initiative.id)
        assert (latest.version, latest.grade, latest.people) == (2, Grade.SELF_REPORTED, 2)
        assert latest.sentence == before.sentence
        assert (before.grade, before.confirmed_by) == (Grade.ORGANISER_CONFIRMED, STEWARD)
        assert await states(session, initiative) == {
            BEA: SignupState.ABSENT,
            CLEO: SignupState.ATTENDED,
            DAN: SignupState.ATTENDED,
        }
        assert await kept(session, value_id=1) == {
            ("attended", CLEO, 1),
            ("attended", DAN, 1),
            ("closed", ADA, 1),
        }
        counts = await activity.counts(session, GUILD)
        assert counts["initiative.attended"] == 6
        assert counts["initiative.attendance_withdrawn"] == 2
        assert counts["initiative.closed"] == 2
        assert counts["initiative.outcome_corrected"] == 1

    async with db.begin() as session:
        await activity.forget(session, MemberKey(GUILD, DAN))
        await tells(session, initiative, actor(ADA), {}, present=[BEA, CLEO], now=later)
        assert await kept(session, value_id=1) == {
            ("attended", BEA, 1),
            ("attended", CLEO, 1),
            ("attended", None, 1),
            ("closed", ADA, 1),
        }


async def test_nobody_was_absent_where_nobody_said_who_was_there(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        initiative = await running(session, confirmed=[BEA], offered=[CLEO])
        preview = await reports.write(
            session, actor(ADA), initiative.id, DONE, language="en", now=NOW
        )
        assert (preview.present, preview.absent, preview.people) == (None, (), None)
        await tells(session, initiative, actor(ADA))

        assert await states(session, initiative) == {
            BEA: SignupState.CONFIRMED,
            CLEO: SignupState.INTERESTED,
        }
        assert await kept(session) == {("closed", ADA, 1), ("closed", ADA, 2)}
        assert await deliveries(session, missed.ASK) == []


async def test_a_second_person_confirms_and_never_the_one_who_told_it(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        initiative = await running(session)
        session.add(
            Organiser(
                initiative_id=initiative.id,
                user_id=BEA,
                guild_id=GUILD,
                asked_at=MONDAY,
                accepted_at=MONDAY,
            )
        )
        session.add(
            Organiser(initiative_id=initiative.id, user_id=CLEO, guild_id=GUILD, asked_at=MONDAY)
        )
        outcome = (await tells(session, initiative, actor(ADA))).outcome

        async def confirms(user_id: int, outcome_id: int, **rights: bool) -> outcomes.Confirmed:
            who = actor(user_id, **rights)
            return await outcomes.confirm(session, who, initiative.id, outcome_id, now=NOW)

        for stranger in (CLEO, DAN):  # Cleo was asked to organise along, and has not agreed
            with pytest.raises(NotYours):
                await confirms(stranger, outcome.id)
        with pytest.raises(outcomes.OwnWord):
            await confirms(ADA, outcome.id, is_steward=True)
        first = await confirms(BEA, outcome.id)
        again = await confirms(STEWARD, outcome.id, is_steward=True)
        assert (first.is_new, again.is_new) == (True, False)
        assert again.outcome.confirmed_by == BEA
        assert again.outcome.grade is Grade.ORGANISER_CONFIRMED
        corrected = (await tells(session, initiative, actor(BEA), {"people": "9"})).outcome
        with pytest.raises(outcomes.OutcomeChanged):
            await confirms(ADA, outcome.id)
        assert (await confirms(ADA, corrected.id)).is_new
        assert (await activity.counts(session, GUILD))["initiative.outcome_confirmed"] == 2


async def test_an_outcome_whose_teller_is_forgotten_is_confirmed_by_nobody(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        initiative = await running(session)
        outcome = (await tells(session, initiative, actor(STEWARD, is_steward=True))).outcome
        # What a steward closes in an organiser's place is no act of theirs for the values.
        assert await kept(session) == {("closed", None, 1), ("closed", None, 2)}
        await service.forget(session, MemberKey(GUILD, STEWARD))

        with pytest.raises(outcomes.TellerUnknown):
            await outcomes.confirm(
                session, actor(STEWARD, is_steward=True), initiative.id, outcome.id, now=NOW
            )


async def test_what_is_typed_is_kept_with_its_mistakes_and_not_told_with_them(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        initiative = await running(session, confirmed=[BEA, CLEO], arrived=[BEA, CLEO])
        typed = {
            "sentence": " ",
            "differently": "x" * 1001,
            "evidence": "http://example.org",
            "people": "1",
            "hours": "-2",
            "funds": "1000.5 JPY",
            "units": "NaN trees",
        }
        await reports.write(session, actor(ADA), initiative.id, typed, language="en", now=NOW)
        with pytest.raises(closing.Unfinished):
            await closing.tell(session, actor(ADA), initiative.id, act_id=1, now=NOW)

    async with db.begin() as session:
        preview = await reports.begin(session, actor(ADA), initiative.id, language="de", now=NOW)
        assert preview.answers["hours"] == "-2"
        assert preview.answers["language"] == "en"
        assert [problem.key.removeprefix("initiatives-") for problem in preview.problems] == [
            "closing-no-sentence",
            "closing-too-long",
            "closing-not-a-link",
            "closing-fewer-than-named",
            "amount-below-zero",
            "amount-not-whole",
            "amount-not-a-number",
        ]
        assert await outcomes.find_outcome(session, initiative.id) is None
        await reports.discard(session, actor(ADA), initiative.id)
        with pytest.raises(closing.NothingTyped):
            await closing.tell(session, actor(ADA), initiative.id, act_id=1, now=NOW)


async def test_two_who_tell_at_once_do_not_overwrite_each_other(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        initiative = await running(session)
        steward = actor(STEWARD, is_steward=True)
        await reports.write(session, steward, initiative.id, DONE, language="en", now=NOW)
        await tells(session, initiative, actor(ADA), {"sentence": "Ada's words."})
        with pytest.raises(outcomes.OutcomeChanged):
            await closing.tell(session, steward, initiative.id, act_id=99, now=NOW)

        preview = await reports.begin(session, steward, initiative.id, language="en", now=NOW)
        assert preview.was_rebased
        assert preview.sentence == DONE["sentence"]
        again = await closing.tell(session, steward, initiative.id, act_id=99, now=NOW)
        assert (again.outcome.version, again.is_correction) == (2, True)
        with pytest.raises(closing.NothingTyped):  # a double click
            await closing.tell(session, steward, initiative.id, act_id=100, now=NOW)


@pytest.mark.parametrize(
    ("differences", "problem"),
    [
        ({"state": InitiativeState.CANCELLED}, reports.CannotClose),
        ({"state": InitiativeState.PROPOSED}, reports.CannotClose),
        (
            {"state": InitiativeState.OPEN, "starts_at": NOW + timedelta(hours=1)},
            reports.NotYet,
        ),
    ],
)
async def test_what_has_not_taken_place_is_not_closed(
    db: SqliteDatabase, differences: dict[str, Any], problem: type[Exception]
) -> None:
    async with db.begin() as session:
        initiative = await running(session)
        await reports.write(session, actor(ADA), initiative.id, DONE, language="en", now=NOW)
        for name, value in differences.items():
            setattr(initiative, name, value)
        with pytest.raises(problem):
            await closing.tell(session, actor(ADA), initiative.id, act_id=1, now=NOW)

        assert await session.scalar(select(Report)) is not None  # what was typed is not lost
        with pytest.raises(NotYours):
            await reports.begin(session, actor(BEA), initiative.id, language="en", now=NOW)


async def test_something_without_a_date_is_closed_when_it_is_done(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        initiative = await running(
            session, state=InitiativeState.OPEN, starts_at=None, ends_at=None
        )
        assert not overdue.is_overdue(initiative, NOW + timedelta(days=400))

        await tells(session, initiative, actor(ADA))

        assert initiative.state == InitiativeState.CLOSED


async def test_those_who_carry_it_or_want_to_know_are_told_and_the_absent_are_not(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        initiative = await running(session, confirmed=[BEA, CLEO])
        for user_id, hears in ((CLEO, True), (DAN, True), (EVE, False)):
            session.add(
                Second(
                    initiative_id=initiative.id,
                    user_id=user_id,
                    guild_id=GUILD,
                    seconded_at=MONDAY,
                    hears=hears,
                )
            )
        steward = actor(STEWARD, is_steward=True)
        await tells(session, initiative, steward, present=[BEA])

        told = await deliveries(session, outcomes.TOLD)
        assert [one.payload["user_id"] for one in told] == [ADA, BEA, DAN]
        asked = await deliveries(session, missed.ASK)
        assert [one.not_before for one in asked] == [NOW + missed.LATER]

        await tells(session, initiative, actor(ADA), {"people": "3"}, now=NOW)
        assert len(await deliveries(session, outcomes.TOLD)) == 3  # nobody is written to twice
        assert len(await deliveries(session, missed.ASK)) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "http://example.org",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "https://",
        "https://localhost",
        "https://user@example.org/",
        "https://example.org/a b",
        'https://example.org/"><b>',
        "https://[::1/",
        "example.org",
    ],
)
async def test_evidence_is_a_link_that_shows_where_it_leads(typed: str) -> None:
    assert reports.read_link("<https://example.org/a_(b)?c=1#d>").endswith("#d")  # type: ignore[union-attr]
    with pytest.raises(reports.NotALink):
        reports.read_link(typed)


@pytest.mark.thorough
async def test_two_thousand_are_marked_in_one_go(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        crowd = list(range(GUILD + 100, GUILD + 2100))
        initiative = await running(session, confirmed=crowd)
        everybody = lambda known, _now: known.expected  # noqa: E731
        await reports.mark(session, actor(ADA), initiative.id, everybody, language="en", now=NOW)
        told = await tells(session, initiative, actor(ADA))

        assert told.outcome.people == 2000
        assert (await activity.counts(session, GUILD))["initiative.attended"] == 4000
        assert (await attendance.known(session, initiative)).present == tuple(crowd)

        await tells(session, initiative, actor(ADA), {}, present=[])
        assert await kept(session, user_id=crowd[0]) == set()
        assert len(await deliveries(session, missed.ASK)) == 2000
