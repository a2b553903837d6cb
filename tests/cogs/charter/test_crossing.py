"""Several stewards in the same moment, on either database."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from bot.clock import MovableClock
from bot.config import Community
from bot.db import Database
from bot.errors import MemberError
from cogs.charter import service
from cogs.charter.service import DraftMoved, Typed, VersionLine
from tests import charters
from tests.conftest import GUILD
from tests.factories import VALUES

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def hall(each_db: Database, clock: MovableClock) -> Database:
    community = Community(mission="We keep the river clean.", values=VALUES)
    async with each_db.begin() as session:
        await service.seed(session, GUILD, community, now=clock.now())
    return each_db


async def test_many_who_publish_at_once_make_one_version(
    hall: Database, clock: MovableClock
) -> None:
    async with hall.begin() as session:
        written = await charters.write_mission(session, GUILD, "Other.", now=clock.now())

    async def publish(actor_id: int) -> VersionLine | MemberError:
        try:
            async with hall.begin() as session:
                return await service.publish(
                    session,
                    GUILD,
                    turn=written.draft.turn,
                    actor_id=actor_id,
                    now=clock.now(),
                )
        except DraftMoved as moved:
            return moved

    outcomes = await asyncio.gather(*(publish(actor_id) for actor_id in range(1, 6)))

    assert sum(isinstance(outcome, VersionLine) for outcome in outcomes) == 1
    async with hall.read() as session:
        assert [line.version for line in await service.list_versions(session, GUILD)] == [2, 1]


async def test_forms_sent_at_once_are_all_kept(hall: Database, clock: MovableClock) -> None:
    async with hall.read() as session:
        opened = await service.read_draft(session, GUILD)

    async def write(name: str) -> None:
        async with hall.begin() as session:
            await service.write_value(
                session,
                GUILD,
                0,
                Typed(name),
                base=opened.base_version,
                seen=opened.turn,
                actor_id=1,
                now=clock.now(),
            )

    names = [f"Value {number}" for number in range(6)]
    await asyncio.gather(*map(write, names))

    async with hall.read() as session:
        draft = await service.read_draft(session, GUILD)
    assert sorted(entry.name for entry in draft.content.values[3:]) == names
    assert len({entry.key for entry in draft.content.values}) == 9


async def test_edits_that_race_a_publication_are_in_the_next_draft_or_in_the_version(
    hall: Database, clock: MovableClock
) -> None:
    async with hall.begin() as session:
        written = await charters.write_mission(session, GUILD, "Other.", now=clock.now())
    how: dict[str, Any] = {"actor_id": 1, "now": clock.now()}

    async def publish() -> None:
        try:
            async with hall.begin() as session:
                await service.publish(session, GUILD, turn=written.draft.turn, **how)
        except DraftMoved:
            pass

    async def write() -> None:
        async with hall.begin() as session:
            await service.write_value(
                session, GUILD, 0, Typed("Late"), base=1, seen=written.draft.turn, **how
            )

    await asyncio.gather(publish(), write())

    async with hall.read() as session:
        draft = await service.read_draft(session, GUILD)
    assert [entry.name for entry in draft.content.values][3:] == ["Late"]
    assert draft.content.mission == "Other."
