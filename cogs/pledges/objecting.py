"""Objections to new words: their member's own list of them, and what stewards read."""

from __future__ import annotations

import discord

from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.stewards import require_steward
from cogs.pledges.members import member_of
from cogs.pledges.service import objections
from cogs.pledges.views import objections as views
from cogs.pledges.views.versions import objection_fields


@views.OWN.handles
async def see_own(interaction: Interaction, *, guild: int) -> None:
    """Show somebody what they wrote against words, wherever their pledges stand."""
    embed, view = await _own(interaction, guild)
    await answer(interaction, embed=embed, view=view)


@views.CHOOSE_OWN.handles
async def choose_own(interaction: Interaction, *, guild: int, values: list[str]) -> None:
    """Open the form with what they wrote."""
    member = await member_of(interaction, guild)
    async with interaction.client.db.read() as session:
        own = {one.id: one for one in await objections.list_own(session, member)}
    one = own.get(int(values[0]))
    if one is None:
        embed, view = await _own(interaction, guild)
        await update(interaction, embed=embed, view=view)
        return
    say = await speaker(interaction, guild_id=guild)
    await views.OWN_FORM.open(
        interaction,
        say("pledges-objection-title", value=one.value.name),
        objection_fields(one.reason, say),
        guild=guild,
        objection=one.id,
    )


@views.OWN_FORM.handles
async def rewrite(
    interaction: Interaction, *, values: dict[str, str], guild: int, objection: int
) -> None:
    """Put it into other words; nothing written takes it back."""
    bot, member = interaction.client, await member_of(interaction, guild)
    async with bot.db.begin() as session:
        await objections.rewrite(session, member, objection, values["reason"], now=bot.clock.now())
    embed, view = await _own(interaction, guild)
    await update(interaction, embed=embed, view=view)


async def _own(
    interaction: Interaction, guild_id: int
) -> tuple[discord.Embed, discord.ui.View | None]:
    member = await member_of(interaction, guild_id)
    async with interaction.client.db.read() as session:
        own = await objections.list_own(session, member)
    say = await speaker(interaction, guild_id=guild_id)
    return views.own_objections(own, say, guild_id=guild_id)


@views.OBJECTIONS.handles
async def turn_objections(interaction: Interaction, *, page: int) -> None:
    """Another page of objections."""
    embed, view = await _read_objections(interaction, page)
    await update(interaction, embed=embed, view=view)


async def show_objections(interaction: Interaction) -> None:
    """Answer a steward with the first page; only they see it."""
    embed, view = await _read_objections(interaction, 0)
    await answer(interaction, embed=embed, view=view)


async def _read_objections(
    interaction: Interaction, number: int
) -> tuple[discord.Embed, discord.ui.View | None]:
    """A page of objections, for stewards."""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        page = await objections.list_page(session, guild_id_of(interaction), number)
    return views.objections(page, await speaker(interaction))


CONTROLS = (views.OBJECTIONS, views.OWN, views.CHOOSE_OWN, views.OWN_FORM)
