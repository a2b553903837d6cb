"""What shows that a value is lived, or the honest word that nobody has told of it.

First comes what came of an initiative, then one that is open, and where there is neither the post
says so. Whatever else may be told of a value one day is found here, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.initiatives import service as initiatives
from cogs.initiatives.service import Overview, Told
from cogs.reminders.models import Proof, ReminderPost

RECENT = timedelta(days=90)
"""What came of an initiative that was closed before this says nothing about today."""


@dataclass(frozen=True)
class Chosen:
    """Which proof a post carries; `initiative_id` unless there is none."""

    proof: Proof
    initiative_id: int | None = None


@dataclass(frozen=True)
class ProofText:
    """A proof as it holds now.

    Args:
        told: For `Proof.OUTCOME`.
        open: For `Proof.INITIATIVE`.
    """

    proof: Proof
    told: Told | None = None
    open: Overview | None = None

    @property
    def initiative(self) -> Overview | None:
        """The initiative it is about."""
        return self.told.initiative if self.told is not None else self.open


async def choose_proof(
    session: AsyncSession, guild_id: int, value_id: int, *, now: datetime
) -> Chosen:
    """The latest outcome that was not shown before, else what is open, else a shown outcome."""
    told = await initiatives.list_told(session, guild_id, value_id, since=now - RECENT)
    if told:
        rows = await session.scalars(
            select(ReminderPost.proof_id).where(
                ReminderPost.guild_id == guild_id,
                ReminderPost.value_id == value_id,
                ReminderPost.proof == Proof.OUTCOME,
                ReminderPost.proof_id.in_(told),
            )
        )
        shown = set(rows)
        for initiative_id in told:
            if initiative_id not in shown:
                return Chosen(Proof.OUTCOME, initiative_id)
    joinable = await initiatives.find_joinable(session, guild_id, value_id=value_id, now=now)
    if joinable is not None:
        return Chosen(Proof.INITIATIVE, joinable)
    return Chosen(Proof.OUTCOME, told[0]) if told else Chosen(Proof.NOTHING_HEARD)


async def read_proof(
    session: AsyncSession, guild_id: int, value_id: int, chosen: Chosen, *, now: datetime
) -> ProofText:
    """The proof in its present words; one that holds no longer gives way to another."""
    found = await _read(session, guild_id, chosen, now=now)
    if found is None:
        other = await choose_proof(session, guild_id, value_id, now=now)
        found = await _read(session, guild_id, other, now=now)
    return found or ProofText(Proof.NOTHING_HEARD)


async def _read(
    session: AsyncSession, guild_id: int, chosen: Chosen, *, now: datetime
) -> ProofText | None:
    if chosen.initiative_id is None:
        return None
    if chosen.proof is Proof.OUTCOME:
        told = await initiatives.find_told(session, guild_id, chosen.initiative_id)
        return None if told is None else ProofText(Proof.OUTCOME, told=told)
    joinable = await initiatives.find_joinable(
        session, guild_id, initiative_id=chosen.initiative_id, now=now
    )
    if joinable is None:
        return None
    return ProofText(Proof.INITIATIVE, open=await initiatives.get_overview(session, joinable))
