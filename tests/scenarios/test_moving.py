"""A community moves house: its bot goes on from another database as if nothing had happened."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.config.models import DatabaseSettings
from bot.db import open_database
from bot.moving import belonging, bringing, taking
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.houses import OTHER, Rows, inventory
from tests.running import RunningBot
from tests.scenarios.initiating import CLEAN_UP, PLACES, proposes
from tests.scenarios.test_onboarding import starts, the_dm
from tests.scenarios.test_postgres import empty

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]

REMINDER = {"name": "Monday", "weekday": "monday", "at": "10:00"}
HOUSES = ("a house of its own", "PostgreSQL", "a house with others in it")


def the_card(person: Person) -> SeenMessage:
    return person.sees("initiatives")[-1]


async def live(village: Village, tenet: RunningBot) -> tuple[Person, Person, Person]:
    """Pledges, a conversation half-way, and an initiative with somebody waiting for a seat."""
    ada, bea, cem = (village.join(name) for name in ("Ada", "Bea", "Cem"))
    await starts(ada, tenet)
    await ada.clicks("Next", on=the_dm(ada, village))
    for person in (ada, bea):
        await person.reacts("🌱", to=person.sees("pledges")[0])
    await proposes(ada, CLEAN_UP | {PLACES: "1"})
    await tenet.settled()
    for person in (bea, cem):
        await person.clicks("Join", on=the_card(ada))
    await tenet.caught_up()
    return ada, bea, cem


def posts(village: Village, people: tuple[Person, ...]) -> dict[str, int]:
    """How many messages stand in each channel, and how many each person was written."""
    places = ("welcome", "stewards", "pledges", "initiatives", "reminders")
    public = {name: len(village.steward.sees(name)) for name in places}
    return public | {person.name: len(person.dms(village.application)) for person in people}


async def a_house(kind: str, old: Path, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database to move into."""
    if kind == "PostgreSQL":
        url: str = request.getfixturevalue("postgres_server")
        await empty(url)
        return url
    new = tmp_path / "new" / "tenet.db"
    new.parent.mkdir()
    if kind == "a house with others in it":
        shutil.copy(old, new)
        with closing(sqlite3.connect(new)) as connection:
            for table in belonging.tables():
                column = belonging.guild_column(table)
                if column is not None:
                    connection.execute(f'UPDATE "{table.name}" SET "{column.name}" = {OTHER}')
            connection.execute("UPDATE automated_posts SET nonce = 'of-' || substr(nonce, 4)")
            connection.commit()
    return f"sqlite+aiosqlite:///{new}"


async def rows(url: str, guild_id: int) -> Rows:
    database = open_database(DatabaseSettings(url=url))
    await database.start()
    async with database.read() as session:
        found = await inventory(session, guild_id)
    await database.stop()
    return found


@pytest.mark.parametrize("kind", HOUSES)
async def test_life_goes_on_in_another_house(
    kind: str,
    sim: Simulator,
    village: Village,
    database_path: Path,
    clock: MovableClock,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    tenet = RunningBot(sim, database_path, clock, village.config(reminders=[REMINDER]))
    await tenet.start()
    people = ada, bea, cem = await live(village, tenet)
    ledger = await tenet.ledger(village.guild.id)
    await tenet.stop()
    before = posts(village, people)
    file = tmp_path / "village.jsonl"
    await taking.export(tenet.config, village.guild.id, file, now=clock.now())

    url = await a_house(kind, database_path, tmp_path, request)
    database = DatabaseSettings(url=url)
    tenet.config = tenet.config.model_copy(update={"database": database, "communities": {}})
    brought = await bringing.bring(tenet.config, file, replace=False, now=clock.now())
    assert bool(brought.renumbered) == (kind == "a house with others in it")
    if not brought.renumbered:
        assert await rows(url, village.guild.id) == await rows(
            f"sqlite+aiosqlite:///{database_path}", village.guild.id
        )

    await bea.unreacts("🌱", to=bea.sees("pledges")[0])
    await cem.reacts("❤️", to=cem.sees("pledges")[0])
    await tenet.start()
    try:
        assert posts(village, people) == before | {"stewards": before["stewards"] + 1}
        assert "One pledge was made" in village.steward.sees("stewards")[-1]
        after = await tenet.ledger(village.guild.id)
        assert after["pledge.made"] == ledger["pledge.made"] + 1
        assert after["pledge.withdrawn"] == 1
        assert "Honesty" in await ada.runs("/pledge mine")
        assert "Honesty" not in await bea.runs("/pledge mine")

        asked = await bea.clicks("Can't make it", on=the_card(ada))
        await bea.clicks("Give up my seat", on=asked)
        await tenet.settled()
        (told,) = cem.dms(village.application)
        await cem.clicks("Confirm", on=told)
        await tenet.settled()
        assert cem.mention in the_card(ada)

        await ada.runs("/onboarding start")
        await tenet.settled()
        went_on = await ada.clicks("Next", on=ada.dms(village.application)[-1])
        assert "Care" in went_on

        clock.advance(timedelta(hours=3))  # past Monday at ten
        await tenet.bot.ticks.run_all()
        await tenet.settled()
        assert posts(village, people)["reminders"] == before["reminders"] + 1
        compared = await tenet.ledger(village.guild.id)
        await tenet.restart()
        assert await tenet.ledger(village.guild.id) == compared
    finally:
        await tenet.stop()
