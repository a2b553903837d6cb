"""What members do and see of their pledges: make, choose, withdraw, list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import MemberError
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.models import Pledge, PledgePost, PledgeReaction, PledgeState, Source
from cogs.pledges.service.making import ACT, follow, make


class NotPledged(MemberError):
    """The member has no such pledge."""

    key = "pledges-not-pledged"


class NoSuchValue(MemberError):
    """Nothing in the charter, and nothing that the member is pledged to, is called this."""

    key = "pledges-no-such-value"


class ValueResting(MemberError):
    """The member still holds it, but the value is no longer part of the charter."""

    key = "pledges-value-resting"


@dataclass(frozen=True)
class Held:
    """A pledge that its member holds."""

    value: ValueText
    """In its present words; in its last ones where it has left the charter."""
    made_at: datetime
    earlier_words: bool
    """Whether the value's words have changed since."""
    is_resting: bool = False
    """Whether the value has left the charter; should it return, the pledge holds again."""
    words: ValueText | None = None
    """Those that it was made to, where they are earlier ones."""


@dataclass(frozen=True)
class Outcome:
    """What came of an act, for its receipt."""

    made: tuple[ValueText, ...] = ()
    renewed: tuple[ValueText, ...] = ()
    """Pledged to in their present words, where the member held to earlier ones."""
    unchanged: tuple[ValueText, ...] = ()
    """Asked for, and held already."""
    withdrawn: tuple[ValueText, ...] = ()
    reacted: tuple[ValueText, ...] = ()
    """Withdrawn, while a reaction of the member still stands for them."""
    reworded: tuple[ValueText, ...] = ()
    """Not pledged to: these are not the words that the member saw."""
    gone: int = 0
    """Not pledged to: values that have left the charter."""

    @property
    def named(self) -> tuple[ValueText, ...]:
        """What they said yes to, whether or not it held already."""
        return self.made + self.renewed + self.unchanged


async def list_held(
    session: AsyncSession, member: MemberKey, *, resting: bool = False
) -> list[Held]:
    """A member's pledges to the values in force, in the community's order.

    Args:
        resting: Those to values that have left the charter as well, after the others.
    """
    rows = await session.execute(
        select(Pledge.value_id, Pledge.value_revision, Pledge.made_at)
        .where(
            Pledge.guild_id == member.guild_id,
            Pledge.user_id == member.user_id,
            Pledge.state == PledgeState.ACTIVE,
        )
        .order_by(Pledge.value_revision)
    )
    latest = {row.value_id: row for row in rows}
    values = await charter.list_values(session, member.guild_id)
    present = {value.id for value in values}
    if resting and (left := latest.keys() - present):
        values += await charter.list_retired(session, member.guild_id, left)
    changed = {
        (value.id, latest[value.id].value_revision)
        for value in values
        if value.id in latest and latest[value.id].value_revision != value.revision
    }
    words = await charter.find_words(session, changed)
    return [
        Held(
            value,
            latest[value.id].made_at,
            earlier_words=latest[value.id].value_revision != value.revision,
            is_resting=value.id not in present,
            words=words.get((value.id, latest[value.id].value_revision)),
        )
        for value in values
        if value.id in latest
    ]


async def pledge_to(
    session: AsyncSession, member: MemberKey, name: str, *, source: Source, now: datetime
) -> Outcome:
    """Pledge a member to the value of this name, in its present words.

    Raises:
        NoSuchValue: There is none.
        ValueResting: They hold it already, and it has left the charter.
    """
    held = await list_held(session, member, resting=True)
    try:
        value = charter.named(await charter.list_values(session, member.guild_id), name)
    except charter.NoSuchValue as unknown:
        if _named(held, name) is not None:
            raise ValueResting from None
        raise NoSuchValue(**unknown.arguments) from None
    before = next((pledge for pledge in held if pledge.value.id == value.id), None)
    await make(session, member, value, source=source, now=now)
    if before is None:
        return Outcome(made=(value,))
    return Outcome(renewed=(value,)) if before.earlier_words else Outcome(unchanged=(value,))


async def pick(
    session: AsyncSession,
    member: MemberKey,
    chosen: Mapping[int, int],
    *,
    shown: Collection[int],
    source: Source,
    now: datetime,
) -> Outcome:
    """Do what a member chose from a list, compared with what that list showed as theirs.

    What was shown as theirs and is still chosen stays as it is, in whatever words they pledged:
    leaving a choice alone agrees to nothing new. A list says nothing about values that it did not
    show, however old it is.

    Args:
        chosen: The revision in which each was shown, by value.
        shown: The values that the list showed as theirs.
    """
    present = {value.id: value for value in await charter.list_values(session, member.guild_id)}
    held = {pledge.value.id for pledge in await list_held(session, member, resting=True)}
    new = [value_id for value_id in chosen if value_id not in held]
    found = [present[value_id] for value_id in new if value_id in present]
    made = [value for value in found if value.revision == chosen[value.id]]
    for value in made:
        await make(session, member, value, source=source, now=now)
    taken_back = await _withdraw(
        session, member, [id_ for id_ in shown if id_ not in chosen], source=source, now=now
    )
    return Outcome(
        made=tuple(made),
        withdrawn=tuple(taken_back),
        reacted=tuple(await _with_reaction(session, member, taken_back)),
        reworded=tuple(value for value in found if value not in made),
        gone=len(new) - len(found),
    )


