"""What is stored about who leaves, and about servers that remove us, ends after a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from bot import people
from bot.clock import MovableClock
from bot.db import Base
from bot.models import GRACE, Guild
from bot.moving import belonging
from bot.simulator.people import Person
from bot.simulator.server import Simulator
from bot.simulator.world import members
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.test_privacy import lives_here

pytestmark = pytest.mark.asyncio


async def known(tenet: RunningBot, village: Village) -> list[int]:
    async with tenet.bot.db.read() as session:
        return await people.known_in(session, village.guild.id)


async def pass_days(tenet: RunningBot, clock: MovableClock, days: int) -> None:
    clock.advance(timedelta(days=days))
    for name in ("privacy.look", "privacy.purge"):
        await tenet.bot.ticks.run(name)
    await tenet.caught_up()


async def test_who_leaves_is_forgotten_after_the_grace_period_and_nobody_else(
    sim: Simulator, village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada, ben = village.join("Ada"), village.join("Ben")
    await lives_here(ada, tenet)
    await ben.reacts("🌱", to=ben.sees("pledges")[-1])
    await tenet.caught_up()
    members.leave(sim.world, village.guild, ada.id)
    await tenet.caught_up()

    await pass_days(tenet, clock, GRACE.days - 1)
    assert ada.id in await known(tenet, village)
    await pass_days(tenet, clock, 2)
    assert ada.id not in await known(tenet, village)
    assert ben.id in await known(tenet, village)


async def test_who_returns_in_time_keeps_everything(
    sim: Simulator, village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await lives_here(ada, tenet)
    members.leave(sim.world, village.guild, ada.id)
    await tenet.caught_up()
    await pass_days(tenet, clock, 10)
    members.join(sim.world, village.guild, ada.user)
    await tenet.caught_up()
    await pass_days(tenet, clock, GRACE.days)
    assert "Pledges" in await Person(sim.world, ada.user, village.guild).runs("/privacy show")


async def test_who_left_while_the_bot_was_away_is_found_and_forgotten_later(
    sim: Simulator, village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await lives_here(ada, tenet)
    await tenet.stop()
    members.leave(sim.world, village.guild, ada.id)
    await tenet.start()

    await pass_days(tenet, clock, 1)
    await pass_days(tenet, clock, GRACE.days - 1)
    assert ada.id in await known(tenet, village)
    await pass_days(tenet, clock, 2)
    assert ada.id not in await known(tenet, village)


async def test_a_server_that_removed_us_is_offered_to_its_owner_and_then_forgotten_whole(
    sim: Simulator,
    village: Village,
    tenet: RunningBot,
    clock: MovableClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ada = village.join("Ada")
    await lives_here(ada, tenet)
    owner = Person(sim.world, sim.world.users[village.guild.owner_id], village.guild)
    await owner.runs("/privacy show")
    members.leave(sim.world, village.guild, village.application.id)
    await tenet.until(lambda: tenet.bot.get_guild(village.guild.id) is None)
    await tenet.caught_up()
    assert f"tenet export --guild {village.guild.id}" in caplog.text

    clock.advance(GRACE + timedelta(days=1))
    await tenet.bot.ticks.run("privacy.purge")

    async with tenet.bot.db.read() as session:
        assert list(await session.scalars(select(Guild.id))) == []
        for table in belonging.tables():
            assert (await session.execute(select(table))).all() == [], table.name
        left = await session.execute(text("SELECT key FROM facts"))
        assert not [key for (key,) in left if str(village.guild.id) in key]
    assert Base.metadata.tables
