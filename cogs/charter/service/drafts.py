"""The next charter while stewards write it: every edit kept, none overwritten unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, audit
from bot.config.models import MOST_VALUES
from bot.db import insert_into
from bot.errors import MemberError
from cogs.charter.models import Charter, CharterDraft
from cogs.charter.service.content import (
    FIELDS,
    NOTHING,
    Content,
    Entry,
    content_of,
    lines,
    one_line,
    recognised,
)
from cogs.charter.service.reading import NoCharter, get_charter

STEPS_KEPT = 60
"""Changes that can be undone, and forms that can be told from what was changed meanwhile."""

MISSION, ORDER, EVERYTHING = "mission", "order", "everything"


class TooManyValues(MemberError):
    """The charter is full."""

    key = "charter-too-many-values"


class NoSuchEntry(MemberError):
    """The draft does not hold this value, or no longer."""

    key = "charter-no-such-entry"


class CannotUndo(MemberError):
    """The same thing was changed once more since, or the draft is gone."""

    key = "charter-cannot-undo"


class DraftMoved(MemberError):
    """What was shown is not what is in the draft any more."""

    key = "charter-draft-moved"


@dataclass(frozen=True)
class Draft:
    """The next charter as it stands; the one in force until somebody changes something."""

    guild_id: int
    base_version: int
    """The version in force when it was begun; 0 before there is one."""
    turn: int
    """0 while nothing has been changed."""
    content: Content
    summary: str = ""
    changed_by: int | None = None
    changed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody has changed something."""
        return self.turn > 0


@dataclass(frozen=True)
class Typed:
    """A value's form as it was filled in; behaviours one per line."""

    name: str = ""
    emoji: str = ""
    promise: str = ""
    looks_like: str = ""
    does_not_look_like: str = ""

    def entry(self, key: int = 0, value_id: int | None = None) -> Entry:
        """What it says, complete or not."""
        return Entry(
            key=key,
            id=value_id,
            name=one_line(self.name),
            emoji=self.emoji.strip(),
            promise=one_line(self.promise),
            looks_like=lines(self.looks_like),
            does_not_look_like=lines(self.does_not_look_like),
        )


@dataclass(frozen=True)
class Written:
    """What became of an edit."""

    draft: Draft
    key: int = 0
    """The value that was written; 0 for other edits."""
    changed: bool = True
    crossed: Entry | None = None
    """What another steward had written since the form was opened and this edit replaced."""
    crossed_fields: tuple[str, ...] = ()
    crossed_mission: str | None = None
    outdated: bool = False
    """Whether the form belonged to a draft that was published or thrown away since."""
    returned: bool = False
    """Whether the value had been taken out since the form was opened, and is back."""


async def read_draft(session: AsyncSession, guild_id: int) -> Draft:
    """The draft, or what the next one would begin with."""
    row = await session.get(CharterDraft, guild_id)
    return await _begun(session, guild_id) if row is None else _draft(row)


async def in_force(session: AsyncSession, guild_id: int) -> tuple[int, Content]:
    """The version in force and what it says; 0 and nothing before there is one."""
    try:
        charter = await get_charter(session, guild_id)
    except NoCharter:
        return 0, NOTHING
    return charter.version, content_of(charter)


async def write_mission(
    session: AsyncSession,
    guild_id: int,
    typed: str,
    *,
    base: int,
    seen: int,
    actor_id: int,
    now: datetime,
) -> Written:
    """Take a mission into the draft, whatever it is.

    Args:
        base: The version in force when the form was opened.
        seen: The draft's turn when the form was opened.
    """
    row = await _open(session, guild_id, actor_id=actor_id, now=now)
    outdated = _is_outdated(row, base, seen)
    after = "\n".join(one_line(line) for line in typed.strip().splitlines())
    before = row.mission
    crossing = None if outdated else _first_since(row, seen, {MISSION, EVERYTHING})
    crossed = None
    if crossing is not None and after != before:
        opened_with = _mission_before(crossing)
        if after == opened_with:
            after = before
        elif before != opened_with:
            crossed = before
    if after == before:
        return Written(_draft(row), changed=False, outdated=outdated)
    row.mission = after
    await _step(session, row, MISSION, before, after, actor_id=actor_id, now=now)
    return Written(_draft(row), crossed_mission=crossed, outdated=outdated)


