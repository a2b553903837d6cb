"""What an initiative needs, as organisers type it: 3 drivers, 1 photographer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from bot.texts import unturned
from cogs.initiatives.models import SEATED, Initiative, Need, Signup

MOST_NEEDS = 10
"""More than this is a list nobody reads on a phone."""
MOST_OF_ONE = 500
LONGEST_NEED = 60

_BULLET = re.compile(r"(?:[•*·]|[-–]\s)\s*")
_BEFORE = re.compile(r"(-?[0-9]+)\s*[x×]?\s+(.+)|(-?[0-9]+)[x×](.+)", re.DOTALL)
_BEHIND = re.compile(r"(.+?)\s*[:=]\s*(-?[0-9]+)|(.+?)\s*[x×]\s*(-?[0-9]+)", re.DOTALL)


class BadNeed(MemberError):
    """A line that does not say how many of what."""

    key = "initiatives-bad-need"


class NeedTooLong(MemberError):
    """More words than the list to choose from can show."""

    key = "initiatives-need-too-long"


class TooManyNeeds(MemberError):
    """More than a card can hold."""

    key = "initiatives-too-many-needs"


class NeedTwice(MemberError):
    """The same thing in two lines: one number has to hold."""

    key = "initiatives-need-twice"


@dataclass(frozen=True)
class NeedText:
    """How many of what."""

    name: str
    capacity: int


@dataclass(frozen=True)
class NeedNow:
    """Something people can come as, and how many do."""

    id: int
    name: str
    capacity: int
    taken: int

    @property
    def free(self) -> int:
        """Places that nobody has."""
        return max(0, self.capacity - self.taken)


def read_needs(typed: str) -> tuple[NeedText, ...]:
    """What is needed, one in a line or parted by commas; a name alone is one of it.

    Raises:
        BadNeed, NeedTooLong, TooManyNeeds, NeedTwice: As they say.
    """
    lines = re.split(r"[\n;,]", unicodedata.normalize("NFC", unturned(typed)))
    found: dict[str, NeedText] = {}
    for line in lines:
        text = " ".join(_BULLET.sub("", line.strip(), count=1).split())
        if not text:
            continue
        need = _read(text)
        if need.name.casefold() in found:
            raise NeedTwice(name=need.name)
        found[need.name.casefold()] = need
    if len(found) > MOST_NEEDS:
        raise TooManyNeeds(most=MOST_NEEDS)
    return tuple(found.values())


def write_needs(needs: Iterable[NeedText]) -> str:
    """Needs as they could have been typed, to be changed in a form."""
    return "\n".join(f"{need.capacity} {need.name}" for need in needs)


async def list_needs(session: AsyncSession, initiative_id: int) -> list[Need]:
    """What an initiative needs, in its order."""
    rows = await session.scalars(
        select(Need)
        .where(Need.initiative_id == initiative_id, Need.removed_at.is_(None))
        .order_by(Need.position, Need.id)
    )
    return list(rows)


async def list_needs_of(
    session: AsyncSession, initiative_ids: Collection[int]
) -> dict[int, tuple[NeedNow, ...]]:
    """What each of these needs, in its order, with how many came for it."""
    taken = (
        select(func.count())
        .where(
            Signup.initiative_id == Need.initiative_id,
            Signup.need_id == Need.id,
            Signup.state.in_(SEATED),
        )
        .scalar_subquery()
    )
    rows = await session.execute(
        select(Need.initiative_id, Need.id, Need.name, Need.capacity, taken)
        .where(Need.initiative_id.in_(initiative_ids), Need.removed_at.is_(None))
        .order_by(Need.position, Need.id)
    )
    found: dict[int, tuple[NeedNow, ...]] = {}
    for initiative_id, *need in rows:
        found[initiative_id] = (*found.get(initiative_id, ()), NeedNow(*need))
    return found


async def list_needs_now(session: AsyncSession, initiative_id: int) -> tuple[NeedNow, ...]:
    """What one needs, in its order, with how many came for each."""
    return (await list_needs_of(session, [initiative_id])).get(initiative_id, ())


async def put_needs(
    session: AsyncSession, initiative: Initiative, needs: Sequence[NeedText], *, now: datetime
) -> None:
    """Have an initiative need exactly this; who came for something else keeps their seat.

    The seats that this opens or frees are given on by `seats.settle`, which the caller calls.
    """
    before = await list_needs(session, initiative.id)
    there = {need.name.casefold(): need for need in before}
    for position, wanted in enumerate(needs):
        need = there.pop(wanted.name.casefold(), None)
        if need is None:
            need = Need(initiative_id=initiative.id)
            session.add(need)
        need.name, need.capacity, need.position = wanted.name, wanted.capacity, position
    for need in there.values():
        need.removed_at = now
    if there:
        await session.execute(
            update(Signup)
            .where(Signup.need_id.in_([need.id for need in there.values()]))
            .values(need_id=None)
        )
    await session.flush()


def _read(text: str) -> NeedText:
    if before := _BEFORE.fullmatch(text):
        number, name = before[1] or before[3], before[2] or before[4]
    elif behind := _BEHIND.fullmatch(text):
        name, number = behind[1] or behind[3], behind[2] or behind[4]
    else:
        name, number = text, "1"
    name = name.strip()
    if len(name) > LONGEST_NEED:
        raise NeedTooLong(given=_given(name), longest=LONGEST_NEED)
    if not any(character.isalpha() for character in name) or len(number) > 4:
        raise BadNeed(given=_given(text), most=MOST_OF_ONE)
    if not 1 <= int(number) <= MOST_OF_ONE:
        raise BadNeed(given=_given(text), most=MOST_OF_ONE)
    return NeedText(name, int(number))


def _given(typed: str) -> str:
    return typed if len(typed) <= 40 else typed[:39] + "…"
