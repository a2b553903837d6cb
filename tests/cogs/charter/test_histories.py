"""Random edits and publications against what must hold whatever stewards do."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import Community
from bot.db import SqliteDatabase
from bot.errors import MemberError
from cogs.charter import service
from cogs.charter.models import Value, ValueRevision
from cogs.charter.service import Content, NothingChanged, NotReady, Typed, compare
from tests import charters
from tests.charters import STEWARD_ID
from tests.conftest import GUILD
from tests.factories import VALUES

pytestmark = pytest.mark.thorough

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
EMOJIS = "🌱❤🔥🐢🎈🌿"


@dataclass(frozen=True)
class Writes:
    """A form of the value at this place is sent, or of a new one past the end."""

    place: int
    name: str
    emoji: str
    promise: str
    lines: int


@dataclass(frozen=True)
class Retires:
    place: int


@dataclass(frozen=True)
class Moves:
    place: int
    to: int


@dataclass(frozen=True)
class Mission:
    text: str


@dataclass(frozen=True)
class Undoes:
    back: int


@dataclass(frozen=True)
class Publishes:
    pass


places = st.integers(0, 5)
acts = st.lists(
    st.one_of(
        st.builds(
            Writes,
            places,
            st.sampled_from(["Honesty", "Care", "care", "Courage", "Joy", ""]),
            st.sampled_from([*EMOJIS, "no"]),
            st.sampled_from(["We do.", "We dare.", "We wait."]),
            st.integers(1, 3),
        ),
        st.builds(Retires, places),
        st.builds(Moves, places, places),
        st.builds(Mission, st.sampled_from(["One.", "Two.", ""])),
        st.builds(Undoes, st.integers(0, 3)),
        st.just(Publishes()),
        st.just(Publishes()),
    ),
    max_size=25,
)


class Hall:
    """A community whose stewards do anything."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session
        self.now = NOW
        self.published: list[Content] = []
        self.turns: list[int] = []

    async def does(self, act: object) -> None:
        self.now += timedelta(seconds=1)
        draft = await service.read_draft(self.session, GUILD)
        keys = [entry.key for entry in draft.content.values]
        how = {"actor_id": STEWARD_ID, "now": self.now}
        match act:
            case Writes(place, name, emoji, promise, count):
                typed = Typed(name, emoji, promise, "\n".join("abc"[:count]), "d")
                key = keys[place] if place < len(keys) else 0
                await charters.write_value(self.session, GUILD, key, typed, now=self.now)
            case Retires(place) if place < len(keys):
                await service.retire_value(self.session, GUILD, keys[place], **how)  # type: ignore[arg-type]
            case Moves(place, to) if place < len(keys):
                await service.place_value(
                    self.session,
                    GUILD,
                    keys[place],
                    to,
                    seen=draft.turn,
                    **how,  # type: ignore[arg-type]
                )
            case Mission(text):
                await charters.write_mission(self.session, GUILD, text, now=self.now)
            case Undoes(back) if back < len(self.turns):
                await service.undo(self.session, GUILD, self.turns[-1 - back], **how)  # type: ignore[arg-type]
            case Publishes():
                await self.publishes()
        turn = (await service.read_draft(self.session, GUILD)).turn
        if turn:
            self.turns.append(turn)

    async def publishes(self) -> None:
        before = {value.id: value for value in await service.list_values(self.session, GUILD)}
        review = await service.review(self.session, GUILD)
        wanted = review.draft.content
        try:
            await charters.publish(self.session, GUILD, now=self.now)
        except NothingChanged:
            assert not review.changes
            return
        except NotReady:
            assert review.problems
            return
        assert review.changes
        assert not review.problems
        after = await service.list_values(self.session, GUILD)
        assert 1 <= len(after) <= 12
        assert [value.name for value in after] == [entry.name for entry in wanted.values]
        for value in after:
            if value.id in before:
                same = _words(before[value.id]) == _words(value)
                assert value.revision - before[value.id].revision == (0 if same else 1)
        charter = await service.get_charter(self.session, GUILD)
        self.published.append(service.content_of(charter))
        assert not (await service.read_draft(self.session, GUILD)).is_open
        assert not (await service.review(self.session, GUILD)).changes

    async def holds(self) -> None:
        """The history is complete, and tells every version as it was."""
        lines = await service.list_versions(self.session, GUILD)
        assert [line.version for line in lines] == list(range(len(self.published), 0, -1))
        for version, content in enumerate(self.published, 1):
            read = (await service.get_version(self.session, GUILD, version)).content
            assert read == content
            assert not compare(read, content)
            assert await service.changes_between(self.session, GUILD, version - 1, version)
        for row in (await self.session.scalars(select(Value))).all():
            revisions = await self.session.scalars(
                select(ValueRevision.revision).where(ValueRevision.value_id == row.id)
            )
            assert sorted(revisions) == list(range(1, row.revision + 1))


def _words(value: service.ValueText) -> tuple[object, ...]:
    return value.name, value.promise, value.looks_like, value.does_not_look_like


async def play(empty: Path, folder: Path, history: list[object]) -> None:
    path = shutil.copy(empty, folder / "tenet.db")
    db = SqliteDatabase(f"sqlite+aiosqlite:///{path}")
    await db.start()
    try:
        async with db.begin() as session:
            hall = Hall(session)
            community = Community(mission="We keep the river clean.", values=VALUES)
            await service.seed(session, GUILD, community, now=NOW)
            hall.published.append(service.content_of(await service.get_charter(session, GUILD)))
            for act in history:
                with contextlib.suppress(MemberError):
                    await hall.does(act)
            await hall.holds()
    finally:
        await db.stop()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts)
def test_whatever_stewards_do_versions_and_revisions_add_up(
    empty_database: Path, history: list[object]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(empty_database, Path(folder), history))