async def write_value(
    session: AsyncSession,
    guild_id: int,
    key: int,
    typed: Typed,
    *,
    base: int,
    seen: int,
    actor_id: int,
    now: datetime,
) -> Written:
    """Take a value into the draft, complete or not.

    Of a form that another steward's edit has crossed, only what its writer changed is taken over;
    where both changed the same part, the later words stand and the earlier are handed back.

    Args:
        key: Which one; 0 for a new one.
        base: The version in force when the form was opened.
        seen: The draft's turn when the form was opened.

    Raises:
        TooManyValues: It would be one more than a charter holds.
    """
    row = await _open(session, guild_id, actor_id=actor_id, now=now)
    content = _content(row)
    outdated = _is_outdated(row, base, seen)
    written = typed.entry()
    present = content.find(key) if key else None
    returned = False
    if present is None and key:
        present = next((e for e in content.values if e.name.casefold() == _folded(written)), None)
    if present is None:
        if len(content.values) >= MOST_VALUES:
            raise TooManyValues(most=MOST_VALUES)
        in_charter = (await in_force(session, guild_id))[1].find(key) if key else None
        returned = in_charter is not None
        key = row.turn + 1 if in_charter is None else in_charter.key
        entry = replace(written, key=key, id=None if in_charter is None else in_charter.id)
        row.values = [*row.values, entry.dump()]
        place = len(row.values) - 1
        after = {"index": place, "value": entry.dump()}
        await _step(session, row, _part(key), None, after, actor_id=actor_id, now=now)
        return Written(_draft(row), key, outdated=outdated, returned=returned)

    entry = replace(written, key=present.key, id=present.id)
    crossing = None if outdated else _first_since(row, seen, {_part(present.key), EVERYTHING})
    opened_with = None if crossing is None else _value_before(crossing, present.key)
    both: list[str] = []
    for name in FIELDS:
        mine, theirs = getattr(entry, name), getattr(present, name)
        was = theirs if opened_with is None else getattr(opened_with, name)
        if mine == was:
            entry = replace(entry, **{name: theirs})
        elif theirs not in (was, mine):
            both.append(name)
    if entry == present:
        return Written(_draft(row), present.key, changed=False, outdated=outdated)
    place = [value.key for value in content.values].index(present.key)
    values = list(row.values)
    values[place] = entry.dump()
    row.values = values
    await _step(
        session,
        row,
        _part(present.key),
        {"index": place, "value": present.dump()},
        {"index": place, "value": entry.dump()},
        actor_id=actor_id,
        now=now,
    )
    return Written(
        _draft(row),
        present.key,
        crossed=present if both else None,
        crossed_fields=tuple(both),
        outdated=outdated,
    )


async def retire_value(
    session: AsyncSession, guild_id: int, key: int, *, actor_id: int, now: datetime
) -> Written:
    """Take a value out of the draft.

    Raises:
        NoSuchEntry: It is not in it, or no longer.
    """
    row = await _open(session, guild_id, actor_id=actor_id, now=now)
    for place, stored in enumerate(row.values):
        if stored["key"] == key:
            before = {"index": place, "value": stored}
            row.values = [*row.values[:place], *row.values[place + 1 :]]
            await _step(session, row, _part(key), before, None, actor_id=actor_id, now=now)
            return Written(_draft(row), key)
    raise NoSuchEntry


async def place_value(
    session: AsyncSession,
    guild_id: int,
    key: int,
    index: int,
    *,
    seen: int,
    actor_id: int,
    now: datetime,
) -> Written:
    """Put a value at a place in the order, counted from 0.

    Raises:
        DraftMoved: The values or their order have changed since the order was shown.
        NoSuchEntry: The draft does not hold it.
    """
    row = await _open(session, guild_id, actor_id=actor_id, now=now)
    if seen != row.turn and any(step["turn"] > seen for step in row.steps):
        raise DraftMoved
    before = [stored["key"] for stored in row.values]
    if key not in before:
        raise NoSuchEntry
    after = [other for other in before if other != key]
    after.insert(min(max(index, 0), len(after)), key)
    if after == before:
        return Written(_draft(row), key, changed=False)
    _reorder(row, after)
    await _step(session, row, ORDER, before, after, actor_id=actor_id, now=now)
    return Written(_draft(row), key)


