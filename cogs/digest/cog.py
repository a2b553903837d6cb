"""/digest."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Tenet
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.recurrence import LONGEST, Recurrence
from bot.stewards import require_steward
from cogs.digest import jobs, service, views


class NoStewardsChannel(MemberError):
    """Nobody has said which channel is the stewards'."""

    key = "digest-no-channel"


class DigestCog(commands.Cog):
    """What a week asks of the stewards, in one post."""

    digest = app_commands.Group(
        name="digest",
        description="For stewards: the week in one short post",
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot

    @digest.command(name="on")
    async def switch_on(
        self, interaction: Interaction, when: app_commands.Range[str, 1, LONGEST] | None = None
    ) -> None:
        """For stewards: have it posted every week in your channel.

        Args:
            when: Day and time, such as "every Friday at 16:00"; left out, Mondays at 08:00.
        """
        await require_steward(interaction)
        guild_id, say = guild_id_of(interaction), await speaker(interaction)
        rule = service.read_rule(when, language=say.language)
        where = await jobs.look(self.bot, guild_id)
        if where.place is None:
            raise NoStewardsChannel
        async with self.bot.db.read() as session:
            before = await service.find(session, guild_id)
        zone = (await self.bot.settings.of(guild_id)).zone
        now = self.bot.clock.now()
        embed, view = views.agreeing(rule, before, where, say, zone=zone, now=now)
        await answer(interaction, embed=embed, view=view)

    @digest.command(name="off")
    async def switch_off(self, interaction: Interaction) -> None:
        """For stewards: have it posted no more."""
        await require_steward(interaction)
        async with self.bot.db.begin() as session:
            was_on = await service.switch_off(
                session,
                guild_id_of(interaction),
                actor_id=interaction.user.id,
                now=self.bot.clock.now(),
            )
        say = await speaker(interaction)
        await answer(interaction, say("digest-off" if was_on else "digest-off-already"))

    @digest.command(name="preview")
    async def preview(self, interaction: Interaction) -> None:
        """For stewards: read now what it says about the last seven days; only you see it."""
        await require_steward(interaction)
        guild_id, say = guild_id_of(interaction), await speaker(interaction)
        now = self.bot.clock.now()
        async with self.bot.db.read() as session:
            told = await service.collect(
                session, self.bot.digests, guild_id, since=now - service.WEEK, until=now
            )
        await answer(interaction, embed=views.digest(told, say))


@views.ON.handles
async def _agree(interaction: Interaction, *, rule: int) -> None:
    """Switch it on as it was shown; by now it may have been switched on differently."""
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    try:
        wanted = service.require_weekly(Recurrence.unpack(rule))
    except ValueError:
        raise service.NotWeekly from None
    zone = (await bot.settings.of(guild_id)).zone
    async with bot.db.begin() as session:
        agreed = await service.switch_on(
            session,
            guild_id,
            wanted,
            zone=zone,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    where = await jobs.look(bot, guild_id)
    await update(interaction, embed=views.agreed(agreed, where, await speaker(interaction)))


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    jobs.register(bot)
    bot.controls.add(views.ON)
    await bot.add_cog(DigestCog(bot))
