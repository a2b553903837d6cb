"""The rules of the charter, and what other capabilities may ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity, audit
from bot.capabilities import Difference
from bot.config import Community
from bot.db import touch
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.charter.models import Charter, Value

FEWEST_BEHAVIOURS = 2
"""A value that nobody can see lived is a slogan; one example is an anecdote (DESIGN §4)."""

TOPIC = "charter"
"""What a commit touches when it changes a charter."""

MOST_VALUES = 12
"""Discord shows 20 reactions under a message, and nobody keeps more than a dozen in mind."""


class TooFewBehaviours(MemberError):
    """A value needs behaviours that can be observed."""

    key = "charter-too-few-behaviours"


class TooManyValues(MemberError):
    """The charter is full."""

    key = "charter-too-many-values"


class EmojiTaken(MemberError):
    """Two values with one emoji could not be told apart under a post."""

    key = "charter-emoji-taken"


class NameTaken(MemberError):
    """There is a value of this name."""

    key = "charter-name-taken"


class NoSuchValue(MemberError):
    """The charter has no value of this name."""

    key = "charter-no-such-value"


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
    raise NoSuchValue(name=name)


async def suggest_values(session: AsyncSession, guild_id: int, typed: str) -> list[ValueText]:
    """`suggest` from the values in force."""
    return suggest(await list_values(session, guild_id), typed)


def suggest(values: Sequence[ValueText], typed: str) -> list[ValueText]:
    """Those whose name holds what was typed so far, names that begin with it first."""
    wanted = typed.strip().casefold()
    holding = [value for value in values if wanted in value.name.casefold()]
    return sorted(holding, key=lambda value: not value.name.casefold().startswith(wanted))


async def add_value(
    session: AsyncSession,
    guild_id: int,
    *,
    name: str,
    emoji: str,
    promise: str,
    looks_like: Sequence[str],
    does_not_look_like: Sequence[str],
    actor_id: int | None,
    now: datetime,
) -> ValueText:
    """Add a value at the end of the charter.

    Raises:
        TooFewBehaviours: Fewer than `FEWEST_BEHAVIOURS` different ones.
        TooManyValues: There are `MOST_VALUES` already.
        NameTaken, EmojiTaken: Another value has it.
    """
    behaviours = tuple(dict.fromkeys(line.strip() for line in looks_like if line.strip()))
    if len(behaviours) < FEWEST_BEHAVIOURS:
        raise TooFewBehaviours(name=name, count=len(behaviours), fewest=FEWEST_BEHAVIOURS)
    present = await list_values(session, guild_id)
    if len(present) >= MOST_VALUES:
        raise TooManyValues(most=MOST_VALUES)
    if any(value.name.casefold() == name.strip().casefold() for value in present):
        raise NameTaken(name=name)
    for value in present:
        if plain_emoji(value.emoji) == plain_emoji(emoji):
            raise EmojiTaken(emoji=emoji, name=value.name)
    row = Value(
        guild_id=guild_id,
        position=await _next_position(session, guild_id),
        name=name.strip(),
        emoji=emoji,
        promise=promise.strip(),
        looks_like=list(behaviours),
        does_not_look_like=[line.strip() for line in does_not_look_like if line.strip()],
        revision=1,
    )
    session.add(row)
    await session.flush()
    touch(session, TOPIC)
    await audit.note(
        session,
        "charter.value_added",
        guild_id=guild_id,
        actor_id=actor_id,
        before=None,
        after=row.name,
        at=now,
    )
    await activity.record(
        session,
        "charter.value_added",
        guild_id=guild_id,
        at=now,
        user_id=actor_id,
        value_id=row.id,
        source="config" if actor_id is None else "command",
    )
    return _text(row)


def plain_emoji(emoji: str) -> str:
    """An emoji as Discord compares it: without the variation selector that only asks for colour."""
    return emoji.replace("\ufe0f", "")


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """Write the file's mission and values."""
    session.add(Charter(guild_id=guild_id, mission=community.mission, version=1, changed_at=now))
    for value in community.values:
        await add_value(
            session,
            guild_id,
            name=value.name,
            emoji=value.emoji,
            promise=value.promise,
            looks_like=value.looks_like,
            does_not_look_like=value.does_not_look_like,
            actor_id=None,
            now=now,
        )


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """Where the file's mission and values are not those in force."""
    charter = await session.get(Charter, guild_id)
    mission = "" if charter is None else charter.mission
    found: list[Difference] = []
    if mission != community.mission:
        found.append(Difference("mission", community.mission, mission or "—"))
    stored = {value.name: value for value in await list_values(session, guild_id)}
    for value in community.values:
        kept = stored.pop(value.name, None)
        if kept is None:
            found.append(Difference(f"values.{value.name}", value.promise, "—"))
            continue
        for part in ("emoji", "promise", "looks_like", "does_not_look_like"):
            if getattr(value, part) != getattr(kept, part):
                path = f"values.{value.name}.{part}"
                found.append(Difference(path, _said(value, part), _said(kept, part)))
    found += [Difference(f"values.{name}", "—", value.promise) for name, value in stored.items()]
    return found


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """The charter holds nothing about members."""


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """The charter holds nothing about members."""
    return {}


async def _next_position(session: AsyncSession, guild_id: int) -> int:
    highest = await session.scalar(
        select(func.max(Value.position)).where(Value.guild_id == guild_id)
    )
    return 0 if highest is None else highest + 1


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


def _said(value: object, part: str) -> str:
    said = getattr(value, part)
    return said if isinstance(said, str) else " / ".join(said)
