"""What a step reads to be drawn, besides the plan that is the same for everybody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot import preferences
from bot.models import MemberKey
from bot.zones import Found
from cogs.buddies import service as buddies
from cogs.buddies.service import Wish
from cogs.charter.service import ValueText
from cogs.initiatives import service as initiatives
from cogs.initiatives.service import Overview
from cogs.onboarding.models import State
from cogs.onboarding.service import dilemmas
from cogs.onboarding.service.answers import Content
from cogs.onboarding.service.dilemmas import Distribution
from cogs.onboarding.service.steps import Kind, Plan
from cogs.pledges import service as pledges
from cogs.pledges.service import Held


@dataclass(frozen=True)
class Asked:
    """Whose step it is, and what they answered so far."""

    member: MemberKey
    step: str
    plan: Plan
    answers: Mapping[str, Content]
    state: State = State.RUNNING


@dataclass(frozen=True)
class ZoneDetail:
    """The zone that somebody chose, and what they are searching for."""

    chosen: str | None
    typed: str | None = None
    """None: nothing at the moment."""
    found: tuple[Found, ...] = ()


@dataclass(frozen=True)
class NextStep:
    """What somebody who has finished could do next."""

    initiative: Overview | None = None
    """One for a value they chose, in which they could take a place."""
    value: ValueText | None = None
    """The value it is for."""
    wish: Wish | None = None
    """Their wish for a buddy."""
    has_buddies: bool = False
    """Whether anybody volunteers to be one."""


Loader = Callable[[AsyncSession, Asked], Awaitable[object]]


def chosen_values(answers: Mapping[str, Content]) -> list[int]:
    """The values somebody chose on their way, those they pledged to first."""
    chosen: list[int] = []
    for kind in (Kind.PLEDGES, Kind.INTERESTS):
        chosen += answers.get(kind, {}).get("values", ())
    return list(dict.fromkeys(chosen))


async def _distribution(session: AsyncSession, asked: Asked) -> Distribution | None:
    """How people answered; nobody sees it before they have answered themselves."""
    dilemma = asked.plan.dilemma(asked.step)
    if dilemma is None or asked.step not in asked.answers:
        return None
    return await dilemmas.find_distribution(session, dilemma)


async def _zone(session: AsyncSession, asked: Asked) -> ZoneDetail:
    chosen = await preferences.find(session, asked.member)
    return ZoneDetail(None if chosen is None else chosen.zone)


async def _pledges(session: AsyncSession, asked: Asked) -> list[Held]:
    """What they are pledged to, by whichever door."""
    return await pledges.list_held(session, asked.member)


async def _next_step(session: AsyncSession, asked: Asked) -> NextStep | None:
    """Where to go from here, once they have finished."""
    if asked.state is not State.FINISHED:
        return None
    off, found, wish, has_buddies = asked.plan.off, None, None, False
    if "initiatives" not in off:
        found = await initiatives.find_open_for(session, asked.member, chosen_values(asked.answers))
    if "buddies" not in off:
        wish = await buddies.find_wish(session, asked.member)
        has_buddies = await buddies.has_any(
            session, asked.member.guild_id, without=asked.member.user_id
        )
    values = {value.id: value for value in asked.plan.text.values}
    value = None if found is None or found.value_id is None else values.get(found.value_id)
    return NextStep(found, value, wish=wish, has_buddies=has_buddies)


DETAILS: Mapping[Kind, Loader] = {
    Kind.DILEMMA: _distribution,
    Kind.ZONE: _zone,
    Kind.PLEDGES: _pledges,
    Kind.FINISH: _next_step,
}
"""What else a kind of step reads to be drawn; besides, a step costs no query of its own."""
