"""Many reactions at once through the real client: in disorder, and how posts keep up."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import members, reactions
from bot.simulator.world.entities import ReactionEmoji
from cogs.pledges import intake
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

SEEDLING = ReactionEmoji(None, "🌱")


def board(village: Village) -> SeenMessage:
    """The pledge post as everybody sees it."""
    return village.steward.sees("pledges")[-1]


async def board_says(village: Village, text: str) -> None:
    await village.steward.until(lambda: text in board(village), what=text)


@pytest.fixture(autouse=True)
def unlimited(sim: Simulator) -> None:
    """Reactions of ours without Discord's quarter of a second between them."""
    sim.rate_limits.enabled = False


def edits_of(sim: Simulator, message_id: int) -> list[Any]:
    """The edits of a message, from now on."""
    edits: list[Any] = []

    def watch(seen: Any) -> None:
        if seen.method == "PATCH" and seen.path.endswith(str(message_id)):
            edits.append(seen)

    sim.exchange_observers.append(watch)
    return edits


def standing(village: Village) -> set[int]:
    """Who has reacted, as Discord has it."""
    channel = village.channels["pledges"]
    reaction = channel.messages[board(village).id].reactions.get(SEEDLING.key)
    return set() if reaction is None else reaction.known - {village.application.id}


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(3))
async def test_a_storm_of_to_and_fro_in_disorder_ends_as_it_stands_on_discord(
    sim: Simulator, village: Village, tenet: RunningBot, seed: int
) -> None:
    chance = random.Random(seed)
    crowd = [village.join(f"Person {number}") for number in range(40)]
    channel = village.channels["pledges"]
    message = channel.messages[board(village).id]
    for fault in ("duplicate", "reorder", "swallow"):
        sim.faults.disturb(fault, event="MESSAGE_REACTION_*", times=15)

    for _ in range(400):
        person = chance.choice(crowd)
        act = chance.choice([reactions.add, reactions.remove])
        act(sim.world, channel, message, person.user.id, SEEDLING)
        if chance.random() < 0.1:
            await asyncio.sleep(0)
    await tenet.caught_up()
    sim.faults.clear()
    tenet.bot.reconciler.ask(village.guild.id)
    await tenet.settled()

    left = standing(village)
    ledger = await tenet.ledger(village.guild.id)
    assert ledger["pledge.made"] - ledger["pledge.withdrawn"] == len(left)
    await board_says(village, f"{len(left)} people have pledged.")
    for person in crowd[:5]:
        mine = await person.runs("/pledge mine")
        assert ("🌱 Honesty" in mine) is (person.user.id in left)


async def test_coming_back_and_taking_the_reaction_away_at_once_withdraws(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    ada, ben = village.join("Ada"), village.join("Ben")
    for person in (ada, ben):
        await person.reacts("🌱", to=board(village))
    await board_says(village, "2 people have pledged.")
    ada.leaves()
    await board_says(village, "One person has pledged.")
    channel = village.channels["pledges"]
    message = channel.messages[board(village).id]

    members.join(sim.world, village.guild, ada.user)
    reactions.remove(sim.world, channel, message, ada.user.id, SEEDLING)
    await ben.unreacts("🌱", to=board(village))
    await village.steward.until(lambda: board(village).text.count("Nobody") == 3)
    await tenet.settled()

    ledger = await tenet.ledger(village.guild.id)
    assert (ledger["pledge.reopened"], ledger["pledge.withdrawn"]) == (1, 2)


@pytest.mark.thorough
async def test_a_comparison_in_the_middle_of_a_storm_takes_nobodys_withdrawal_for_an_accident(
    sim: Simulator, village: Village, tenet: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = [village.join(f"Person {number}") for number in range(12)]
    for person in crowd:
        await person.reacts("🌱", to=board(village))
    await board_says(village, "12 people have pledged.")
    await tenet.settled()
    monkeypatch.setattr(intake, "BATCH", 1)
    monkeypatch.setattr(intake, "BREATH_SECONDS", 0.05)

    for person in crowd:
        await person.unreacts("🌱", to=board(village))
    tenet.bot.reconciler.ask(village.guild.id)
    await tenet.settled()

    ledger = await tenet.ledger(village.guild.id)
    assert ledger["pledge.withdrawn"] == 12
    assert standing(village) == set()


@pytest.mark.thorough
async def test_what_goes_wrong_with_one_event_does_not_end_the_connection(
    village: Village, tenet: RunningBot, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_: object) -> None:
        raise RuntimeError("a mistake of ours")

    tenet.bot.hear("MESSAGE_REACTION_ADD", fails)

    await village.join("Ada").reacts("🌱", to=board(village))
    await board_says(village, "One person has pledged.")

    await village.join("Ben").reacts("🌱", to=board(village))
    await board_says(village, "2 people have pledged.")
    assert "MESSAGE_REACTION_ADD could not be taken in" in caplog.text


async def test_an_emoji_of_which_a_server_tells_the_name_alone_counts(
    village: Village, tenet: RunningBot
) -> None:
    tell = tenet.bot._connection.parsers["MESSAGE_REACTION_ADD"]

    tell(
        {
            "message_id": str(board(village).id),
            "user_id": str(village.join("Ada").id),
            "emoji": {"name": "🌱"},
        }
    )

    await board_says(village, "One person has pledged.")


class TestEdits:
    """Posts are edited now and then, and the last edit is right."""

    @pytest_asyncio.fixture
    async def spaced(
        self, sim: Simulator, village: Village, clock: MovableClock, database_path: Path
    ) -> AsyncIterator[RunningBot]:
        """The bot with three seconds between two edits."""
        config = village.config() | {"deliveries": {"edit_every_seconds": 3}}
        tenet = RunningBot(sim, database_path, clock, config)
        await tenet.start()
        await tenet.caught_up()
        yield tenet
        await tenet.stop()

    @pytest.mark.thorough
    async def test_however_many_react_a_post_is_edited_once_in_three_seconds_and_then_is_right(
        self, sim: Simulator, village: Village, clock: MovableClock, spaced: RunningBot
    ) -> None:
        await village.steward.until(lambda: "🌱" in board(village).reactions)
        await spaced.settled()
        edits, moments = edits_of(sim, board(village).id), list[datetime]()
        sim.exchange_observers.append(
            lambda seen: moments.append(clock.now()) if edits[-1:] == [seen] else None
        )
        crowd: list[Person] = [village.join(f"Person {number}") for number in range(30)]

        await crowd[0].reacts("🌱", to=board(village))
        await board_says(village, "One person has pledged.")
        for person in crowd[1:]:
            await person.reacts("🌱", to=board(village))
        await spaced.caught_up()
        for _ in range(4):
            clock.advance(timedelta(seconds=0.8))
            await spaced.settled()
        await board_says(village, "30 people have pledged.")

        await spaced.settled()
        assert len(edits) == len(moments) >= 2
        apart = [after - before for before, after in pairwise(moments)]
        assert min(apart) >= timedelta(seconds=3)
