"""Promises that are nobody's in particular: each is kept by the machinery, for every capability."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from bot import capabilities
from bot.activity import Activity
from bot.client import intents
from bot.db import Base, SqliteDatabase
from bot.simulator.people import Person
from tests.factories import Village
from tests.running import RunningBot

WRONG = "Something went wrong on our side"


@contextmanager
def commits_that_fail(tenet: RunningBot) -> Iterator[None]:
    """The disk takes nothing more in the moment in which something is to be made durable."""
    db = tenet.bot.db
    assert isinstance(db, SqliteDatabase)

    def fail(connection: Connection) -> None:
        raise OperationalError("COMMIT", None, sqlite3.OperationalError("disk I/O error"))

    event.listen(db._writing.sync_engine, "commit", fail)
    try:
        yield
    finally:
        event.remove(db._writing.sync_engine, "commit", fail)


async def pledge(ada: Person, village: Village) -> object:
    return await ada.runs("/pledge make", value="Honesty")


async def begin_onboarding(ada: Person, village: Village) -> object:
    return await ada.runs("/onboarding start")


async def offer_to_be_a_buddy(ada: Person, village: Village) -> object:
    return await ada.runs("/buddy on")


ACTS: dict[str, Callable[[Person, Village], Awaitable[object]]] = {
    "pledge": pledge,
    "onboarding": begin_onboarding,
    "buddy": offer_to_be_a_buddy,
}


@pytest.mark.asyncio
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
async def test_nobody_is_told_done_before_it_is_committed(
    act: Callable[[Person, Village], Awaitable[object]], village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await tenet.caught_up()

    async def count() -> int:
        async with tenet.bot.db.read() as session:
            return await session.scalar(select(func.count()).select_from(Activity)) or 0

    before = await count()
    with commits_that_fail(tenet):
        refused = await act(ada, village)
    assert WRONG in str(refused)
    assert await count() == before
    assert ada.dms(village.application) == []

    done = await act(ada, village)
    assert WRONG not in str(done)
    assert await count() > before


def test_it_listens_to_members_and_to_no_other_privileged_intent() -> None:
    listened_to = {name for name, is_on in intents() if is_on}
    assert listened_to & {"members", "presences", "message_content"} == {"members"}
    assert not {"guild_messages", "guild_typing", "dm_typing"} & listened_to


def test_no_table_can_hold_a_score_of_a_person() -> None:
    capabilities.import_models()
    words = ("score", "points", "karma", "rank", "level", "streak", "xp", "reputation", "badge")
    held = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for part in (*table.name.split("_"), *column.name.split("_"))
        if part in words
    ]
    assert held == []
