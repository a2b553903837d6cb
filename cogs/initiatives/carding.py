"""The public card, as it is posted and edited."""

from __future__ import annotations

from datetime import datetime, timedelta

import discord
from discord.utils import escape_markdown
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.actions import Action, Content, Edit, Post, Receipt, Refusal
from bot.client import Tenet
from bot.deliveries import Job
from bot.interactions import Interaction, MayNotPost, answer, guild_id_of, speaker
from bot.places import find_channel
from bot.settings import INITIATIVES_CHANNEL
from bot.stewards import require_steward
from bot.worker import Renderer, Rendering
from cogs.charter import service as charter
from cogs.initiatives import service, views
from cogs.initiatives.acting import acting
from cogs.initiatives.service import cards, mirroring, showing
from cogs.initiatives.views import standing

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008


CONTROLS = (standing.REPOST, standing.REPOST_ALL, standing.REPOST_TO)


def register(bot: Tenet) -> None:
    """Bring the card's renderer to the worker, and buttons to the notices about lost cards."""
    bot.telling.draws(cards.CARD_GONE, standing.repost_one)
    bot.telling.draws(cards.CARDS_GONE, standing.repost_lost)
    edits = timedelta(seconds=bot.config.deliveries.edit_every_seconds)
    bot.deliveries.register(
        service.CARD,
        Renderer(render_card, sent=card_sent, refused=card_refused, spacing=edits),
    )


async def render_card(rendering: Rendering) -> Action | None:
    """Post the card, or edit it where it stands; nothing when its place is gone."""
    session, say = rendering.session, rendering.say
    try:
        shown = await showing.show(
            session, rendering.job.payload["initiative_id"], now=rendering.now
        )
    except service.NoSuchInitiative:
        return None  # its server was purged meanwhile
    overview = shown.overview
    if overview.channel_id is None:
        return None
    values = {value.id: value for value in await charter.list_values(session, overview.guild_id)}
    buttons = views.card_buttons(shown, say, zone=rendering.settings.zone)
    content = Content(embeds=[views.card(shown, values, say)], view=buttons)
    if overview.message_id is None:
        if overview.state in views.FINISHED:
            return None
        is_unasked = await cards.is_made_by_series(session, overview.id)
        return Post(overview.channel_id, content, automated=is_unasked)
    return Edit(overview.channel_id, overview.message_id, content)


async def card_sent(session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
    """Remember where the card stands; what kept us from it is mended."""
    if receipt.channel_id is None or receipt.message_id is None:
        return
    initiative_id = job.payload["initiative_id"]
    is_new = await service.card_posted(
        session,
        initiative_id,
        channel_id=receipt.channel_id,
        message_id=receipt.message_id,
    )
    if is_new:  # what hangs on the card or links to it can now be there
        await mirroring.ask_again(session, [initiative_id], now)
    lost = cards.about(initiative_id)
    for about in (f"{service.CARD}:{receipt.channel_id}", lost):
        await notices.close_notice(session, about, guild_id=job.guild_id, now=now)


async def card_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """A deleted card stays deleted, until somebody asks for it; stewards can do that at once."""
    initiative_id = job.payload["initiative_id"]
    if refusal.code == UNKNOWN_MESSAGE:
        await cards.card_deleted(session, initiative_id, now=now)
        return True
    if refusal.code == UNKNOWN_CHANNEL:
        overview = await service.get_overview(session, initiative_id)
        if overview.channel_id is not None:
            await cards.channel_deleted(session, job.guild_id, overview.channel_id, now=now)
        return True
    return False


@standing.REPOST.handles
async def repost(interaction: Interaction, *, initiative_id: int) -> None:
    """An organiser or steward wants the card back, under the notice or where it is shown."""
    channel_id = await _channel_for_cards(interaction)
    if channel_id is None:
        await _ask_where(interaction, initiative_id)
    else:
        await _repost(interaction, initiative_id, channel_id)


@standing.REPOST_ALL.handles
async def repost_all(interaction: Interaction) -> None:
    """A steward wants all cards back that were lost with their channel."""
    await require_steward(interaction)
    channel_id = await _channel_for_cards(interaction)
    if channel_id is None:
        await _ask_where(interaction, standing.ALL_CARDS)
    else:
        await _repost_all(interaction, channel_id)


@standing.REPOST_TO.handles
async def repost_to(interaction: Interaction, *, initiative_id: int, values: list[str]) -> None:
    """There is no channel for initiatives any more, so they chose one."""
    guild, member = interaction.guild, interaction.user
    channel = None if guild is None else guild.get_channel(int(values[0]))
    if channel is None or not isinstance(member, discord.Member):
        raise MayNotPost
    allowed = channel.permissions_for(member)
    if not (allowed.view_channel and allowed.send_messages):
        raise MayNotPost
    if initiative_id == standing.ALL_CARDS:
        await require_steward(interaction)
        await _repost_all(interaction, channel.id)
    else:
        await _repost(interaction, initiative_id, channel.id)


async def _repost(interaction: Interaction, initiative_id: int, channel_id: int) -> None:
    actor, bot = await acting(interaction), interaction.client
    async with bot.db.begin() as session:
        initiative = await cards.repost(
            session, actor, initiative_id, channel_id=channel_id, now=bot.clock.now()
        )
    say = await speaker(interaction)
    title = escape_markdown(initiative.title)
    if initiative.message_id is not None:
        link = f"https://discord.com/channels/{initiative.guild_id}/{initiative.channel_id}"
        text = say("initiatives-card-stands", title=title, link=f"{link}/{initiative.message_id}")
    else:
        text = say("initiatives-reposted", title=title, place=f"<#{initiative.channel_id}>")
    await answer(interaction, text)


async def _repost_all(interaction: Interaction, channel_id: int) -> None:
    bot, guild_id = interaction.client, guild_id_of(interaction)
    async with bot.db.begin() as session:
        count = await cards.repost_all(
            session, guild_id, channel_id=channel_id, now=bot.clock.now()
        )
    say = await speaker(interaction)
    text = say("initiatives-reposted-all", count=count, place=f"<#{channel_id}>")
    await answer(interaction, text)


async def _ask_where(interaction: Interaction, initiative_id: int) -> None:
    say = await speaker(interaction)
    await answer(
        interaction, say("initiatives-repost-where"), view=standing.repost_where(initiative_id, say)
    )


async def _channel_for_cards(interaction: Interaction) -> int | None:
    """The channel for initiatives, as long as there is one."""
    settings = await interaction.client.settings.of(guild_id_of(interaction))
    guild = interaction.guild
    channel = None if guild is None else find_channel(guild, settings.place(INITIATIVES_CHANNEL))
    return None if channel is None else channel.id
