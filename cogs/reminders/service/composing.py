"""What one post carries: chosen at its run, and read in the words of the moment it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.charter import service as charter
from cogs.charter.service import NoCharter, ValueText
from cogs.initiatives import service as initiatives
from cogs.initiatives.service import Overview
from cogs.reminders.models import Asks, Chooses, Proof, ReminderPost
from cogs.reminders.service.asking import Asked, choose_question, read_question
from cogs.reminders.service.proofs import Chosen, ProofText, choose_proof, read_proof
from cogs.reminders.service.questions import QuestionText
from cogs.reminders.service.templates import mentioned
from cogs.reminders.service.values import choose_value


@dataclass(frozen=True)
class Composed:
    """What was chosen for a post, as ids only.

    Args:
        turn: How often the value was shown before, so that its behaviours take turns.
        asks: What it ends with; `Asks.QUESTION` where polls are not permitted.
    """

    value_id: int
    turn: int
    proof: Chosen
    asks: Asks
    question: Asked | None

    def columns(self) -> dict[str, object]:
        """For a `ReminderPost`."""
        return {
            "value_id": self.value_id,
            "turn": self.turn,
            "proof": self.proof.proof,
            "proof_id": self.proof.initiative_id,
            "asks": self.asks,
            "question": None if self.question is None else self.question.dump(),
        }

    @classmethod
    def of(cls, post: ReminderPost) -> Composed:
        """What a post carries."""
        proof = Proof.NOTHING_HEARD if post.proof is None else Proof(post.proof)
        return cls(
            post.value_id,
            post.turn,
            Chosen(proof, post.proof_id),
            Asks(post.asks),
            Asked.load(post.question),
        )


@dataclass(frozen=True)
class Carried:
    """What a post carries, in the words of now.

    Args:
        behaviour: The one of the value's whose turn it is.
        question: A steward's own, the number of a usual one, or None when nothing is asked.
        next_initiative: One to join, for this value if there is one; for texts that mention it.
    """

    value: ValueText
    behaviour: str
    mission: str
    proof: ProofText
    asks: Asks
    question: QuestionText | int | None
    next_initiative: Overview | None


async def compose(
    session: AsyncSession,
    guild_id: int,
    *,
    chooses: Chooses,
    value_id: int | None,
    asks: Asks,
    text: str | None,
    may_poll: bool = True,
    now: datetime,
) -> Composed | None:
    """Choose what a post carries; None while the charter has no values. Nothing is written.

    Args:
        value_id: For `Chooses.FIXED`.
        text: The reminder's template; one that mentions the question is given one to ask.
        may_poll: Whether we may post polls there; otherwise a question is asked instead.
    """
    value = await choose_value(session, guild_id, chooses=chooses, value_id=value_id, now=now)
    if value is None:
        return None
    turn = await session.scalar(
        select(func.count())
        .select_from(ReminderPost)
        .where(ReminderPost.guild_id == guild_id, ReminderPost.value_id == value.id)
    )
    if asks is Asks.POLL and not may_poll:
        asks = Asks.QUESTION
    if asks is Asks.NOTHING and text is not None and "question" in mentioned(text):
        asks = Asks.QUESTION
    question = None
    if asks is not Asks.NOTHING:
        is_poll = asks is Asks.POLL
        question = await choose_question(session, guild_id, value.id, is_poll=is_poll)
    proof = await choose_proof(session, guild_id, value.id, now=now)
    return Composed(value.id, turn or 0, proof, asks, question)


async def carry(
    session: AsyncSession,
    guild_id: int,
    composed: Composed,
    *,
    text: str | None,
    now: datetime,
) -> Carried | None:
    """What it carries in the words of now; None when the value has left the charter since.

    Args:
        text: The reminder's template; an initiative to join is looked for if it mentions one.
    """
    try:
        in_force = await charter.get_charter(session, guild_id)
    except NoCharter:
        return None
    for value in in_force.values:
        if value.id == composed.value_id:
            break
    else:
        return None
    question = await read_question(
        session, guild_id, value.id, composed.question, is_poll=composed.asks is Asks.POLL
    )
    proof = await read_proof(session, guild_id, value.id, composed.proof, now=now)
    joinable = None
    if "next_initiative" in mentioned(text or ""):
        joinable = await _next_initiative(session, guild_id, value.id, now)
    return Carried(
        value=value,
        behaviour=value.looks_like[composed.turn % len(value.looks_like)],
        mission=in_force.mission,
        proof=proof,
        asks=composed.asks,
        question=question,
        next_initiative=joinable,
    )


async def _next_initiative(
    session: AsyncSession, guild_id: int, value_id: int, now: datetime
) -> Overview | None:
    for serving in (value_id, None):
        found = await initiatives.find_joinable(session, guild_id, value_id=serving, now=now)
        if found is not None:
            return await initiatives.get_overview(session, found)
    return None
