"""How long whoever looks through 10,000 initiatives waits for a page of them."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks import queries
from benchmarks.sizes import Figures, Size
from bot import capabilities, migrating
from bot.config import Config
from bot.db import Base, SqliteDatabase
from bot.models import MemberKey
from cogs.initiatives import service
from cogs.initiatives.models import (
    Initiative,
    InitiativeState,
    InitiativeValue,
    Kind,
    Need,
    PlaceKind,
    Signup,
    SignupState,
)
from cogs.initiatives.service import listing, showing
from cogs.initiatives.service.listing import Stage, Wanted, When

GUILD = 800_000_000_000_000_001
NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
ME = MemberKey(GUILD, 7)
PEOPLE = 2000
"""Who sign up for whatever there is."""
MOST_SIGNED_UP = 24
PER_PAGE = 5
BATCH = 2000
GOAL_MS = 150.0
STATES = (InitiativeState.OPEN, InitiativeState.RUNNING, InitiativeState.CLOSED)
"""As many are to come as are done: a server that has closed none has not had 10,000."""


async def list_initiatives(_: str, size: Size) -> Figures:
    """Fill a database file with initiatives of one server, then look through them."""
    capabilities.import_models()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tenet.db"
        url = f"sqlite+aiosqlite:///{path}"
        await migrating.upgrade(Config(database={"url": url}))
        db = SqliteDatabase(url)
        await db.start()
        await _fill(db, size.initiatives)
        await db.stop()
        figures: Figures = {"initiatives database MiB": path.stat().st_size / 2**20}
        figures.update(await queries.measure(path, url, QUERIES, goal_ms=GOAL_MS))
    return figures


async def _find(session: AsyncSession, wanted: Wanted, page: int = 0) -> None:
    found = await listing.find(session, GUILD, wanted, page=page, size=PER_PAGE, now=NOW)
    assert found.entries


async def _mine(session: AsyncSession) -> None:
    assert (await listing.list_own(session, ME, page=0, size=PER_PAGE, now=NOW)).entries


async def _suggest(session: AsyncSession) -> None:
    assert await service.suggest(session, GUILD, "what we")


async def _show(session: AsyncSession) -> None:
    assert (await showing.show(session, 1, now=NOW)).names


QUERIES: dict[str, queries.Query] = {
    "list": partial(_find, wanted=Wanted()),
    "list, last page": partial(_find, wanted=Wanted(), page=10**6),
    "list, a value, a kind, this week": partial(
        _find, wanted=Wanted(value_id=2, kind=Kind.EVENT, when=When.WEEK)
    ),
    "list, needs people": partial(_find, wanted=Wanted(needs_people=True)),
    "list, done": partial(_find, wanted=Wanted(stage=Stage.DONE)),
    "mine": _mine,
    "suggestions": _suggest,
    "show": _show,
}


async def _fill(db: SqliteDatabase, count: int) -> None:
    """Nine in ten are to come, half of them with a date, half with needs, half of them full."""
    dice = random.Random(20261116)
    made = _rows(dice, count)
    while True:
        batch: dict[type[Base], list[dict[str, Any]]] = {}
        for _ in range(BATCH):
            for table, row in next(made, ()):
                batch.setdefault(table, []).append(row)
        if not batch:
            return
        async with db.begin() as session:
            for table in (Initiative, InitiativeValue, Need, Signup):
                if table in batch:
                    await session.execute(insert(table), batch[table])


def _rows(dice: random.Random, count: int) -> Iterator[list[tuple[type[Base], dict[str, Any]]]]:
    """The rows of one initiative after the other."""
    for number in range(1, count + 1):
        state = dice.choices(STATES, (85, 5, 10))[0]
        ahead = timedelta(hours=dice.uniform(1, 5000))
        starts_at = NOW + ahead if dice.random() < 0.5 else None
        if state is InitiativeState.CLOSED:
            starts_at = NOW - ahead
        kind, values = dice.choice(list(Kind)), dice.sample(range(1, 9), 2)
        organiser_id = dice.randrange(PEOPLE)
        if number == 1:  # however few there are, each query finds something
            state, kind, values = InitiativeState.OPEN, Kind.EVENT, [2, 1]
            organiser_id = ME.user_id
            starts_at = NOW + timedelta(days=1)
        seats = dice.randrange(1, MOST_SIGNED_UP)
        signed_up = dice.sample(range(PEOPLE), seats if dice.random() < 0.5 else seats // 2)
        needs = [number * 2, number * 2 + 1] if dice.random() < 0.5 else []
        rows: list[tuple[type[Base], dict[str, Any]]] = [
            (
                Initiative,
                {
                    "id": number,
                    "guild_id": GUILD,
                    "act_id": number,
                    "uid": str(UUID(int=number)),
                    "organiser_id": organiser_id,
                    "state": state,
                    "kind": kind,
                    "title": f"Number {number}: what we do together",
                    "what": "A few sentences about it. " * 20,
                    "place_kind": PlaceKind.UNSAID,
                    "created_at": NOW - timedelta(days=dice.uniform(0, 900)),
                    "closed_at": NOW if state is InitiativeState.CLOSED else None,
                    "starts_at": starts_at,
                    "capacity": seats,
                    "channel_id": 50,
                    "message_id": 10**17 + number,
                },
            )
        ]
        rows += [
            (InitiativeValue, {"initiative_id": number, "value_id": value, "position": place})
            for place, value in enumerate(values)
        ]
        rows += [
            (
                Need,
                {
                    "id": need,
                    "initiative_id": number,
                    "name": "driver",
                    "capacity": dice.randrange(1, 4),
                    "position": place,
                },
            )
            for place, need in enumerate(needs)
        ]
        rows += [
            (
                Signup,
                {
                    "initiative_id": number,
                    "guild_id": GUILD,
                    "user_id": user_id,
                    "state": SignupState.CONFIRMED,
                    "position": place,
                    "need_id": dice.choice(needs) if needs and place < 2 else None,
                    "language": "en",
                    "changed_at": NOW,
                },
            )
            for place, user_id in enumerate(signed_up)
        ]
        yield rows
