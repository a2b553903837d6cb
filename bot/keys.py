"""Which keys a database needs, and whether they are here."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Column, ColumnElement, Text, and_, cast, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import capabilities, facts
from bot.db import Base, PostgresDatabase, SqliteDatabase
from bot.errors import ConfigurationError
from bot.sealing import SEALED, SealedJson, sealed_columns

FACT = "sealed-with"
"""The fact of every key that may have sealed something, a colon and its mark after it."""


async def admit(db: SqliteDatabase | PostgresDatabase, *, only_reads: bool = False) -> None:
    """See that what is sealed can be opened, and write down the key that seals from here on.

    It is asked before anything else reads or writes, so nothing is ever sealed with a key that the
    database does not know of. Only when such a key is not here are the rows themselves looked at.

    Args:
        only_reads: Leave what is written down: a bot may run with other keys meanwhile.

    Raises:
        ConfigurationError: What is sealed met no key, or not the right one.
    """
    ring = db.ring
    async with db.read() as session:
        known = await known_marks(session)
        absent = known - ring.marks
        needed = {mark: await _count(session, mark) for mark in sorted(absent)}
    missing = {mark: count for mark, count in needed.items() if count}
    if missing:
        raise ConfigurationError(_refusal(missing, has_keys=bool(ring.marks)))
    new = {ring.mark} - known if ring.mark is not None else set()
    if not only_reads and (absent or new):
        async with db.begin() as session:
            for mark in absent:
                await facts.forget(session, f"{FACT}:{mark}")
            for mark in new:
                await facts.put(session, f"{FACT}:{mark}", "since it was first here")


async def known_marks(session: AsyncSession) -> set[str]:
    """The marks of the keys that have ever been here, as far as they may be needed."""
    return {key.removeprefix(f"{FACT}:") for key in await facts.starting_with(session, FACT)}


def is_sealed_with(column: Column[str], marks: Iterable[str]) -> ColumnElement[bool]:
    """Whether a row's words rest sealed with one of these keys; the database itself can tell."""
    quote = '"' if isinstance(column.type, SealedJson) else ""
    raw = cast(column, Text)
    return or_(*(raw.startswith(f"{quote}{SEALED}{mark}:", autoescape=True) for mark in marks))


def has_other_form(column: Column[str], mark: str | None) -> ColumnElement[bool]:
    """Whether a row's words do not rest as they should.

    Args:
        mark: The key that should have sealed them; None: they should be plain.
    """
    raw = cast(column, Text)
    is_json = isinstance(column.type, SealedJson)
    if mark is None:
        return raw.startswith('"' + SEALED if is_json else SEALED, autoescape=True)
    other = and_(column.is_not(None), not_(is_sealed_with(column, [mark])))
    return and_(other, raw != "null") if is_json else other


async def _count(session: AsyncSession, mark: str) -> int:
    capabilities.import_models()
    counts = [
        await session.scalar(
            select(func.count()).select_from(column.table).where(is_sealed_with(column, [mark]))
        )
        for column in sealed_columns(Base.metadata)
    ]
    return sum(count or 0 for count in counts)


def _refusal(missing: dict[str, int], *, has_keys: bool) -> str:
    which = " and ".join(f"{count} with the key {mark}" for mark, count in missing.items())
    there = (
        "TENET_ENCRYPTION_KEY holds other keys, and not that one"
        if has_keys
        else "TENET_ENCRYPTION_KEY is not set"
    )
    return (
        f"The database holds sealed fields ({which}), and {there}. Add the key they were sealed "
        "with; `tenet seal --marks` says which of your keys is which. Without it nobody can read "
        "them."
    )
