"""The public card, as it is posted and edited."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices
from bot.actions import Action, Content, Edit, Post, Receipt, Refusal
from bot.client import Tenet
from bot.deliveries import Job
from bot.worker import Renderer, Rendering
from cogs.charter import service as charter
from cogs.initiatives import service, views
from cogs.initiatives.service import showing

UNKNOWN_CHANNEL = 10003
UNKNOWN_MESSAGE = 10008


def register(bot: Tenet) -> None:
    """Bring the card's renderer to the worker."""
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
    content = Content(embeds=[views.card(shown, values, say)], view=views.card_buttons(shown, say))
    if overview.message_id is None:
        return None if overview.state in views.FINISHED else Post(overview.channel_id, content)
    return Edit(overview.channel_id, overview.message_id, content)


async def card_sent(session: AsyncSession, job: Job, receipt: Receipt, now: datetime) -> None:
    """Remember where the card stands; what kept us from it is mended."""
    if receipt.channel_id is None or receipt.message_id is None:
        return
    await service.card_posted(
        session,
        job.payload["initiative_id"],
        channel_id=receipt.channel_id,
        message_id=receipt.message_id,
    )
    about = f"{service.CARD}:{receipt.channel_id}"
    await notices.close_notice(session, about, guild_id=job.guild_id, now=now)


async def card_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """A deleted card stays deleted; of a lost channel or permission stewards are told."""
    if refusal.code in {UNKNOWN_MESSAGE, UNKNOWN_CHANNEL}:
        await service.card_lost(session, job.payload["initiative_id"])
    return refusal.code == UNKNOWN_MESSAGE
