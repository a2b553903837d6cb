"""A server's first hours on PostgreSQL: every capability writes, and nothing of it goes wrong."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.clock import MovableClock
from bot.config.models import DatabaseSettings
from bot.db import Base, PostgresDatabase
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.running import RunningBot

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]


async def test_the_first_hours_of_a_server_pass_as_on_sqlite(
    sim: Simulator,
    village: Village,
    clock: MovableClock,
    tmp_path: Path,
    postgres_server: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await empty(postgres_server)
    reminder = {"name": "Monday", "weekday": "monday", "at": "10:00"}
    tenet = RunningBot(sim, tmp_path / "unused.db", clock, village.config(reminders=[reminder]))
    database = DatabaseSettings(url=postgres_server)
    tenet.config = tenet.config.model_copy(update={"database": database})
    await tenet.start()
    try:
        people = [village.join(name) for name in ("Ada", "Bea", "Cem")]
        await asyncio.gather(*(person.runs("/onboarding start") for person in people))
        await asyncio.gather(
            *(person.reacts("🌱", to=person.sees("pledges")[0]) for person in people)
        )
        await tenet.caught_up()
        mine = await people[0].runs("/pledge mine")
        clock.advance(timedelta(hours=3))
        await tenet.settled()
        await tenet.restart()
        await tenet.bot.ticks.run_all()
        await tenet.settled()
        ledger = await tenet.ledger(village.guild.id)
    finally:
        await tenet.stop()

    assert "Honesty" in mine
    assert ledger["onboarding.started"] == ledger["pledge.made"] == 3
    assert ledger["reminder.posted"] == 1
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def empty(url: str) -> None:
    """Leave nothing of other tests on the shared server."""
    db = PostgresDatabase(url)
    await db.start()
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    async with db.begin() as session:
        await session.execute(text(f"TRUNCATE {tables}"))
    await db.stop()
