"""A bot at work, and its operator with `tenet backup` and `tenet restore` beside it."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from bot.simulator.people import Person
from bot.simulator.server import Simulator
from tests.factories import Village, found_village
from tests.scenarios.processes import PATIENCE, Process

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]


@pytest_asyncio.fixture
async def sim() -> AsyncIterator[Simulator]:
    """A local Discord on the machine's own time, as the process is."""
    async with Simulator(identify_seconds=0) as simulator:
        yield simulator


@pytest.fixture
def village(sim: Simulator) -> Village:
    return found_village(sim.world)


@pytest_asyncio.fixture
async def process(sim: Simulator, village: Village, database_path: Path) -> AsyncIterator[Process]:
    running = Process(sim, village, database_path.parent)
    yield running
    if running.runs:
        await running.kill()


async def tenet(process: Process, *arguments: str) -> tuple[int, str]:
    """The operator runs a command; its exit status and what it said."""
    command = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env=process.environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(command.communicate(), PATIENCE)
    assert command.returncode is not None
    return command.returncode, said.decode()


async def pledges(person: Person, village: Village, figure: str) -> None:
    """They react to the post, and the bot counts it."""
    place = village.channels["pledges"]
    await person.reacts("🌱", to=person.sees(place)[-1])
    await village.steward.until(
        lambda: f"{figure} pledged." in village.steward.sees(place)[-1], within=PATIENCE
    )


def read(path: str) -> str:
    return Path(path).read_text("utf-8")


def made_pledges(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM pledges").fetchone()
        return int(count)


async def test_a_bot_at_work_is_backed_up_and_restored_only_when_it_has_ended(
    village: Village, process: Process, database_path: Path
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea")
    await process.start()
    place = village.channels["pledges"]
    await village.steward.until(
        lambda: any("🔥" in message.reactions for message in place.messages.values()),
        within=PATIENCE,
    )
    await pledges(ada, village, "One person has")

    status, said = await tenet(process, "backup")
    assert status == 0, said
    (made,) = (database_path.parent / "backups").iterdir()
    assert str(made) in said
    assert made_pledges(made) == 1

    await pledges(bea, village, "2 people have")
    status, said = await tenet(process, "restore", str(made))
    assert (status, "Stop the bot first" in said) == (69, True), said
    exported = str(database_path.with_name("village.jsonl"))
    guild = str(village.guild.id)
    status, said = await tenet(process, "export", "--guild", guild, "--to", exported)
    assert status == 0, said
    written = read(exported)
    status, said = await tenet(process, "import", exported, "--replace")
    assert (status, "Stop the bot first" in said) == (69, True), said
    assert "Honesty" in await bea.runs("/pledge mine", within=PATIENCE)

    await process.kill()
    status, said = await tenet(process, "restore", str(made))
    assert status == 0, said
    assert made_pledges(database_path) == 1
    await process.start()
    await village.steward.waits_for(
        "One pledge was made", channel=village.channels["stewards"], within=PATIENCE
    )
    assert "Honesty" in await ada.runs("/pledge mine", within=PATIENCE)
    status, said = await process.end(signal.SIGTERM)
    assert status == 0, said
    assert made_pledges(database_path) == 2
    assert process.environment["DISCORD_TOKEN"] not in written
