"""What pressing Start and the buttons of the conversation does."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import discord

from bot import preferences
from bot.interactions import Interaction, answer, member_key, speaker
from bot.models import MemberKey
from cogs.onboarding import views
from cogs.onboarding.service import journeys, starting, turns
from cogs.onboarding.service.journeys import Press, Spot
from cogs.onboarding.service.starting import Answer, Started
from cogs.onboarding.service.welcome import is_offered
from cogs.onboarding.showing import around, gives_of, plan_for, plan_of, show, spot_of

SOON = timedelta(seconds=12)
"""Whose direct message would come later than this begins here. They all have their first step
within 20 seconds: there is room for the calls, and for one message that we did not know of."""


async def start(interaction: Interaction, *, source: str) -> None:
    """Begin or resume, and say where."""
    member = member_key(interaction)
    is_pending = isinstance(interaction.user, discord.Member) and interaction.user.pending
    started = await begin(interaction, member, is_pending=is_pending, source=source)
    await say_where(interaction, started)


async def begin(
    interaction: Interaction,
    member: MemberKey,
    *,
    is_pending: bool,
    source: str,
    spot: Spot | None = None,
) -> Started:
    """Begin or resume the journey of whoever pressed.

    Args:
        spot: The direct message that is to become the step.
    """
    bot = interaction.client
    gives = await gives_of(bot, member.guild_id)
    settings = await bot.settings.of(member.guild_id)
    plan = await plan_of(bot, member.guild_id)
    with bot.deliveries.pace.turn(priority=turns.FIRST, within=SOON) as turn:
        async with bot.db.begin() as session:
            started = await starting.start(
                session,
                member,
                is_on=is_offered(settings),
                plan=plan,
                is_pending=is_pending,
                locale=str(interaction.locale),
                source=source,
                gives=gives,
                now=bot.clock.now(),
                is_crowded=not turn.is_soon,
                spot=spot,
            )
        if started.answer is Answer.WRITING:
            turn.take()
    return started


@views.START.handles
async def _press_start(interaction: Interaction) -> None:
    await start(interaction, source="button")


@views.AGAIN.handles
async def _start_again(interaction: Interaction, *, journey: int) -> None:
    bot, plan = interaction.client, await plan_for(interaction, journey)
    with bot.deliveries.pace.turn(priority=turns.FIRST, within=SOON) as turn:
        async with bot.db.begin() as session:
            started = await starting.start_again(
                session,
                journey,
                interaction.user.id,
                plan=plan,
                locale=str(interaction.locale),
                now=bot.clock.now(),
                is_crowded=not turn.is_soon,
            )
        if started.answer is Answer.WRITING:
            turn.take()
    await say_where(interaction, started)


@views.HERE.handles
async def _go_on_here(interaction: Interaction, *, journey: int) -> None:
    bot, plan = interaction.client, await plan_for(interaction, journey)
    async with bot.db.begin() as session:
        scene = await journeys.take_here(
            session,
            journey,
            interaction.user.id,
            plan=plan,
            locale=str(interaction.locale),
            now=bot.clock.now(),
        )
    await show(interaction, scene)


@views.LANGUAGE.handles
async def _choose_language(interaction: Interaction, *, journey: int, values: list[str]) -> None:
    """Speak this language to them from now on, beginning with this message."""
    bot, plan = interaction.client, await plan_for(interaction, journey)
    async with bot.db.begin() as session:
        found = await journeys.at(
            session,
            journey,
            interaction.user.id,
            locale=str(interaction.locale),
            spot=spot_of(interaction),
        )
        scene = await journeys.show(session, found, plan, now=bot.clock.now())
        await preferences.choose_language(
            session, scene.member, bot.texts.choose(values[0]), now=bot.clock.now()
        )
    await show(interaction, scene)


async def _press(interaction: Interaction, what: Press, *, journey: int, turn: int) -> None:
    """Save what was pressed, then show the journey as it is now in the same message."""
    bot, plan = interaction.client, await plan_for(interaction, journey)
    gives = await gives_of(bot, plan.guild_id)
    async with bot.db.begin() as session:
        scene = await journeys.press(
            session,
            journey,
            interaction.user.id,
            what,
            turn=turn,
            plan=plan,
            locale=str(interaction.locale),
            spot=spot_of(interaction),
            gives=gives,
            now=bot.clock.now(),
        )
    await show(interaction, scene)


for _what, _control in views.PRESSES.items():
    _control.handles(partial(_press, what=_what))


async def say_where(interaction: Interaction, started: Started) -> None:
    """Answer a press of Start: with the step itself, or with where it is."""
    bot, guild_id = interaction.client, started.scene.member.guild_id
    settings = await bot.settings.of(guild_id)
    say = await speaker(interaction, guild_id=guild_id)
    where = around(bot, bot.get_guild(guild_id), settings, say)
    shown = views.answer(started, say, where)
    await answer(interaction, shown.text, embed=shown.embed, view=shown.view)
