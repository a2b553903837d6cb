"""What the file says about onboarding: taken over once, compared ever after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import seeding, settings
from bot.clock import MovableClock
from bot.config import Config
from bot.db import SqliteDatabase
from bot.models import Guild
from cogs.onboarding.service import configuring, dilemmas, roles
from cogs.onboarding.service.configuring import Changing
from cogs.onboarding.service.steps import Kind
from tests.conftest import GUILD
from tests.factories import VALUES

pytestmark = pytest.mark.asyncio

File = Callable[..., Config]

DILEMMA = {"question": "Which would you hold on to?", "values": ["honesty", "Care"]}
SAID: dict[str, Any] = {
    "steps": ["mission", "zone"],
    "roles": ["Neighbour", 123456789012345678],
    "offer_dm": True,
    "raid_joins": 0,
    "stuck_hours": 24,
    "dilemmas": [DILEMMA],
}


@pytest.fixture
def file(database_path: Path, db: SqliteDatabase) -> File:
    """Makes a config file from what it says about onboarding."""

    def make(**onboarding: Any) -> Config:
        return _file(database_path, onboarding)

    return make


def _file(database: Path, onboarding: dict[str, Any]) -> Config:
    community = {"mission": "We try.", "values": VALUES, "onboarding": onboarding}
    return Config.model_validate(
        {
            "database": {"url": f"sqlite:///{database}"},
            "communities": {GUILD: community},
        }
    )


async def seed(db: SqliteDatabase, clock: MovableClock, config: Config) -> None:
    async with db.begin() as session:
        session.add(Guild(id=GUILD, seen_at=clock.now()))
        await session.flush()
        found = {"@Neighbour": 77}
        await seeding.first_sight(session, GUILD, config, found=found, now=clock.now())


async def told(config: Config) -> dict[str, tuple[str, str]]:
    """Where file and database differ about onboarding."""
    return {
        one.path: (one.in_file, one.in_database)
        for _, one in await seeding.differences(config)
        if one.path.startswith("onboarding")
    }


async def test_the_file_sets_onboarding_up_and_then_agrees_with_the_database(
    db: SqliteDatabase, clock: MovableClock, file: File
) -> None:
    config = file(**SAID)

    await seed(db, clock, config)

    async with db.read() as session:
        setup = await configuring.read(session, GUILD)
        (dilemma,) = await dilemmas.list_written(session, GUILD)
    assert setup.kinds == (Kind.MISSION, Kind.ZONE, Kind.FINISH)
    assert [(role.id, role.name) for role in setup.roles] == [
        (77, "Neighbour"),
        (123456789012345678, None),
    ]
    assert (setup.offers_by_dm, setup.raid_joins, setup.stuck_hours) == (True, 0, 24)
    assert dilemma.first is not None
    assert (dilemma.first.name, dilemma.question) == ("Honesty", DILEMMA["question"])
    assert await told(config) == {}


async def test_a_file_that_says_nothing_leaves_the_defaults(
    db: SqliteDatabase, clock: MovableClock, file: File
) -> None:
    config = file()

    await seed(db, clock, config)

    async with db.read() as session:
        setup = await configuring.read(session, GUILD)
        stored = await settings.read(session, GUILD)
    assert (setup.offers_by_dm, setup.raid_joins, setup.stuck_hours) == (False, 20, 48)
    assert setup.kinds == tuple(Kind)
    assert roles.wanted(stored) == []
    assert await told(config) == {}


async def test_every_difference_is_told_with_both_sides(
    db: SqliteDatabase, clock: MovableClock, file: File
) -> None:
    await seed(db, clock, file())
    async with db.begin() as session:
        steward = Changing(session, GUILD, 5, seen=None, now=clock.now())
        await steward.offer_by_dm(on=True)
        await steward.choose_roles([settings.Place(77, "Neighbour")])

    assert await told(file(**SAID | {"offer_dm": False})) == {
        "onboarding.steps": ("mission, zone, finish", ", ".join(Kind)),
        "onboarding.roles": ("Neighbour, 123456789012345678", "Neighbour"),
        "onboarding.offer_dm": ("false", "true"),
        "onboarding.raid_joins": ("0", "20"),
        "onboarding.stuck_hours": ("24", "48"),
        "onboarding.dilemmas": (DILEMMA["question"], "none"),
    }
    assert await told(file(offer_dm=True, roles=["Neighbour"])) == {}
    assert (await told(file()))["onboarding.roles"] == ("—", "Neighbour")
