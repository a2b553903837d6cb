"""A word to those who marked interest in an event: how to sign up for it."""

from __future__ import annotations

from datetime import datetime

import discord
from discord.utils import escape_markdown
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import DM_REFUSALS, Action, Content, DirectMessage, Refusal
from bot.client import Tenet
from bot.components import rows, shorten
from bot.contact import Reason
from bot.deliveries import Drop, Job, Wait
from bot.models import MemberKey
from bot.worker import Renderer, Rendering
from cogs.initiatives.service import inviting
from cogs.initiatives.service.kinds import INVITATION
from cogs.initiatives.views.frame import COLOUR, card_link

CONTROLS = ()


def register(bot: Tenet) -> None:
    """Bring the renderer to the worker; `mirroring` hears who is interested."""
    bot.deliveries.register(
        inviting.INVITE,
        Renderer(render_invitation, refused=invitation_refused),
    )


async def render_invitation(rendering: Rendering) -> Action | Wait | Drop | None:
    """The private message, unless the gate keeps it back."""
    member = _member(rendering.job)
    found = await inviting.find_invited(
        rendering.session, rendering.job.payload["initiative_id"], member
    )
    if found is None:
        return None
    say = await rendering.speak_to(member, None)
    title = shorten(escape_markdown(found.overview.title), 256)
    embed = discord.Embed(
        title=title,
        description=say("initiatives-invitation", server=escape_markdown(rendering.server)),
        colour=COLOUR,
    )
    embed.set_footer(text=say("initiatives-invitation-why"))
    link = card_link(found.overview)
    to_card: discord.ui.Button[discord.ui.View] | None = None
    if link is not None:
        to_card = discord.ui.Button(label=say("initiatives-to-the-card"), url=link)
    reason = Reason(INVITATION, {"title": found.overview.title, "server": rendering.server})
    return DirectMessage(member.user_id, Content(embeds=[embed], view=rows(to_card)), reason)


async def invitation_refused(
    session: AsyncSession, job: Job, refusal: Refusal, now: datetime
) -> bool:
    """Whoever closed their DMs finds the same words in the event itself."""
    return refusal.code in DM_REFUSALS


def _member(job: Job) -> MemberKey:
    return MemberKey(job.guild_id, job.payload["user_id"])
