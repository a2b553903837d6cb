"""What stewards do in the panel of a pledge post, and under the notice that one was deleted.

Every control carries the post's id and nothing else, so panels and notices stay usable after any
restart; each draws what holds when it is pressed.
"""

from __future__ import annotations

import discord

from bot.actions import ClearEmoji, missing_permissions
from bot.components import UnknownControl
from bot.interactions import Interaction, guild_id_of, public_speaker, speaker, update
from bot.stewards import require_steward
from bot.texts import Speaker
from cogs.pledges.service import Layout, Post, posts
from cogs.pledges.views import panel

CONTROLS = (
    panel.layout_control,
    panel.wording_control,
    panel.wording_form,
    panel.others_control,
    panel.down_control,
    panel.down_now_control,
    panel.up_control,
    panel.panel_control,
    panel.again_control,
    panel.leave_control,
)


async def draw(
    interaction: Interaction, post: Post, say: Speaker
) -> tuple[discord.Embed, discord.ui.View | None]:
    """The panel of a post as it is now."""
    bot = interaction.client
    async with bot.db.read() as session:
        settings = await bot.settings.of(post.guild_id)
        post = await posts.get_post(session, post.guild_id, post.id)
    clearing = ClearEmoji(post.channel_id or 0, post.message_id or 0, "")
    return panel.panel(
        post,
        say,
        others_removed=settings.get(posts.OTHERS),
        may_clear=not missing_permissions(bot, post.guild_id, clearing),
    )


@panel.layout_control.handles
async def lay_out(interaction: Interaction, *, post_id: int, values: list[str]) -> None:
    """Choose the layout."""
    await require_steward(interaction)
    if values[0] not in list(Layout):
        raise UnknownControl
    bot = interaction.client
    async with bot.db.begin() as session:
        post = await posts.lay_out(
            session,
            guild_id_of(interaction),
            post_id,
            Layout(values[0]),
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    await _show(interaction, post)


@panel.wording_control.handles
async def ask_words(interaction: Interaction, *, post_id: int) -> None:
    """Open the form for the post's own words."""
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    async with bot.db.read() as session:
        post = await posts.get_post(session, guild_id, post_id)
    settings = await bot.settings.of(guild_id)
    say, ours = await speaker(interaction), await public_speaker(interaction)
    fields = panel.wording_fields(
        post,
        say,
        usual_title=settings.get(posts.TITLE) or ours("pledges-board-title"),
        usual_text=settings.get(posts.TEXT) or ours("pledges-board-text"),
    )
    await panel.wording_form.open(interaction, say("pledges-form-heading"), fields, post_id=post_id)


@panel.wording_form.handles
async def reword(interaction: Interaction, *, post_id: int, values: dict[str, str]) -> None:
    """Keep the post's own words."""
    await require_steward(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        post = await posts.reword(
            session,
            guild_id_of(interaction),
            post_id,
            title=values.get("title", ""),
            text=values.get("text", ""),
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    await _show(interaction, post)


@panel.others_control.handles
async def allow_others(interaction: Interaction, *, post_id: int, removed: int) -> None:
    """Choose for the server whether other reactions are removed; those that stand go, too."""
    await require_steward(interaction)
    bot, guild_id = interaction.client, guild_id_of(interaction)
    async with bot.db.begin() as session:
        post = await posts.get_post(session, guild_id, post_id)
        await posts.allow_others(
            session,
            guild_id,
            not removed,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    await _show(interaction, post)
    if removed:
        bot.reconciler.ask(guild_id)


@panel.down_control.handles
async def confirm_down(interaction: Interaction, *, post_id: int) -> None:
    """Ask once more before a post is taken down."""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        post = await posts.get_post(session, guild_id_of(interaction), post_id)
    embed, view = panel.confirm_down(post, await speaker(interaction))
    await update(interaction, embed=embed, view=view)


@panel.down_now_control.handles
async def take_down(interaction: Interaction, *, post_id: int) -> None:
    """Take a post down."""
    await require_steward(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        post = await posts.take_down(
            session,
            guild_id_of(interaction),
            post_id,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    await _show(interaction, post)


@panel.up_control.handles
async def put_up(interaction: Interaction, *, post_id: int) -> None:
    """Put a post up again that was deleted or taken down."""
    await require_steward(interaction)
    await _show(interaction, await _put_up_again(interaction, post_id))


@panel.panel_control.handles
async def show(interaction: Interaction, *, post_id: int) -> None:
    """Back to the panel."""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        post = await posts.get_post(session, guild_id_of(interaction), post_id)
    await _show(interaction, post)


@panel.again_control.handles
async def post_again(interaction: Interaction, *, post_id: int) -> None:
    """Under the notice: a deleted post comes back. A second press finds it up and says so."""
    await require_steward(interaction)
    post = await _put_up_again(interaction, post_id)
    await _decided(interaction, "pledges-gone-coming", post)


@panel.leave_control.handles
async def leave_down(interaction: Interaction, *, post_id: int) -> None:
    """Under the notice: a deleted post stays away. Pressed too late, the notice says what is so."""
    await require_steward(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        post = await posts.leave_down(
            session,
            guild_id_of(interaction),
            post_id,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )
    stays = post.state is posts.PostState.REMOVED
    await _decided(interaction, "pledges-gone-left" if stays else "pledges-gone-coming", post)


async def _put_up_again(interaction: Interaction, post_id: int) -> Post:
    bot = interaction.client
    async with bot.db.begin() as session:
        return await posts.put_up_again(
            session,
            guild_id_of(interaction),
            post_id,
            actor_id=interaction.user.id,
            now=bot.clock.now(),
        )


async def _show(interaction: Interaction, post: Post) -> None:
    embed, view = await draw(interaction, post, await speaker(interaction))
    await update(interaction, embed=embed, view=view)


async def _decided(interaction: Interaction, key: str, post: Post) -> None:
    """The notice says what was decided and by whom, and can be pressed no more."""
    say = await public_speaker(interaction)
    embed = discord.Embed(
        title=say("notice-title"),
        description=say(key, channel=f"<#{post.channel_id}>", who=interaction.user.mention),
        colour=discord.Colour.green(),
    )
    await update(interaction, embed=embed)
