"""What an initiative asks of one member at its stage: what they can do, and what waits for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.initiatives.models import (
    DateOption,
    DateVote,
    InitiativeState,
    Need,
    Organiser,
    Signup,
    SignupState,
)
from cogs.initiatives.service.listing import queue_number
from cogs.initiatives.service.organisers import Actor
from cogs.initiatives.service.outcomes import may_confirm
from cogs.initiatives.service.seconding import find_second
from cogs.initiatives.service.showing import Shown


class Ask(StrEnum):
    """What is asked of a member now, the most pressing first."""

    ORGANISE_ALONG = "organise-along"
    """They were asked to organise along, and have not answered."""
    CARD_LOST = "card-lost"
    CONFIRM_SEAT = "confirm-seat"
    DECIDE = "decide"
    CHOOSE_DATE = "choose-date"
    """The vote is over and has chosen none."""
    CLOSE = "close"
    CONFIRM_OUTCOME = "confirm-outcome"
    RUN = "run"
    """It is under way, and they organise it."""
    CHECK_IN = "check-in"
    VOTE = "vote"
    SECOND = "second"
    JOIN = "join"
    QUEUE = "queue"
    """It is full; they could wait."""
    WALK_IN = "walk-in"
    """It is under way; who comes may say so."""

    OWN_PROPOSAL = "own-proposal"
    SECONDED = "seconded"
    UNDECIDED = "undecided"
    """Others decide about it."""
    ORGANISED = "organised"
    """They organise it, and nothing is due."""
    IN = "in"
    WAITING = "waiting"
    MAYBE = "maybe"
    SAID_NO = "said-no"
    HERE = "here"
    VOTED = "voted"
    NOT_FOR_THEM = "not-for-them"
    """Only those with a role may sign up."""
    TOO_LATE = "too-late"
    AWAITED = "awaited"
    """It is over, and its organiser has yet to say what came of it."""
    WAS_THERE = "was-there"
    TOLD = "told"
    """It is closed; they organised it, and could correct what was told."""
    NOTHING = "nothing"


@dataclass(frozen=True)
class Standing:
    """How a member stands to an initiative, and what is asked of them.

    Args:
        number: Their place in the queue, from 1; None when they do not wait.
        comes_as: The need they signed up for.
    """

    asks: tuple[Ask, ...]
    state: SignupState | None = None
    number: int | None = None
    comes_as: str | None = None
    offered_until: datetime | None = None
    offer: int = 0
    signup_id: int | None = None
    reminds: bool = False
    organises: bool = False
    votes: frozenset[int] = frozenset()


async def read_standing(
    session: AsyncSession,
    shown: Shown,
    actor: Actor,
    *,
    role_ids: Collection[int],
    now: datetime,
) -> Standing:
    """How somebody stands to an initiative.

    Args:
        role_ids: The roles they have.
    """
    initiative_id, user_id = shown.overview.id, actor.member.user_id
    signup = await session.scalar(
        select(Signup).where(Signup.initiative_id == initiative_id, Signup.user_id == user_id)
    )
    organiser = await session.get(Organiser, (initiative_id, user_id))
    own = shown.overview.organiser_id == user_id
    along = organiser is not None and organiser.accepted_at is not None
    state = None if signup is None else SignupState(signup.state)
    votes = await _votes(session, initiative_id, user_id) if shown.dates else frozenset()
    seconds = (
        shown.overview.state == InitiativeState.PROPOSED
        and await find_second(session, actor.member, initiative_id) is not None
    )
    facts = _Facts(
        shown=shown,
        actor=actor,
        now=now,
        own=own,
        organises=own or along,
        is_asked=organiser is not None and not along,
        state=state,
        has_arrived=signup is not None and signup.arrived_at is not None,
        seconds=seconds,
        has_voted=bool(votes),
        may_join=shown.overview.role_id is None or shown.overview.role_id in role_ids,
    )
    need = None if signup is None or signup.need_id is None else signup.need_id
    return Standing(
        asks=tuple(facts.asks()),
        state=state,
        number=None if signup is None else await queue_number(session, signup),
        comes_as=None
        if need is None
        else await session.scalar(select(Need.name).where(Need.id == need)),
        offered_until=None if signup is None else signup.offered_until,
        offer=0 if signup is None else signup.offer,
        signup_id=None if signup is None else signup.id,
        reminds=signup is not None and signup.reminds,
        organises=own or along,
        votes=votes,
    )


@dataclass(frozen=True)
class _Facts:
    """What decides about what is asked."""

    shown: Shown
    actor: Actor
    now: datetime
    own: bool
    organises: bool
    is_asked: bool
    state: SignupState | None
    has_arrived: bool
    seconds: bool
    has_voted: bool
    may_join: bool

    def asks(self) -> Iterator[Ask]:
        """Everything that is asked, in the order in which it presses; `NOTHING` if that is all."""
        overview = self.shown.overview
        carries = self.organises or self.actor.is_steward
        finished = overview.state in (
            InitiativeState.CLOSED,
            InitiativeState.DECLINED,
            InitiativeState.CANCELLED,
        )
        if self.is_asked and not finished:
            yield Ask.ORGANISE_ALONG
        if carries and not finished and overview.channel_id is None:
            yield Ask.CARD_LOST
        match overview.state:
            case InitiativeState.PROPOSED:
                yield from self._proposed()
            case InitiativeState.OPEN:
                yield from self._open()
            case InitiativeState.RUNNING:
                yield from self._running()
            case InitiativeState.CLOSED:
                yield from self._closed()
            case _:
                yield Ask.NOTHING

    def _proposed(self) -> Iterator[Ask]:
        if self.own:
            yield Ask.OWN_PROPOSAL
        elif self.shown.seconds_needed is not None:
            yield Ask.SECONDED if self.seconds else Ask.SECOND
        elif not self.actor.is_steward:
            yield Ask.UNDECIDED
        if self.actor.is_steward:
            yield Ask.DECIDE

    def _open(self) -> Iterator[Ask]:
        overview = self.shown.overview
        if self.organises:
            yield Ask.ORGANISED
        if self.shown.is_voting and self.shown.dates:
            yield Ask.VOTED if self.has_voted else Ask.VOTE
        elif self.shown.dates and (self.organises or self.actor.is_steward):
            yield Ask.CHOOSE_DATE
        match self.state:
            case SignupState.OFFERED:
                yield Ask.CONFIRM_SEAT
            case SignupState.CONFIRMED | SignupState.ATTENDED:
                yield Ask.IN
            case SignupState.WAITING:
                yield Ask.WAITING
            case _ if overview.cutoff_at is not None and overview.cutoff_at <= self.now:
                yield Ask.TOO_LATE
            case _ if not self.may_join:
                yield Ask.NOT_FOR_THEM
            case SignupState.INTERESTED:
                yield Ask.MAYBE
            case SignupState.DECLINED:
                yield Ask.SAID_NO
            case _:
                yield Ask.QUEUE if overview.free == 0 else Ask.JOIN

    def _running(self) -> Iterator[Ask]:
        if self.organises:
            yield Ask.CLOSE if self.shown.is_over else Ask.RUN
        elif self.actor.is_steward and self.shown.is_over:
            yield Ask.CLOSE
        if self.has_arrived:
            yield Ask.HERE
        elif self.state in (SignupState.CONFIRMED, SignupState.OFFERED, SignupState.WAITING):
            yield Ask.CHECK_IN
        elif not self.shown.is_over:
            yield Ask.WALK_IN
        elif not self.organises:
            yield Ask.AWAITED

    def _closed(self) -> Iterator[Ask]:
        outcome = self.shown.outcome
        carries = self.organises or self.actor.is_steward
        if outcome is not None and may_confirm(
            outcome, self.actor.member.user_id, organises=carries
        ):
            yield Ask.CONFIRM_OUTCOME
        if carries:
            yield Ask.TOLD
        elif self.state == SignupState.ATTENDED:
            yield Ask.WAS_THERE
        else:
            yield Ask.NOTHING


async def _votes(session: AsyncSession, initiative_id: int, user_id: int) -> frozenset[int]:
    rows = await session.scalars(
        select(DateVote.date_id)
        .join(DateOption, DateOption.id == DateVote.date_id)
        .where(DateOption.initiative_id == initiative_id, DateVote.user_id == user_id)
    )
    return frozenset(rows)
