"""A reminder from a real process that is killed at every step: it stands there once.

Claiming a run and asking for its post share one transaction; before it commits there is nothing,
and after it there is all that the next process needs.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels import AutomatedPost
from bot.db import SqliteDatabase
from bot.deliveries import Delivery, State
from bot.schedules import DueRun, Schedule, ScheduleRun, Schedules
from bot.simulator.people import SeenMessage
from bot.simulator.server import Simulator
from cogs.reminders import service
from cogs.reminders.models import Reminder, ReminderPost
from tests.factories import Village, found_village
from tests.scenarios.processes import PATIENCE, Process, heard, is_post, wait

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

POST_MESSAGE = {"method": "POST", "route": "/channels/*/messages"}


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
    weekly = {"name": "Weekly", "weekday": "monday", "at": "09:00"}
    config = village.config(reminders=[weekly])
    running = Process(sim, village, database_path.parent, config)
    yield running
    if running.runs:
        await running.kill()


async def _must_not(*_: object) -> None:
    raise AssertionError("the run was to go well")


class Books:
    """The database while no process has it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    async def opened(self) -> SqliteDatabase:
        db = SqliteDatabase(f"sqlite+aiosqlite:///{self.path}")
        await db.start()
        return db

    async def has_one_claimed(self, channel_id: int, **options: Any) -> None:
        """A process has claimed a run, and was killed before it sent anything."""
        db = await self.opened()
        now = datetime.now(UTC)

        async def ask(session: AsyncSession, run: DueRun, now: datetime) -> None:
            reminder = await service.get_reminder(session, run.subject_id)
            composed = await service.compose(
                session,
                run.guild_id,
                chooses=reminder.chooses,
                value_id=None,
                asks=reminder.asks,
                text=None,
                now=now,
            )
            assert composed is not None
            await service.prepare(
                session, reminder, composed, run_id=run.id, channel_id=channel_id, now=now
            )

        async with db.begin() as session:
            await session.execute(update(Schedule).values(next_run_at=now))
            if options:
                await session.execute(
                    update(Reminder),
                    [{"id": id_, **options} for id_ in await session.scalars(select(Reminder.id))],
                )
        schedules = Schedules(db, failed=_must_not, skipped=_must_not, stranded=_must_not)
        schedules.register(service.KIND, ask)
        await schedules.tick(now)
        await db.stop()

    async def counted(self, *models: type[Any]) -> list[int]:
        """How many rows there are of each."""
        db = await self.opened()
        async with db.read() as session:
            found = [len((await session.scalars(select(model))).all()) for model in models]
        await db.stop()
        return found

    async def left_to_do(self) -> list[str]:
        """Kinds of the reminder's deliveries that are not done."""
        db = await self.opened()
        async with db.read() as session:
            rows = await session.scalars(
                select(Delivery.kind).where(
                    Delivery.kind.like("reminders.%"), Delivery.state == State.PENDING
                )
            )
            found = sorted(rows)
        await db.stop()
        return found


@pytest.fixture
def books(database_path: Path) -> Books:
    return Books(database_path)


def reminders(village: Village) -> list[SeenMessage]:
    seen = village.steward.sees(village.channels["reminders"])
    return [one for one in seen if one.author_id == village.application.id]


async def seeded(process: Process, village: Village) -> None:
    """It has taken the file over, and sleeps."""
    await process.start()
    await village.steward.waits_for(
        "Welcome to", channel=village.channels["welcome"], within=PATIENCE
    )
    await village.join("Ada").runs("/charter show", within=PATIENCE)
    await process.kill()


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    """Return when something holds that only looking shows: in a file, or in Discord's state."""
    async with asyncio.timeout(PATIENCE):
        while not await true():  # noqa: ASYNC110  # another process wakes nobody here
            await asyncio.sleep(0.05)


async def settled(books: Books) -> None:
    """Return when everything the reminder asked for is done."""

    async def is_done() -> bool:
        return not await books.left_to_do()

    await until(is_done)


