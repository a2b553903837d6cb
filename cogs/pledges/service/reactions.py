"""What reactions do: a batch of them at a time, whatever their order and however often they come.

A reaction is an act when it changes what is known to stand under a post. What is known is the table
`pledge_reactions`; a repeated event changes nothing there, and so nothing follows from it.

Which value a reaction stands for is settled when it is put. Where that value is retired or takes
another emoji it stands for nothing any more, and so does one under an emoji of no value: it is
noted all the same, lest it become a pledge by itself when a value takes that emoji later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple, Protocol, cast

from sqlalchemy import (
    ColumnElement,
    Executable,
    FromClause,
    Integer,
    Table,
    and_,
    bindparam,
    delete,
    literal_column,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db import insert_into
from bot.models import MemberKey
from bot.rows import given_rows, rows_as_text
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.models import Pledge, PledgeReaction, PledgeState, Source
from cogs.pledges.service import leaving, posts, recovery
from cogs.pledges.service.emojis import base_of, by_emoji
from cogs.pledges.service.making import ACT, Wanted, follow, hold

_reactions = cast("Table", PledgeReaction.__table__)
_pledges = cast("Table", Pledge.__table__)

_KEY = (_reactions.c.post_id, _reactions.c.emoji, _reactions.c.user_id)


class Reacted(NamedTuple):
    """A member put a reaction under a post, or took it away."""

    guild_id: int
    post_id: int
    user_id: int
    emoji: str
    """Its key, see `emojis.key_of`."""
    added: bool


class Moved(NamedTuple):
    """A member came to the server or left it."""

    guild_id: int
    user_id: int
    here: bool


class Cleared(NamedTuple):
    """A moderator removed everybody's reactions, ours among them; no member did anything."""

    guild_id: int
    post_id: int
    emoji: str | None
    """The only emoji that was cleared, or None for all."""


class Unmarked(NamedTuple):
    """Somebody removed a reaction of ours."""

    guild_id: int
    post_id: int


Event = Reacted | Moved | Cleared | Unmarked


class Standing(Protocol):
    """A member's reaction; what it stood for when it was put is written in its row."""

    @property
    def guild_id(self) -> int: ...
    @property
    def post_id(self) -> int: ...
    @property
    def user_id(self) -> int: ...
    @property
    def emoji(self) -> str: ...


class Mark(NamedTuple):
    """A member's reaction, with the value it stands for."""

    guild_id: int
    post_id: int
    user_id: int
    emoji: str
    """Its key, see `emojis.key_of`."""
    value: ValueText | None
    """None: it stands for nothing."""


class _Segment:
    """Events that may be applied together: nobody does and undoes the same thing in it."""

    def __init__(self) -> None:
        self.reacted: dict[Reacted, None] = {}
        self.ways: dict[tuple[int, str], dict[int, bool]] = {}
        """Whether somebody puts or takes away, by server, emoji and member."""
        self.moved: dict[tuple[int, int], Moved] = {}
        self.repair: Cleared | Unmarked | None = None

    def take(self, event: Event) -> bool:
        """Whether the event fits in; if not, it begins the next segment."""
        if self.repair is not None:
            return False
        if isinstance(event, Reacted):
            if (event.guild_id, event.user_id) in self.moved:
                return False  # reactions are applied before comings and goings
            # Under whichever post and in whichever skin tone: it is the same pledge.
            ways = self.ways.setdefault((event.guild_id, base_of(event.emoji)), {})
            if ways.setdefault(event.user_id, event.added) is not event.added:
                return False
            self.reacted[event] = None
            return True
        if isinstance(event, Moved):
            return self.moved.setdefault((event.guild_id, event.user_id), event).here is event.here
        self.repair = event
        return True


async def apply(session: AsyncSession, events: Iterable[Event], *, now: datetime) -> None:
    """Do what a batch of events means, in their order."""
    values: dict[int, dict[str, ValueText]] = {}
    strange: set[tuple[int, int, str]] = set()
    for segment in _segments(events):
        made: list[Mark] = []
        undone: list[Reacted] = []
        for event in segment.reacted:
            if not event.added:
                undone.append(event)
                continue
            guild_id, post_id, user_id, emoji, _ = event
            if guild_id not in values:
                values[guild_id] = by_emoji(await charter.list_values(session, guild_id))
            value = values[guild_id].get(base_of(emoji))
            if value is None:
                strange.add((guild_id, post_id, emoji))
            made.append(Mark(guild_id, post_id, user_id, emoji, value))
        await react(session, made, source=Source.REACTION, now=now)
        await unreact(session, undone, source=Source.REACTION, now=now)
        await _move(session, segment.moved.values(), now=now)
        if segment.repair is not None:
            await _repair(session, segment.repair, now=now)
    await posts.note_strange(session, strange, now=now)


async def react(
    session: AsyncSession, marks: Sequence[Mark], *, source: Source, now: datetime
) -> int:
    """Note reactions, and pledge for those that were not known.

    Returns:
        How many pledges were made.
    """
    if not marks:
        return 0
    rows = [
        (mark.post_id, mark.emoji, mark.user_id, None if mark.value is None else mark.value.id)
        for mark in marks
    ]
    noted = await session.execute(
        _note(session.get_bind().dialect.name, source is not Source.RECOVERED),
        {"rows": rows_as_text(rows)},
    )
    new = noted.all()
    if len(new) < len(marks):  # in a storm, everything is new
        known = {tuple(row) for row in new}
        marks = [mark for mark in marks if (mark.post_id, mark.emoji, mark.user_id) in known]
    wanted = dict.fromkeys(
        Wanted(mark.guild_id, mark.user_id, mark.value.id, mark.value.revision)
        for mark in marks
        if mark.value is not None
    )
    return await hold(session, wanted, source=source, now=now)


