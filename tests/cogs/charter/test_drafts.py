"""The draft: what is typed is kept, what crosses is shown, what is undone is as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import MovableClock
from bot.config import Community
from bot.db import Database, SqliteDatabase
from cogs.charter import service
from cogs.charter.service import CannotUndo, Content, Draft, DraftMoved, Entry, Typed, Written
from tests import charters
from tests.charters import STEWARD_ID
from tests.conftest import GUILD
from tests.factories import VALUES

pytestmark = pytest.mark.asyncio


class Desk:
    """A server's draft, and a clock."""

    def __init__(self, session: AsyncSession, clock: MovableClock) -> None:
        self.session = session
        self.now = clock.now()
        self.how: dict[str, Any] = {"actor_id": STEWARD_ID, "now": self.now}

    async def draft(self) -> Draft:
        return await service.read_draft(self.session, GUILD)

    async def key(self, name: str) -> int:
        return next(e.key for e in (await self.draft()).content.values if e.name == name)

    async def names(self) -> list[str]:
        return [entry.name for entry in (await self.draft()).content.values]

    async def writes(self, value: str, seen: Draft | None = None, /, **fields: str) -> Written:
        """Send the form of a value, opened at `seen` or just now, with these fields changed."""
        opened = seen or await self.draft()
        entry = next(e for e in opened.content.values if e.name == value)
        typed = replace(typed_of(entry), **fields)
        return await service.write_value(
            self.session,
            GUILD,
            entry.key,
            typed,
            base=opened.base_version,
            seen=opened.turn,
            **self.how,
        )

    async def retires(self, name: str) -> Written:
        return await service.retire_value(self.session, GUILD, await self.key(name), **self.how)

    async def moves(self, name: str, index: int) -> Written:
        draft = await self.draft()
        return await service.place_value(
            self.session, GUILD, await self.key(name), index, seen=draft.turn, **self.how
        )

    async def undoes(self, written: Written) -> Written:
        return await service.undo(self.session, GUILD, written.draft.turn, **self.how)


def typed_of(entry: Entry) -> Typed:
    return Typed(
        entry.name,
        entry.emoji,
        entry.promise,
        "\n".join(entry.looks_like),
        "\n".join(entry.does_not_look_like),
    )


@pytest_asyncio.fixture
async def desk(db: SqliteDatabase, clock: MovableClock) -> Any:
    async with db.begin() as session:
        community = Community(mission="We keep the river clean.", values=VALUES)
        await service.seed(session, GUILD, community, now=clock.now())
        yield Desk(session, clock)


async def test_reading_a_draft_begins_none(desk: Desk) -> None:
    draft = await desk.draft()

    assert not draft.is_open
    assert await desk.names() == ["Honesty", "Care", "Courage"]


async def test_a_form_that_changes_nothing_begins_no_draft(desk: Desk) -> None:
    written = await desk.writes("Care")

    assert not written.changed
    assert not (await desk.draft()).is_open


async def test_what_is_typed_is_kept_complete_or_not(desk: Desk) -> None:
    written = await charters.write_value(
        desk.session,
        GUILD,
        0,
        Typed(name="  Half   a value ", looks_like="- one\n\n• one"),
        now=desk.now,
    )

    entry = (await desk.draft()).content.find(written.key)
    assert entry == Entry(written.key, None, "Half a value", "", "", ("one",), ())


async def test_only_what_a_writer_changed_is_taken_from_a_form_that_was_crossed(
    desk: Desk,
) -> None:
    opened = await desk.draft()
    await desk.writes("Care", promise="We carry together.")

    written = await desk.writes("Care", opened, emoji="🫶")

    entry = written.draft.content.find(written.key)
    assert entry is not None
    assert (entry.emoji, entry.promise) == ("🫶", "We carry together.")
    assert written.crossed is None


async def test_where_both_changed_the_same_the_later_stands_and_the_earlier_is_handed_back(
    desk: Desk,
) -> None:
    opened = await desk.draft()
    await desk.writes("Care", promise="Theirs.")

    written = await desk.writes("Care", opened, promise="Mine.")

    assert written.crossed_fields == ("promise",)
    assert written.crossed is not None
    assert written.crossed.promise == "Theirs."
    await desk.undoes(written)
    entry = (await desk.draft()).content.find(written.key)
    assert entry is not None
    assert entry.promise == "Theirs."


async def test_a_mission_form_that_was_crossed_hands_the_other_back(desk: Desk) -> None:
    opened = await desk.draft()
    await charters.write_mission(desk.session, GUILD, "Theirs.", now=desk.now)

    written = await service.write_mission(
        desk.session, GUILD, "Mine.", base=opened.base_version, seen=opened.turn, **desk.how
    )

    assert written.crossed_mission == "Theirs."
    assert written.draft.content.mission == "Mine."


