"""A pack that somebody has opened: what it is compared with, and how long it waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.db import Database
from bot.errors import MemberError
from cogs.charter import service as charter
from cogs.charter.models import CharterImport
from cogs.charter.service import Entry, imports
from cogs.charter.service.imports import ImportOver, Proposal
from cogs.charter.service.packs import Pack
from tests.charters import STEWARD_ID, add_value
from tests.conftest import GUILD

pytestmark = pytest.mark.asyncio


def entry(name: str, emoji: str, promise: str = "We do.") -> Entry:
    return Entry(1, None, name, emoji, promise, ("a", "b"), ("c",))


def pack(*entries: Entry, mission: str = "We look after each other.") -> Pack:
    return Pack(charter.Content(mission, entries), "en")


class Scene:
    """One server's stewards and the files they open."""

    def __init__(self, db: Database, clock: MovableClock) -> None:
        self.db, self.clock = db, clock

    async def has(self, name: str, emoji: str) -> int:
        """Publish a version with one more value."""
        async with self.db.begin() as session:
            added = await add_value(session, GUILD, name=name, emoji=emoji, now=self.clock.now())
            return added.id

    async def opens(self, opened: Pack, file: str = "a.yaml") -> Proposal:
        async with self.db.begin() as session:
            return await imports.propose(
                session, GUILD, opened, file=file, actor_id=STEWARD_ID, now=self.clock.now()
            )

    async def accepts(self, proposal: Proposal) -> Proposal | charter.Draft:
        async with self.db.begin() as session:
            return await imports.accept(
                session, GUILD, proposal.id, actor_id=STEWARD_ID, now=self.clock.now()
            )

    async def kept(self) -> Sequence[int]:
        async with self.db.read() as session:
            return (await session.scalars(select(CharterImport.id))).all()


@pytest.fixture
def scene(each_db: Database, clock: MovableClock) -> Scene:
    return Scene(each_db, clock)


async def test_values_are_known_again_by_their_names_in_whatever_case(scene: Scene) -> None:
    care = await scene.has("Care", "🌱")
    await scene.has("Courage", "🔥")

    proposal = await scene.opens(pack(entry("CARE", "🌊"), entry("Rest", "🌙")))

    assert [value.id for value in proposal.content.values] == [care, None]
    kinds = [change.kind for change in proposal.changes.values]
    assert kinds == [charter.Kind.REWORDED, charter.Kind.ADDED, charter.Kind.RETIRED]
    assert proposal.version == 2


async def test_in_a_server_without_a_charter_everything_is_new(scene: Scene) -> None:
    proposal = await scene.opens(pack(entry("Care", "🌱")))
    draft = await scene.accepts(proposal)

    assert proposal.version == 0
    assert isinstance(draft, charter.Draft)
    assert draft.base_version == 0
    assert await scene.kept() == []


async def test_decided_it_is_over(scene: Scene) -> None:
    proposal = await scene.opens(pack(entry("Care", "🌱")))
    await scene.accepts(proposal)

    with pytest.raises(ImportOver):
        await scene.accepts(proposal)
    async with scene.db.begin() as session:
        with pytest.raises(ImportOver):
            await imports.decline(session, GUILD, proposal.id, now=scene.clock.now())


async def test_after_a_day_it_is_over_though_it_is_still_there(scene: Scene) -> None:
    proposal = await scene.opens(pack(entry("Care", "🌱")))

    scene.clock.advance(imports.KEEP + timedelta(seconds=1))

    with pytest.raises(ImportOver):
        await scene.accepts(proposal)
    assert await scene.kept() == [proposal.id]
    async with scene.db.begin() as session:
        await imports.purge(session, now=scene.clock.now())
    assert await scene.kept() == []


async def test_purging_leaves_what_is_of_today(scene: Scene) -> None:
    proposal = await scene.opens(pack(entry("Care", "🌱")))

    scene.clock.advance(imports.KEEP - timedelta(seconds=1))
    async with scene.db.begin() as session:
        await imports.purge(session, now=scene.clock.now())

    assert isinstance(await scene.accepts(proposal), charter.Draft)


async def test_a_version_published_meanwhile_is_another_question(scene: Scene) -> None:
    await scene.has("Care", "🌱")
    proposal = await scene.opens(pack(entry("Rest", "🌙")))
    await scene.has("Courage", "🔥")

    again = await scene.accepts(proposal)

    assert isinstance(again, Proposal)
    assert (proposal.version, again.version) == (1, 2)
    assert isinstance(await scene.accepts(again), charter.Draft)


async def test_what_is_in_force_already_is_not_kept(scene: Scene) -> None:
    await scene.has("Care", "🌱")
    async with scene.db.read() as session:
        _, present = await charter.in_force(session, GUILD)

    proposal = await scene.opens(Pack(present, None))

    assert not proposal.is_news
    assert await scene.kept() == []


async def test_custom_emojis_are_foreign_unless_the_server_has_them(scene: Scene) -> None:
    ours, theirs = "<:leaf:111111111111111111>", "<a:otter:222222222222222222>"

    proposal = await scene.opens(pack(entry("A", ours), entry("B", theirs), entry("C", "🌱")))

    assert proposal.foreign_emojis(frozenset({111111111111111111})) == ("otter",)


@pytest.mark.parametrize("import_id", [0, 99, 2**62])
async def test_an_import_that_never_was_is_over(scene: Scene, import_id: int) -> None:
    async with scene.db.read() as session:
        with pytest.raises(MemberError):
            await imports.get(session, GUILD, import_id, now=scene.clock.now())
