"""The rules of onboarding: `journeys` of members, and the `welcome` post that offers them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import settings
from bot.capabilities import Affected, CharterChange, Difference
from bot.config import Community
from bot.models import MemberKey
from cogs.onboarding.service import dilemmas, native, offers, records, welcome
from cogs.onboarding.service.steps import STEPS
from cogs.onboarding.service.welcome import ENABLED


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """Switch onboarding and its steps as the file says, and ask for the welcome post."""
    is_on = community.onboarding.enabled
    await settings.change(session, guild_id, ENABLED, is_on, actor_id=None, now=now)
    steps = [step.value for step in community.onboarding.steps]
    if steps != STEPS.default:
        await settings.change(session, guild_id, STEPS, steps, actor_id=None, now=now)
    if is_on:
        await welcome.want(session, guild_id, now=now)


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """Whether the file switches onboarding or its steps differently."""
    stored, found = await settings.read(session, guild_id), []
    if stored.get(ENABLED) != community.onboarding.enabled:
        said = str(community.onboarding.enabled).lower()
        found.append(Difference("onboarding.enabled", said, str(stored.get(ENABLED)).lower()))
    steps = [step.value for step in community.onboarding.steps]
    if stored.get(STEPS) != steps:
        path = "onboarding.steps"
        found.append(Difference(path, ", ".join(steps), ", ".join(stored.get(STEPS))))
    return found


async def affected(session: AsyncSession, change: CharterChange) -> list[Affected]:
    """Newcomers who are under way; they are told what changed at their next step."""
    count = await records.count_open(session, change.guild_id)
    return [Affected("onboarding-affected-under-way", count)]


async def adopt(session: AsyncSession, change: CharterChange, *, now: datetime) -> None:
    """Nothing is to be done: each journey knows the version that it was shown."""


async def forget(session: AsyncSession, member: MemberKey) -> None:
    """Erase a member's journey; what is still to be sent for it finds nothing and is dropped."""
    await records.erase(session, member)
    await offers.forget(session, member)
    await native.forget(session, member)
    await dilemmas.forget(session, member)


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """A member's journey as plain data."""
    besides = {
        "offer": await offers.describe(session, member),
        "discords_own_onboarding": await native.describe(session, member),
        "dilemmas_written": await dilemmas.describe(session, member),
    }
    journey = await records.describe(session, member)
    return journey | {name: described for name, described in besides.items() if described}
