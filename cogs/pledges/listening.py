"""What the gateway tells of pledge posts: reactions, comings and goings, channels that are gone."""

from __future__ import annotations

import discord
from discord.ext import commands

from bot.client import Tenet
from cogs.pledges.intake import Intake
from cogs.pledges.service import posts
from cogs.pledges.service.emojis import key_from
from cogs.pledges.service.reactions import Cleared, Moved, Reacted, Unmarked


class Listening(commands.Cog):
    """Puts what happens into the intake; nothing here waits for the database."""

    def __init__(self, bot: Tenet, intake: Intake) -> None:
        self.bot = bot
        self.intake = intake

    @commands.Cog.listener()
    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Somebody pledges, perhaps."""
        door = self.intake.doors.get(payload.message_id)
        if door is None or self._is_ours(payload.user_id):
            return
        if payload.member is not None and payload.member.bot:
            return
        emoji = key_from(payload.emoji.id, payload.emoji.name)
        if payload.emoji.id is not None:
            self.intake.note_form(emoji, str(payload.emoji))
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
        await self._place_gone(channel.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """So did a thread, or the channel that it hung from."""
        await self._place_gone(payload.thread_id)

    @commands.Cog.listener()
    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """A thread with a post of ours is awake: what could not be changed in its sleep is now."""
        archived = payload.data["thread_metadata"]["archived"]
        if archived or not self._posts_in(payload.thread_id):
            return
        async with self.bot.db.begin() as session:
            await posts.ask_boards(session, [payload.guild_id], now=self.bot.clock.now())
        self.bot.reconciler.ask(payload.guild_id)

    @commands.Cog.listener()
    async def on_community_seeded(self, guild_id: int) -> None:
        """The file may have named a channel that has to be looked up first."""
        self.bot.reconciler.ask(guild_id)

    async def _place_gone(self, channel_id: int) -> None:
        for post_id in self._posts_in(channel_id):
            async with self.bot.db.begin() as session:
                await posts.mark_nowhere(session, post_id, now=self.bot.clock.now())
            self.intake.close(post_id)

    def _posts_in(self, channel_id: int) -> set[int]:
        return {
            door.post_id for door in self.intake.doors.values() if door.channel_id == channel_id
        }

    def _is_ours(self, user_id: int) -> bool:
        return self.bot.user is not None and user_id == self.bot.user.id
