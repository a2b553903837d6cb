"""From a whole proposal to an initiative that stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.errors import MemberError
from bot.moments import Span
from cogs.initiatives.models import (
    DateOption,
    Initiative,
    InitiativeState,
    InitiativeValue,
    Kind,
    PlaceKind,
)
from cogs.initiatives.service.cards import refresh_card
from cogs.initiatives.service.configuring import read_rules
from cogs.initiatives.service.following import follow
from cogs.initiatives.service.needs import NeedText, put_needs

LONGEST_TITLE = 100
LONGEST_WHAT = 1500
LONGEST_WHEN = 200
LONGEST_FIRST_STEP = 300
MOST_VALUES = 5
"""What serves every value says nothing about any of them."""
MOST_PLACES = 500
"""A card is for people who know or can find each other; a larger crowd needs an event system."""


class BadTitle(MemberError):
    """A title is needed, and it has to fit."""

    key = "initiatives-bad-title"


class BadDescription(MemberError):
    """Nobody joins what is not described."""

    key = "initiatives-bad-description"


class BadWhen(MemberError):
    """The line about the time has to fit."""

    key = "initiatives-bad-when"


class BadFirstStep(MemberError):
    """The first step has to fit."""

    key = "initiatives-bad-first-step"


class BadCapacity(MemberError):
    """The number of places is not one."""

    key = "initiatives-bad-capacity"


class ValueGone(MemberError):
    """The value was taken out of the charter while the form was open."""

    key = "initiatives-value-gone"


class NoDraft(MemberError):
    """It was published or discarded, or it is somebody else's."""

    key = "initiatives-no-draft"


@dataclass(frozen=True)
class Proposal:
    """An initiative that could stand as it is: everything in it was read and checked.

    Args:
        when_text: A time in words, where there is no date.
        zone: In which the date was meant.
        dates: What members vote about; then there is no date yet, and voting ends at `poll_until`.
        series_id: What it is an occurrence of, and with `due_on`, which.
    """

    title: str
    what: str
    kind: Kind = Kind.PROJECT
    value_ids: tuple[int, ...] = ()
    first_step: str | None = None
    when_text: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    zone: str | None = None
    dates: tuple[Span, ...] = ()
    poll_until: datetime | None = None
    capacity: int | None = None
    needs: tuple[NeedText, ...] = ()
    role_id: int | None = None
    cutoff_at: datetime | None = None
    place_kind: PlaceKind = PlaceKind.UNSAID
    place_text: str | None = None
    place_channel_id: int | None = None
    link: str | None = None
    series_id: int | None = None
    due_on: date | None = None


async def open_initiative(
    session: AsyncSession,
    proposal: Proposal,
    *,
    guild_id: int,
    organiser_id: int | None,
    act_id: int,
    channel_id: int | None,
    state: InitiativeState,
    now: datetime,
) -> Initiative:
    """Let an initiative stand, and have its card posted.

    Args:
        act_id: What made it; unique in the server.
        channel_id: Where the card is to stand.
        state: `PROPOSED` when somebody has to decide first, else `OPEN`.
    """
    rules = await read_rules(session, guild_id)
    initiative = Initiative(
        guild_id=guild_id,
        act_id=act_id,
        uid=str(uuid4()),
        organiser_id=organiser_id,
        state=state,
        kind=proposal.kind,
        title=proposal.title,
        what=proposal.what,
        first_step=proposal.first_step,
        created_at=now,
        when_text=proposal.when_text,
        starts_at=proposal.starts_at,
        ends_at=proposal.ends_at,
        zone=proposal.zone,
        poll_until=proposal.poll_until,
        capacity=proposal.capacity,
        role_id=proposal.role_id,
        cutoff_at=proposal.cutoff_at,
        place_kind=proposal.place_kind,
        place_text=proposal.place_text,
        place_channel_id=proposal.place_channel_id,
        link=proposal.link,
        series_id=proposal.series_id,
        due_on=proposal.due_on,
        channel_id=channel_id,
        has_thread=rules.threads,
        is_mirrored=rules.events,
    )
    session.add(initiative)
    await session.flush()
    session.add_all(
        InitiativeValue(initiative_id=initiative.id, value_id=value_id, position=position)
        for position, value_id in enumerate(proposal.value_ids)
    )
    session.add_all(
        DateOption(
            initiative_id=initiative.id,
            position=position,
            starts_at=span.starts_at,
            ends_at=span.ends_at,
        )
        for position, span in enumerate(proposal.dates)
    )
    await put_needs(session, initiative, proposal.needs, now=now)
    is_open = state == InitiativeState.OPEN
    await activity.record(
        session,
        "initiative.created" if is_open else "initiative.proposed",
        guild_id=guild_id,
        at=now,
        user_id=organiser_id,
        subject_id=initiative.id,
        value_id=proposal.value_ids[0] if proposal.value_ids else None,
        source="command" if proposal.series_id is None else "series",
    )
    await follow(session, initiative, now=now)
    await refresh_card(session, guild_id, initiative.id, now)
    return initiative


def read_capacity(typed: str) -> int | None:
    """The number of places somebody wrote; None for no limit.

    Raises:
        BadCapacity: Not a whole number from 1 to `MOST_PLACES`.
    """
    given = typed.strip()
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= 6):
        raise BadCapacity(given=typed, most=MOST_PLACES)
    capacity = int(given)
    if not 1 <= capacity <= MOST_PLACES:
        raise BadCapacity(given=typed, most=MOST_PLACES)
    return capacity
