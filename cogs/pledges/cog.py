"""/pledge, and the reactions that make and withdraw pledges."""

from __future__ import annotations

from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.actions import Content, Post, React, missing_permissions
from bot.client import Tenet
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, member_key, speaker, update
from bot.places import find_channel
from bot.stewards import require_steward
from cogs.pledges import service, views
from cogs.pledges.comparing import Comparing
from cogs.pledges.intake import Intake
from cogs.pledges.posting import Posting
from cogs.pledges.service import posts
from cogs.pledges.service.emojis import key_from
from cogs.pledges.service.reactions import Cleared, Moved, Reacted, Unmarked


class NoPledgesChannel(MemberError):
    """Nobody has said where the values belong."""

    key = "pledges-no-channel"


class PermissionsMissing(MemberError):
    """The bot may not do in a channel what a pledge post needs."""

    key = "pledges-missing-permissions"


class PledgesCog(commands.Cog):
    """Commitments to our values."""

    pledge = app_commands.Group(name="pledge", description="Pledge to our values", guild_only=True)

    def __init__(self, bot: Tenet) -> None:
        self.bot = bot
        self.intake = Intake(bot.db, bot.clock, recover=bot.reconciler.ask)

    async def cog_load(self) -> None:
        """Take part in everything; reactions are queued from the first event on."""
        edit_every = timedelta(seconds=self.bot.config.deliveries.edit_every_seconds)
        posting = Posting(self.intake, edit_every=edit_every)
        for kind, renderer in posting.renderers().items():
            self.bot.deliveries.register(kind, renderer)
        self.bot.reconciler.register("pledges", Comparing(self.bot, self.intake).compare)
        self.bot.controls.add(views.withdraw_control)
        await self.intake.start()

    async def cog_unload(self) -> None:
        """Commit what is queued, while the database is still open."""
        await self.intake.stop()

    async def drained(self) -> None:
        """Return once every reaction taken in so far has been committed."""
        await self.intake.drained()

    @pledge.command(name="post")
    async def post(
        self, interaction: Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        """Put our values into a channel, to be pledged to by reacting.

        Args:
            channel: Where to put them; otherwise into the channel that is meant for them.
        """
        await require_steward(interaction)
        guild_id = guild_id_of(interaction)
        if channel is None:
            place = service.place_of(await self.bot.settings.of(guild_id))
            if interaction.guild is not None:
                channel = find_channel(interaction.guild, place)
        if channel is None:
            raise NoPledgesChannel
        self._require_permissions(channel)
        async with self.bot.db.begin() as session:
            stands = await posts.open_post(
                session,
                guild_id,
                channel_id=channel.id,
                channel_name=channel.name,
                actor_id=interaction.user.id,
                now=self.bot.clock.now(),
            )
        say = await speaker(interaction)
        key = "pledges-renewing" if stands else "pledges-posting"
        await answer(interaction, say(key, channel=channel.mention))

    @pledge.command(name="mine")
    async def mine(self, interaction: Interaction) -> None:
        """See what you have pledged to; only you see it."""
        async with self.bot.db.read() as session:
            held = await service.list_held(session, member_key(interaction))
        embed, view = views.mine(held, await speaker(interaction))
        await answer(interaction, embed=embed, view=view)

    def _require_permissions(self, channel: discord.TextChannel) -> None:
        """Say before anything is queued what would be refused.

        Raises:
            PermissionsMissing: Some permission is missing there.
        """
        guild_id = channel.guild.id
        needed = (Post(channel.id, Content()), React(channel.id, 0, ()))
        missing = [
            name for action in needed for name in missing_permissions(self.bot, guild_id, action)
        ]
        if missing:
            raise PermissionsMissing(
                channel=channel.mention, missing=", ".join(dict.fromkeys(missing))
            )

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Somebody pledges, perhaps."""
        door = self.intake.doors.get(payload.message_id)
        if door is None or self._is_ours(payload.user_id):
            return
        if payload.member is not None and payload.member.bot:
            return
        emoji = key_from(payload.emoji.id, payload.emoji.name)
        self.intake.put(Reacted(door.guild_id, door.post_id, payload.user_id, emoji, True))

    @commands.Cog.listener()
    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        """Somebody withdraws, perhaps."""
        door = self.intake.doors.get(payload.message_id)
        if door is None:
            return
        if self._is_ours(payload.user_id):
            self.intake.put(Unmarked(door.guild_id, door.post_id))
            return
        emoji = key_from(payload.emoji.id, payload.emoji.name)
        self.intake.put(Reacted(door.guild_id, door.post_id, payload.user_id, emoji, False))

    @commands.Cog.listener()
    async def on_raw_reaction_clear(self, payload: discord.RawReactionClearEvent) -> None:
        """A moderator cleared a post; that withdraws nobody's pledge."""
        door = self.intake.doors.get(payload.message_id)
        if door is not None:
            self.intake.put(Cleared(door.guild_id, door.post_id, None))

    @commands.Cog.listener()
    async def on_raw_reaction_clear_emoji(
        self, payload: discord.RawReactionClearEmojiEvent
    ) -> None:
        """A moderator cleared one emoji; nor does that."""
        door = self.intake.doors.get(payload.message_id)
        if door is not None:
            emoji = key_from(payload.emoji.id, payload.emoji.name)
            self.intake.put(Cleared(door.guild_id, door.post_id, emoji))

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """A member left; their pledges count no longer."""
        if payload.guild_id in self.intake.guild_ids:
            self.intake.put(Moved(payload.guild_id, payload.user.id, False))

    @commands.Cog.listener()
    async def on_member_join(self, member: discord.Member) -> None:
        """A member came, perhaps back."""
        if member.guild.id in self.intake.guild_ids:
            self.intake.put(Moved(member.guild.id, member.id, True))

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel went, and perhaps a post of ours with it."""
        gone = {
            door.post_id for door in self.intake.doors.values() if door.channel_id == channel.id
        }
        for post_id in gone:
            async with self.bot.db.begin() as session:
                await posts.mark_missing(session, post_id, now=self.bot.clock.now())
            self.intake.close(post_id)

    @commands.Cog.listener()
    async def on_community_seeded(self, guild_id: int) -> None:
        """The file may have named a channel that has to be looked up first."""
        self.bot.reconciler.ask(guild_id)

    def _is_ours(self, user_id: int) -> bool:
        return self.bot.user is not None and user_id == self.bot.user.id


@views.withdraw_control.handles
async def withdraw(interaction: Interaction, *, values: list[str]) -> None:
    """Withdraw the chosen pledge; whose it is, is who chose."""
    member = member_key(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        value = await service.withdraw(session, member, int(values[0]), now=bot.clock.now())
        held = await service.list_held(session, member)
    say = await speaker(interaction)
    name = "" if value is None else discord.utils.escape_markdown(value.name)
    embed, view = views.mine(held, say)
    await update(interaction, say("pledges-withdrawn", value=name), embed=embed, view=view)


async def setup(bot: Tenet) -> None:
    """Load the capability."""
    await bot.add_cog(PledgesCog(bot))