async def undo(
    session: AsyncSession, guild_id: int, turn: int, *, actor_id: int, now: datetime
) -> Written:
    """Take one change back.

    Args:
        turn: The turn that the change brought.

    Raises:
        CannotUndo: The same thing was changed once more since, or the draft is gone.
        TooManyValues: It would bring back one value too many.
    """
    await lock(session, guild_id)
    row = await session.get(CharterDraft, guild_id, with_for_update=True)
    step = None if row is None else next((s for s in row.steps if s["turn"] == turn), None)
    if row is None or step is None:
        raise CannotUndo
    part, before, after = step["part"], step["before"], step["after"]
    if _first_since(row, turn, {part, EVERYTHING}) is not None or (
        part == EVERYTHING and row.steps[-1]["turn"] != turn
    ):
        raise CannotUndo
    key = 0
    if part == MISSION:
        row.mission = before
    elif part == ORDER:
        _reorder(row, before)
    elif part == EVERYTHING:
        row.mission, row.values = before["mission"], before["values"]
    else:
        key = (before or after)["value"]["key"]
        values = [stored for stored in row.values if stored["key"] != key]
        if before is not None:
            if after is None and len(values) >= MOST_VALUES:
                raise TooManyValues(most=MOST_VALUES)
            place = before["index"] if after is None else _place(row, key)
            values.insert(min(place, len(values)), before["value"])
        row.values = values
    await _step(session, row, part, after, before, actor_id=actor_id, now=now)
    return Written(_draft(row), key)


async def replace_all(
    session: AsyncSession,
    guild_id: int,
    content: Content,
    *,
    actor_id: int,
    now: datetime,
) -> Draft:
    """Make the draft say something else altogether, such as what a pack says.

    Values in force stay the same values where the name or the emoji says so; keys and ids that
    `content` carries mean nothing.
    """
    row = await _open(session, guild_id, actor_id=actor_id, now=now)
    _, present = await in_force(session, guild_id)
    fresh = [
        replace(value, key=row.turn + 1 + number, id=None)
        for number, value in enumerate(content.values)
    ]
    before = {"mission": row.mission, "values": list(row.values)}
    row.mission = content.mission
    row.values = [value.dump() for value in recognised(fresh, present.values)]
    after = {"mission": row.mission, "values": list(row.values)}
    if after != before:
        row.turn += len(fresh)
        await _step(session, row, EVERYTHING, before, after, actor_id=actor_id, now=now)
    return _draft(row)


async def summarise(
    session: AsyncSession, guild_id: int, summary: str, *, actor_id: int, now: datetime
) -> Draft:
    """Keep what somebody says about the new version until they confirm it.

    Raises:
        DraftMoved: There is no draft any more.
    """
    await lock(session, guild_id)
    row = await session.get(CharterDraft, guild_id, with_for_update=True)
    if row is None:
        raise DraftMoved
    row.summary = "\n".join(one_line(line) for line in summary.strip().splitlines())
    row.turn += 1
    row.changed_by, row.changed_at = actor_id, now
    await session.flush()
    return _draft(row)


async def discard(
    session: AsyncSession, guild_id: int, *, turn: int, actor_id: int, now: datetime
) -> None:
    """Throw the draft away.

    Raises:
        DraftMoved: It has changed since it was shown, or is gone.
    """
    await lock(session, guild_id)
    row = await session.get(CharterDraft, guild_id, with_for_update=True)
    if row is None or row.turn != turn:
        raise DraftMoved
    await audit.note(
        session,
        "charter.draft",
        guild_id=guild_id,
        actor_id=actor_id,
        before={"mission": row.mission, "values": list(row.values)},
        after=None,
        at=now,
    )
    await activity.record(
        session,
        "charter.draft_discarded",
        guild_id=guild_id,
        at=now,
        user_id=actor_id,
        source="command",
    )
    await session.execute(delete(CharterDraft).where(CharterDraft.guild_id == guild_id))
    session.expunge(row)


