"""Pledges to words that have changed, and what their members answer: as often as they like.

Nothing follows from not answering, but that the pledge is shown as made to earlier words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.models import Pledge, PledgeState, Source
from cogs.pledges.service import making, objections, pledging, reaffirming
from cogs.pledges.service.pledging import Outcome


@dataclass(frozen=True)
class Reworded:
    """A pledge that was made to earlier words of a value in force."""

    pledge_id: int
    before: ValueText
    """The words that it was made to."""
    now: ValueText
    made_at: datetime
    objection: str | None
    """What its member has against the words in force."""

    @property
    def is_open(self) -> bool:
        """Whether there are other words, and they have not said anything about those."""
        return self.objection is None and not self.is_back

    @property
    def is_back(self) -> bool:
        """Whether the value says again what it said when they pledged, and nothing needs asking."""
        return replace(self.before, emoji=self.now.emoji, revision=self.now.revision) == self.now


class Taken(StrEnum):
    """Whether an answer was taken, and what stood in its way if not."""

    YES = "yes"
    CHANGED = "changed"
    """The words were changed again since they were shown; nothing was done."""
    RETIRED = "retired"
    """The value is not in force any more."""
    GONE = "gone"
    """There is no such pledge any more."""
    HOLDS = "holds"
    """They are pledged to these words; whoever has something against them has not pledged."""


@dataclass(frozen=True)
class Answered:
    """What became of an answer about a value, with its name as far as it is known."""

    taken: Taken
    name: str
    ended: Outcome | None = None
    """What the member is told of a pledge that has ended."""


async def list_reworded(session: AsyncSession, member: MemberKey) -> list[Reworded]:
    """A member's pledges to earlier words of values in force, in the community's order."""
    values = await charter.list_values(session, member.guild_id)
    rows = await session.scalars(
        select(Pledge).where(
            Pledge.guild_id == member.guild_id,
            Pledge.user_id == member.user_id,
            Pledge.state == PledgeState.ACTIVE,
        )
    )
    held = {row.value_id: row for row in rows}
    changed = [
        (held[value.id], value)
        for value in values
        if value.id in held and held[value.id].value_revision < value.revision
    ]
    if not changed:
        return []
    words = await charter.find_words(
        session, [(row.value_id, row.value_revision) for row, _ in changed]
    )
    objected = await objections.find(session, member, [value for _, value in changed])
    return [
        Reworded(
            pledge_id=row.id,
            before=words[row.value_id, row.value_revision],
            now=value,
            made_at=row.made_at,
            objection=objected.get(value.id),
        )
        for row, value in changed
    ]


def next_open(reworded: Sequence[Reworded], after: int) -> int | None:
    """The value to be shown once one has been answered: the next that is open, going round.

    Args:
        after: The value that was answered.
    """
    ids = [one.now.id for one in reworded]
    start = ids.index(after) + 1 if after in ids else 0
    around = [*reworded[start:], *reworded[:start]]
    return next((one.now.id for one in around if one.is_open), None)


async def reaffirm(
    session: AsyncSession, member: MemberKey, value_id: int, *, revision: int, now: datetime
) -> Answered:
    """Hold to a value in its present words; saying so twice is saying it once.

    Whoever holds to the words has nothing against them any more.

    Args:
        revision: The words that the member was shown; no others are pledged to.
    """
    answered, value = await look(session, member, value_id, revision=revision)
    if value is not None:
        await making.make(session, member, value, source=Source.BUTTON, now=now)
        await objections.take_back(session, member, value, now=now)
    return answered


async def let_go(
    session: AsyncSession, member: MemberKey, value_id: int, *, revision: int, now: datetime
) -> Answered:
    """Withdraw a pledge because of the words that its value has now.

    Args:
        revision: The words that the member was shown.
    """
    answered, value = await look(session, member, value_id, revision=revision)
    if value is not None:
        ended = await pledging.withdraw(session, member, value_id, source=Source.BUTTON, now=now)
        return replace(answered, ended=ended)
    return answered


async def object_to(
    session: AsyncSession,
    member: MemberKey,
    value_id: int,
    *,
    revision: int,
    reason: str,
    now: datetime,
) -> Answered:
    """Say what one has against the present words; the pledge stays one to the earlier.

    Args:
        revision: The words that the member was shown.
        reason: Nothing takes back what they said before.
    """
    answered, value = await look(session, member, value_id, revision=revision)
    if value is not None and not await _is_reworded(session, member, value):
        return Answered(Taken.HOLDS, value.name)
    if value is not None and reason:
        await objections.write(session, member, value, reason, now=now)
        await reaffirming.answered(session, member, value_id)
    elif value is not None:
        await objections.take_back(session, member, value, now=now)
    return answered


async def look(
    session: AsyncSession, member: MemberKey, value_id: int, *, revision: int
) -> tuple[Answered, ValueText | None]:
    """Whether an answer about these words is still one, and the value that it is about if so."""
    values = await charter.list_values(session, member.guild_id)
    value = next((value for value in values if value.id == value_id), None)
    if value is None:
        words = await charter.find_words(session, [(value_id, revision)])
        known = words.get((value_id, revision))
        return Answered(Taken.RETIRED, "—" if known is None else known.name), None
    if await _held(session, member, value_id) is None:
        return Answered(Taken.GONE, value.name), None
    if value.revision != revision:
        return Answered(Taken.CHANGED, value.name), None
    return Answered(Taken.YES, value.name), value


async def _is_reworded(session: AsyncSession, member: MemberKey, value: ValueText) -> bool:
    return await _held(session, member, value.id) != value.revision


async def _held(session: AsyncSession, member: MemberKey, value_id: int) -> int | None:
    """The revision of a value that a member is pledged to, if they are."""
    found: int | None = await session.scalar(
        select(Pledge.value_revision).where(
            Pledge.guild_id == member.guild_id,
            Pledge.user_id == member.user_id,
            Pledge.value_id == value_id,
            Pledge.state == PledgeState.ACTIVE,
        )
    )
    return found
