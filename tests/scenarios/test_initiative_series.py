"""An initiative that comes back, as its organiser and stewards meet it through the real client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot import settings
from bot.channels import PER_WEEK, take_place
from bot.clock import MovableClock
from bot.simulator.people import Form, SeenMessage
from bot.simulator.server import Simulator
from cogs.initiatives import service
from cogs.initiatives.models import Initiative
from tests.factories import Village
from tests.initiatives import an_initiative
from tests.running import RunningBot

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]


class Round:
    """The bot, and what Ada organises on Saturday 14 March 2026 at 14:00 UTC."""

    def __init__(self, tenet: RunningBot, village: Village, clock: MovableClock) -> None:
        self.tenet, self.village, self.clock = tenet, village, clock
        self.ada = village.join("Ada")
        self.channel = village.channels["initiatives"]

    async def begins(self) -> None:
        starts_at = self.clock.now() + timedelta(days=12, hours=6)
        async with self.tenet.bot.db.begin() as session:
            row = await an_initiative(
                session,
                guild_id=self.village.guild.id,
                organiser_id=self.ada.id,
                channel_id=self.channel.id,
                message_id=None,
                created_at=self.clock.now(),
                starts_at=starts_at,
                zone="UTC",
            )
            await service.refresh_card(session, row.guild_id, row.id, self.clock.now())
        await self.tenet.settled()

    def cards(self) -> list[SeenMessage]:
        return self.village.steward.sees(self.channel)

    async def ticks(self, **later: float) -> None:
        self.clock.advance(timedelta(**later))
        await self.tenet.bot.ticks.run("initiatives.series")
        await self.tenet.settled()

    async def started(self) -> list[str]:
        async with self.tenet.bot.db.read() as session:
            rows = await session.scalars(select(Initiative).order_by(Initiative.starts_at))
            return [f"{row.starts_at:%d.%m. %H:%M}" for row in rows if row.starts_at]


@pytest_asyncio.fixture
async def around(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[Round]:
    names = ("initiatives", "stewards")
    tenet = RunningBot(
        sim, database_path, clock, village.config(channels={name: name for name in names})
    )
    await tenet.start()
    yield Round(tenet, village, clock)
    await tenet.stop()


async def test_ada_has_it_come_back_changes_her_mind_leaves_and_a_steward_goes_on(
    around: Round,
) -> None:
    ada, village = around.ada, around.village
    await around.begins()
    panel = await ada.runs("/initiative manage", initiative="Park clean-up")

    form = await ada.clicks("Repeat…", on=panel)
    assert isinstance(form, Form)
    refused = await ada.fills_in(form, {"How often?": "every blue moon"})
    assert 'cannot read "every blue moon"' in refused
    form = await ada.clicks("Repeat…", on=panel)
    planned = await ada.fills_in(form, {"How often?": "every two weeks"})
    assert "Every 2 weeks on Saturday at 14:00" in planned
    assert "Saturday 28 March 2026, 14:00" in planned
    assert "Saturday 23 May 2026, 14:00" in planned
    assert "Nothing is saved yet" in planned

    form = await ada.clicks("Change…", on=planned)
    planned = await ada.fills_in(form, {"How often?": "weekly", "Last day (optional)": "4 April"})
    assert "Every Saturday at 14:00, until Saturday 4 April 2026" in planned
    begun = await ada.clicks("Repeat it like this", on=planned)
    assert "comes back by itself" in begun
    assert "Saturday 21 March" in begun
    assert "Saturday 4 April" in begun

    skipped = await ada.selects("Saturday 28 March 2026, 14:00", on=begun)
    assert "~~Saturday 28 March 2026" in skipped
    form = await ada.clicks("Last day…", on=skipped)
    open_ended = await ada.fills_in(form, {"Last day (optional)": ""})
    assert "until" not in open_ended.embeds[0].description
    await around.ticks(days=6)  # 8 March
    assert await around.started() == ["14.03. 14:00", "21.03. 14:00"]
    assert len(around.cards()) == 2

    await around.tenet.restart()
    panel = await ada.runs("/initiative manage", initiative="Park clean-up")
    shown = await ada.clicks("Repeat…", on=panel)
    assert "~~Saturday 28 March 2026" in shown
    sure = await ada.clicks("Stop repeating…", on=shown)
    kept = await ada.clicks("Keep it", on=sure)
    assert "Make the next ones like this" in [button.label for button in kept.buttons]

    ada.leaves()
    await around.tenet.settled()
    (asked,) = (
        notice
        for notice in village.steward.sees(village.channels["stewards"])
        if "Nobody organises the series **Park clean-up**" in notice
    )
    await around.ticks(days=14)  # 22 March
    assert len(around.cards()) == 2

    taken = await village.steward.clicks("Organise it", on=asked)
    assert "organises the series" in taken
    await around.ticks(minutes=1)
    assert await around.started() == ["14.03. 14:00", "21.03. 14:00", "04.04. 14:00"]


async def test_the_card_of_the_next_one_waits_where_a_channel_has_had_its_posts_of_the_week(
    around: Round,
) -> None:
    bot, guild_id = around.tenet.bot, around.village.guild.id
    await around.begins()
    panel = await around.ada.runs("/initiative manage", initiative="Park clean-up")
    form = await around.ada.clicks("Repeat…", on=panel)
    planned = await around.ada.fills_in(form, {"How often?": "weekly"})
    await around.ada.clicks("Repeat it like this", on=planned)
    async with bot.db.begin() as session:
        now = around.clock.now() + timedelta(days=4)
        await settings.change(session, guild_id, PER_WEEK, 1, actor_id=None, now=now)
        await take_place(
            session, around.channel.id, guild_id=guild_id, kind="x", nonce="x", most=1, now=now
        )

    await around.ticks(days=6)
    assert await around.started() == ["14.03. 14:00", "21.03. 14:00"]
    assert len(around.cards()) == 1

    await around.ticks(days=5, minutes=1)
    assert len(around.cards()) == 2
