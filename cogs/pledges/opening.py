"""/pledge post: where the values may be put, what would be refused there, and having it done."""

from __future__ import annotations

from dataclasses import dataclass

import discord
from discord import app_commands

from bot.actions import Content, Post, React, missing_permissions
from bot.client import Tenet
from bot.errors import MemberError
from bot.granting import Hindrance
from bot.interactions import Interaction, answer, guild_id_of, speaker, update
from bot.places import find_channel
from bot.stewards import require_steward
from cogs.charter import service as charter
from cogs.pledges import service
from cogs.pledges.granting import problems
from cogs.pledges.panelling import draw
from cogs.pledges.service import Layout, posts
from cogs.pledges.views import panel

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

    Roles that cannot be given for a pledge are named first, and then it is the steward's decision.

    Args:
        place: Where; left out, where the server wants its pledges.
        layout: Left out, what the post has, or everything.

    Raises:
        NotASteward: It is for stewards.
        NoPledgesChannel, ForumItself, ThreadLocked, PermissionsMissing: Not there.
        NoValues: There is nothing to post.
    """
    await require_steward(interaction)
    place = place or await _usual_place(interaction)
    if place is None:
        raise NoPledgesChannel
    _require_possible(interaction.client, guild_id_of(interaction), place)
    hindrances = await _hindrances(interaction, place)
    if hindrances:
        say = await speaker(interaction)
        embed, view = panel.confirm_up(hindrances, say, channel_id=place.id, layout=layout)
        await answer(interaction, embed=embed, view=view)
        return
    text, embed, view = await _open(interaction, place, layout)
    await answer(interaction, text, embed=embed, view=view)


@panel.anyway_control.handles
async def go_on(interaction: Interaction, *, channel_id: int, layout: int) -> None:
    """Post although some role cannot be given; what was asked about the channel is asked again."""
    await require_steward(interaction)
    guild = interaction.guild
    channel = None if guild is None else guild.get_channel_or_thread(channel_id)
    if channel is None:
        raise NoPledgesChannel
    is_locked = isinstance(channel, discord.Thread) and channel.locked
    place = Chosen(channel.id, channel.name, channel.type, is_locked)
    _require_possible(interaction.client, guild_id_of(interaction), place)
    text, embed, view = await _open(interaction, place, panel.layout_of(layout))
    await update(interaction, text, embed=embed, view=view)


async def _open(
    interaction: Interaction, place: Chosen, layout: Layout | None
) -> tuple[str, discord.Embed, discord.ui.View | None]:
    bot = interaction.client
    async with bot.db.begin() as session:
        opened = await posts.open_post(
            session,
            guild_id_of(interaction),
            channel_id=place.id,
            channel_name=place.name,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
            layout=layout,
        )
    say = await speaker(interaction)
    key = "pledges-renewing" if opened.stands else "pledges-posting"
    return say(key, channel=place.mention), *await draw(interaction, opened.post, say)


async def _hindrances(interaction: Interaction, place: Chosen) -> list[Hindrance]:
    """What keeps roles from being given, before a post goes up; one that stands is renewed."""
    if interaction.guild is None:
        return []
    guild_id, bot = interaction.guild.id, interaction.client
    async with bot.db.read() as session:
        live = await posts.list_posts(session, guild_id, states=[posts.PostState.LIVE])
        values = await charter.list_values(session, guild_id)
    if any(post.channel_id == place.id for post in live):
        return []
    return problems(interaction.guild, await bot.settings.of(guild_id), values)


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


CONTROLS = (panel.anyway_control,)
