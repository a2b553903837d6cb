"""A member's next step: named, worded anew, done, moved, let go, shown, erased."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.db import Database
from bot.deliveries import Delivery
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.pledges import service
from cogs.pledges.models import NextStep, StepState
from cogs.pledges.service import asking, sharing, stepping, steps
from cogs.pledges.service.reactions import Moved
from cogs.pledges.service.steps import Step
from tests import charters
from tests.cogs.pledges.scene import ADA, BEN, GUILD, Scene
from tests.conftest import MONDAY

pytestmark = pytest.mark.asyncio

ME, HIM = MemberKey(GUILD, ADA), MemberKey(GUILD, BEN)
ZONE = "UTC"
NEXT_MONDAY = MONDAY.date() + timedelta(days=7)
WORDS = "I say it on the day when I am late."
PLACE, POSTED = 7101, 9101


@pytest_asyncio.fixture
async def scene(db: Database) -> Scene:
    return await Scene(db, MONDAY).build()


@pytest_asyncio.fixture
async def value(scene: Scene) -> int:
    """Honesty, to which Ada is pledged."""
    await scene.happens(scene.reacts(ADA))
    await scene.carried_out()
    return (await scene.rows())[0].value_id


async def write(
    scene: Scene,
    value_id: int,
    words: str = WORDS,
    due_on: date | None = NEXT_MONDAY,
    *,
    member: MemberKey = ME,
    now: datetime = MONDAY,
) -> Step:
    async with scene.db.begin() as session:
        return await stepping.write(
            session, member, value_id, words=words, due_on=due_on, zone=ZONE, now=now
        )


async def settle(
    scene: Scene, step_id: int, state: StepState = StepState.DONE, *, member: MemberKey = ME
) -> Step:
    async with scene.db.begin() as session:
        return await stepping.settle(session, member, step_id, state, now=MONDAY)


async def share(scene: Scene, step_id: int, channel_id: int = PLACE) -> Step:
    async with scene.db.begin() as session:
        return await stepping.share(session, ME, step_id, channel_id, now=MONDAY)


async def take_back(scene: Scene, step_id: int) -> Step:
    async with scene.db.begin() as session:
        return await stepping.take_back(session, ME, step_id, now=MONDAY)


async def posted(scene: Scene, step_id: int, *, message_id: int = POSTED) -> None:
    """Its message stands in the channel."""
    async with scene.db.begin() as session:
        await sharing.posted(
            session,
            GUILD,
            step_id,
            asked_in=PLACE,
            channel_id=PLACE,
            message_id=message_id,
            now=MONDAY,
        )


async def mine(scene: Scene) -> list[str]:
    async with scene.db.read() as session:
        return [step.words for step in await steps.list_open(session, ME)]


async def stored(scene: Scene) -> list[NextStep]:
    async with scene.db.read() as session:
        return list(await session.scalars(select(NextStep).order_by(NextStep.id)))


async def wanted(scene: Scene) -> list[str]:
    """What is asked of Discord about steps; it is done after this."""
    jobs = [job for job in await scene.carried_out() if job.kind.startswith("pledges.step")]
    return sorted(job.kind for job in jobs)


async def test_there_is_one_open_step_for_a_value_and_writing_again_changes_it(
    each_db: Database,
) -> None:
    scene = await Scene(each_db, MONDAY).build()
    await scene.happens(scene.reacts(ADA))
    value_id = (await scene.rows())[0].value_id

    first = await write(scene, value_id)
    second = await write(scene, value_id, "I ask first.", None, now=MONDAY + timedelta(hours=1))
    await settle(scene, first.id)
    third = await write(scene, value_id, "I ask again.")

    assert first.id == second.id != third.id
    assert [(row.words, row.due_on, row.state) for row in await stored(scene)] == [
        ("I ask first.", None, "done"),
        ("I ask again.", NEXT_MONDAY, "open"),
    ]
    ledger = await scene.ledger()
    assert (ledger["pledge.step_named"], ledger["pledge.step_done"]) == (2, 1)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  I listen,\n\n then\tspeak. ", "I listen, then speak."),
        ("\u202eThis way\u202c and \u2066that\u2069", "This way and that"),
        ("אני מקשיב", "אני מקשיב"),
        ("👩‍🚀", "👩‍🚀"),
        ("bell\x07 and\x00 nothing", "bell and nothing"),
        ("x" * 300, "x" * 300),
    ],
)
async def test_words_are_kept_in_whatever_script_and_on_one_line(typed: str, kept: str) -> None:
    assert stepping.readable(typed) == kept


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", stepping.StepEmpty),
        (" \n\t\u3000", stepping.StepEmpty),
        ("\u200b\u200d\ufeff", stepping.StepEmpty),
        ("\u202e\u2066", stepping.StepEmpty),
        ("\u3164 \u2800", stepping.StepEmpty),
        ("x" * 301, stepping.StepTooLong),
    ],
)
async def test_words_that_are_none_or_too_many_are_refused(
    typed: str, refusal: type[MemberError]
) -> None:
    with pytest.raises(refusal):
        stepping.readable(typed)


@pytest.mark.thorough
@pytest.mark.parametrize("days", [-1, 0, 367])
async def test_a_day_that_has_passed_or_lies_too_far_ahead_is_refused(
    scene: Scene, value: int, days: int
) -> None:
    day = MONDAY.date() + timedelta(days=days)
    step = await write(scene, value)

    with pytest.raises(stepping.NoSuchDay):
        await write(scene, value, due_on=day)
    with pytest.raises(stepping.NoSuchDay):
        async with scene.db.begin() as session:
            await stepping.move(session, ME, step.id, day, zone=ZONE, now=MONDAY)

    assert [row.due_on for row in await stored(scene)] == [NEXT_MONDAY]


@pytest.mark.thorough
async def test_the_words_of_a_step_whose_day_has_passed_can_be_changed_all_the_same(
    scene: Scene, value: int
) -> None:
    await write(scene, value)

    later = await write(scene, value, "In other words.", now=MONDAY + timedelta(days=30))

    assert (later.words, later.due_on) == ("In other words.", NEXT_MONDAY)


@pytest.mark.thorough
async def test_a_step_needs_a_pledge_that_holds_to_a_value_in_force(
    scene: Scene, value: int
) -> None:
    with pytest.raises(steps.NotPledgedToIt):
        await write(scene, value, member=HIM)
    with pytest.raises(steps.NotPledgedToIt):
        await write(scene, 4711)
    async with scene.db.begin() as session:
        await charters.retire(session, GUILD, value, now=MONDAY)
    with pytest.raises(steps.NotPledgedToIt):
        await write(scene, value)

    assert await stored(scene) == []


@pytest.mark.parametrize("door", ["reaction", pytest.param("command", marks=pytest.mark.thorough)])
async def test_withdrawing_the_pledge_lets_the_step_go_without_a_word(
    scene: Scene, value: int, door: str
) -> None:
    step = await write(scene, value)
    await share(scene, step.id)
    await posted(scene, step.id)
    await wanted(scene)

    if door == "reaction":
        await scene.happens(scene.unreacts(ADA))
    else:
        async with scene.db.begin() as session:
            await service.withdraw(session, ME, value, source=service.Source.COMMAND, now=MONDAY)
    await scene.happens(scene.reacts(ADA))

    assert await mine(scene) == []
    [row] = await stored(scene)
    assert (row.state, row.shared_channel_id, row.shared_message_id) == ("let_go", None, None)
    assert await wanted(scene) == [sharing.UNSHARE]
    assert "pledge.step_done" not in await scene.ledger()


@pytest.mark.thorough
async def test_withdrawing_one_pledge_leaves_the_steps_of_others_alone(
    scene: Scene, value: int
) -> None:
    await scene.happens(scene.reacts(BEN), scene.reacts(ADA, "🔥"))
    courage = (await scene.rows())[-1].value_id
    for value_id, member in ((value, ME), (value, HIM), (courage, ME)):
        await write(scene, value_id, member=member)

    await scene.happens(scene.unreacts(ADA))

    assert [(row.user_id, row.state) for row in await stored(scene)] == [
        (ADA, "let_go"),
        (BEN, "open"),
        (ADA, "open"),
    ]


@pytest.mark.thorough
async def test_reaffirming_and_coming_back_keep_the_step(scene: Scene, value: int) -> None:
    await write(scene, value)
    async with scene.db.begin() as session:
        honesty = (await service.list_held(session, ME))[0].value
        await charters.reword(session, GUILD, honesty, "We say it early.", now=MONDAY)

    to_earlier_words = await mine(scene)
    async with scene.db.begin() as session:
        held = (await service.list_held(session, ME))[0].value
        await service.make(session, ME, held, source=service.Source.BUTTON, now=MONDAY)
    reaffirmed = await mine(scene)
    await scene.happens(Moved(GUILD, ADA, False))
    away = await mine(scene)
    await scene.happens(Moved(GUILD, ADA, True))

    assert (to_earlier_words, reaffirmed, away) == ([WORDS], [WORDS], [])
    assert await mine(scene) == [WORDS]


async def test_nobody_touches_a_step_of_somebody_else(scene: Scene, value: int) -> None:
    await scene.happens(scene.reacts(BEN))
    step = await write(scene, value)

    async with scene.db.begin() as session:
        with pytest.raises(steps.NoSuchStep):
            await steps.find(session, HIM, step.id)
        with pytest.raises(steps.NoSuchStep):
            await steps.find(session, MemberKey(GUILD + 1, ADA), step.id)
        with pytest.raises(steps.NoSuchStep):
            await stepping.settle(session, HIM, step.id, StepState.DONE, now=MONDAY)
        with pytest.raises(steps.NoSuchStep):
            await stepping.move(session, HIM, step.id, None, zone=ZONE, now=MONDAY)
        with pytest.raises(steps.NoSuchStep):
            await stepping.share(session, HIM, step.id, PLACE, now=MONDAY)
        with pytest.raises(steps.NoSuchStep):
            await stepping.take_back(session, HIM, step.id, now=MONDAY)
        seen = await asking.list_named(session, HIM, [step.id])
        await asking.note_seen(session, HIM, [step.id], zone=ZONE, now=MONDAY + timedelta(days=9))

    assert seen == []
    assert [(row.state, row.asked_on) for row in await stored(scene)] == [("open", None)]


@pytest.mark.thorough
async def test_done_twice_is_done_once_and_let_go_does_not_undo_it(
    scene: Scene, value: int
) -> None:
    step = await write(scene, value)

    first, second = await settle(scene, step.id), await settle(scene, step.id)
    with pytest.raises(stepping.StepSettled):
        await settle(scene, step.id, StepState.LET_GO)
    with pytest.raises(stepping.StepSettled):
        async with scene.db.begin() as session:
            await stepping.move(session, ME, step.id, None, zone=ZONE, now=MONDAY)
    with pytest.raises(stepping.StepSettled):
        await share(scene, step.id)

    assert first == second
    assert (await scene.ledger())["pledge.step_done"] == 1


@pytest.mark.thorough
async def test_a_step_is_posted_once_however_often_sharing_is_pressed(
    scene: Scene, value: int
) -> None:
    step = await write(scene, value)

    await share(scene, step.id)
    await share(scene, step.id)
    first = await wanted(scene)
    await posted(scene, step.id)
    await share(scene, step.id)
    with pytest.raises(stepping.SharedAlready):
        await share(scene, step.id, PLACE + 1)

    assert first == [sharing.SHARE]
    assert await wanted(scene) == [sharing.SHOW]  # it is looked at once more when it stands


@pytest.mark.thorough
async def test_what_was_taken_back_or_erased_while_it_was_on_its_way_goes_when_it_arrives(
    scene: Scene, value: int
) -> None:
    for end in ("taken back", "let go", "erased"):
        step = await write(scene, value)
        await share(scene, step.id)
        await wanted(scene)
        if end == "taken back":
            await take_back(scene, step.id)
        elif end == "let go":
            await settle(scene, step.id, StepState.LET_GO)
        else:
            async with scene.db.begin() as session:
                await steps.forget(session, ME)
        assert await wanted(scene) == [], end

        await posted(scene, step.id)

        assert await wanted(scene) == [sharing.UNSHARE], end


@pytest.mark.thorough
async def test_the_message_follows_the_step(scene: Scene, value: int) -> None:
    step = await write(scene, value)
    await share(scene, step.id)
    await posted(scene, step.id)
    await wanted(scene)

    await write(scene, value, "Otherwise.")
    edited = await wanted(scene)
    await settle(scene, step.id)
    done = await wanted(scene)
    back = await take_back(scene, step.id)
    gone = await wanted(scene)
    another = await write(scene, value)
    await share(scene, another.id)
    await posted(scene, another.id)
    await wanted(scene)
    await settle(scene, another.id, StepState.LET_GO)

    assert (edited, done) == ([sharing.SHOW], [sharing.SHOW])
    assert back.shared_channel_id is None
    assert gone == [sharing.UNSHARE]
    assert await wanted(scene) == [sharing.UNSHARE]


@pytest.mark.thorough
async def test_of_two_messages_the_second_goes_and_nobody_away_shares_anything(
    scene: Scene, value: int
) -> None:
    step = await write(scene, value)
    await scene.happens(Moved(GUILD, ADA, False))
    with pytest.raises(steps.NotPledgedToIt):
        await share(scene, step.id)
    await scene.happens(Moved(GUILD, ADA, True))
    await share(scene, step.id)
    await posted(scene, step.id)
    await wanted(scene)

    await posted(scene, step.id, message_id=POSTED + 1)

    assert await wanted(scene) == [sharing.UNSHARE]
    assert [row.shared_message_id for row in await stored(scene)] == [POSTED]


@pytest.mark.thorough
async def test_a_message_that_is_lost_can_be_shared_anew(scene: Scene, value: int) -> None:
    step = await write(scene, value)
    await share(scene, step.id)
    async with scene.db.begin() as session:
        await sharing.lost(session, step.id)

    assert (await share(scene, step.id, PLACE + 1)).shared_channel_id == PLACE + 1


@pytest.mark.thorough
async def test_erasing_takes_the_message_down_and_leaves_nothing(scene: Scene, value: int) -> None:
    step = await write(scene, value)
    await share(scene, step.id)
    await posted(scene, step.id)
    await wanted(scene)

    async with scene.db.begin() as session:
        shown = (await service.export(session, ME))["next_steps"]
        await service.forget(session, ME)
        nothing = (await service.export(session, ME))["next_steps"]

    assert (shown[0]["value"], shown[0]["words"], shown[0]["due_on"]) == (
        "Honesty",
        WORDS,
        NEXT_MONDAY.isoformat(),
    )
    assert nothing == []
    assert await stored(scene) == []
    assert await wanted(scene) == [sharing.UNSHARE]


@pytest.mark.thorough
async def test_the_words_stand_in_the_step_and_nowhere_else(scene: Scene, value: int) -> None:
    step = await write(scene, value)
    await share(scene, step.id)
    await posted(scene, step.id)
    async with scene.db.begin() as session:
        await asking.ask(session, [ME], now=MONDAY)
    await settle(scene, step.id)

    async with scene.db.read() as session:
        rows = list(await session.scalars(select(Delivery)))
    payloads = {row.kind: row.payload for row in rows if row.kind.startswith("pledges.step")}
    assert set(payloads) == {sharing.SHARE, sharing.SHOW, asking.ASK}
    assert all(isinstance(held, int) for payload in payloads.values() for held in payload.values())
    assert WORDS not in json.dumps([[row.key, row.payload, row.last_error] for row in rows])
