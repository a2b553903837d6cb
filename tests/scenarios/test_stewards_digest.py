"""The stewards' digest, through the real client: a week in one post, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot import notices, settings
from bot.clock import MovableClock
from bot.settings import STEWARDS_CHANNEL, Place
from bot.simulator import permissions as may
from bot.simulator.people import CannotDo, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world.entities import Overwrite
from tests.factories import PLACES, Village
from tests.running import RunningBot
from tests.scenarios.initiating import proposes

pytestmark = pytest.mark.asyncio

MONDAY_VALUE = {"name": "Monday value", "weekday": "monday", "at": "09:00"}
MESSAGES = "/channels/*/messages"
DUE = datetime(2026, 3, 9, 7, 0, 1, tzinfo=UTC)
"""A second after the first digest is due: Monday 08:00 in Berlin, in winter."""
WEEK = timedelta(days=7)
TITLE = "Stewards' digest"


class Office:
    """The bot, the clock, and what stewards read."""

    def __init__(self, tenet: RunningBot, village: Village, clock: MovableClock) -> None:
        self.tenet = tenet
        self.village = village
        self.clock = clock
        self.steward = village.steward

    async def is_at(self, moment: datetime) -> None:
        """Move time there and let everything happen that is due."""
        self.clock.set(moment)
        await self.happens()

    async def happens(self) -> None:
        await self.tenet.bot.ticks.run("schedules")
        await self.tenet.settled()

    async def is_on(self) -> None:
        shown = await self.steward.runs("/digest on")
        await self.steward.clicks("Switch it on", on=shown)

    def digests(self) -> list[SeenMessage]:
        seen = self.steward.sees(self.village.channels["stewards"])
        return [one for one in seen if one.embeds and one.embeds[0].title == TITLE]

    async def open_notices(self) -> list[str]:
        async with self.tenet.bot.db.read() as session:
            found = await notices.list_texts(session, self.village.guild.id)
            return [one.text_key for one in found]


@pytest_asyncio.fixture
async def office(
    request: pytest.FixtureRequest,
    sim: Simulator,
    village: Village,
    database_path: Path,
    clock: MovableClock,
) -> AsyncIterator[Office]:
    """A community with one reminder, where stewards decide about initiatives."""
    community: dict[str, Any] = {
        "reminders": [MONDAY_VALUE],
        "channels": {name: name for name in PLACES},
        "initiatives": {"decide": "stewards"},
    } | getattr(request, "param", {})
    tenet = RunningBot(sim, database_path, clock, village.config(**community))
    await tenet.start()
    yield Office(tenet, village, clock)
    await tenet.stop()


async def test_a_steward_sees_when_it_would_come_and_has_it_from_the_next_monday_on(
    office: Office,
) -> None:
    shown = await office.steward.runs("/digest on")

    assert "Every Monday at 08:00" in shown
    assert "Nothing is saved yet." in shown
    assert shown.text.count("<t:") == 5
    assert "Everybody in the server can read" not in shown

    await office.is_at(DUE)
    assert office.digests() == []

    assert "Monday 16 March 2026" in await office.steward.clicks("Switch it on", on=shown)
    await office.is_at(DUE + timedelta(hours=1))  # the reminder, which is no digest
    await office.is_at(DUE + WEEK - timedelta(seconds=2))
    assert office.digests() == []
    await office.is_at(DUE + WEEK)
    await office.happens()

    (digest,) = office.digests()
    assert "A quiet week" in digest
    assert "Monday value (reminder)" in digest
    assert (await office.tenet.ledger(office.village.guild.id))["digest.posted"] == 1


@pytest.mark.thorough
async def test_the_post_counts_first_links_to_what_waits_and_names_what_comes(
    office: Office,
) -> None:
    await office.is_on()
    village = office.village
    await proposes(village.join("Ada"))
    await office.tenet.settled()
    async with office.tenet.bot.db.begin() as session:
        await notices.open_notice(
            session,
            "test",
            guild_id=village.guild.id,
            text_key="reminders-notice-no-values",
            now=office.clock.now(),
            name="Monday value",
        )
    before = await office.steward.runs("/digest preview")

    await office.is_at(DUE)

    (digest,) = office.digests()
    card = office.steward.sees(village.channels["initiatives"])[-1]
    link = f"{village.guild.id}/{card.channel_id}/{card.id}"
    (title, waiting), (_, ahead) = digest.embeds[0].fields
    assert title == "Waits for you"
    assert "- **1** proposal waits for a decision (/initiative manage), since <t:" in waiting
    assert f"[Park clean-up](https://discord.com/channels/{link})" in waiting
    assert "- **1** notice of mine is open (/setup status), since" in waiting
    assert "Monday value (reminder)" in ahead
    assert "A quiet week" not in digest
    assert isinstance(before, SeenMessage)
    assert before.is_ephemeral
    assert before.embeds[0].fields[0] == (title, waiting)


@pytest.mark.thorough
async def test_switched_off_it_comes_no_more_and_only_stewards_switch(office: Office) -> None:
    ada = office.village.join("Ada")
    with pytest.raises(CannotDo):
        await ada.runs("/digest preview")
    await office.is_on()

    assert "comes no more" in await office.steward.runs("/digest off")
    assert "is not switched on" in await office.steward.runs("/digest off")
    await office.is_at(DUE)

    assert office.digests() == []


@pytest.mark.thorough
async def test_whoever_is_no_steward_any_more_switches_nothing_on(office: Office) -> None:
    shown = await office.steward.runs("/digest on when:every Friday at 16:00")
    assert "Every Friday at 16:00" in shown
    office.steward.member.role_ids.clear()

    assert "This is for stewards" in await office.steward.clicks("Switch it on", on=shown)
    await office.is_at(DUE + WEEK)

    assert office.digests() == []


@pytest.mark.thorough
async def test_a_rule_that_is_none_or_comes_too_often_is_refused_in_words(office: Office) -> None:
    sam = office.steward

    assert "comes once a week" in await sam.runs("/digest on when:every day at 08:00")
    assert "cannot read" in await sam.runs("/digest on when:sometimes")
    assert "add it" in (await sam.runs("/digest on when:every Monday")).text.casefold()


@pytest.mark.thorough
async def test_a_channel_that_everybody_reads_is_warned_of_before_and_after(
    office: Office, village: Village
) -> None:
    channel = village.channels["stewards"]
    world_channels.set_overwrite(
        village.world, channel, Overwrite(village.guild.id, 0, allow=may.VIEW_CHANNEL)
    )
    await office.tenet.caught_up()

    shown = await office.steward.runs("/digest on")
    saved = await office.steward.clicks("Switch it on", on=shown)

    for answer in (shown, saved):
        assert f"Everybody in the server can read <#{channel.id}>" in answer


@pytest.mark.thorough
@pytest.mark.parametrize("office", [{"channels": {"reminders": "reminders"}}], indirect=True)
async def test_without_a_channel_for_stewards_it_cannot_be_switched_on(office: Office) -> None:
    answer = await office.steward.runs("/digest on")

    assert "Nobody has said yet which channel is the stewards'" in answer


@pytest.mark.thorough
async def test_a_channel_that_is_gone_is_noticed_once_and_the_next_one_tells_of_both_weeks(
    office: Office, village: Village
) -> None:
    await office.is_on()
    world_channels.delete(village.world, village.channels["stewards"])

    await office.is_at(DUE)
    await office.is_at(DUE + WEEK)

    assert (await office.open_notices()).count("digest-notice-no-channel") == 1
    status = await office.steward.runs("/setup status")
    assert "I cannot find the channel" in status

    village.channels["stewards"] = world_channels.create(village.world, village.guild, "stewards")
    async with office.tenet.bot.db.begin() as session:
        named = Place(village.channels["stewards"].id, "stewards").dump()
        await settings.change(
            session,
            village.guild.id,
            STEWARDS_CHANNEL,
            named,
            actor_id=None,
            now=office.clock.now(),
        )
    await office.tenet.caught_up()
    await office.is_at(DUE + 2 * WEEK)

    (digest,) = office.digests()
    since = int((DUE - WEEK).timestamp()) - 1
    assert f"From <t:{since}:D>" in digest
    assert "digest-notice-no-channel" not in await office.open_notices()


@pytest.mark.thorough
async def test_an_answer_that_got_lost_does_not_double_it(office: Office, sim: Simulator) -> None:
    await office.is_on()
    sim.faults.lose_answer(method="POST", route=MESSAGES)

    await office.is_at(DUE)
    await office.steward.waits_for(TITLE, channel=office.village.channels["stewards"])
    await office.is_at(DUE + timedelta(minutes=3))

    assert len(office.digests()) == 1
    assert (await office.tenet.ledger(office.village.guild.id))["digest.posted"] == 1


@pytest.mark.thorough
async def test_stopped_between_the_run_and_the_post_it_comes_once_after_the_return(
    office: Office, sim: Simulator
) -> None:
    await office.is_on()
    sim.faults.cut(method="POST", route=MESSAGES, times=1000)
    office.clock.set(DUE)
    await office.tenet.bot.ticks.run("schedules")
    await office.tenet.stop()
    assert office.digests() == []

    sim.faults.clear()
    await office.tenet.start()
    for minutes in (5, 10):
        await office.is_at(DUE + timedelta(minutes=minutes))

    assert len(office.digests()) == 1


@pytest.mark.thorough
async def test_switched_off_between_the_run_and_the_post_it_comes_not(
    office: Office, sim: Simulator
) -> None:
    await office.is_on()
    sim.faults.cut(method="POST", route=MESSAGES, times=1000)
    await office.is_at(DUE)

    assert "comes no more" in await office.steward.runs("/digest off")
    sim.faults.clear()
    await office.is_at(DUE + timedelta(hours=1))

    assert office.digests() == []


@pytest.mark.thorough
async def test_away_over_its_time_it_comes_late_but_not_when_nobody_would_read_it(
    office: Office,
) -> None:
    await office.is_on()
    await office.tenet.stop()
    office.clock.set(DUE + timedelta(hours=20))
    await office.tenet.start()
    await office.happens()
    assert len(office.digests()) == 1

    await office.tenet.stop()
    office.clock.set(DUE + WEEK + timedelta(days=2))
    await office.tenet.start()
    await office.happens()
    assert len(office.digests()) == 1

    await office.is_at(DUE + 2 * WEEK)
    assert len(office.digests()) == 2
    assert "left out, because I was away" in office.digests()[-1]


@pytest.mark.thorough
@pytest.mark.parametrize("office", [{"language": "de"}], indirect=True)
async def test_in_german_it_speaks_german(office: Office) -> None:
    sam = office.steward
    sam.user.locale = "de"
    shown = await sam.runs("/wochenbericht an wann:jeden Montag um 08:00")
    assert "Jeden Montag um 08:00 Uhr" in shown

    await sam.clicks("Einschalten", on=shown)
    await office.is_at(DUE)

    (post,) = [
        one
        for one in sam.sees(office.village.channels["stewards"])
        if one.embeds and one.embeds[0].title == "Wochenbericht"
    ]
    assert "Eine ruhige Woche" in post
    assert "Monday value (Erinnerung)" in post
