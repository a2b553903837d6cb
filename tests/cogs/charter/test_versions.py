"""Versions of a charter: what publishing keeps, changes and refuses."""

from __future__ import annotations

import pytest
import pytest_asyncio
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.config import Community
from bot.db import Database, SqliteDatabase
from bot.models import MemberKey
from cogs.charter import service
from cogs.charter.models import CharterDraft, CharterVersion, ValueRevision
from cogs.charter.service import DraftMoved, NothingChanged, NotReady, Typed
from tests import charters
from tests.charters import STEWARD_ID
from tests.conftest import GUILD
from tests.factories import VALUES

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture(autouse=True)
async def seeded(db: SqliteDatabase, clock: MovableClock) -> None:
    community = Community(mission="We keep the river clean.", values=VALUES)
    async with db.begin() as session:
        await service.seed(session, GUILD, community, now=clock.now())


async def count(session: AsyncSession, model: type) -> int:
    return await session.scalar(select(func.count()).select_from(model)) or 0


async def test_the_file_makes_version_one_with_every_wording(db: Database) -> None:
    async with db.read() as session:
        (line,) = await service.list_versions(session, GUILD)
        text = await service.get_version(session, GUILD, 1)

        assert (line.version, line.published_by) == (1, None)
        assert [entry.name for entry in text.content.values] == ["Honesty", "Care", "Courage"]
        assert text.content.mission == "We keep the river clean."
        assert await count(session, ValueRevision) == 3


async def test_a_charter_that_stewards_published_is_not_seeded_over(
    db: Database, clock: MovableClock
) -> None:
    community = Community(mission="Something else.", values=VALUES)

    async with db.begin() as session:
        await service.seed(session, GUILD, community, now=clock.now())
        charter = await service.get_charter(session, GUILD)

    assert charter.mission == "We keep the river clean."


async def test_a_reworded_value_gets_a_revision_and_the_others_keep_theirs(
    db: Database, clock: MovableClock
) -> None:
    async with db.begin() as session:
        care = await service.get_value(session, GUILD, "Care")
        await charters.reword(session, GUILD, care, "We carry together.", now=clock.now())
        values = await service.list_values(session, GUILD)
        first = await service.get_version(session, GUILD, 1)
        second = await service.get_version(session, GUILD, 2)

    assert {value.name: value.revision for value in values} == {
        "Honesty": 1,
        "Care": 2,
        "Courage": 1,
    }
    assert [value.id for value in values if value.name == "Care"] == [care.id]
    assert first.content.values[1].promise == care.promise
    assert second.content.values[1].promise == "We carry together."


async def test_another_emoji_and_another_order_are_no_other_words(
    db: Database, clock: MovableClock
) -> None:
    async with db.begin() as session:
        (honesty, *_) = await service.list_values(session, GUILD)
        typed = Typed(
            honesty.name,
            "🌿",
            honesty.promise,
            "\n".join(honesty.looks_like),
            "\n".join(honesty.does_not_look_like),
        )
        written = await charters.write_value(session, GUILD, honesty.id, typed, now=clock.now())
        await service.place_value(
            session,
            GUILD,
            honesty.id,
            2,
            seen=written.draft.turn,
            actor_id=STEWARD_ID,
            now=clock.now(),
        )
        await charters.publish(session, GUILD, now=clock.now())
        values = await service.list_values(session, GUILD)
        first = await service.get_version(session, GUILD, 1)

    assert [(value.name, value.emoji, value.revision) for value in values] == [
        ("Care", "❤️", 1),
        ("Courage", "🔥", 1),
        ("Honesty", "🌿", 1),
    ]
    assert first.content.values[0].emoji == "🌱"


async def test_a_retired_value_that_returns_under_its_name_is_the_same_value(
    db: Database, clock: MovableClock
) -> None:
    async with db.begin() as session:
        care = await service.get_value(session, GUILD, "Care")
        await charters.retire(session, GUILD, care.id, now=clock.now())
        again = await charters.add_value(
            session,
            GUILD,
            name="care",
            emoji=care.emoji,
            promise="Somebody is always there.",
            now=clock.now(),
        )

    assert again.id == care.id
    assert again.revision == 2


async def test_an_emoji_that_stood_for_another_value_is_refused(
    db: Database, clock: MovableClock
) -> None:
    async with db.begin() as session:
        care = await service.get_value(session, GUILD, "Care")
        await charters.retire(session, GUILD, care.id, now=clock.now())
        with pytest.raises(NotReady) as refused:
            await charters.add_value(session, GUILD, name="Warmth", emoji="❤", now=clock.now())

    (problem,) = refused.value.problems
    assert problem.key == "charter-problem-emoji-used"
    assert problem.arguments["name"] == "Care"


async def test_what_was_published_is_gone_from_the_draft_and_cannot_be_published_twice(
    db: Database, clock: MovableClock
) -> None:
    async with db.begin() as session:
        written = await charters.write_mission(session, GUILD, "Only clean water.", now=clock.now())
        turn = written.draft.turn
        await service.publish(session, GUILD, turn=turn, actor_id=STEWARD_ID, now=clock.now())
        with pytest.raises(DraftMoved):
            await service.publish(session, GUILD, turn=turn, actor_id=1, now=clock.now())

        assert await count(session, CharterVersion) == 2
        assert await count(session, CharterDraft) == 0
        assert (await activity.counts(session, GUILD))["charter.published"] == 2


async def test_a_draft_that_says_what_is_in_force_is_not_published(
    db: Database, clock: MovableClock
) -> None:
    async with db.begin() as session:
        written = await charters.write_mission(session, GUILD, "Other.", now=clock.now())
        await service.undo(session, GUILD, written.draft.turn, actor_id=STEWARD_ID, now=clock.now())
        with pytest.raises(NothingChanged):
            await charters.publish(session, GUILD, now=clock.now())


async def test_forgetting_unnames_who_published_and_keeps_the_version(
    db: Database, clock: MovableClock
) -> None:
    member = MemberKey(GUILD, STEWARD_ID)
    async with db.begin() as session:
        await charters.add_value(session, GUILD, now=clock.now())
        exported = await service.export(session, member)
        await charters.write_mission(session, GUILD, "Other.", now=clock.now())
        await service.forget(session, member)
        (second, _) = await service.list_versions(session, GUILD)
        draft = await service.read_draft(session, GUILD)

        actors = set(await session.scalars(select(AuditEntry.actor_id)))

    assert actors == {None}
    assert [version["version"] for version in exported["published"]] == [2]
    assert second.published_by is None
    assert draft.changed_by is None
