"""Servers that come and go, and what each of them is told when something of ours is broken."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from bot import deliveries, meeting, seeding, sqlite
from bot.clock import MovableClock
from bot.db import Database, SqliteDatabase
from bot.deliveries import Delivery, State
from bot.errors import UnavailableError
from bot.models import Guild
from bot.simulator.faults import GatewayOrder
from bot.simulator.server import Simulator
from bot.simulator.world import guilds as world_guilds
from bot.simulator.world import members as world_members
from tests.factories import Village
from tests.running import RunningBot

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]


def remove_the_bot(sim: Simulator, village: Village) -> None:
    bot = sim.world.users[village.application.id]
    world_members.leave(sim.world, village.guild, bot.id)


async def servers(db: Database) -> dict[int, bool]:
    """Every server we know, and whether we serve it."""
    async with db.read() as session:
        rows = await session.execute(select(Guild.id, Guild.left_at))
        return {guild_id: left_at is None for guild_id, left_at in rows}


async def ask_for_something_tomorrow(tenet: RunningBot, village: Village) -> None:
    now = tenet.clock.now()
    async with tenet.bot.db.begin() as session:
        await deliveries.enqueue(
            session,
            "test",
            guild_id=village.guild.id,
            key="test:1",
            now=now,
            not_before=now + timedelta(days=1),
        )


async def test_a_server_that_removes_the_bot_is_noted_and_nothing_more_is_done_in_it(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    await ask_for_something_tomorrow(tenet, village)

    remove_the_bot(sim, village)
    await tenet.caught_up()

    assert await servers(tenet.bot.db) == {village.guild.id: False}
    async with tenet.bot.db.read() as session:
        query = select(Delivery.state).where(Delivery.key == "test:1")
        assert await session.scalar(query) == State.FAILED


async def test_a_server_that_removed_the_bot_while_it_was_down_is_noted_at_the_start(
    sim: Simulator, village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    other = world_guilds.create(sim.world, "Other", owner=sim.world.users[village.steward.id])
    world_guilds.add_bot(sim.world, other, village.application, granted=8)
    await tenet.caught_up()
    await tenet.stop()

    remove_the_bot(sim, village)
    del sim.world.guilds[village.guild.id]
    await tenet.start()

    assert await servers(tenet.bot.db) == {village.guild.id: False, other.id: True}


async def test_a_server_that_comes_back_is_served_as_before(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    remove_the_bot(sim, village)
    await tenet.caught_up()

    world_guilds.add_bot(sim.world, village.guild, village.application, granted=8)
    await tenet.caught_up()

    assert await servers(tenet.bot.db) == {village.guild.id: True}


async def test_one_server_that_cannot_be_seeded_keeps_no_other_waiting(
    sim: Simulator,
    village: Village,
    clock: MovableClock,
    database_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = world_guilds.create(sim.world, "Other", owner=sim.world.users[village.steward.id])
    world_guilds.add_bot(sim.world, other, village.application, granted=8)

    async def fail(*_: Any, **__: Any) -> bool:
        raise LookupError("a mistake of ours")

    monkeypatch.setattr(seeding, "first_sight", fail)
    tenet = RunningBot(sim, database_path, clock, village.config())
    await tenet.start()
    try:
        known = await servers(tenet.bot.db)
        monkeypatch.undo()
        clock.advance(timedelta(hours=6))
        await tenet.bot.ticks.run("reconcile")
        await tenet.settled()
        answer = await village.join("Ada").runs("/charter show")
    finally:
        await tenet.stop()

    assert known == {village.guild.id: True, other.id: True}
    assert "We keep the river clean" in answer


async def test_servers_that_could_not_be_noted_are_noted_a_little_later(
    sim: Simulator,
    village: Village,
    clock: MovableClock,
    database_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    note, failures = seeding.unseen, [OperationalError("BEGIN", {}, Exception("locked"))]

    async def fail_once(*arguments: Any, **options: Any) -> list[int]:
        if failures:
            raise failures.pop()
        return await note(*arguments, **options)

    monkeypatch.setattr(meeting, "RETRY_SECONDS", 0.01)
    monkeypatch.setattr(seeding, "unseen", fail_once)
    tenet = RunningBot(sim, database_path, clock, village.config())
    await tenet.start()
    try:
        assert await servers(tenet.bot.db) == {village.guild.id: True}
        assert "We keep the river clean" in await village.join("Ada").runs("/charter show")
    finally:
        await tenet.stop()


async def test_a_command_of_an_older_version_is_explained_and_no_mistake_of_ours(
    village: Village, tenet: RunningBot, caplog: pytest.LogCaptureFixture
) -> None:
    ada = village.join("Ada")
    old: Any = {"name": "old", "description": "From last year", "type": 1}
    await tenet.bot.http.upsert_global_command(village.application.id, old)

    answer = await ada.runs("/old")

    assert "earlier version" in answer
    assert "mistake" not in caplog.text


async def test_commands_that_something_else_has_removed_come_back(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    await tenet.bot.http.bulk_upsert_global_commands(village.application.id, [])
    assert "/charter" not in village.join("Ada").commands()

    clock.advance(timedelta(hours=6))
    await tenet.bot.ticks.run("reconcile")

    assert "/charter" in village.join("Bea").commands()


async def test_a_member_is_told_even_when_the_settings_cannot_be_read(
    village: Village, tenet: RunningBot, database_path: Path
) -> None:
    ada = village.join("Ada", locale="de")
    with sqlite3.connect(database_path) as connection:
        connection.execute("DROP TABLE guild_settings")
    tenet.bot.settings._forget()

    answer = await ada.runs("/charter show")

    assert "Bei uns ist etwas schiefgegangen" in answer


async def test_after_a_new_session_a_server_that_is_gone_is_not_kept(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    await tenet.caught_up()
    sim.faults.disturb("swallow", event="GUILD_DELETE")
    remove_the_bot(sim, village)
    del sim.world.guilds[village.guild.id]
    sim.faults.order(GatewayOrder.INVALID)

    await tenet.until(lambda: not tenet.bot.guilds)
    await tenet.settled()

    assert await servers(tenet.bot.db) == {village.guild.id: False}


async def test_a_database_that_somebody_else_holds_ends_the_start_in_one_sentence(
    sim: Simulator,
    village: Village,
    clock: MovableClock,
    database_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_MILLISECONDS", 50)
    tenet = RunningBot(sim, database_path, clock, village.config())
    with sqlite3.connect(database_path) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(UnavailableError, match="database is locked"):
            await tenet.start()


async def test_while_somebody_else_holds_the_database_a_member_is_told_and_later_served(
    village: Village,
    tenet: RunningBot,
    database_path: Path,
) -> None:
    assert isinstance(tenet.bot.db, SqliteDatabase)
    async with tenet.bot.db.begin() as session:
        await session.execute(text("PRAGMA busy_timeout = 50"))
    ada = village.join("Ada")
    with sqlite3.connect(database_path) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = await ada.runs("/onboarding start")
        other.rollback()

    started = await ada.runs("/onboarding start")

    assert "Something went wrong on our side" in refused
    assert "Something went wrong" not in started
