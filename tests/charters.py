"""Charters as tests want them: edited and published in one breath."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from cogs.charter import service as charter
from cogs.charter.service import Typed, ValueText

STEWARD_ID = 700_000_000_000_000_001


async def add_value(
    session: AsyncSession,
    guild_id: int,
    *,
    now: datetime,
    name: str = "Patience",
    emoji: str = "🐢",
    promise: str = "We wait.",
    looks_like: Sequence[str] = ("We wait.", "We listen."),
    does_not_look_like: Sequence[str] = ("We rush.",),
) -> ValueText:
    """Publish a version with one more value; a server without a charter gets a mission as well."""
    await write_value(
        session,
        guild_id,
        0,
        Typed(name, emoji, promise, "\n".join(looks_like), "\n".join(does_not_look_like)),
        now=now,
    )
    if not (await charter.read_draft(session, guild_id)).content.mission:
        await write_mission(session, guild_id, "We look after each other.", now=now)
    await publish(session, guild_id, now=now)
    return await charter.get_value(session, guild_id, name)


async def reword(
    session: AsyncSession, guild_id: int, value: ValueText, promise: str, *, now: datetime
) -> ValueText:
    """Publish a version in which a value promises something else."""
    typed = Typed(
        value.name,
        value.emoji,
        promise,
        "\n".join(value.looks_like),
        "\n".join(value.does_not_look_like),
    )
    await write_value(session, guild_id, value.id, typed, now=now)
    await publish(session, guild_id, now=now)
    return await charter.get_value(session, guild_id, value.name)


async def retire(session: AsyncSession, guild_id: int, value_id: int, *, now: datetime) -> None:
    """Publish a version without a value."""
    await charter.retire_value(session, guild_id, value_id, actor_id=STEWARD_ID, now=now)
    await publish(session, guild_id, now=now)


async def write_value(
    session: AsyncSession, guild_id: int, key: int, typed: Typed, *, now: datetime
) -> charter.Written:
    """Write into the draft with a form that was opened just now."""
    draft = await charter.read_draft(session, guild_id)
    return await charter.write_value(
        session,
        guild_id,
        key,
        typed,
        base=draft.base_version,
        seen=draft.turn,
        actor_id=STEWARD_ID,
        now=now,
    )


async def write_mission(
    session: AsyncSession, guild_id: int, mission: str, *, now: datetime
) -> charter.Written:
    """Likewise."""
    draft = await charter.read_draft(session, guild_id)
    return await charter.write_mission(
        session,
        guild_id,
        mission,
        base=draft.base_version,
        seen=draft.turn,
        actor_id=STEWARD_ID,
        now=now,
    )


async def publish(session: AsyncSession, guild_id: int, *, now: datetime) -> charter.VersionLine:
    """Put the draft in force as it is."""
    draft = await charter.read_draft(session, guild_id)
    return await charter.publish(session, guild_id, turn=draft.turn, actor_id=STEWARD_ID, now=now)