async def unreact(
    session: AsyncSession, marks: Sequence[Standing], *, source: Source, now: datetime
) -> int:
    """Forget reactions, and withdraw the pledges of those that were known.

    Returns:
        How many pledges were withdrawn.
    """
    if not marks:
        return 0
    gone = await _forget_reactions(session, marks)
    if len(gone) < len(marks):
        await _end_erasures(session, marks, {row[:3] for row in gone})
    guilds = {mark.post_id: mark.guild_id for mark in marks}
    members = {
        (guilds[post_id], user_id, value_id)
        for post_id, _, user_id, value_id in gone
        if value_id is not None
    }
    if not members:
        return 0
    changed = await session.execute(
        _withdraw(session.get_bind().dialect.name),
        {"rows": rows_as_text(members), "source": source, "now": now},
    )
    return await follow(session, "pledge.withdrawn", changed.all(), source=source, now=now)


async def let_go(session: AsyncSession, marks: Sequence[Standing]) -> None:
    """Forget reactions that vanished by no act of their members: the pledges stay."""
    if marks:
        await _forget_reactions(session, marks)


async def _forget_reactions(
    session: AsyncSession, marks: Sequence[Standing]
) -> list[tuple[int, str, int, int | None]]:
    rows = [(mark.post_id, mark.emoji, mark.user_id) for mark in marks]
    gone = await session.execute(
        _unnote(session.get_bind().dialect.name), {"rows": rows_as_text(rows)}
    )
    return [tuple(row) for row in gone]


async def _end_erasures(
    session: AsyncSession, marks: Sequence[Standing], known: set[tuple[int, str, int]]
) -> None:
    """What was taken away and is not known may have been erased; then it is past."""
    await recovery.end_erasures(
        session,
        [
            (mark.post_id, mark.emoji, recovery.digest(mark.guild_id, mark.user_id))
            for mark in marks
            if (mark.post_id, mark.emoji, mark.user_id) not in known
        ],
    )


@cache
def _note(dialect: str, is_put_now: bool) -> Executable:
    """Note reactions that are not known, and those known for nothing that are put for a value now.

    Nobody puts a reaction that stands: of the latter we missed that they were taken away.

    Args:
        is_put_now: Whether we see them put, or only see them stand.
    """
    given = given_rows(dialect, post_id=int, emoji=str, user_id=int, value_id=int)
    statement = insert_into(PledgeReaction, dialect).from_select(
        given.c.keys(), select(given).where(true())
    )
    if not is_put_now:
        return statement.on_conflict_do_nothing().returning(*_KEY)
    meant = statement.excluded.value_id
    return statement.on_conflict_do_update(
        index_elements=["post_id", "emoji", "user_id"],
        set_={"value_id": meant},
        where=_reactions.c.value_id.is_(None) & meant.is_not(None),
    ).returning(*_KEY)


@cache
def _unnote(dialect: str) -> Executable:
    given = given_rows(dialect, post_id=int, emoji=str, user_id=int)
    gone = delete(_reactions).returning(*_KEY, _reactions.c.value_id)
    if dialect != "sqlite":
        return gone.where(*_same(_reactions, given))
    # SQLite goes by an index for a tuple only as far as its columns are numbers: it would look
    # through all reactions under the post.
    standing = _reactions.alias("standing")
    found = select(literal_column("standing.rowid", Integer)).select_from(
        given.join(standing, and_(*_same(standing, given)))
    )
    return gone.where(literal_column("pledge_reactions.rowid").in_(found))


def _same(reactions: FromClause, given: FromClause) -> list[ColumnElement[bool]]:
    return [reactions.c[column.name] == given.c[column.name] for column in _KEY]


@cache
def _withdraw(dialect: str) -> Executable:
    given = given_rows(dialect, guild_id=int, user_id=int, value_id=int)
    return (
        update(_pledges)
        .where(
            tuple_(_pledges.c.guild_id, _pledges.c.user_id, _pledges.c.value_id).in_(select(given)),
            _pledges.c.state == PledgeState.ACTIVE,
        )
        .values(
            state=PledgeState.WITHDRAWN,
            source=bindparam("source", type_=_pledges.c.source.type),
            ended_at=bindparam("now", type_=_pledges.c.ended_at.type),
        )
        .returning(*ACT)
    )


async def _move(session: AsyncSession, moves: Iterable[Moved], *, now: datetime) -> None:
    """Close the pledges of those who left, and let those of who came back count again."""
    gone: list[MemberKey] = []
    back: list[MemberKey] = []
    for guild_id, user_id, here in moves:
        (back if here else gone).append(MemberKey(guild_id, user_id))
    await leaving.leave(session, gone, now=now)
    await leaving.come_back(session, dict.fromkeys(back, now), now=now)


async def _repair(session: AsyncSession, event: Cleared | Unmarked, *, now: datetime) -> None:
    if isinstance(event, Cleared):
        await recovery.forget_standing(session, event.post_id, event.emoji)
        if event.emoji is not None:
            present = by_emoji(await charter.list_values(session, event.guild_id))
            if base_of(event.emoji) not in present:
                return  # ours was not among them
        await posts.tell_cleared(session, event.guild_id, event.post_id, now=now)
    await posts.ask_reactions(session, [(event.guild_id, event.post_id)], now=now)


def _segments(events: Iterable[Event]) -> Iterator[_Segment]:
    segment = _Segment()
    for event in events:
        if not segment.take(event):
            yield segment
            segment = _Segment()
            segment.take(event)
    yield segment
