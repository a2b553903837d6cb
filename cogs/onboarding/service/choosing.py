"""What is answered with one press: saved at once, and changed by the next press."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import preferences, zones
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.initiatives import service as initiatives
from cogs.onboarding.models import Journey, State
from cogs.onboarding.service import answers
from cogs.onboarding.service.steps import Kind, Plan
from cogs.pledges import service as pledges
from cogs.pledges.service import Source


class NoSuchZone(MemberError):
    """Chosen from a list that an older version of the zones made."""

    key = "onboarding-zone-gone"


async def hold_on_to(
    session: AsyncSession,
    journey: Journey,
    dilemma_id: int,
    value_id: int,
    *,
    plan: Plan,
    now: datetime,
) -> None:
    """Answer a dilemma; a question that was taken back since is answered by nobody."""
    step = f"{Kind.DILEMMA}:{dilemma_id}"
    dilemma = plan.dilemma(step)
    if _is_over(journey) or dilemma is None:
        return
    if value_id in (dilemma.first.id, dilemma.second.id):
        content = {"value_id": value_id}
        await answers.save(session, journey.id, step, content, choice=value_id, now=now)


async def be_drawn_to(
    session: AsyncSession,
    journey: Journey,
    *,
    values: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    plan: Plan,
    now: datetime,
) -> None:
    """Choose values or kinds of initiative that are of interest; None leaves them as they are."""
    if _is_over(journey):
        return
    before = (await answers.of(session, journey.id)).get(Kind.INTERESTS, {})
    chosen_values, chosen_kinds = before.get("values", []), before.get("kinds", [])
    if values is not None:
        chosen_values = _in_force(values, plan)
    if kinds is not None:
        wanted = set(kinds)
        chosen_kinds = [kind.value for kind in initiatives.Kind if kind.value in wanted]
    if not chosen_values and not chosen_kinds:
        await answers.take_back(session, journey.id, Kind.INTERESTS)
        return
    content = {"values": chosen_values, "kinds": chosen_kinds}
    await answers.save(session, journey.id, Kind.INTERESTS, content, now=now)


async def stand_up_for(
    session: AsyncSession, journey: Journey, values: Iterable[str], *, plan: Plan, now: datetime
) -> None:
    """Pledge to these values; what was pledged in this conversation before is taken back."""
    if _is_over(journey):
        return
    chosen = _in_force(values, plan)
    member = MemberKey(journey.guild_id, journey.user_id)
    await pledges.choose(session, member, chosen, source=Source.ONBOARDING, now=now)
    if chosen:
        await answers.save(session, journey.id, Kind.PLEDGES, {"values": chosen}, now=now)
    else:
        await answers.take_back(session, journey.id, Kind.PLEDGES)


async def live_in(session: AsyncSession, journey: Journey, zone: str, *, now: datetime) -> None:
    """Have times meant in this zone from now on.

    Raises:
        NoSuchZone: There is none of this name.
    """
    if zones.look_up(zone, "en", now=now) is None:
        raise NoSuchZone
    member = MemberKey(journey.guild_id, journey.user_id)
    await preferences.choose_zone(session, member, zone, now=now)


def _in_force(chosen: Iterable[str], plan: Plan) -> list[int]:
    """Those of the values, in the community's order; what has left the charter is passed over."""
    wanted = set(chosen)
    return [value.id for value in plan.text.values if str(value.id) in wanted]


def _is_over(journey: Journey) -> bool:
    """Whether its member is no longer asked anything."""
    return journey.state not in (State.RUNNING, State.LATER)