CLAIM = """
import asyncio, sys
from datetime import UTC, datetime
from sqlalchemy import select, update
from bot.db import SqliteDatabase
from bot.schedules import Schedule, Schedules
from cogs.reminders import service

async def claim():
    db = SqliteDatabase(f"sqlite+aiosqlite:///{sys.argv[1]}")
    await db.start()
    now = datetime.now(UTC)

    async def ask(session, run, now):
        reminder = await service.get_reminder(session, run.subject_id)
        composed = await service.compose(
            session, run.guild_id, chooses=reminder.chooses, value_id=None, asks=reminder.asks,
            text=None, now=now)
        await service.prepare(
            session, reminder, composed, run_id=run.id, channel_id=1, now=now)
        await session.flush()
        print("written, not committed", flush=True)
        await asyncio.sleep(60)

    async with db.begin() as session:
        await session.execute(update(Schedule).values(next_run_at=now))
    schedules = Schedules(db, failed=None, skipped=None, stranded=None)
    schedules.register(service.KIND, ask)
    await schedules.tick(now)

asyncio.run(claim())
"""


async def test_killed_while_it_claims_there_is_nothing_of_the_run_and_the_next_claims_it(
    sim: Simulator, village: Village, process: Process, books: Books
) -> None:
    await seeded(process, village)

    claiming = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CLAIM, str(books.path), stdout=asyncio.subprocess.PIPE
    )
    assert claiming.stdout is not None
    said = await asyncio.wait_for(claiming.stdout.readline(), PATIENCE)
    assert said.strip() == b"written, not committed"
    claiming.send_signal(signal.SIGKILL)
    await claiming.wait()

    assert await books.counted(ScheduleRun, ReminderPost) == [0, 0]
    assert await books.left_to_do() == []
    await books.has_one_claimed(village.channels["reminders"].id)
    await process.start()
    await settled(books)
    assert len(reminders(village)) == 1
    assert await books.counted(ScheduleRun, ReminderPost, AutomatedPost) == [1, 1, 1]


async def test_killed_before_the_send_and_again_before_each_mark_it_stands_there_once(
    sim: Simulator, village: Village, process: Process, books: Books
) -> None:
    await seeded(process, village)
    channel = village.channels["reminders"]
    await books.has_one_claimed(channel.id, has_thread=True, is_silent=True)

    # Claimed and worded, and Discord takes nothing.
    sim.faults.answer(503, times=1000, **POST_MESSAGE)
    place = str(channel.id)
    refused = heard(sim, lambda seen: is_post(seen) and seen.status == 503 and place in seen.path)
    await process.start()
    await wait(refused)
    await process.kill()
    assert reminders(village) == []
    assert await books.left_to_do() == ["reminders.post"]

    # It stands, and the answer never comes.
    sim.faults.clear()
    sim.faults.slow(60, times=20, **POST_MESSAGE)
    await process.start()
    await village.steward.waits_for(is_reminder, channel=channel, within=PATIENCE)
    await process.kill()
    assert await books.left_to_do() == ["reminders.post"]

    # It is found and marked, its thread is opened, and of that, too, the answer never comes.
    sim.faults.clear()
    sim.faults.slow(60, times=20, method="POST", route="/channels/*/messages/*/threads")
    await process.start()
    await until(partial(has_threads, village))
    await process.kill()
    assert await books.left_to_do() == ["reminders.thread"]

    sim.faults.clear()
    await process.start()
    await settled(books)
    (post,) = reminders(village)
    assert post.thread_id == post.id
    assert len(village.guild.threads) == 1
    assert await books.counted(ScheduleRun, ReminderPost, AutomatedPost) == [1, 1, 1]


async def test_killed_while_the_former_one_is_removed_it_goes_once_and_the_new_one_stays(
    sim: Simulator, village: Village, process: Process, books: Books
) -> None:
    await seeded(process, village)
    channel = village.channels["reminders"]
    await books.has_one_claimed(channel.id, former="replace")
    await process.start()
    await settled(books)
    (first,) = reminders(village)
    await process.kill()

    await books.has_one_claimed(channel.id)
    sim.faults.slow(60, times=20, method="DELETE", route="/channels/*/messages/*")
    await process.start()
    await until(partial(is_removed, village, first.id))
    await process.kill()
    (second,) = reminders(village)
    assert await books.left_to_do() == ["reminders.part"]

    sim.faults.clear()
    await process.start()
    await settled(books)
    assert [one.id for one in reminders(village)] == [second.id]


def is_reminder(message: SeenMessage) -> bool:
    return bool(message.embeds)


async def has_threads(village: Village) -> bool:
    return bool(village.guild.threads)


async def is_removed(village: Village, message_id: int) -> bool:
    return message_id not in {one.id for one in reminders(village)}
