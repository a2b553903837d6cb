"""Messages that nobody asked for at that moment, from the outbox through the gate to a member."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import contact
from bot.actions import DirectMessage, Post
from bot.clock import MovableClock
from bot.contact import Contact, Kind, Reason
from bot.deliveries import Lane, State
from bot.models import MemberKey
from bot.simulator.people import Person
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.outbox import MESSAGES, Outbox

pytestmark = pytest.mark.asyncio

ORDINARY = Kind("test.ordinary")
URGENT = Kind("test.urgent", urgent=True)
DAY = timedelta(days=1)


@pytest.fixture
def outbox(tenet: RunningBot, village: Village, clock: MovableClock) -> Outbox:
    clock.advance(timedelta(hours=2))
    return Outbox(tenet, village, clock)


def writes_to(outbox: Outbox, person: Person, kind: Kind, *, line: str | None = None) -> None:
    """What the outbox's deliveries are from now on."""
    outbox.tenet.bot.contacts.register(kind)
    reason = Reason(kind, line=line)
    outbox.words(lambda content: DirectMessage(person.id, content, reason))


async def kept(outbox: Outbox) -> list[tuple[str, str]]:
    async with outbox.tenet.bot.db.read() as session:
        rows = await session.scalars(select(Contact).order_by(Contact.id))
        return [(row.kind, row.outcome) for row in rows]


async def test_those_asked_for_in_one_moment_share_one_room_and_the_others_follow(
    outbox: Outbox, village: Village, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    writes_to(outbox, ada, ORDINARY)

    for number in range(4):
        await outbox.ask(f"test:{number}", lane=Lane.DM)
    await outbox.tenet.settled()
    at_once = len(ada.dms(village.application))
    for _ in range(3):
        clock.advance(DAY)
        await outbox.tenet.settled()

    assert at_once == 1
    assert len(ada.dms(village.application)) == 3  # the fourth waits until the week is over
    assert await kept(outbox) == [("test.ordinary", "sent")] * 3


@pytest.mark.thorough
async def test_what_was_sent_but_not_noted_counts_even_if_it_is_unwanted_by_then(
    outbox: Outbox, village: Village, sim: Simulator, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    writes_to(outbox, ada, ORDINARY)
    sim.faults.lose_answer(method="POST", route=MESSAGES)
    await outbox.ask(lane=Lane.DM)
    await outbox.until_tried()
    async with outbox.tenet.bot.db.begin() as session:
        await contact.stop(session, MemberKey(village.guild.id, ada.id), now=clock.now())

    clock.advance(timedelta(minutes=5))
    await outbox.tenet.settled()

    assert len(ada.dms(village.application)) == 1
    assert await kept(outbox) == [("test.ordinary", "sent")]
    assert (await outbox.row()).state == State.DONE


@pytest.mark.thorough
async def test_a_post_that_is_for_one_member_passes_the_same_gate(
    outbox: Outbox, village: Village, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    outbox.tenet.bot.contacts.register(ORDINARY)
    general = village.channels["general"].id
    outbox.words(lambda content: Post(general, content, reader_id=ada.id, reason=Reason(ORDINARY)))
    await outbox.ask("test:1")
    await outbox.tenet.settled()
    async with outbox.tenet.bot.db.begin() as session:
        await contact.stop(session, MemberKey(village.guild.id, ada.id), now=clock.now())
    clock.advance(DAY)
    await outbox.ask("test:2")
    await outbox.tenet.settled()

    (post,) = village.steward.sees(village.channels["general"])
    assert [button.label for button in post.buttons] == ["Why do I get this?", "Less of this"]
    assert await kept(outbox) == [("test.ordinary", "sent"), ("test.ordinary", "unwanted")]


@pytest.mark.thorough
async def test_of_seven_urgent_ones_five_come_and_two_in_one_message_the_next_day(
    outbox: Outbox, village: Village, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    writes_to(outbox, ada, URGENT, line="**Clean-up** A seat is free")

    for number in range(7):
        await outbox.ask(f"test:{number}", lane=Lane.DM)
    await outbox.tenet.settled()
    at_once = len(ada.dms(village.application))
    clock.advance(DAY)
    await outbox.tenet.settled()

    *_, together = ada.dms(village.application)
    assert at_once == 5
    assert len(ada.dms(village.application)) == 6
    assert together.text.count("A seat is free") == 2
    outcomes = [outcome for kind, outcome in await kept(outbox) if kind == "test.urgent"]
    assert outcomes == ["sent"] * 5 + ["in_digest"] * 2


@pytest.mark.thorough
async def test_a_kind_that_nobody_registered_is_a_mistake_of_ours_and_reaches_nobody(
    outbox: Outbox, village: Village
) -> None:
    ada = village.join("Ada")
    reason = Reason(Kind("test.unheard_of"))
    outbox.words(lambda content: DirectMessage(ada.id, content, reason))

    await outbox.ask(lane=Lane.DM)
    row = await outbox.until_tried()

    assert "nobody registered" in (row.last_error or "")
    assert ada.dms(village.application) == []
