"""What reminders carry, as members see it, and the questions that stewards write for them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from bot.clock import MovableClock
from bot.simulator import permissions as may
from bot.simulator.people import CannotDo, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world.entities import Overwrite
from cogs.reminders.models import Reminder, ReminderPost
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.initiating import proposes

pytestmark = pytest.mark.asyncio

WEEK = timedelta(days=7)
FIRST = datetime(2026, 3, 9, 8, 0, 30, tzinfo=UTC)
"""Half a minute after the first run: Monday 09:00 in Berlin."""
ONLY_CARE = {"name": "Weekly", "weekday": "monday", "at": "09:00", "value": "Care"}


class Board:
    """The bot with one weekly reminder, and what stands in its channel."""

    def __init__(self, tenet: RunningBot, village: Village, clock: MovableClock) -> None:
        self.tenet = tenet
        self.village = village
        self.clock = clock

    async def is_set(self, **options: Any) -> None:
        """Change the reminder as it is kept."""
        async with self.tenet.bot.db.begin() as session:
            await session.execute(
                update(Reminder),
                [{"id": id_, **options} for id_ in await session.scalars(select(Reminder.id))],
            )

    async def is_at(self, moment: datetime) -> SeenMessage:
        """Move time there; returns the latest post."""
        self.clock.set(moment)
        await self.tenet.bot.ticks.run("schedules")
        await self.tenet.settled()
        return self.posts()[-1]

    def posts(self) -> list[SeenMessage]:
        """Ours; Discord itself writes how a vote came out."""
        seen = self.village.steward.sees(self.village.channels["reminders"])
        return [post for post in seen if post.buttons]

    def notices(self) -> list[SeenMessage]:
        return self.village.steward.sees(self.village.channels["stewards"])

    async def clicks(self) -> list[int]:
        async with self.tenet.bot.db.read() as session:
            rows = await session.scalars(select(ReminderPost.clicks).order_by(ReminderPost.id))
            return list(rows)

    async def may_vote(self, *, allowed: bool) -> None:
        """Grant or deny us to post polls in the channel, and wait until we know of it."""
        channel, me = self.village.channels["reminders"], self.village.application.id
        if allowed:
            world_channels.remove_overwrite(self.village.world, channel, me)
        else:
            overwrite = Overwrite(me, 1, deny=may.SEND_POLLS)
            world_channels.set_overwrite(self.village.world, channel, overwrite)
        guild = self.tenet.bot.get_guild(self.village.guild.id)
        assert guild is not None
        known = guild.get_channel(channel.id)
        assert known is not None
        await self.tenet.until(lambda: known.permissions_for(guild.me).send_polls is allowed)


@pytest_asyncio.fixture
async def board(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[Board]:
    community: dict[str, Any] = {
        "reminders": [ONLY_CARE],
        "channels": {name: name for name in ("reminders", "stewards", "welcome", "initiatives")},
    }
    tenet = RunningBot(sim, database_path, clock, village.config(**community))
    await tenet.start()
    yield Board(tenet, village, clock)
    await tenet.stop()


async def test_a_vote_is_public_and_falls_back_to_a_question_where_it_may_not_be_posted(
    board: Board,
) -> None:
    ada = board.village.join("Ada")
    await board.is_set(asks="poll")

    post = await board.is_at(FIRST)

    assert "How are we doing with “Care” at the moment?" in " ".join(post.poll)
    assert "Everybody can see who voted for what." in post
    assert "❤️ Care" in post
    await ada.votes("I miss it", on=post)
    everything = await ada.clicks("What it looks like", on=post)
    assert "We share the dull work." in everything
    assert "We praise those who never rest." in everything

    await board.may_vote(allowed=False)
    asked = await board.is_at(FIRST + WEEK)
    again = await board.is_at(FIRST + 2 * WEEK)
    assert asked.poll == again.poll == ()
    assert "When did you last see somebody live “Care”?" in asked
    assert "What makes “Care” hard for us" in again
    (notice,) = board.notices()
    assert "I may not post polls in" in notice

    await board.may_vote(allowed=True)
    post = await board.is_at(FIRST + 3 * WEEK - timedelta(hours=1))  # summer time has begun
    assert "What would help us most with “Care”?" in " ".join(post.poll)
    assert await board.clicks() == [1, 0, 0, 0]


@pytest.mark.thorough
async def test_the_button_answers_after_a_restart_and_when_its_reminder_is_gone(
    board: Board,
) -> None:
    ada = board.village.join("Ada", locale="de")
    post = await board.is_at(FIRST)
    await board.tenet.restart()

    shown = await ada.clicks("What it looks like", on=post)
    assert "So sieht es nicht aus" in shown
    assert await board.clicks() == [1]

    await board.village.steward.runs("/reminder remove", name="Weekly")
    assert "Nobody here carries a load alone." in await ada.clicks("What it looks like", on=post)
    assert await board.clicks() == []


@pytest.mark.thorough
async def test_what_is_too_long_is_posted_shorter_and_its_owner_hears_of_it_once(
    board: Board,
) -> None:
    await board.is_set(text="{looks_like} " * 100)

    for week in range(2):
        post = await board.is_at(FIRST + week * WEEK)
        assert post.payload["content"].endswith("…")
        assert len(post.payload["content"]) <= 2000

    assert 'The reminder "Weekly" is longer than Discord takes' in board.notices()[0]
    assert len(board.notices()) == 1
    await board.is_set(text="{looks_like}")
    post = await board.is_at(FIRST + 2 * WEEK)
    assert post.payload["content"] == "We ask how somebody is, and wait for the answer."
    await board.is_set(text="{looks_like} " * 100)
    await board.is_at(FIRST + 3 * WEEK - timedelta(hours=1))
    told = [notice for notice in board.notices() if "longer than Discord takes" in notice]
    assert len(told) == 2


@pytest.mark.thorough
async def test_a_vote_whose_permission_is_lost_on_the_way_is_asked_instead(
    board: Board, sim: Simulator
) -> None:
    await board.is_set(asks="poll")
    sim.faults.cut(method="POST", route="/channels/*/messages", times=1000)
    board.clock.set(FIRST)
    await board.tenet.bot.ticks.run("schedules")
    await board.may_vote(allowed=False)
    sim.faults.clear()

    post = await board.is_at(FIRST + timedelta(minutes=15))

    assert post.poll == ()
    assert "How are we doing with “Care” at the moment?\n• Well: I see it often" in post
    (notice,) = board.notices()
    assert "I may not post polls in" in notice


@pytest.mark.thorough
async def test_attention_goes_where_nobody_acted_and_links_what_one_can_join(
    board: Board,
) -> None:
    ada, bea = board.village.join("Ada"), board.village.join("Bea")
    await board.is_set(chooses="attention", value_id=None, text="{value}. {next_initiative}")
    await proposes(ada)  # for Care
    await board.tenet.settled()
    (card,) = board.village.steward.sees(board.village.channels["initiatives"])
    await bea.clicks("Join", on=card)
    await bea.runs("/pledge make value:Honesty")

    titles = [(await board.is_at(FIRST + week * WEEK)).embeds[0].title for week in range(3)]

    assert titles == ["🔥 Courage", "🌱 Honesty", "❤️ Care"]
    courage, _, care = board.posts()
    assert "Nobody has told us about this one lately." in courage
    assert "🔥 Courage. **Park clean-up**, some Saturday or other: https://" in courage
    assert "Something you can join" in care
    (link,) = [button for button in care.buttons if button.label == "To the initiative"]
    assert link.url is not None
    assert link.url.endswith(str(card.id))


@pytest.mark.thorough
async def test_stewards_write_their_own_questions_in_a_panel(board: Board) -> None:
    steward = board.village.steward
    with pytest.raises(CannotDo):
        await board.village.join("Ada").runs("/reminder questions", value="Care")
    await board.is_set(asks="question")

    async def fills(button: str, text: str, answers: str = "") -> Any:
        form = await steward.clicks(button, on=panel)
        said = await steward.fills_in(
            form, {"The question": text, "Answers, if it is for a vote": answers}
        )
        return said if said.id != panel.id else steward.looks_again(panel)

    choices = await steward.completes("/reminder questions", value="ca")
    assert [choice.value for choice in choices] == ["Care"]
    panel = await steward.runs("/reminder questions", value="care")
    assert "You have not written any question of your own yet." in panel
    assert "When did you last see somebody live “Care”?" in panel
    panel = await fills("Add a question", "Who carried *you* this week?")
    assert "Added: Who carried \\*you\\* this week?" in panel
    panel = await fills("Add a question", "Which one?", "Rest\nHelp")
    assert "🗳️ Which one? (2 answers)" in panel
    assert "A vote needs 2 to 10 answers" in await fills("Add a question", "And?", "One")

    post = await board.is_at(FIRST)
    assert post.payload["content"] == "Who carried \\*you\\* this week?"
    await board.tenet.restart()
    panel = await steward.selects("1. Who carried *you* this week?", on=panel)
    panel = steward.looks_again(panel)
    panel = await fills("Edit the question", "Who carried you?")
    assert "Changed to: Who carried you?" in panel
    panel = steward.looks_again(await steward.selects("2. Which one?", on=panel))
    assert "• Rest\n• Help" in panel
    panel = steward.looks_again(await steward.clicks("Back to the list", on=panel))
    panel = steward.looks_again(await steward.selects("2. Which one?", on=panel))
    panel = steward.looks_again(await steward.clicks("Remove the question", on=panel))
    assert "Removed: Which one?" in panel
    assert "no value called" in await steward.runs("/reminder questions", value="Gold")
