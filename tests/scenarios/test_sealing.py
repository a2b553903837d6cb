"""A server gets a key: what its members wrote disappears from the disk, and not from Discord."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from bot import resealing
from bot.clock import MovableClock
from bot.db import SqliteDatabase
from bot.errors import ConfigurationError
from bot.sealing import SEALED, Keyring, mark_of, new_key
from bot.simulator.people import Person
from bot.simulator.server import Simulator
from cogs.pledges.models import NextStep, Objection
from tests.conftest import MONDAY
from tests.factories import Village
from tests.running import RunningBot

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

WORDS = "I say it on the day when I am late."
TITLE = "Mending the bench by the weir"
ROOT = Path(__file__).parent.parent.parent
KEY, OTHER = new_key(), new_key()


def running(
    sim: Simulator, village: Village, path: Path, clock: MovableClock, key: str | None
) -> RunningBot:
    return RunningBot(sim, path, clock, village.config() | {"database": {"encryption_key": key}})


async def names_a_step(person: Person) -> None:
    await person.runs("/pledge make", value="Honesty")
    form = await person.runs("/pledge next-step", value="Honesty")
    await person.fills_in(form, {"words": WORDS, "day": "In a week"})


def on_disk(path: Path) -> bytes:
    """All that SQLite keeps, its log included."""
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


async def sealed(path: Path, key: str) -> int:
    """What `tenet seal` does."""
    db = SqliteDatabase(f"sqlite+aiosqlite:///{path}", ring=Keyring([key]))
    await db.start()
    changed = sum([count async for _, count in resealing.reseal(db)])
    await db.stop()
    assert resealing.sweep(str(path))
    return changed


async def test_what_members_wrote_leaves_the_disk_and_stays_on_their_screens(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    plain = running(sim, village, database_path, clock, None)
    with_key = running(sim, village, database_path, clock, KEY)
    ada = village.join("Ada")
    try:
        await plain.start()
        await names_a_step(ada)
        await plain.stop()
        before = on_disk(database_path)

        changed = await sealed(database_path, KEY)
        swept = on_disk(database_path)
        await with_key.start()
        mine = await ada.runs("/pledge mine")
        form = await ada.runs("/initiative propose")
        await ada.fills_in(form, {"title": TITLE, "values": ["Care"], "what": "We mend it."})
        running_with_it = on_disk(database_path)
    finally:
        await plain.stop()
        await with_key.stop()

    assert WORDS.encode() in before
    assert changed > 0
    assert WORDS.encode() not in swept
    assert SEALED.encode() in swept
    assert WORDS in mine
    assert TITLE.encode() not in running_with_it
    assert WORDS.encode() not in running_with_it


async def test_the_bot_does_not_start_on_sealed_words_without_their_key(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    with_key = running(sim, village, database_path, clock, KEY)
    ada = village.join("Ada")
    await with_key.start()
    await names_a_step(ada)
    await with_key.stop()

    for key, says in ((None, "is not set"), (OTHER, "holds other keys")):
        refused = running(sim, village, database_path, clock, key)
        with pytest.raises(ConfigurationError, match=says) as refusal:
            await refused.start()
        assert mark_of(KEY) in str(refusal.value)
    await with_key.start()
    mine = await ada.runs("/pledge mine")
    await with_key.stop()

    assert WORDS in mine


async def write(db: SqliteDatabase, words: str, rows: int) -> None:
    """Many next steps and objections, each in the words of its own number."""
    async with db.begin() as session:
        for n in range(rows):
            common = {"guild_id": 1, "user_id": n, "value_id": 1}
            await session.execute(
                insert(NextStep).values(
                    **common, words=f"{words} {n}", state="open", written_at=MONDAY
                )
            )
            await session.execute(
                insert(Objection).values(
                    **common, value_revision=1, reason=f"{words} {n}", made_at=MONDAY
                )
            )


async def test_sealing_that_is_killed_goes_on_and_the_bot_may_run_meanwhile(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    rows = 1000
    tenet = running(sim, village, database_path, clock, KEY)
    plain = SqliteDatabase(f"sqlite+aiosqlite:///{database_path}")
    await plain.start()
    await write(plain, WORDS, rows)
    await plain.stop()
    ada = village.join("Ada")
    await tenet.start()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": "a-token",
        "TENET_ENCRYPTION_KEY": KEY,
        "TENET_DATABASE_URL": f"sqlite:///{database_path}",
    }

    async def seal() -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "seal"),
            cwd=database_path.parent,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
        )

    try:
        first = await seal()
        assert first.stdout is not None
        while b"pledge_objections" not in await first.stdout.readline():
            pass
        first.kill()
        await first.wait()
        second = await seal()
        await ada.runs("/pledge make", value="Honesty")
        told, _ = await second.communicate()
        third = await seal()
        nothing, _ = await third.communicate()
        mine = await ada.runs("/pledge mine")
        async with tenet.bot.db.read() as session:
            read = (await session.scalars(select(NextStep.words).order_by(NextStep.id))).all()
            reasons = await session.scalar(select(func.count()).select_from(Objection))
    finally:
        await tenet.stop()

    assert (second.returncode, third.returncode) == (0, 0)
    assert b"pledge_objections" not in told
    assert b"Sealed 0 fields." in nothing
    assert list(read) == [f"{WORDS} {n}" for n in range(rows)]
    assert reasons == rows
    assert "Honesty" in mine
