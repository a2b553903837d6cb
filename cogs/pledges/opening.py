"""/pledge post: where the values may be put, what would be refused there, and having it done."""

from __future__ import annotations

from dataclasses import dataclass

import discord
from discord import app_commands

from bot.actions import Content, Post, React, missing_permissions
from bot.client import Tenet
from bot.errors import MemberError
from bot.interactions import Interaction, answer, guild_id_of, speaker
from bot.places import find_channel
from bot.stewards import require_steward
from cogs.pledges import service
from cogs.pledges.panelling import draw
from cogs.pledges.service import Layout, posts

FORUMS = frozenset({discord.ChannelType.forum, discord.ChannelType.media})


class NoPledgesChannel(MemberError):
    """Nobody has said where the values belong."""

    key = "pledges-no-channel"


class ForumItself(MemberError):
    """A forum holds posts, and no messages of its own."""

    key = "pledges-not-in-forum"


class ThreadLocked(MemberError):
    """In a locked thread Discord greys out every button, so a post there would be no door."""

    key = "pledges-thread-locked"


class PermissionsMissing(MemberError):
    """The bot may not do in a channel what a pledge post needs."""

    key = "pledges-missing-permissions"


class PlaceOption(app_commands.Transformer):
    """A channel or thread as Discord names it in a command, archived ones too.

    Forums are offered, so that choosing one is answered with what to do instead.
    """

    @property
    def type(self) -> discord.AppCommandOptionType:
        """A channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What Discord offers to choose from."""
        return [
            discord.ChannelType.text,
            discord.ChannelType.news,
            discord.ChannelType.public_thread,
            discord.ChannelType.private_thread,
            discord.ChannelType.news_thread,
            discord.ChannelType.forum,  # media channels cannot be asked for (openapi.json)
        ]

    async def transform(self, interaction: Interaction, value: object, /) -> Chosen:  # type: ignore[override]  # discord.py's own signature is looser
        """What is known of it without asking Discord."""
        assert isinstance(value, app_commands.AppCommandChannel | app_commands.AppCommandThread)
        is_locked = isinstance(value, app_commands.AppCommandThread) and value.locked
        return Chosen(value.id, value.name, value.type, is_locked)


@dataclass(frozen=True)
class Chosen:
    """A place for the values."""

    id: int
    name: str
    type: discord.ChannelType
    is_locked: bool = False

    @property
    def mention(self) -> str:
        """As everybody sees it."""
        return f"<#{self.id}>"


async def begin(interaction: Interaction, place: Chosen | None, layout: Layout | None) -> None:
    """Answer /pledge post: see that it can be done, have it done, and show the post's panel.

    Args:
        place: Where; left out, where the server wants its pledges.
        layout: Left out, what the post has, or everything.

    Raises:
        NotASteward: It is for stewards.
        NoPledgesChannel, ForumItself, ThreadLocked, PermissionsMissing: Not there.
        NoValues: There is nothing to post.
    """
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    place = place or await _usual_place(interaction)
    if place is None:
        raise NoPledgesChannel
    _require_possible(bot, guild_id, place)
    async with bot.db.begin() as session:
        opened = await posts.open_post(
            session,
            guild_id,
            channel_id=place.id,
            channel_name=place.name,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
            layout=layout,
        )
    say = await speaker(interaction)
    key = "pledges-renewing" if opened.stands else "pledges-posting"
    embed, view = await draw(interaction, opened.post, say)
    await answer(interaction, say(key, channel=place.mention), embed=embed, view=view)


async def _usual_place(interaction: Interaction) -> Chosen | None:
    if interaction.guild is None:
        return None
    place = service.place_of(await interaction.client.settings.of(interaction.guild.id))
    channel = find_channel(interaction.guild, place)
    return None if channel is None else Chosen(channel.id, channel.name, channel.type)


def _require_possible(bot: Tenet, guild_id: int, place: Chosen) -> None:
    """Say before anything is queued what would be refused.

    Raises:
        ForumItself, ThreadLocked, PermissionsMissing: It would be.
    """
    if place.type in FORUMS:
        raise ForumItself(channel=place.mention)
    if place.is_locked:
        raise ThreadLocked(channel=place.mention)
    needed = (Post(place.id, Content()), React(place.id, 0, ()))
    missing = [name for action in needed for name in missing_permissions(bot, guild_id, action)]
    if missing:
        raise PermissionsMissing(channel=place.mention, missing=", ".join(dict.fromkeys(missing)))
