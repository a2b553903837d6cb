"""Values that come back every week, through the real client and by the server's own clocks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.simulator import permissions as may
from bot.simulator.people import CannotDo, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world.entities import Overwrite
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.reminding import adds, sketches

pytestmark = pytest.mark.asyncio

MONDAY_VALUE: dict[str, Any] = {"name": "Monday value", "weekday": "monday", "at": "09:00"}
MESSAGES = "/channels/*/messages"
WEEK = timedelta(days=7)
BEFORE = datetime(2026, 3, 9, 7, 59, 30, tzinfo=UTC)
"""Half a minute before the first run: Monday 09:00 in Berlin is 08:00 UTC in winter."""


class Week:
    """The bot, the clock, and what stands in the channel for reminders."""

    def __init__(self, tenet: RunningBot, village: Village, clock: MovableClock) -> None:
        self.tenet = tenet
        self.village = village
        self.clock = clock

    async def is_at(self, moment: datetime) -> None:
        """Move time there and let everything happen that is due."""
        self.clock.set(moment)
        await self.happens()

    async def happens(self) -> None:
        await self.tenet.bot.ticks.run("schedules")
        await self.tenet.settled()

    def posts(self, channel: str = "reminders") -> list[SeenMessage]:
        return self.village.steward.sees(self.village.channels[channel])

    def titles(self, channel: str = "reminders") -> list[str | None]:
        return [post.embeds[0].title for post in self.posts(channel)]

    def notices(self) -> list[str]:
        """What stewards were told."""
        stewards = self.village.channels["stewards"]
        return [notice.text for notice in self.village.steward.sees(stewards)]


@pytest_asyncio.fixture
async def week(
    request: pytest.FixtureRequest,
    sim: Simulator,
    village: Village,
    database_path: Path,
    clock: MovableClock,
) -> AsyncIterator[Week]:
    """A community with one reminder; a test may be given another community as parameter."""
    community: dict[str, Any] = {
        "reminders": [MONDAY_VALUE],
        "channels": {name: name for name in ("reminders", "stewards", "welcome")},
    } | getattr(request, "param", {})
    tenet = RunningBot(sim, database_path, clock, village.config(**community))
    await tenet.start()
    yield Week(tenet, village, clock)
    await tenet.stop()


async def test_on_monday_at_nine_a_value_appears_and_not_a_minute_before(week: Week) -> None:
    await week.is_at(BEFORE)
    assert week.posts() == []

    await week.is_at(BEFORE + timedelta(minutes=1))

    (post,) = week.posts()
    for part in ("We say what is so", "🌱 Honesty", "the day we see it", "Nobody has told us"):
        assert part in post
    assert (await week.tenet.ledger(week.village.guild.id))["reminder.posted"] == 1


async def test_every_value_has_its_turn_and_shows_another_side_of_itself_next_time(
    week: Week,
) -> None:
    for number in range(4):
        await week.is_at(BEFORE + timedelta(minutes=1) + number * WEEK - _summer(number))

    assert week.titles() == ["🌱 Honesty", "❤️ Care", "🔥 Courage", "🌱 Honesty"]
    assert "We name a mistake the day we see it." in week.posts()[0]
    assert "We ask before we assume." in week.posts()[3]


async def test_summer_time_moves_the_post_with_the_clocks_on_the_wall(week: Week) -> None:
    monday_in_summer = datetime(2026, 3, 30, 7, 0, 1, tzinfo=UTC)
    await week.is_at(monday_in_summer - WEEK + timedelta(hours=1))
    before = len(week.posts())

    await week.is_at(monday_in_summer - timedelta(seconds=10))
    assert len(week.posts()) == before

    await week.is_at(monday_in_summer)
    assert len(week.posts()) == before + 1


async def test_a_steward_adds_one_and_is_told_the_rule_and_the_next_times(
    week: Week,
) -> None:
    sam = week.village.steward

    answer = await adds(sam, name="Care on Fridays", rule="every Friday 18:30", value="Care")

    assert "Every Friday at 18:30 (Europe/Berlin)" in answer
    friday = datetime(2026, 3, 6, 17, 30, tzinfo=UTC)
    for number in range(3):
        assert f"<t:{int((friday + number * WEEK).timestamp())}:R>" in answer

    await week.is_at(friday + timedelta(seconds=1))
    assert week.titles() == ["❤️ Care"]


async def test_adding_one_where_we_may_not_write_says_so_at_once(week: Week) -> None:
    channel = week.village.channels["general"]
    me = week.village.application.id
    world_channels.set_overwrite(
        week.village.world, channel, Overwrite(me, 1, deny=may.SEND_MESSAGES)
    )
    guild = week.tenet.bot.get_guild(week.village.guild.id)
    assert guild is not None
    known = guild.get_channel(channel.id)
    assert known is not None
    await week.tenet.until(lambda: not known.permissions_for(guild.me).send_messages)

    sam = week.village.steward
    preview = await sketches(sam, name="New")
    form = await sam.clicks("Where and whom…", on=preview)
    answer = await sam.fills_in(form, {"channel": channel})

    assert "I lack these permissions: send_messages" in answer


async def test_what_cannot_be_is_refused_with_a_sentence(week: Week) -> None:
    sam = week.village.steward

    assert "once a day at most" in await sketches(sam, name="Odd", rule="every 5 minutes")
    assert 'called "monday VALUE" already' in await adds(sam, name="monday VALUE")
    assert "no reminder called" in await sam.runs("/reminder pause", name="Odd")
    assert "Odd" not in await sam.runs("/reminder list")


async def test_only_stewards_may(week: Week) -> None:
    ada = week.village.join("Ada")

    with pytest.raises(CannotDo):
        await ada.runs("/reminder list")


async def test_paused_it_rests_and_resumed_it_comes_again_without_catching_up(week: Week) -> None:
    steward = week.village.steward
    choices = await steward.completes("/reminder pause", name="mon")
    assert [choice.value for choice in choices] == ["Monday value"]

    assert "is paused" in await steward.runs("/reminder pause", name="monday VALUE")
    await week.is_at(BEFORE + 2 * WEEK)
    assert week.posts() == []
    assert "paused" in await steward.runs("/reminder list")

    assert "comes next" in await steward.runs("/reminder resume", name="Monday value")
    await week.happens()
    assert week.posts() == []
    await week.is_at(BEFORE + 2 * WEEK + timedelta(minutes=1))
    assert len(week.posts()) == 1


async def test_removed_it_comes_no_more(week: Week) -> None:
    assert "is removed" in await week.village.steward.runs("/reminder remove", name="Monday value")

    await week.is_at(BEFORE + timedelta(minutes=1))

    assert week.posts() == []
    assert "no reminder called" in await week.village.steward.runs(
        "/reminder remove", name="Monday value"
    )


async def test_away_at_nine_and_back_at_ten_it_posts_once(week: Week) -> None:
    await week.tenet.stop()
    week.clock.set(BEFORE + timedelta(hours=1))
    await week.tenet.start()

    await week.happens()
    await week.happens()

    assert len(week.posts()) == 1


async def test_away_for_three_weeks_it_posts_no_burst_and_says_what_was_missed(
    week: Week,
) -> None:
    await week.tenet.stop()
    week.clock.set(BEFORE + 2 * WEEK + timedelta(days=1))
    await week.tenet.start()

    await week.happens()

    assert week.posts() == []
    (notice,) = week.notices()
    assert "when I was away" in notice


async def test_an_answer_that_got_lost_does_not_double_the_post(week: Week, sim: Simulator) -> None:
    sim.faults.lose_answer(method="POST", route=MESSAGES)

    await week.is_at(BEFORE + timedelta(minutes=1))
    await week.village.steward.waits_for("🌱 Honesty", channel=week.village.channels["reminders"])
    await week.is_at(BEFORE + timedelta(minutes=3))

    assert len(week.posts()) == 1
    assert (await week.tenet.ledger(week.village.guild.id))["reminder.posted"] == 1


async def test_stopped_between_the_run_and_the_post_it_posts_once_when_it_is_back(
    week: Week, sim: Simulator
) -> None:
    sim.faults.cut(method="POST", route=MESSAGES, times=1000)
    week.clock.set(BEFORE + timedelta(minutes=1))
    await week.tenet.bot.ticks.run("schedules")
    await week.tenet.stop()
    assert week.posts() == []

    sim.faults.clear()
    await week.tenet.start()
    await week.is_at(BEFORE + timedelta(minutes=5))
    await week.is_at(BEFORE + timedelta(minutes=10))

    assert week.titles() == ["🌱 Honesty"]


async def test_a_permission_withdrawn_is_named_once_and_the_reminder_goes_on(week: Week) -> None:
    channel = week.village.channels["reminders"]
    me = week.village.application.id
    world_channels.set_overwrite(
        week.village.world, channel, Overwrite(me, 1, deny=may.SEND_MESSAGES)
    )

    await week.is_at(BEFORE + timedelta(minutes=1))
    await week.is_at(BEFORE + timedelta(minutes=1) + WEEK)

    (notice,) = week.notices()
    assert f"<#{channel.id}>" in notice
    assert "Send Messages" in notice
    assert week.posts() == []

    world_channels.remove_overwrite(week.village.world, channel, me)
    await week.is_at(BEFORE + timedelta(minutes=1) + 2 * WEEK)
    assert len(week.posts()) == 1


async def test_a_channel_that_is_gone_is_named_once_and_the_reminder_goes_on(week: Week) -> None:
    world_channels.delete(week.village.world, week.village.channels["reminders"])

    await week.is_at(BEFORE + timedelta(minutes=1))
    await week.is_at(BEFORE + timedelta(minutes=1) + WEEK)

    assert len(week.notices()) == 1
    listed = await week.village.steward.runs("/reminder list")
    assert "next <t:" in listed


@pytest.mark.parametrize("week", [{"language": "de"}], indirect=True)
async def test_in_german_it_speaks_german(week: Week) -> None:
    sam = week.village.steward
    sam.user.locale = "de"

    await week.is_at(BEFORE + timedelta(minutes=1))
    form = await sam.runs("/erinnerung hinzufügen")
    answer = await sam.fills_in(form, {"name": "Neu", "rule": "jeden Montag 9:05 Uhr"})

    assert "Davon hat uns lange niemand erzählt." in week.posts()[0]
    assert "Jeden Montag um 09:05 Uhr" in answer


OWN = MONDAY_VALUE | {
    "channel": "general",
    "value": "Courage",
    "text": "@everyone What did you dare?",
}


@pytest.mark.parametrize("week", [{"reminders": [OWN]}], indirect=True)
async def test_the_files_own_text_channel_and_value_are_used(week: Week) -> None:
    channel = week.village.channels["general"]
    world_channels.update(week.village.world, channel, name="renamed")

    await week.is_at(BEFORE + timedelta(minutes=1))

    (post,) = week.posts("general")
    assert "What did you dare?" in post
    assert "🔥 Courage" in post
    assert not post.mention_everyone


def _summer(number: int) -> timedelta:
    """The fourth Monday is in summer time: nine comes an hour earlier by UTC."""
    return timedelta(hours=1) if number == 3 else timedelta(0)
