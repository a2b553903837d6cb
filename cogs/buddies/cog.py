"""/buddy, and the buttons by which newcomers want a buddy or no longer do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord
from discord import app_commands
from discord.ext import commands
from sqlalchemy.ext.asyncio import AsyncSession

from bot.client import Tenet
from bot.departures import Departures
from bot.interactions import Interaction, answer, member_key, speaker, update
from bot.models import MemberKey
from bot.places import find_channel
from bot.presence import require_member
from bot.settings import WELCOME_CHANNEL
from cogs.buddies import checking, jobs, service, views
from cogs.buddies.service.weekly import weekly_lines


class BuddiesCog(commands.Cog):
    """Members who are there for newcomers."""

    buddy = app_commands.Group(
        name="buddy", description="Be there for somebody who is new here", guild_only=True
    )

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot

        async def leave(session: AsyncSession, members: Sequence[MemberKey], now: datetime) -> None:
            await service.leave(session, members, now=now)

        self.departures = Departures(bot, leave)

    async def cog_unload(self) -> None:
        """Write what is noted in memory."""
        await self.drained()

    async def drained(self) -> None:
        """Return once every departure taken in has been committed."""
        await self.departures.finish()

    @buddy.command(name="on")
    @app_commands.rename(per_week="per-week")
    async def on(
        self,
        interaction: Interaction,
        per_week: app_commands.Range[int, 1, service.MOST_PER_WEEK] | None = None,
    ) -> None:
        """Be introduced to newcomers who would like a buddy, or be back from being away.

        Args:
            per_week: How many within seven days at most; 2 unless you say otherwise.
        """
        async with self.bot.db.begin() as session:
            offer = await service.offer(
                session, member_key(interaction), per_week=per_week, now=self.bot.clock.now()
            )
        say = await speaker(interaction)
        await answer(interaction, views.offered(offer, say, await _channel(interaction)))

    @buddy.command(name="off")
    async def off(self, interaction: Interaction) -> None:
        """Be introduced to nobody any more."""
        async with self.bot.db.begin() as session:
            offer = await service.stop(session, member_key(interaction), now=self.bot.clock.now())
        await answer(interaction, views.stopped(offer, await speaker(interaction)))

    @buddy.command(name="away")
    async def away(
        self,
        interaction: Interaction,
        days: app_commands.Range[int, 1, service.MOST_DAYS_AWAY],
    ) -> None:
        """Be introduced to nobody for some days; /buddy on ends that early.

        Args:
            days: How long, from now.
        """
        async with self.bot.db.begin() as session:
            offer = await service.go_away(
                session, member_key(interaction), days=days, now=self.bot.clock.now()
            )
        await answer(interaction, views.away(offer, await speaker(interaction)))

    @buddy.command(name="show")
    async def show(self, interaction: Interaction) -> None:
        """See what you offer, whom you were introduced to, and how your own wish stands."""
        embed, view = await _standing(interaction)
        await answer(interaction, embed=embed, view=view)

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Somebody left."""
        self.departures.note(MemberKey(payload.guild_id, payload.user.id))


@views.WANT.handles
async def _want(interaction: Interaction, *, guild: int) -> None:
    """Somebody would like a buddy; in a DM the button knows the server."""
    bot = interaction.client
    if interaction.guild_id is None:
        await require_member(bot, guild, interaction.user.id)
    async with bot.db.begin() as session:
        wish = await service.want(
            session, MemberKey(guild, interaction.user.id), now=bot.clock.now()
        )
    say = await speaker(interaction, guild_id=guild)
    await answer(interaction, views.wished(wish, say, await _channel(interaction, guild)))


@views.WITHDRAW.handles
async def _withdraw(interaction: Interaction, *, pair: int) -> None:
    bot, member = interaction.client, member_key(interaction)
    async with bot.db.begin() as session:
        await service.withdraw(session, member, pair, now=bot.clock.now())
    embed, view = await _standing(interaction)
    await update(interaction, embed=embed, view=view)


@views.ANOTHER.handles
async def _another(interaction: Interaction, *, pair: int) -> None:
    bot, member, now = interaction.client, member_key(interaction), interaction.client.clock.now()
    async with bot.db.begin() as session:
        await service.withdraw(session, member, pair, now=now)
        await service.want(session, member, now=now)
    embed, view = await _standing(interaction)
    await update(interaction, embed=embed, view=view)


async def _standing(interaction: Interaction) -> tuple[discord.Embed, discord.ui.View | None]:
    bot, member = interaction.client, member_key(interaction)
    async with bot.db.read() as session:
        standing = views.Standing(
            offer=await service.find_offer(session, member, now=bot.clock.now()),
            introduced=await service.list_introduced(session, member),
            wish=await service.find_wish(session, member),
            can_want=await service.has_any(session, member.guild_id, without=member.user_id),
        )
    say = await speaker(interaction)
    channel = await _channel(interaction)
    return views.shown(standing, say, guild_id=member.guild_id, channel=channel)


async def _channel(interaction: Interaction, guild_id: int | None = None) -> str | None:
    """The channel below which people are introduced, as it is mentioned."""
    bot = interaction.client
    guild_id = guild_id or interaction.guild_id
    guild = None if guild_id is None else bot.get_guild(guild_id)
    if guild is None:
        return None
    place = (await bot.settings.of(guild.id)).place(WELCOME_CHANNEL)
    channel = find_channel(guild, place)
    return None if channel is None else channel.mention


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    bot.controls.add(views.WANT, views.WITHDRAW, views.ANOTHER)
    jobs.register(bot)
    bot.checks.add("buddies", checking.look)
    bot.digests.add("buddies", weekly_lines)
    await bot.add_cog(BuddiesCog(bot))
