"""The controls that decide when and where a conversation goes on."""

from __future__ import annotations

from datetime import timedelta

import discord

from bot.errors import MemberError
from bot.interactions import Interaction, speaker, update
from bot.models import MemberKey
from bot.presence import UNKNOWN_MEMBER
from cogs.onboarding import pressing, views
from cogs.onboarding.service import nudges, places, turns
from cogs.onboarding.service.nudges import When
from cogs.onboarding.service.starting import Answer
from cogs.onboarding.showing import plan_for, show, spot_of

AT_ONCE = timedelta(seconds=20)
"""A wait that need not be spoken of."""


class NotThere(MemberError):
    """They are not a member of the server any more, or we are not."""

    key = "onboarding-not-there"


@views.MOVE.handles
async def _move_to_messages(interaction: Interaction, *, journey: int) -> None:
    """Have the step written in direct messages when its turn comes."""
    bot, plan = interaction.client, await plan_for(interaction, journey)
    now, wait = bot.clock.now(), bot.deliveries.pace.wait(priority=turns.UNHURRIED)
    async with bot.db.begin() as session:
        started = await places.move_to_messages(
            session,
            journey,
            interaction.user.id,
            plan=plan,
            locale=str(interaction.locale),
            now=now,
        )
    if started.answer is Answer.HERE:
        await show(interaction, started.scene)
        return
    say = await speaker(interaction, guild_id=plan.guild_id)
    shown = views.moved(started, say, at=now + wait if wait > AT_ONCE else None)
    await update(interaction, shown.text, embed=shown.embed, view=shown.view)


@views.REMIND.handles
async def _choose_when(
    interaction: Interaction, *, journey: int, turn: int, values: list[str]
) -> None:
    """Be reminded then, or not at all."""
    bot, plan = interaction.client, await plan_for(interaction, journey)
    async with bot.db.begin() as session:
        scene = await nudges.choose(
            session,
            journey,
            interaction.user.id,
            When(values[0]),
            turn=turn,
            plan=plan,
            locale=str(interaction.locale),
            spot=spot_of(interaction),
            now=bot.clock.now(),
        )
    await show(interaction, scene)


@views.START_FROM_DM.handles
async def _start_from_dm(interaction: Interaction, *, guild: int) -> None:
    """Begin in the message that offered it; who has left the server meanwhile is told so."""
    server = interaction.client.get_guild(guild)
    if server is None:
        raise NotThere
    try:
        member = await server.fetch_member(interaction.user.id)
    except discord.NotFound as error:
        if error.code != UNKNOWN_MEMBER:
            raise
        raise NotThere from error
    started = await pressing.begin(
        interaction,
        MemberKey(guild, member.id),
        is_pending=member.pending,
        source="button",
        spot=spot_of(interaction),
    )
    if started.answer is Answer.HERE:
        await show(interaction, started.scene)
    else:
        await pressing.say_where(interaction, started)


CONTROLS = (views.MOVE, views.REMIND, views.START_FROM_DM)
