"""The rules of onboarding: `journeys` of members, and the `welcome` post that offers them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import contact, settings
from bot.capabilities import Affected, CharterChange, Difference
from bot.config import Community
from bot.models import MemberKey
from bot.settings import Setting
from cogs.charter import service as charter
from cogs.onboarding.service import dilemmas, native, offers, records, welcome
from cogs.onboarding.service.offers import OFFER_DM
from cogs.onboarding.service.rushes import RAID_JOINS
from cogs.onboarding.service.steps import STEPS, Kind
from cogs.onboarding.service.stuck import STUCK_HOURS
from cogs.onboarding.service.welcome import ENABLED


async def seed(
    session: AsyncSession, guild_id: int, community: Community, *, now: datetime
) -> None:
    """Set onboarding up as the file says, and ask for the welcome post."""
    is_on = community.onboarding.enabled
    await settings.change(session, guild_id, ENABLED, is_on, actor_id=None, now=now)
    for setting, value in _plain(community):
        if value != setting.default:
            await settings.change(session, guild_id, setting, value, actor_id=None, now=now)
    values = await charter.list_values(session, guild_id)
    for dilemma in community.onboarding.dilemmas:
        first, second = (charter.named(values, name).id for name in dilemma.values)
        await dilemmas.write(
            session,
            guild_id,
            question=dilemma.question,
            first_value_id=first,
            second_value_id=second,
            actor_id=None,
            now=now,
        )
    if is_on:
        await welcome.want(session, guild_id, now=now)


async def differences(
    session: AsyncSession, guild_id: int, community: Community
) -> list[Difference]:
    """Where the file sets something else about onboarding, or asks other dilemmas."""
    stored = await settings.read(session, guild_id)
    pairs = [(ENABLED, community.onboarding.enabled), *_plain(community)]
    found = [
        Difference(setting.key, _said(value), _said(stored.get(setting)))
        for setting, value in pairs
        if stored.get(setting) != value
    ]
    in_file = [one.question for one in community.onboarding.dilemmas]
    written = [one.question for one in await dilemmas.list_written(session, guild_id)]
    if in_file != written:
        found.append(Difference("onboarding.dilemmas", _said(in_file), _said(written)))
    return found


def _plain(community: Community) -> list[tuple[Setting[Any], Any]]:
    """The settings that are stored as the file says them."""
    said = community.onboarding
    steps = [step.value for step in said.steps if step is not Kind.FINISH]
    return [
        (STEPS, [*steps, Kind.FINISH.value]),
        (OFFER_DM, said.offer_dm),
        (RAID_JOINS, said.raid_joins),
        (STUCK_HOURS, said.stuck_hours),
    ]


def _said(value: object) -> str:
    """A value as it is told in a difference."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value).lower() if isinstance(value, bool) else str(value)


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
    await contact.forget(session, member)


async def export(session: AsyncSession, member: MemberKey) -> dict[str, Any]:
    """A member's journey as plain data."""
    besides = {
        "offer": await offers.describe(session, member),
        "discords_own_onboarding": await native.describe(session, member),
        "unasked_messages": await contact.describe(session, member),
        "dilemmas_written": await dilemmas.describe(session, member),
    }
    journey = await records.describe(session, member)
    return journey | {name: described for name, described in besides.items() if described}