async def test_an_unchanged_mission_form_does_not_take_the_others_words_away(desk: Desk) -> None:
    opened = await desk.draft()
    await charters.write_mission(desk.session, GUILD, "Theirs.", now=desk.now)

    written = await service.write_mission(
        desk.session,
        GUILD,
        opened.content.mission,
        base=opened.base_version,
        seen=opened.turn,
        **desk.how,
    )

    assert not written.changed
    assert (await desk.draft()).content.mission == "Theirs."


async def test_writing_on_a_value_that_was_taken_out_meanwhile_brings_it_back(desk: Desk) -> None:
    opened = await desk.draft()
    await desk.retires("Care")

    written = await desk.writes("Care", opened, promise="We carry together.")

    assert written.returned
    assert await desk.names() == ["Honesty", "Courage", "Care"]
    entry = written.draft.content.find(written.key)
    assert entry is not None
    assert entry.id == entry.key


async def test_a_form_of_a_new_value_sent_after_its_draft_was_published_finds_the_value(
    desk: Desk,
) -> None:
    await charters.write_value(
        desk.session, GUILD, 0, Typed("Patience", "🐢", "We wait.", "a\nb", "c"), now=desk.now
    )
    opened = await desk.draft()
    await charters.publish(desk.session, GUILD, now=desk.now)

    written = await desk.writes("Patience", opened, promise="We take our time.")

    assert written.outdated
    assert await desk.names() == ["Honesty", "Care", "Courage", "Patience"]
    changes = (await service.review(desk.session, GUILD)).changes
    assert [change.kind for change in changes.values] == [service.Kind.REWORDED]


async def test_undo_puts_a_retired_value_back_in_its_place(desk: Desk) -> None:
    await desk.undoes(await desk.retires("Care"))

    assert await desk.names() == ["Honesty", "Care", "Courage"]


async def test_undo_of_undo_is_the_edit_again(desk: Desk) -> None:
    undone = await desk.undoes(await desk.writes("Care", name="Caring"))

    await desk.undoes(undone)

    assert await desk.names() == ["Honesty", "Caring", "Courage"]


async def test_undo_of_an_order_spares_values_that_came_since(desk: Desk) -> None:
    moved = await desk.moves("Courage", 0)
    await charters.write_value(desk.session, GUILD, 0, Typed("Patience"), now=desk.now)

    await desk.undoes(moved)

    assert await desk.names() == ["Honesty", "Care", "Courage", "Patience"]


async def test_what_was_built_upon_cannot_be_undone(desk: Desk) -> None:
    first = await desk.writes("Care", promise="One.")
    await desk.writes("Care", promise="Two.")

    with pytest.raises(CannotUndo):
        await desk.undoes(first)
    with pytest.raises(CannotUndo):
        await service.undo(desk.session, GUILD, 1, **desk.how)


async def test_undo_of_one_value_leaves_the_others_alone(desk: Desk) -> None:
    care = await desk.writes("Care", promise="One.")
    await desk.writes("Honesty", promise="Two.")

    await desk.undoes(care)

    promises = [entry.promise for entry in (await desk.draft()).content.values]
    assert promises[:2] == ["Two.", "Nobody here carries a load alone."]


async def test_a_pack_replaces_everything_and_keeps_values_recognised_by_name_or_emoji(
    desk: Desk,
) -> None:
    care, courage = await desk.key("Care"), await desk.key("Courage")
    pack = Content(
        "From elsewhere.",
        (
            Entry(0, None, "Boldness", "🔥", "We dare.", ("a", "b"), ("c",)),
            Entry(0, 99, "care", "🫶", "We carry.", ("a", "b"), ("c",)),
            Entry(0, None, "Joy", "🎈", "We laugh.", ("a", "b"), ("c",)),
        ),
    )

    draft = await service.replace_all(desk.session, GUILD, pack, **desk.how)

    assert draft.content.mission == "From elsewhere."
    assert [(e.name, e.id) for e in draft.content.values] == [
        ("Boldness", courage),
        ("care", care),
        ("Joy", None),
    ]
    assert len({e.key for e in draft.content.values}) == 3
    kinds = [c.kind.value for c in (await service.review(desk.session, GUILD)).changes.values]
    assert kinds == ["reworded", "reworded", "added", "retired"]


async def test_a_pack_can_be_undone_as_one_change(desk: Desk) -> None:
    before = (await desk.draft()).content

    draft = await service.replace_all(desk.session, GUILD, Content("Other.", ()), **desk.how)
    await service.undo(desk.session, GUILD, draft.turn, **desk.how)

    assert (await desk.draft()).content == before


async def test_an_order_shown_before_another_edit_moves_nothing(desk: Desk) -> None:
    key = await desk.key("Care")
    await desk.writes("Honesty", promise="Other.")

    with pytest.raises(DraftMoved):
        await service.place_value(desk.session, GUILD, key, 0, seen=0, **desk.how)


async def test_a_draft_on_a_server_without_a_charter_becomes_version_one(
    desk: Desk, db: Database
) -> None:
    other = GUILD + 1

    value = await charters.add_value(desk.session, other, now=desk.now)

    charter = await service.get_charter(desk.session, other)
    assert charter.version == 1
    assert charter.values == (value,)
