"""Changing what an initiative is called, what it is about, and which values it serves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot import audit
from bot.texts import unturned
from cogs.charter import service as charter
from cogs.initiatives.models import LIVE, InitiativeState, InitiativeValue
from cogs.initiatives.service.changing import changed
from cogs.initiatives.service.organisers import Actor
from cogs.initiatives.service.organising import hold
from cogs.initiatives.service.proposals import (
    LONGEST_FIRST_STEP,
    LONGEST_TITLE,
    LONGEST_WHAT,
    MOST_VALUES,
    BadDescription,
    BadTitle,
    ValueGone,
)
from cogs.initiatives.service.reading import values_of

EDITABLE = (InitiativeState.PROPOSED, *LIVE)


@dataclass(frozen=True)
class Words:
    """What an initiative is, in words.

    Args:
        value_ids: The main one first.
    """

    title: str
    what: str
    first_step: str | None
    value_ids: tuple[int, ...]


async def edit(
    session: AsyncSession, actor: Actor, initiative_id: int, words: Words, *, now: datetime
) -> bool:
    """Change what it says about itself, and return whether anything is different.

    Raises:
        NoSuchInitiative, NotYours, NotOpen, BadTitle, BadDescription, ValueGone: As they say.
    """
    initiative = await hold(session, actor, initiative_id, states=EDITABLE)
    title, what = unturned(words.title).strip(), unturned(words.what).strip()
    first_step = unturned(words.first_step or "").strip()[:LONGEST_FIRST_STEP] or None
    if not 0 < len(title) <= LONGEST_TITLE:
        raise BadTitle(longest=LONGEST_TITLE)
    if not 0 < len(what) <= LONGEST_WHAT:
        raise BadDescription(longest=LONGEST_WHAT)
    before = (await values_of(session, [initiative_id])).get(initiative_id, ())
    value_ids = await _read_values(session, initiative.guild_id, words.value_ids, before)
    was = (initiative.title, initiative.what, initiative.first_step, before)
    if was == (title, what, first_step, value_ids):
        return False
    initiative.title, initiative.what, initiative.first_step = title, what, first_step
    if value_ids != before:
        await session.execute(
            delete(InitiativeValue).where(InitiativeValue.initiative_id == initiative_id)
        )
        session.add_all(
            InitiativeValue(initiative_id=initiative_id, value_id=value_id, position=position)
            for position, value_id in enumerate(value_ids)
        )
    await audit.note(
        session,
        "initiatives.edited",
        guild_id=initiative.guild_id,
        actor_id=actor.member.user_id,
        before={"initiative": initiative_id, "title": was[0], "values": list(before)},
        after={"initiative": initiative_id, "title": title, "values": list(value_ids)},
        at=now,
    )
    await session.flush()
    await changed(session, initiative, now=now)
    return True


async def _read_values(
    session: AsyncSession, guild_id: int, chosen: Sequence[int], before: tuple[int, ...]
) -> tuple[int, ...]:
    """The values that were chosen, the main one still first; where there are none, as before.

    Raises:
        ValueGone: One was taken out of the charter meanwhile.
    """
    there = {value.id for value in await charter.list_values(session, guild_id)}
    if not there:
        return before
    wanted = list(dict.fromkeys(chosen))[:MOST_VALUES]
    if not wanted or not there.issuperset(wanted):
        raise ValueGone
    # A form lists what was chosen in the charter's order: the main one shall stay it.
    return tuple(sorted(wanted, key=lambda id_: id_ != (before[0] if before else None)))
