"""What the buttons, lists and forms do with which a step is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import zones
from bot.components import Field
from bot.interactions import Interaction, speaker
from bot.models import MemberKey
from bot.texts import unturned
from cogs.buddies import service as buddies
from cogs.onboarding.models import Journey, State
from cogs.onboarding.service import answers, choosing, journeys, reflections
from cogs.onboarding.service.details import chosen_values
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.service.steps import Kind, Plan
from cogs.onboarding.showing import plan_for, show, spot_of
from cogs.onboarding.views import asking
from cogs.onboarding.views.closing import BUDDY

Act = Callable[[AsyncSession, Journey, Plan, datetime], Awaitable[None]]


async def _do(interaction: Interaction, journey: int, act: Act | None = None) -> Scene:
    """Save an answer, and say what its member is to see now."""
    bot, plan = interaction.client, await plan_for(interaction, journey)
    now = bot.clock.now()
    async with bot.db.begin() as session:
        found = await journeys.at(
            session,
            journey,
            interaction.user.id,
            locale=str(interaction.locale),
            spot=spot_of(interaction),
        )
        if act is not None:
            await act(session, found, plan, now)
        return await journeys.show(session, found, plan, now=now)


@asking.HOLD_ON.handles
async def _hold_on(interaction: Interaction, *, journey: int, dilemma: int, value: int) -> None:
    async def act(session: AsyncSession, found: Journey, plan: Plan, now: datetime) -> None:
        await choosing.hold_on_to(session, found, dilemma, value, plan=plan, now=now)

    await show(interaction, await _do(interaction, journey, act))


@asking.VALUES.handles
async def _choose_values(interaction: Interaction, *, journey: int, values: list[str]) -> None:
    async def act(session: AsyncSession, found: Journey, plan: Plan, now: datetime) -> None:
        await choosing.be_drawn_to(session, found, values=values, plan=plan, now=now)

    await show(interaction, await _do(interaction, journey, act))


@asking.KINDS.handles
async def _choose_kinds(interaction: Interaction, *, journey: int, values: list[str]) -> None:
    async def act(session: AsyncSession, found: Journey, plan: Plan, now: datetime) -> None:
        await choosing.be_drawn_to(session, found, kinds=values, plan=plan, now=now)

    await show(interaction, await _do(interaction, journey, act))


@asking.PLEDGE.handles
async def _pledge(interaction: Interaction, *, journey: int, values: list[str]) -> None:
    async def act(session: AsyncSession, found: Journey, plan: Plan, now: datetime) -> None:
        await choosing.stand_up_for(session, found, values, plan=plan, now=now)

    await show(interaction, await _do(interaction, journey, act))


@asking.REFLECT.handles
async def _open_reflection(interaction: Interaction, *, journey: int) -> None:
    """The form, with what they wrote before."""
    bot, plan = interaction.client, await plan_for(interaction, journey)
    async with bot.db.begin() as session:
        found = await journeys.at(
            session,
            journey,
            interaction.user.id,
            locale=str(interaction.locale),
            spot=spot_of(interaction),
        )
        written = (await answers.of(session, found.id)).get(Kind.REFLECTION, {})
    say = await speaker(interaction, guild_id=plan.guild_id)
    field = Field(
        "text",
        say("onboarding-reflection-label"),
        description=say("onboarding-reflection-about"),
        value=written.get("text"),
        required=False,
        long=True,
        longest=reflections.LONGEST,
    )
    await asking.REFLECTION.open(
        interaction, say("onboarding-reflection-title"), [field], journey=journey
    )


@asking.REFLECTION.handles
async def _reflect(interaction: Interaction, *, journey: int, values: dict[str, str]) -> None:
    """Keep what they wrote; it may have taken them long, so only erasure is in its way."""
    text = unturned(values.get("text", "")).strip()[: reflections.LONGEST]
    bot, plan = interaction.client, await plan_for(interaction, journey)
    async with bot.db.begin() as session:
        scene = await journeys.give_answer(
            session,
            journey,
            interaction.user.id,
            step=Kind.REFLECTION,
            content={"text": text} if text else None,
            plan=plan,
            locale=str(interaction.locale),
            spot=spot_of(interaction),
            now=bot.clock.now(),
        )
    await show(interaction, scene)


@asking.FIND_ZONE.handles
async def _open_zones(interaction: Interaction, *, journey: int) -> None:
    """The form with which a zone is searched for."""
    scene = await _do(interaction, journey)
    say = await speaker(interaction, guild_id=scene.member.guild_id)
    field = Field(
        "typed",
        say("onboarding-zone-label"),
        description=say("onboarding-zone-about"),
        longest=zones.LONGEST_QUERY,
    )
    await asking.ZONE_SEARCH.open(
        interaction, say("onboarding-zone-form"), [field], journey=journey
    )


@asking.ZONE_SEARCH.handles
async def _search_zones(interaction: Interaction, *, journey: int, values: dict[str, str]) -> None:
    """Show what they may have meant, as long as they are still at that step."""
    scene = await _do(interaction, journey)
    if scene.state is State.RUNNING and scene.kind is Kind.ZONE:
        say = await speaker(interaction, guild_id=scene.member.guild_id)
        typed, now = unturned(values.get("typed", "")), interaction.client.clock.now()
        found = await asyncio.to_thread(zones.search, typed, say.language, now=now)
        scene = replace(scene, detail=replace(scene.detail, typed=typed, found=tuple(found)))
    await show(interaction, scene)


@asking.ZONE.handles
async def _choose_zone(interaction: Interaction, *, journey: int, values: list[str]) -> None:
    async def act(session: AsyncSession, found: Journey, plan: Plan, now: datetime) -> None:
        await choosing.live_in(session, found, values[0], now=now)

    await show(interaction, await _do(interaction, journey, act))


@BUDDY.handles
async def _want_buddy(interaction: Interaction, *, journey: int) -> None:
    """They have finished and would like a buddy, one who shares what they chose."""

    async def act(session: AsyncSession, found: Journey, plan: Plan, now: datetime) -> None:
        if found.state == State.FINISHED:
            chosen = chosen_values(await answers.of(session, found.id))
            member = MemberKey(found.guild_id, found.user_id)
            await buddies.want(session, member, chosen, now=now)

    await show(interaction, await _do(interaction, journey, act))


CONTROLS = (
    BUDDY,
    asking.FIND_ZONE,
    asking.HOLD_ON,
    asking.KINDS,
    asking.PLEDGE,
    asking.REFLECT,
    asking.REFLECTION,
    asking.VALUES,
    asking.ZONE,
    asking.ZONE_SEARCH,
)
"""All that is answered with."""