async def _open(
    session: AsyncSession, guild_id: int, *, actor_id: int, now: datetime
) -> CharterDraft:
    """The draft's row, begun if there is none; nobody else changes it until we commit."""
    await lock(session, guild_id)
    begun = await _begun(session, guild_id)
    insert = insert_into(CharterDraft, session.get_bind().dialect.name)
    await session.execute(
        insert.values(
            guild_id=guild_id,
            base_version=begun.base_version,
            turn=int(now.timestamp() * 1000),
            mission=begun.content.mission,
            values=[value.dump() for value in begun.content.values],
            steps=[],
            summary="",
            changed_by=actor_id,
            changed_at=now,
        ).on_conflict_do_nothing()
    )
    return await session.get_one(
        CharterDraft, guild_id, with_for_update=True, populate_existing=True
    )


async def lock(session: AsyncSession, guild_id: int) -> None:
    """Have everybody else who writes or publishes a draft of this server wait for our commit.

    The charter's row stands for the draft, which may not be there yet, or no longer.
    """
    await session.execute(
        select(Charter.version).where(Charter.guild_id == guild_id).with_for_update()
    )


async def _begun(session: AsyncSession, guild_id: int) -> Draft:
    version, content = await in_force(session, guild_id)
    return Draft(guild_id, version, 0, content)


async def _step(
    session: AsyncSession,
    row: CharterDraft,
    part: str,
    before: Any,
    after: Any,
    *,
    actor_id: int,
    now: datetime,
) -> None:
    """Note a change: for undoing it, in the audit and in the ledger."""
    row.turn += 1
    step = {"turn": row.turn, "part": part, "before": before, "after": after}
    row.steps = [*row.steps, step][-STEPS_KEPT:]
    row.changed_by, row.changed_at = actor_id, now
    await session.flush()
    await audit.note(
        session,
        f"charter.{part.partition(':')[0]}",
        guild_id=row.guild_id,
        actor_id=actor_id,
        before=before,
        after=after,
        at=now,
    )
    await activity.record(
        session,
        "charter.drafted",
        guild_id=row.guild_id,
        at=now,
        user_id=actor_id,
        source="command",
    )


def _is_outdated(row: CharterDraft, base: int, seen: int) -> bool:
    """Whether a form was opened on a draft that is not this one."""
    if base != row.base_version:
        return True
    begun = row.steps[0]["turn"] - 1 if row.steps else row.turn
    return 0 < seen < begun and len(row.steps) < STEPS_KEPT


def _first_since(row: CharterDraft, seen: int, parts: set[str]) -> dict[str, Any] | None:
    """The first change of these parts after a turn; what it replaced is what stood then."""
    return next((s for s in row.steps if s["turn"] > seen and s["part"] in parts), None)


def _mission_before(step: dict[str, Any]) -> str:
    before = step["before"]
    return str(before["mission"] if step["part"] == EVERYTHING else before)


def _value_before(step: dict[str, Any], key: int) -> Entry | None:
    before = step["before"]
    if step["part"] == EVERYTHING:
        return next((Entry.load(v) for v in before["values"] if v["key"] == key), None)
    return None if before is None else Entry.load(before["value"])


def _reorder(row: CharterDraft, keys: Sequence[int]) -> None:
    """Bring the values into this order; those it does not name come last, as they stand."""
    ranks = {key: rank for rank, key in enumerate(keys)}
    row.values = sorted(row.values, key=lambda stored: ranks.get(stored["key"], len(ranks)))


def _place(row: CharterDraft, key: int) -> int:
    return next(place for place, stored in enumerate(row.values) if stored["key"] == key)


def _part(key: int) -> str:
    return f"value:{key}"


def _folded(entry: Entry) -> str | None:
    return entry.name.casefold() or None


def _content(row: CharterDraft) -> Content:
    return Content(row.mission, tuple(Entry.load(stored) for stored in row.values))


def _draft(row: CharterDraft) -> Draft:
    return Draft(
        guild_id=row.guild_id,
        base_version=row.base_version,
        turn=row.turn,
        content=_content(row),
        summary=row.summary,
        changed_by=row.changed_by,
        changed_at=row.changed_at,
    )
