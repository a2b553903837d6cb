"""What a post carries: the proof that a value is lived, a question in turn, and how both age."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit import AuditEntry
from bot.db import Database, SqliteDatabase
from cogs.initiatives.models import InitiativeState, Signup, SignupState
from cogs.initiatives.service import outcomes
from cogs.reminders import service
from cogs.reminders.models import Asks, Chooses, Proof
from cogs.reminders.service import Carried, Composed, questions
from cogs.reminders.service.asking import USUAL, USUAL_POLLS, Asked
from cogs.reminders.service.proofs import choose_proof, read_proof
from cogs.reminders.service.questions import QuestionText
from tests.charters import retire
from tests.closing import ADA, BEA, NOW, STEWARD, actor, running, tells
from tests.initiatives import an_initiative
from tests.reminding import GUILD, MISSION, a_post, a_reminder, with_values

pytestmark = pytest.mark.asyncio
HONESTY, CARE = 1, 2


async def composes(session: AsyncSession, **differences: Any) -> Composed:
    options: dict[str, Any] = {
        "chooses": Chooses.FIXED,
        "value_id": HONESTY,
        "asks": Asks.QUESTION,
        "text": None,
        "now": NOW,
    }
    composed = await service.compose(session, GUILD, **options | differences)
    assert composed is not None
    return composed


async def carries(session: AsyncSession, composed: Composed) -> Carried:
    text = "{next_initiative}"
    carried = await service.carry(session, GUILD, composed, text=text, now=NOW)
    assert carried is not None
    return carried


async def adds(session: AsyncSession, text: str, answers: str = "", **more: Any) -> QuestionText:
    options: dict[str, Any] = {"actor_id": ADA, "now": NOW}
    return await questions.add_question(
        session, GUILD, HONESTY, text=text, answers=answers, **options | more
    )


async def test_what_came_of_an_initiative_comes_before_one_to_join_and_both_before_silence(
    each_db: Database,
) -> None:
    async with each_db.begin() as session:
        reminder = await a_reminder(session, now=NOW)
        assert (await choose_proof(session, GUILD, HONESTY, now=NOW)).proof is Proof.NOTHING_HEARD

        joinable = await an_initiative(session, values=(HONESTY,))
        chosen = await choose_proof(session, GUILD, HONESTY, now=NOW)
        assert (chosen.proof, chosen.initiative_id) == (Proof.INITIATIVE, joinable.id)

        first = await running(session)
        await tells(session, first, actor(ADA))
        second = await running(session)
        told = await tells(session, second, actor(ADA), now=NOW + timedelta(hours=1))
        later = NOW + timedelta(days=1)
        for expected in (second.id, first.id):  # each outcome once, the latest first
            chosen = await choose_proof(session, GUILD, HONESTY, now=later)
            assert (chosen.proof, chosen.initiative_id) == (Proof.OUTCOME, expected)
            await a_post(
                session, reminder, now=later, proof=Proof.OUTCOME, proof_id=chosen.initiative_id
            )
        assert (await choose_proof(session, GUILD, HONESTY, now=later)).initiative_id == joinable.id
        joinable.state = InitiativeState.CANCELLED
        await session.flush()
        again = await choose_proof(session, GUILD, HONESTY, now=later)
        assert (again.proof, again.initiative_id) == (Proof.OUTCOME, second.id)

        # What counts is when it was closed: a correction makes nothing recent again.
        long_after = later + timedelta(days=90)
        await tells(session, second, actor(ADA), {"sentence": "Forty trees."}, now=long_after)
        old = await choose_proof(session, GUILD, HONESTY, now=long_after)
        assert old.proof is Proof.NOTHING_HEARD
        assert (await choose_proof(session, GUILD, CARE, now=later)).proof is Proof.OUTCOME
        shown = await read_proof(session, GUILD, HONESTY, again, now=later)
        assert shown.told is not None
        assert shown.told.outcome.sentence == "Forty trees."
        steward = actor(STEWARD, is_steward=True)
        latest = await outcomes.find_outcome(session, second.id)
        assert latest is not None
        assert latest.id != told.outcome.id
        await outcomes.confirm(session, steward, second.id, latest.id, now=later)
        shown = await read_proof(session, GUILD, HONESTY, again, now=later)
        assert shown.told is not None
        assert shown.told.outcome.grade == "organiser"


async def test_nobody_is_sent_to_an_initiative_that_they_cannot_join(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        hidden: list[dict[str, Any]] = [
            {"message_id": None},
            {"role_id": 5},
            {"state": InitiativeState.PROPOSED},
            {"starts_at": NOW - timedelta(minutes=1)},
            {"cutoff_at": NOW},
            {"guild_id": GUILD + 1},
        ]
        for differences in hidden:
            await an_initiative(session, values=(HONESTY,), **differences)
        full = await an_initiative(session, values=(HONESTY,), capacity=1)
        session.add(
            Signup(
                initiative_id=full.id,
                guild_id=GUILD,
                user_id=BEA,
                state=SignupState.CONFIRMED,
                position=1,
                language="en",
                changed_at=NOW,
            )
        )
        await session.flush()
        assert (await choose_proof(session, GUILD, HONESTY, now=NOW)).proof is Proof.NOTHING_HEARD

        undated = await an_initiative(session, values=(CARE, HONESTY))
        assert (await choose_proof(session, GUILD, HONESTY, now=NOW)).initiative_id == undated.id
        soon = NOW + timedelta(days=2)
        dated = await an_initiative(session, values=(HONESTY,), starts_at=soon)
        await an_initiative(session, values=(HONESTY,), starts_at=soon + timedelta(days=1))
        assert (await choose_proof(session, GUILD, HONESTY, now=NOW)).initiative_id == dated.id


async def test_a_post_is_worded_from_what_holds_when_it_is_sent(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        await with_values(session, now=NOW)
        joinable = await an_initiative(session, values=(HONESTY,))
        own = await adds(session, "What did you not say?")
        composed = await composes(session)
        carried = await carries(session, composed)
        assert carried.question == own
        assert carried.proof.open is not None
        assert carried.next_initiative == carried.proof.open
        assert carried.mission == MISSION

        joinable.title = "River clean-up"
        await questions.edit_question(
            session, GUILD, own.id, text="What did you say?", answers="", actor_id=ADA, now=NOW
        )
        carried = await carries(session, composed)
        assert carried.proof.open is not None
        assert carried.proof.open.title == "River clean-up"
        assert isinstance(carried.question, QuestionText)
        assert carried.question.text == "What did you say?"

        joinable.state = InitiativeState.CANCELLED
        await questions.remove_question(session, GUILD, own.id, actor_id=ADA, now=NOW)
        carried = await carries(session, composed)
        assert carried.proof.proof is Proof.NOTHING_HEARD
        assert carried.question == 1
        assert carried.next_initiative is None

        await retire(session, GUILD, HONESTY, now=NOW)
        assert await service.carry(session, GUILD, composed, text=None, now=NOW) is None


async def test_questions_take_turns_and_a_new_one_of_stewards_comes_first(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        await with_values(session, now=NOW)
        reminder = await a_reminder(session, now=NOW)
        await adds(session, "Which of these?", "One\nTwo")  # for votes only

        async def asked(asks: Asks) -> str:
            composed = await composes(session, asks=asks)
            assert composed.question is not None
            await a_post(session, reminder, now=NOW, **composed.columns())
            return composed.question.dump()

        usual = [f"usual-{number}" for number in range(1, USUAL + 1)]
        assert [await asked(Asks.QUESTION) for _ in usual] == usual
        assert await asked(Asks.QUESTION) == "usual-1"
        own = await adds(session, "What did you not say?")
        assert await asked(Asks.QUESTION) == f"own-{own.id}"
        assert await asked(Asks.QUESTION) == "usual-2"
        votes = [await asked(Asks.POLL) for _ in range(USUAL_POLLS + 1)]
        assert votes == ["own-1", "usual-1", "usual-2", "usual-3"]


async def test_without_the_permission_for_polls_an_open_question_is_chosen(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        await with_values(session, now=NOW)
        await adds(session, "Which of these?", "One\nTwo")

        vote = await composes(session, asks=Asks.POLL)
        question = await composes(session, asks=Asks.POLL, may_poll=False)
        plain = await composes(session, asks=Asks.NOTHING)
        mentioning = await composes(session, asks=Asks.NOTHING, text="So: { Question }")

        assert (vote.asks, vote.question) == (Asks.POLL, Asked(own_id=1))
        assert (question.asks, question.question) == (Asks.QUESTION, Asked(number=1))
        assert (plain.asks, plain.question) == (Asks.NOTHING, None)
        assert mentioning.asks is Asks.QUESTION


async def test_a_fixed_value_that_left_the_charter_gives_way_to_the_others_in_turn(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        await with_values(session, now=NOW)
        assert (await composes(session, value_id=CARE)).value_id == CARE
        await retire(session, GUILD, CARE, now=NOW)

        assert (await composes(session, value_id=CARE)).value_id == HONESTY


@pytest.mark.parametrize(
    ("text", "answers", "error"),
    [
        (" ", "", questions.NoQuestion),
        ("q" * 301, "", questions.NoQuestion),
        ("q", "one\n\none", questions.WrongAnswers),
        ("q", "\n".join(map(str, range(11))), questions.WrongAnswers),
        ("q", "yes\n" + "n" * 56, questions.LongAnswer),
        ("WHAT now? ", "", questions.SameQuestion),
    ],
)
async def test_what_makes_no_question_is_refused(
    db: SqliteDatabase, text: str, answers: str, error: type[Exception]
) -> None:
    async with db.begin() as session:
        await adds(session, "What now?")
        with pytest.raises(error):
            await adds(session, text, answers)
        other = await adds(session, "And then?")
        with pytest.raises(error):
            await questions.edit_question(
                session, GUILD, other.id, text=text, answers=answers, actor_id=ADA, now=NOW
            )


async def test_questions_are_limited_cleaned_and_every_change_is_written_down(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        first = await adds(session, " What  \n now? ", "• Yes\n\n- No \nYes")
        assert (first.text, first.answers) == ("What now?", ("Yes", "No"))
        same = await questions.edit_question(
            session, GUILD, first.id, text="What now?", answers="Yes\nNo", actor_id=ADA, now=NOW
        )
        assert same == first  # which is no change
        with pytest.raises(questions.NoSuchQuestion):
            await questions.get_question(session, GUILD + 1, first.id)
        await questions.edit_question(
            session, GUILD, first.id, text="What next?", answers="", actor_id=BEA, now=NOW
        )
        await questions.remove_question(session, GUILD, first.id, actor_id=ADA, now=NOW)
        with pytest.raises(questions.NoSuchQuestion):
            await questions.remove_question(session, GUILD, first.id, actor_id=ADA, now=NOW)

        noted = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        assert [(entry.what, entry.actor_id) for entry in noted] == [
            ("reminders.question_added", ADA),
            ("reminders.question_edited", BEA),
            ("reminders.question_removed", ADA),
        ]
        for number in range(questions.MOST_QUESTIONS):
            await adds(session, f"Question {number}?")
        with pytest.raises(questions.TooManyQuestions):
            await adds(session, "One more?")
