"""What the gateway tells of pledge posts: reactions, comings and goings, channels that are gone."""

from __future__ import annotations

from sys import intern
from typing import Any

import discord
from discord.ext import commands

from bot.client import Tenet
from cogs.pledges.intake import Intake
from cogs.pledges.service import posts
from cogs.pledges.service.emojis import key_from
from cogs.pledges.service.reactions import Cleared, Moved, Reacted, Unmarked


class Listening(commands.Cog):
    """Puts what happens into the intake; nothing here waits for the database.

    What changes pledges is taken from the gateway as it comes, and in that order: of ten thousand
    reactions in a second, most of what discord.py would make is thrown away again.
    """

    def __init__(self, bot: Tenet, intake: Intake) -> None:
        self.bot = bot
        self.intake = intake

    async def cog_load(self) -> None:
        """Hear what members and moderators do under our posts."""
        hear = self.bot.hear
        hear("MESSAGE_REACTION_ADD", self._added, alone=True)
        hear("MESSAGE_REACTION_REMOVE", self._removed, alone=True)
        hear("MESSAGE_REACTION_REMOVE_ALL", self._cleared)
        hear("MESSAGE_REACTION_REMOVE_EMOJI", self._cleared)
        hear("GUILD_MEMBER_REMOVE", self._left)
        hear("GUILD_MEMBER_ADD", self._came)

    def _added(self, data: dict[str, Any]) -> None:
        """Somebody pledges, perhaps."""
        door = self.intake.doors.get(int(data["message_id"]))
        if door is None:
            return
        user_id = int(data["user_id"])
        member = data.get("member")
        if self._is_ours(user_id) or (member and member["user"].get("bot")):
            return
        emoji = data["emoji"]
        key = intern(key_from(emoji.get("id"), emoji.get("name")))  # one text for all who wait
        if emoji.get("id") is not None:
            form = discord.PartialEmoji.from_dict(emoji)
            self.intake.note_form(key, str(form))
        self.intake.put(Reacted(door.guild_id, door.post_id, user_id, key, True))

    def _removed(self, data: dict[str, Any]) -> None:
        """Somebody withdraws, perhaps."""
        door = self.intake.doors.get(int(data["message_id"]))
        if door is None:
            return
        user_id, emoji = int(data["user_id"]), data["emoji"]
        if self._is_ours(user_id):
            self.intake.put(Unmarked(door.guild_id, door.post_id))
            return
        key = intern(key_from(emoji.get("id"), emoji.get("name")))  # one text for all who wait
        self.intake.put(Reacted(door.guild_id, door.post_id, user_id, key, False))

    def _cleared(self, data: dict[str, Any]) -> None:
        """A moderator cleared a post, or one emoji of it; that withdraws nobody's pledge."""
        door = self.intake.doors.get(int(data["message_id"]))
        if door is not None:
            emoji = data.get("emoji")
            key = None if emoji is None else key_from(emoji.get("id"), emoji.get("name"))
            self.intake.put(Cleared(door.guild_id, door.post_id, key))

    def _left(self, data: dict[str, Any]) -> None:
        """A member left; their pledges count no longer."""
        self._moved(data, here=False)

    def _came(self, data: dict[str, Any]) -> None:
        """A member came, perhaps back."""
        self._moved(data, here=True)

    def _moved(self, data: dict[str, Any], *, here: bool) -> None:
        guild_id = int(data["guild_id"])
        if guild_id in self.intake.guild_ids:
            self.intake.put(Moved(guild_id, int(data["user"]["id"]), here))

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel went, and perhaps a post of ours with it."""
        await self._place_gone(channel.guild.id, channel.id)
        if channel.guild.id in self.intake.guild_ids:
            # Its archived threads went as well, and of those nobody tells.
            self.bot.reconciler.ask(channel.guild.id)

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """So did a thread, or the channel that it hung from."""
        await self._place_gone(payload.guild_id, payload.thread_id)

    @commands.Cog.listener()
    async def on_raw_thread_update(self, payload: discord.RawThreadUpdateEvent) -> None:
        """A thread with a post of ours is awake: what could not be changed in its sleep is now."""
        archived = payload.data["thread_metadata"]["archived"]
        if archived or not self._posts_in(payload.guild_id, payload.thread_id):
            return
        async with self.bot.db.begin() as session:
            await posts.ask_boards(session, [payload.guild_id], now=self.bot.clock.now())
        self.bot.reconciler.ask(payload.guild_id)

    @commands.Cog.listener()
    async def on_community_seeded(self, guild_id: int) -> None:
        """The file may have named a channel that has to be looked up first."""
        self.bot.reconciler.ask(guild_id)

    async def _place_gone(self, guild_id: int, channel_id: int) -> None:
        for post_id in self._posts_in(guild_id, channel_id):
            async with self.bot.db.begin() as session:
                await posts.mark_nowhere(session, post_id, now=self.bot.clock.now())
            self.intake.close(post_id)

    def _posts_in(self, guild_id: int, channel_id: int) -> set[int]:
        return {
            door.post_id
            for door in self.intake.doors.values()
            if (door.guild_id, door.channel_id) == (guild_id, channel_id)
        }

    def _is_ours(self, user_id: int) -> bool:
        return self.bot.user is not None and user_id == self.bot.user.id
