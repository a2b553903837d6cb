"""`/initiative list`, `show`, `mine`: finding initiatives, and what they ask of whoever looks."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import discord
from discord import app_commands, ui
from sqlalchemy.ext.asyncio import AsyncSession

from bot import preferences
from bot.client import Tenet
from bot.interactions import Interaction, answer, guild_id_of, member_key, speaker, update
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.initiatives import service, views
from cogs.initiatives.acting import acting
from cogs.initiatives.service import listing as lists
from cogs.initiatives.service import showing, standing
from cogs.initiatives.service.calendars import calendar_of
from cogs.initiatives.service.listing import Wanted
from cogs.initiatives.suggesting import choices
from cogs.initiatives.views import listing
from cogs.initiatives.views import standing as asking

CONTROLS = (listing.PAGE, listing.OWN_PAGE, listing.OPEN, listing.CALENDAR)

Panel = tuple[discord.Embed, ui.View | None]


def register(bot: Tenet) -> None:
    """Looking does nothing by itself."""


async def show_list(interaction: Interaction, wanted: Wanted, *, value: str | None) -> None:
    """Answer `/initiative list` with its first page.

    Args:
        value: The name of a value that is looked for.
    """
    if value is not None:
        async with interaction.client.db.read() as session:
            chosen = await charter.get_value(session, guild_id_of(interaction), value)
        wanted = replace(wanted, value_id=chosen.id)
    wanted = replace(wanted, zone=await _zone(interaction))
    embed, view = await _page(interaction, wanted, 0)
    await answer(interaction, embed=embed, view=view)


async def show_one(interaction: Interaction, name: str) -> None:
    """Answer `/initiative show` with the card, and with what it asks of whoever looks."""
    async with interaction.client.db.read() as session:
        found = await service.get_by_name(session, guild_id_of(interaction), name)
    await _show(interaction, found.id)


async def show_own(interaction: Interaction) -> None:
    """Answer `/initiative mine` with its first page."""
    embed, view = await _own_page(interaction, 0)
    await answer(interaction, embed=embed, view=view)


async def suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Initiatives whose title holds what was typed."""
    async with interaction.client.db.read() as session:
        found = await service.suggest(session, guild_id_of(interaction), typed)
    return await choices(interaction, found)


async def suggest_values(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Values whose name holds what was typed."""
    async with interaction.client.db.read() as session:
        values = await charter.suggest_values(session, guild_id_of(interaction), typed)
    return [app_commands.Choice(name=value.name, value=value.name) for value in values[:25]]


@listing.PAGE.handles
async def turn_page(interaction: Interaction, **ids: int) -> None:
    """Another page of the list, in place of this one."""
    wanted = listing.wanted_by(ids, zone=await _zone(interaction))
    embed, view = await _page(interaction, wanted, ids["page"])
    await update(interaction, embed=embed, view=view)


@listing.OWN_PAGE.handles
async def turn_own_page(interaction: Interaction, *, page: int) -> None:
    """Another page of one's own, in place of this one."""
    embed, view = await _own_page(interaction, page)
    await update(interaction, embed=embed, view=view)


@listing.OPEN.handles
async def open_one(interaction: Interaction, *, values: list[str]) -> None:
    """One of a list was chosen; the list stays as it is."""
    await _show(interaction, int(values[0]))


@listing.CALENDAR.handles
async def hand_out(interaction: Interaction) -> None:
    """A file with everything of one's own that has a date."""
    bot, member = interaction.client, member_key(interaction)
    now = bot.clock.now()
    async with bot.db.read() as session:
        dated = await lists.list_dated(session, member, now=now)
    say = await speaker(interaction)
    if not dated:
        await answer(interaction, say("initiatives-mine-calendar-none"))
        return
    name = "Tenet" if interaction.guild is None else interaction.guild.name
    made = calendar_of(dated, name=name, now=now)
    file = discord.File(BytesIO(made), filename="initiatives.ics")
    await answer(interaction, say("initiatives-mine-calendar-file"), file=file)


async def _show(interaction: Interaction, initiative_id: int) -> None:
    bot, guild_id = interaction.client, guild_id_of(interaction)
    actor, now = await acting(interaction), bot.clock.now()
    async with bot.db.read() as session:
        shown = await showing.show(session, initiative_id, now=now, guild_id=guild_id)
        stands = await standing.read_standing(
            session, shown, actor, role_ids=_role_ids(interaction), now=now
        )
        values = await _values(session, guild_id)
    say = await speaker(interaction)
    await answer(
        interaction,
        asking.asked(stands, shown, say) or None,
        embed=views.card(shown, values, say, whole=True),
        view=asking.buttons(stands, shown, say, zone=await _zone(interaction)),
    )


async def _page(interaction: Interaction, wanted: Wanted, page: int) -> Panel:
    bot, guild_id = interaction.client, guild_id_of(interaction)
    async with bot.db.read() as session:
        found = await lists.find(
            session, guild_id, wanted, page=page, size=listing.PER_PAGE, now=bot.clock.now()
        )
        values = await _values(session, guild_id)
    return listing.listing(found, wanted, values, await speaker(interaction))


async def _own_page(interaction: Interaction, page: int) -> Panel:
    bot, member = interaction.client, member_key(interaction)
    async with bot.db.read() as session:
        found = await lists.list_own(
            session, member, page=page, size=listing.PER_PAGE, now=bot.clock.now()
        )
        values = await _values(session, member.guild_id)
    return listing.mine(found, values, await speaker(interaction))


async def _values(session: AsyncSession, guild_id: int) -> dict[int, ValueText]:
    return {value.id: value for value in await charter.list_values(session, guild_id)}


async def _zone(interaction: Interaction) -> str:
    """The zone whoever looks lives in, else the server's."""
    guild_id = guild_id_of(interaction)
    settings = await interaction.client.settings.of(guild_id)
    async with interaction.client.db.read() as session:
        member = MemberKey(guild_id, interaction.user.id)
        return await preferences.zone_of(session, member, otherwise=settings.zone)


def _role_ids(interaction: Interaction) -> frozenset[int]:
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else []
    return frozenset(role.id for role in roles)