async def withdraw(
    session: AsyncSession,
    member: MemberKey,
    value_id: int,
    *,
    source: Source = Source.COMMAND,
    now: datetime,
) -> Outcome:
    """Withdraw a member's pledge to a value, in whatever words it was made.

    Raises:
        NotPledged: There is no such pledge, or no longer.
    """
    withdrawn = await _withdraw(session, member, [value_id], source=source, now=now)
    if not withdrawn:
        raise NotPledged
    return Outcome(
        withdrawn=tuple(withdrawn),
        reacted=tuple(await _with_reaction(session, member, withdrawn)),
    )


async def withdraw_named(
    session: AsyncSession, member: MemberKey, name: str, *, source: Source, now: datetime
) -> Outcome:
    """Withdraw a member's pledge to the value of this name, be it in the charter still or not.

    Raises:
        NotPledged: They hold no such pledge.
    """
    pledge = _named(await list_held(session, member, resting=True), name)
    if pledge is None:
        raise NotPledged
    return await withdraw(session, member, pledge.value.id, source=source, now=now)


async def suggest_new(session: AsyncSession, member: MemberKey, typed: str) -> list[ValueText]:
    """Values that a member may pledge to in their present words, by what was typed so far."""
    held = await list_held(session, member)
    present = {pledge.value.id for pledge in held if not pledge.earlier_words}
    values = await charter.list_values(session, member.guild_id)
    return charter.suggest([value for value in values if value.id not in present], typed)


async def suggest_held(session: AsyncSession, member: MemberKey, typed: str) -> list[ValueText]:
    """Values that a member is pledged to, those that have left the charter as well."""
    held = await list_held(session, member, resting=True)
    return charter.suggest([pledge.value for pledge in held], typed)


async def held_by(
    session: AsyncSession, guild_id: int, user_ids: Collection[int]
) -> dict[int, frozenset[int]]:
    """The values that members are pledged to, in whatever words, by user id."""
    rows = await session.execute(
        select(Pledge.user_id, Pledge.value_id)
        .where(
            Pledge.guild_id == guild_id,
            Pledge.user_id.in_(user_ids),
            Pledge.state == PledgeState.ACTIVE,
        )
        .distinct()
    )
    found: dict[int, set[int]] = {}
    for user_id, value_id in rows:
        found.setdefault(user_id, set()).add(value_id)
    return {user_id: frozenset(value_ids) for user_id, value_ids in found.items()}


async def _withdraw(
    session: AsyncSession,
    member: MemberKey,
    value_ids: Collection[int],
    *,
    source: Source,
    now: datetime,
) -> list[ValueText]:
    """Take pledges back; returns the values of those that held."""
    if not value_ids:
        return []
    held = await list_held(session, member, resting=True)
    changed = await session.execute(
        update(Pledge)
        .where(
            Pledge.guild_id == member.guild_id,
            Pledge.user_id == member.user_id,
            Pledge.value_id.in_(value_ids),
            Pledge.state == PledgeState.ACTIVE,
        )
        .values(state=PledgeState.WITHDRAWN, source=source, ended_at=now)
        .returning(*ACT)
        .execution_options(synchronize_session=False)
    )
    rows = changed.all()
    if rows:
        await follow(session, "pledge.withdrawn", rows, source=source, now=now)
    ended = {row.value_id for row in rows}
    return [pledge.value for pledge in held if pledge.value.id in ended]


async def _with_reaction(
    session: AsyncSession, member: MemberKey, values: Sequence[ValueText]
) -> list[ValueText]:
    """Those of the values for which a reaction of the member stands under some post."""
    if not values:
        return []
    standing = await session.scalars(
        select(PledgeReaction.value_id)
        .join(PledgePost, PledgePost.id == PledgeReaction.post_id)
        .where(
            PledgePost.guild_id == member.guild_id,
            PledgeReaction.user_id == member.user_id,
            PledgeReaction.value_id.in_([value.id for value in values]),
        )
    )
    found = set(standing)
    return [value for value in values if value.id in found]


def _named(held: Iterable[Held], name: str) -> Held | None:
    """The pledge to the value of this name, one in force before one that has left the charter."""
    wanted = name.strip().casefold()
    return next((pledge for pledge in held if pledge.value.name.casefold() == wanted), None)
