"""Deciding about proposals: members who second, stewards who approve or decline, and silence."""

from __future__ import annotations

from datetime import datetime

import discord
from discord.utils import escape_markdown
from sqlalchemy.ext.asyncio import AsyncSession

from bot import preferences
from bot.actions import DM_REFUSALS, Action, Content, DirectMessage, Refusal
from bot.client import Tenet
from bot.contact import Reason
from bot.deliveries import Job
from bot.interactions import (
    Interaction,
    answer,
    guild_id_of,
    member_key,
    public_speaker,
    speaker,
    update,
)
from bot.models import MemberKey
from bot.stewards import require_steward
from bot.worker import Renderer, Rendering
from cogs.initiatives import service
from cogs.initiatives.models import Initiative, InitiativeState
from cogs.initiatives.service import deciding, seconding, telling
from cogs.initiatives.service.kinds import DECIDED
from cogs.initiatives.views import deciding as views
from cogs.initiatives.views.frame import in_a_line

LOOK_SECONDS = 600.0

CONTROLS = (
    views.SECOND,
    views.TAKE_BACK,
    views.HEAR,
    views.APPROVE,
    views.DECLINE,
    views.REASON,
    views.WITHDRAW,
    views.WITHDRAW_NOW,
)


def register(bot: Tenet) -> None:
    """Bring the renderer, the notices' buttons and the tick to the parts that call them."""
    bot.deliveries.register(telling.TOLD, Renderer(render_told, refused=told_refused))
    for text_key in (deciding.ASKED, deciding.SILENT):
        bot.telling.draws(text_key, views.decide)

    async def look() -> None:
        """Proposals that nobody answers say so. A crash repeats it, which changes nothing."""
        now = bot.clock.now()
        async with bot.db.read() as session:
            late = await deciding.list_late(session, now=now, shards=bot.deliveries.shards)
        if late:
            async with bot.db.begin() as session:
                await deciding.mark_silent(session, late, now=now)

    bot.ticks.add("initiatives.silence", look, seconds=LOOK_SECONDS)


async def render_told(rendering: Rendering) -> Action | None:
    """What became of a proposal, privately, in the language of whoever it is told."""
    payload = rendering.job.payload
    member = MemberKey(rendering.job.guild_id, payload["user_id"])
    told = await telling.find_told(
        rendering.session, payload["initiative_id"], telling.News(payload["news"]), member.user_id
    )
    if told is None:
        return None
    embed, view = views.told(told, rendering.server, await rendering.speak_to(member, None))
    about = {"title": told.initiative.title, "server": rendering.server}
    # What can be pressed has to come by itself.
    reason = Reason(DECIDED, about, line=in_a_line(embed) if view is None else None)
    return DirectMessage(member.user_id, Content(embeds=[embed], view=view), reason)


async def told_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """Whoever closed their DMs reads it on the card."""
    return refusal.code in DM_REFUSALS


@views.SECOND.handles
async def second(interaction: Interaction, *, initiative_id: int) -> None:
    """On the card: second the proposal. Pressed again, it says how things are."""
    bot, member = interaction.client, member_key(interaction)
    now = bot.clock.now()
    async with bot.db.begin() as session:
        await preferences.hear(session, member, str(interaction.locale), now=now)
        done = await seconding.second(session, member, initiative_id, now=now)
    say = await speaker(interaction)
    await answer(interaction, views.seconded(done, say), view=views.seconding_buttons(done, say))


@views.TAKE_BACK.handles
async def take_back(interaction: Interaction, *, initiative_id: int) -> None:
    """In the private answer: second it no longer."""
    bot = interaction.client
    async with bot.db.begin() as session:
        done = await seconding.take_back(
            session, member_key(interaction), initiative_id, now=bot.clock.now()
        )
    await update(interaction, views.seconded(done, await speaker(interaction)))


@views.HEAR.handles
async def hear(interaction: Interaction, *, initiative_id: int, wanted: int) -> None:
    """In the private answer: be told what becomes of it, or not."""
    async with interaction.client.db.begin() as session:
        done = await seconding.hear(session, member_key(interaction), initiative_id, bool(wanted))
    say = await speaker(interaction)
    await update(interaction, views.seconded(done, say), view=views.seconding_buttons(done, say))


@views.APPROVE.handles
async def approve(interaction: Interaction, *, initiative_id: int) -> None:
    """A steward approves, under the notice or in private."""
    await require_steward(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        initiative = await deciding.approve(
            session, member_key(interaction), initiative_id, now=bot.clock.now()
        )
    await _decided(interaction, initiative)


@views.DECLINE.handles
async def ask_reason(interaction: Interaction, *, initiative_id: int) -> None:
    """A steward declines: first the reason, which everybody concerned will read."""
    await require_steward(interaction)
    async with interaction.client.db.read() as session:
        await deciding.require_waiting(session, guild_id_of(interaction), initiative_id)
    say = await speaker(interaction)
    await views.REASON.open(
        interaction,
        say("initiatives-form-reason-title"),
        views.reason_fields(say),
        initiative_id=initiative_id,
    )


@views.REASON.handles
async def decline(interaction: Interaction, *, initiative_id: int, values: dict[str, str]) -> None:
    """The reason was given. Somebody may have been faster meanwhile, and then it says so."""
    await require_steward(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        initiative = await deciding.decline(
            session,
            member_key(interaction),
            initiative_id,
            values.get("reason", ""),
            now=bot.clock.now(),
        )
    await _decided(interaction, initiative)


@views.WITHDRAW.handles
async def ask_withdrawal(interaction: Interaction, *, initiative_id: int) -> None:
    """Ask once more before a proposal is taken back."""
    async with interaction.client.db.read() as session:
        overview = await service.get_overview(session, initiative_id, guild_id=interaction.guild_id)
        await deciding.require_waiting(session, overview.guild_id, initiative_id)
    say = await speaker(interaction, guild_id=overview.guild_id)
    text, view = views.withdrawing(initiative_id, overview.title, say)
    await answer(interaction, text, view=view)


@views.WITHDRAW_NOW.handles
async def withdraw(interaction: Interaction, *, initiative_id: int) -> None:
    """Who proposed it takes it back, in the server or in the private message about silence."""
    bot = interaction.client
    async with bot.db.begin() as session:
        overview = await service.get_overview(session, initiative_id, guild_id=interaction.guild_id)
        member = MemberKey(overview.guild_id, interaction.user.id)
        await deciding.withdraw(session, member, initiative_id, now=bot.clock.now())
    say = await speaker(interaction, guild_id=overview.guild_id)
    title = escape_markdown(overview.title)
    await update(interaction, say("initiatives-withdrawn", title=title))


async def _decided(interaction: Interaction, initiative: Initiative) -> None:
    """The notice says what was decided and by whom, and can be pressed no more."""
    opened = initiative.state == InitiativeState.OPEN
    key = "initiatives-decided-open" if opened else "initiatives-decided-declined"
    message = interaction.message
    is_public = message is not None and not message.flags.ephemeral
    say = await (public_speaker if is_public else speaker)(interaction)
    embed = discord.Embed(
        title=say("notice-title") if is_public else None,
        description=say(key, title=escape_markdown(initiative.title), who=interaction.user.mention),
        colour=discord.Colour.green() if opened else discord.Colour.light_grey(),
    )
    if initiative.reason and not opened:
        embed.add_field(
            name=say("initiatives-reason"), value=escape_markdown(initiative.reason), inline=False
        )
    await update(interaction, embed=embed)
