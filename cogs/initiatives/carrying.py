"""Organising along, handing over, stepping down, and taking over what has no organiser."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

import discord
from discord.utils import escape_markdown
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import DM_REFUSALS, Action, Content, DirectMessage, Refusal
from bot.client import Tenet
from bot.contact import Reason
from bot.deliveries import Drop, Job, Wait
from bot.errors import MemberError
from bot.interactions import Interaction, member_key, public_speaker, speaker, update
from bot.models import MemberKey
from bot.worker import Renderer, Rendering
from cogs.initiatives import service
from cogs.initiatives.acting import acting
from cogs.initiatives.managing import show_panel
from cogs.initiatives.service import carrying, managing
from cogs.initiatives.service.carrying import Answer
from cogs.initiatives.service.kinds import ASKED, ORGANISING
from cogs.initiatives.views import carrying as views

log = logging.getLogger(__name__)

LOOK_SECONDS = timedelta(hours=1).total_seconds()

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""How long to wait when Discord does not say who is there."""

NOT_HERE = "they are not in this server any more"

CONTROLS = (
    views.CARRIERS,
    views.CHOOSE_ALONG,
    views.CHOOSE_SUCCESSOR,
    views.RESPOND,
    views.STEP_DOWN,
    views.TAKE_OVER,
)


class NoBots(MemberError):
    """A bot organises nothing."""

    key = "initiatives-no-bots"


def register(bot: Tenet) -> None:
    """Bring the renderers, the notice's button and the tick to the parts that call them."""
    bot.deliveries.register(
        carrying.ASK,
        Renderer(
            render_question,
            refused=question_refused,
            dropped=question_dropped,
        ),
    )
    bot.deliveries.register(carrying.ANSWERED, Renderer(render_answer, refused=answer_refused))
    bot.telling.draws(carrying.NOTICE, views.decide)

    async def look() -> None:
        """Ask about what nobody organises. A crash repeats it: who was asked is not asked again."""
        async with bot.db.read() as session:
            orphans = await carrying.list_orphans(session, shards=bot.deliveries.shards)
        if orphans:
            async with bot.db.begin() as session:
                await carrying.ask_for_orphans(session, orphans, now=bot.clock.now())

    bot.ticks.add("initiatives.orphans", look, seconds=LOOK_SECONDS)


async def render_question(rendering: Rendering) -> Action | Wait | Drop | None:
    """Somebody is asked. Who carries nothing yet has not asked for this: the gate decides."""
    session, payload = rendering.session, rendering.job.payload
    member = MemberKey(rendering.job.guild_id, payload["user_id"])
    asked = await carrying.find_question(session, payload["initiative_id"], member.user_id)
    if asked is None or rendering.guild is None:
        return None
    say = await rendering.speak_to(member, None)
    embed, view = views.question(asked, say, rendering.server)
    about = {"title": asked.initiative.title, "server": rendering.server}
    reason = Reason(ORGANISING if asked.carries else ASKED, about)
    return DirectMessage(member.user_id, Content(embeds=[embed], view=view), reason)


async def question_refused(
    session: AsyncSession, job: Job, refusal: Refusal, now: datetime
) -> bool:
    """They can be asked where they look themselves; of what has no organiser stewards hear."""
    if refusal.code not in DM_REFUSALS:
        return False
    await carrying.unreachable(session, job.payload["initiative_id"], now=now)
    return True


