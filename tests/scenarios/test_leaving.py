"""What is stored about who leaves, and about servers that remove us, ends after a time."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from bot import facts, people
from bot.clock import MovableClock
from bot.db import Base
from bot.models import GRACE, Guild, MemberKey
from bot.moving import belonging
from bot.sharding import Shards
from bot.simulator.interactions import payloads
from bot.simulator.people import Person
from bot.simulator.sample import MINIMAL_GRANT
from bot.simulator.server import Simulator
from bot.simulator.world import guilds, members
from cogs.privacy.service import leaving, servers
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
    await removes_us(village, tenet)
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


async def test_the_owner_of_a_server_that_removed_us_takes_it_along_in_a_direct_message(
    sim: Simulator, village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await lives_here(ada, tenet)
    owner = Person(sim.world, sim.world.users[village.guild.owner_id], village.guild)
    private = owner.dm(village.application)
    await removes_us(village, tenet)

    shown = await owner.runs("/privacy show", channel=private)
    assert "is yours that removed me" in shown
    assert "If you want to take it along" in shown
    taken = await owner.clicks("Take it along", on=shown)
    (name,) = taken.files
    assert name == f"tenet-{village.guild.id}.jsonl"
    assert str(ada.id) in owner.opens(taken).decode()
    (stored,) = json.loads(owner.opens(await owner.runs("/privacy export", channel=private)))[
        "servers"
    ]
    assert stored["stored"]["privacy"] == {"owner_when_it_removed_me": True}

    asked = await owner.runs("/privacy erase", channel=private)
    sure = await owner.selects("all servers", on=asked)
    await owner.clicks("Erase it now", on=sure)
    assert "nothing about you" in await owner.runs("/privacy show", channel=private)
    assert "Only the owner" in await owner.clicks("Take it along", on=shown)


async def test_who_owned_a_server_has_no_claim_to_it_once_we_are_back(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    owner = Person(sim.world, sim.world.users[village.guild.owner_id], village.guild)
    private = owner.dm(village.application)
    await removes_us(village, tenet)
    shown = await owner.runs("/privacy show", channel=private)
    guilds.add_bot(sim.world, village.guild, village.application, granted=MINIMAL_GRANT)
    await tenet.until(lambda: tenet.bot.get_guild(village.guild.id) is not None)
    await tenet.caught_up()

    assert "Only the owner" in await owner.clicks("Take it along", on=shown)
    await tenet.bot.ticks.run("privacy.purge")
    async with tenet.bot.db.read() as session:
        assert await facts.starting_with(session, servers.OWNER) == {}


async def test_what_is_too_large_for_discord_is_left_to_the_operator(
    sim: Simulator,
    village: Village,
    tenet: RunningBot,
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owner = Person(sim.world, sim.world.users[village.guild.owner_id], village.guild)
    private = owner.dm(village.application)
    await removes_us(village, tenet)
    monkeypatch.setattr(payloads, "ATTACHMENT_SIZE_LIMIT", 100)
    shown = await owner.runs("/privacy show", channel=private)
    told = await owner.clicks("Take it along", on=shown)
    assert "more than Discord takes" in told
    assert f"tenet export --guild {village.guild.id} --to" in told


async def test_a_server_that_removed_us_unseen_is_told_to_the_operator(
    village: Village, tenet: RunningBot, caplog: pytest.LogCaptureFixture
) -> None:
    await tenet.stop()
    members.leave(tenet.sim.world, village.guild, village.application.id)
    await tenet.start()
    await tenet.caught_up()

    assert caplog.text.count(f"tenet export --guild {village.guild.id}") == 1


async def test_nobody_is_forgotten_while_we_do_not_see_who_is_here(
    sim: Simulator, village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await lives_here(ada, tenet)
    members.leave(sim.world, village.guild, ada.id)
    await tenet.caught_up()
    clock.advance(GRACE + timedelta(days=1))

    tenet.bot.guilds_met.clear()  # as between a start and what Discord shows then
    await tenet.bot.ticks.run("privacy.purge")
    assert ada.id in await known(tenet, village)
    tenet.bot.guilds_met.set()
    await tenet.bot.ticks.run("privacy.purge")
    assert ada.id not in await known(tenet, village)


async def test_what_another_process_sees_is_left_to_it(
    sim: Simulator, village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ada = village.join("Ada")
    await lives_here(ada, tenet)
    await removes_us(village, tenet)
    async with tenet.bot.db.begin() as session:
        await leaving.leave(session, [MemberKey(village.guild.id, ada.id)], clock.now())
    clock.advance(GRACE + timedelta(days=1))
    ours = (village.guild.id >> 22) % 2

    for shard, members_due, servers_due in (
        (1 - ours, [], []),
        (ours, [MemberKey(village.guild.id, ada.id)], [village.guild.id]),
    ):
        shards = Shards(2, (shard,))
        async with tenet.bot.db.read() as session:
            assert await leaving.list_overdue(session, shards, now=clock.now()) == members_due
            assert await servers.list_overdue(session, shards, now=clock.now()) == servers_due


async def removes_us(village: Village, tenet: RunningBot) -> None:
    """Somebody takes the bot out of the server, and it sees it."""
    members.leave(tenet.sim.world, village.guild, village.application.id)
    await tenet.until(lambda: tenet.bot.get_guild(village.guild.id) is None)
    await tenet.caught_up()
