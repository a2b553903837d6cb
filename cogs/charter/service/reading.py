"""The charter in force, as it is read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from cogs.charter.models import Charter, CharterVersion, Value, ValueRevision

LONGEST_SHOWN = 100
"""Characters of a mistyped name that are shown again; an option takes 6000 (Discord)."""

EMPTY = "charter.empty"
"""What a notice is about when there are no values, whoever misses them."""

TOPIC = "charter"
"""What a commit touches when it changes a charter."""


class NoSuchValue(MemberError):
    """The charter has no value of this name."""

    key = "charter-no-such-value"


class ValueRetired(MemberError):
    """The value is not in force any more."""

    key = "charter-value-retired"


class NoCharter(MemberError):
    """Nobody has written a charter yet."""

    key = "charter-none"


@dataclass(frozen=True)
class ValueText:
    """A value as it is read."""

    id: int
    name: str
    emoji: str
    promise: str
    looks_like: tuple[str, ...]
    does_not_look_like: tuple[str, ...]
    revision: int


@dataclass(frozen=True)
class CharterText:
    """A charter as it is read; values in the community's order."""

    mission: str
    version: int
    values: tuple[ValueText, ...]


# Built once: every step of every onboarding reads the charter.
_charters, _values = Charter.__table__.c, Value.__table__.c
_CHARTER = select(_charters.mission, _charters.version).where(
    _charters.guild_id == bindparam("guild_id")
)
_VALUES = (
    select(
        _values.id,
        _values.name,
        _values.emoji,
        _values.promise,
        _values.looks_like,
        _values.does_not_look_like,
        _values.revision,
    )
    .where(_values.guild_id == bindparam("guild_id"), _values.retired_at.is_(None))
    .order_by(_values.position, _values.id)
)


async def get_charter(session: AsyncSession, guild_id: int) -> CharterText:
    """The charter in force.

    Raises:
        NoCharter: There is none.
    """
    charter = (await session.execute(_CHARTER, {"guild_id": guild_id})).one_or_none()
    if charter is None:
        raise NoCharter
    return CharterText(
        charter.mission, charter.version, tuple(await list_values(session, guild_id))
    )


async def list_values(session: AsyncSession, guild_id: int) -> list[ValueText]:
    """The values in force, in the community's order."""
    rows = await session.execute(_VALUES, {"guild_id": guild_id})
    return [_text(row) for row in rows]


async def list_retired(
    session: AsyncSession, guild_id: int, value_ids: Collection[int] | None = None
) -> list[ValueText]:
    """Values that have left the charter, in their last words and by name.

    Args:
        value_ids: Only those of these.
    """
    query = select(Value).where(Value.guild_id == guild_id, Value.retired_at.is_not(None))
    if value_ids is not None:
        query = query.where(Value.id.in_(value_ids))
    return [_text(row) for row in await session.scalars(query.order_by(Value.name, Value.id))]


async def list_reworded(session: AsyncSession, guild_id: int) -> dict[int, datetime]:
    """When the words of values in force were last changed; without those still in their first."""
    rows = await session.execute(
        select(_values.id, CharterVersion.published_at)
        .join(
            ValueRevision,
            (ValueRevision.value_id == _values.id) & (ValueRevision.revision == _values.revision),
        )
        .join(
            CharterVersion,
            (CharterVersion.guild_id == _values.guild_id)
            & (CharterVersion.version == ValueRevision.version),
        )
        .where(_values.guild_id == guild_id, _values.retired_at.is_(None), _values.revision > 1)
    )
    return dict(rows.all())


async def list_begun(session: AsyncSession, guild_id: int) -> dict[int, datetime]:
    """When each value in force entered the charter."""
    rows = await session.execute(
        select(_values.id, CharterVersion.published_at)
        .join(ValueRevision, (ValueRevision.value_id == _values.id) & (ValueRevision.revision == 1))
        .join(
            CharterVersion,
            (CharterVersion.guild_id == _values.guild_id)
            & (CharterVersion.version == ValueRevision.version),
        )
        .where(_values.guild_id == guild_id, _values.retired_at.is_(None))
    )
    return dict(rows.all())


async def get_value(session: AsyncSession, guild_id: int, name: str) -> ValueText:
    """The value of this name, whatever its case.

    Raises:
        NoSuchValue: There is none.
    """
    return named(await list_values(session, guild_id), name)


def named(values: Sequence[ValueText], name: str) -> ValueText:
    """The one of these values that has this name, whatever its case.

    Raises:
        NoSuchValue: None has.
    """
    wanted = name.strip().casefold()
    for value in values:
        if value.name.casefold() == wanted:
            return value
    raise NoSuchValue(name=name[:LONGEST_SHOWN])


async def suggest_values(session: AsyncSession, guild_id: int, typed: str) -> list[ValueText]:
    """`suggest` from the values in force."""
    return suggest(await list_values(session, guild_id), typed)


def suggest(values: Sequence[ValueText], typed: str) -> list[ValueText]:
    """Those whose name holds what was typed so far, names that begin with it first."""
    wanted = typed.strip().casefold()
    holding = [value for value in values if wanted in value.name.casefold()]
    return sorted(holding, key=lambda value: not value.name.casefold().startswith(wanted))


_NUANCES = dict.fromkeys([0xFE0F, *range(0x1F3FB, 0x1F400)])
"""The variation selector that only asks for colour, and the five skin tones."""


def plain_emoji(emoji: str) -> str:
    """An emoji as people compare it: both of its spellings and all of its skin tones are one."""
    return emoji.translate(_NUANCES) or emoji


def _text(row: Value | Row[*tuple[Any, ...]]) -> ValueText:
    return ValueText(
        id=row.id,
        name=row.name,
        emoji=row.emoji,
        promise=row.promise,
        looks_like=tuple(row.looks_like),
        does_not_look_like=tuple(row.does_not_look_like),
        revision=row.revision,
    )