async def question_dropped(session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
    """They want no messages, or are not here."""
    await carrying.unreachable(session, job.payload["initiative_id"], now=now)


async def render_answer(rendering: Rendering) -> Action | None:
    """What somebody said, to the organiser who had asked."""
    payload = rendering.job.payload
    member = MemberKey(rendering.job.guild_id, payload["user_id"])
    try:
        overview = await service.get_overview(rendering.session, payload["initiative_id"])
    except service.NoSuchInitiative:
        return None
    say = await rendering.speak_to(member, None)
    embed = views.answered(overview.title, payload["answered_by"], Answer(payload["answer"]), say)
    reason = Reason(ORGANISING, {"title": overview.title, "server": rendering.server})
    return DirectMessage(member.user_id, Content(embeds=[embed]), reason)


async def answer_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """Whoever closed their DMs sees it on the panel."""
    return refusal.code in DM_REFUSALS


@views.CARRIERS.handles
async def show_carriers(interaction: Interaction, *, initiative_id: int) -> None:
    """In the panel: who carries it."""
    await _show(interaction, initiative_id)


@views.CHOOSE_ALONG.handles
async def choose_along(interaction: Interaction, *, initiative_id: int, values: list[str]) -> None:
    """Choose who organises along: who is new is asked, who is not chosen any more is out."""
    _require_people(interaction)
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        asked = await carrying.choose_along(
            session, actor, initiative_id, [int(one) for one in values], now=bot.clock.now()
        )
    await _show(interaction, initiative_id, views.chosen(asked, await speaker(interaction)))


@views.CHOOSE_SUCCESSOR.handles
async def choose_successor(
    interaction: Interaction, *, initiative_id: int, values: list[str]
) -> None:
    """Ask somebody to take it over, or take that question back."""
    _require_people(interaction)
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        await carrying.hand_over(
            session,
            actor,
            initiative_id,
            int(values[0]) if values else None,
            now=bot.clock.now(),
        )
    say = await speaker(interaction)
    said = (
        say("initiatives-successor-asked", who=f"<@{values[0]}>")
        if values
        else say("initiatives-successor-none")
    )
    await _show(interaction, initiative_id, said)


@views.RESPOND.handles
async def respond(interaction: Interaction, *, initiative_id: int, accepts: int) -> None:
    """In the private message, or wherever they looked: yes or no."""
    bot = interaction.client
    async with bot.db.begin() as session:
        overview = await service.get_overview(session, initiative_id, guild_id=interaction.guild_id)
        title, answer = await carrying.respond(
            session,
            MemberKey(overview.guild_id, interaction.user.id),
            initiative_id,
            accepts=bool(accepts),
            now=bot.clock.now(),
        )
    say = await speaker(interaction, guild_id=overview.guild_id)
    await update(interaction, views.responded(title, answer, say))


@views.STEP_DOWN.handles
async def step_down(interaction: Interaction, *, initiative_id: int) -> None:
    """No longer organise along."""
    bot = interaction.client
    async with bot.db.begin() as session:
        title = await carrying.step_down(
            session, member_key(interaction), initiative_id, now=bot.clock.now()
        )
    say = await speaker(interaction)
    await update(interaction, say("initiatives-stepped-down", title=escape_markdown(title)))


@views.TAKE_OVER.handles
async def take_over(interaction: Interaction, *, initiative_id: int) -> None:
    """Under the stewards' notice, or in the panel: be its organiser."""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.begin() as session:
        initiative = await carrying.take_over(session, actor, initiative_id, now=bot.clock.now())
        title = escape_markdown(initiative.title)
    message = interaction.message
    if message is not None and not message.flags.ephemeral:
        say = await public_speaker(interaction)
        text = say("initiatives-taken-over-by", title=title, who=interaction.user.mention)
        embed = discord.Embed(
            title=say("notice-title"), description=text, colour=discord.Colour.green()
        )
        await update(interaction, embed=embed)
        return
    say = await speaker(interaction)
    said = say("initiatives-responded-over", title=title)
    await show_panel(interaction, initiative_id, said=said)


async def _show(interaction: Interaction, initiative_id: int, said: str | None = None) -> None:
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.read() as session:
        managed = await managing.manage(session, actor, initiative_id, now=bot.clock.now())
    embed, view = views.carriers(managed, await speaker(interaction))
    await update(interaction, said, embed=embed, view=view)


def _require_people(interaction: Interaction) -> None:
    """Discord lets people choose bots, too.

    Raises:
        NoBots: They did.
    """
    data: dict[str, Any] = dict(interaction.data or {})
    users = data.get("resolved", {}).get("users", {})
    if any(user.get("bot") for user in users.values()):
        raise NoBots
