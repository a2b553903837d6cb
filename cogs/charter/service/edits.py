"""What stewards do to a draft: every edit is kept, can be undone, and overwrites nothing unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.config.models import MOST_VALUES
from bot.errors import MemberError
from cogs.charter.models import CharterDraft
from cogs.charter.service import drafts
from cogs.charter.service.content import FIELDS, Content, Entry, one_line, recognised
from cogs.charter.service.drafts import STEPS_KEPT, Draft, DraftMoved, Typed, Written

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
    row = await drafts.begin(session, guild_id, actor_id=actor_id, now=now)
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
        return Written(await drafts.unchanged(session, row), changed=False, outdated=outdated)
    row.mission = after
    await drafts.step(session, row, MISSION, before, after, actor_id=actor_id, now=now)
    return Written(drafts.draft_of(row), crossed_mission=crossed, outdated=outdated)


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
    row = await drafts.begin(session, guild_id, actor_id=actor_id, now=now)
    content = drafts.content_of_row(row)
    outdated = _is_outdated(row, base, seen)
    written = typed.entry()
    present = content.find(key) if key else None
    returned = False
    if present is None and key:
        present = next((e for e in content.values if e.name.casefold() == _folded(written)), None)
    if present is None:
        if len(content.values) >= MOST_VALUES:
            raise TooManyValues(most=MOST_VALUES)
        in_charter = (await drafts.in_force(session, guild_id))[1].find(key) if key else None
        returned = in_charter is not None
        key = row.turn + 1 if in_charter is None else in_charter.key
        entry = replace(written, key=key, id=None if in_charter is None else in_charter.id)
        row.values = [*row.values, entry.dump()]
        place = len(row.values) - 1
        after = {"index": place, "value": entry.dump()}
        await drafts.step(session, row, _part(key), None, after, actor_id=actor_id, now=now)
        return Written(drafts.draft_of(row), key, outdated=outdated, returned=returned)

    entry = replace(written, key=present.key, id=present.id)
    crossing = None if outdated else _first_since(row, seen, {_part(present.key), EVERYTHING})
    opened_with = None if crossing is None else _value_before(crossing, present.key)
    entry, both = _merged(entry, present, opened_with or present)
    if entry == present:
        return Written(
            await drafts.unchanged(session, row), present.key, changed=False, outdated=outdated
        )
    place = [value.key for value in content.values].index(present.key)
    values = list(row.values)
    values[place] = entry.dump()
    row.values = values
    await drafts.step(
        session,
        row,
        _part(present.key),
        {"index": place, "value": present.dump()},
        {"index": place, "value": entry.dump()},
        actor_id=actor_id,
        now=now,
    )
    return Written(
        drafts.draft_of(row),
        present.key,
        crossed=present if both else None,
        crossed_fields=both,
        outdated=outdated,
    )


async def retire_value(
    session: AsyncSession, guild_id: int, key: int, *, actor_id: int, now: datetime
) -> Written:
    """Take a value out of the draft.

    Raises:
        NoSuchEntry: It is not in it, or no longer.
    """
    row = await drafts.begin(session, guild_id, actor_id=actor_id, now=now)
    for place, stored in enumerate(row.values):
        if stored["key"] == key:
            before = {"index": place, "value": stored}
            row.values = [*row.values[:place], *row.values[place + 1 :]]
            await drafts.step(session, row, _part(key), before, None, actor_id=actor_id, now=now)
            return Written(drafts.draft_of(row), key)
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
    row = await drafts.begin(session, guild_id, actor_id=actor_id, now=now)
    if seen != row.turn and any(step["turn"] > seen for step in row.steps):
        raise DraftMoved
    before = [stored["key"] for stored in row.values]
    if key not in before:
        raise NoSuchEntry
    after = [other for other in before if other != key]
    after.insert(min(max(index, 0), len(after)), key)
    if after == before:
        return Written(await drafts.unchanged(session, row), key, changed=False)
    _reorder(row, after)
    await drafts.step(session, row, ORDER, before, after, actor_id=actor_id, now=now)
    return Written(drafts.draft_of(row), key)


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
    await drafts.lock(session, guild_id)
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
    is_undo = not step["undo"]
    await drafts.step(
        session, row, part, after, before, is_undo=is_undo, actor_id=actor_id, now=now
    )
    return Written(drafts.draft_of(row), key, undone=is_undo)


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
    row = await drafts.begin(session, guild_id, actor_id=actor_id, now=now)
    _, present = await drafts.in_force(session, guild_id)
    fresh = [
        replace(value, key=row.turn + 1 + number, id=None)
        for number, value in enumerate(content.values)
    ]
    before = {"mission": row.mission, "values": list(row.values)}
    row.mission = content.mission
    row.values = [value.dump() for value in recognised(fresh, present.values)]
    after = {"mission": row.mission, "values": list(row.values)}
    if after == before:
        return await drafts.unchanged(session, row)
    row.turn += len(fresh)
    await drafts.step(session, row, EVERYTHING, before, after, actor_id=actor_id, now=now)
    return drafts.draft_of(row)


def _merged(mine: Entry, theirs: Entry, opened_with: Entry) -> tuple[Entry, tuple[str, ...]]:
    """A form laid over what stands: only what its writer changed counts.

    Args:
        opened_with: What both began with.

    Returns:
        The value, and the parts that both changed, of which it has the writer's.
    """
    both: list[str] = []
    for name in FIELDS:
        written, stands, was = (getattr(entry, name) for entry in (mine, theirs, opened_with))
        if written == was:
            mine = replace(mine, **{name: stands})
        elif stands not in (was, written):
            both.append(name)
    return mine, tuple(both)


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
