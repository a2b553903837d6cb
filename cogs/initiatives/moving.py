"""Another date: typed in words, echoed and confirmed; then everybody hears whom it concerns."""

from __future__ import annotations

from datetime import UTC, datetime

from discord.utils import escape_markdown
from sqlalchemy.ext.asyncio import AsyncSession

from bot import moments
from bot.actions import DM_REFUSALS, Action, Content, DirectMessage, Refusal
from bot.client import Tenet
from bot.contact import Reason
from bot.deliveries import Job
from bot.interactions import Interaction, guild_id_of, speaker, update
from bot.models import MemberKey
from bot.worker import Renderer, Rendering
from cogs.initiatives import service
from cogs.initiatives.acting import acting
from cogs.initiatives.managing import show_panel
from cogs.initiatives.proposing import clock_of
from cogs.initiatives.seating import offered_dropped
from cogs.initiatives.service import managing, moving, offers
from cogs.initiatives.service.kinds import CHANGED
from cogs.initiatives.views import moving as views
from cogs.initiatives.views.frame import in_a_line

CONTROLS = (views.MOVE, views.MOVE_FORM, views.MOVE_NOW)


def register(bot: Tenet) -> None:
    """Bring the messages about another date to the worker."""
    bot.deliveries.register(
        moving.ASKED_AGAIN,
        Renderer(render_asked_again, refused=asked_again_refused, dropped=offered_dropped),
    )
    bot.deliveries.register(moving.MOVED, Renderer(render_moved, refused=moved_refused))


async def render_asked_again(rendering: Rendering) -> Action | None:
    """The question whether they come then, too; pointless once they answered or it moved again."""
    payload = rendering.job.payload
    offer = await offers.find_offer(
        rendering.session, payload["signup_id"], payload["offer"], now=rendering.now
    )
    if offer is None:
        return None
    say = await rendering.speak_to(MemberKey(rendering.job.guild_id, offer.user_id), offer.language)
    embed, view = views.asked_again(offer, payload["was"], rendering.server, say)
    reason = Reason(
        CHANGED,
        {"title": offer.initiative.title, "server": rendering.server},
        line=in_a_line(embed),
        locale=offer.language,
    )
    return DirectMessage(offer.user_id, Content(embeds=[embed], view=view), reason)


async def asked_again_refused(
    session: AsyncSession, job: Job, refusal: Refusal, now: datetime
) -> bool:
    """Whoever closed their DMs is told beside the card, in a post that pings nobody."""
    if refusal.code not in DM_REFUSALS:
        return False
    await offers.tell_publicly(session, job.guild_id, job.payload, now=now)
    return True


async def render_moved(rendering: Rendering) -> Action | None:
    """The news for somebody without a seat."""
    payload = rendering.job.payload
    hearer = await moving.find_hearer(rendering.session, payload["signup_id"], payload["sequence"])
    if hearer is None:
        return None
    say = await rendering.speak_to(
        MemberKey(rendering.job.guild_id, hearer.user_id), hearer.language
    )
    embed = views.moved(hearer.initiative, payload["was"], rendering.server, say)
    reason = Reason(
        CHANGED,
        {"title": hearer.initiative.title, "server": rendering.server},
        line=in_a_line(embed),
        locale=hearer.language,
    )
    return DirectMessage(hearer.user_id, Content(embeds=[embed]), reason)


async def moved_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """Whoever closed their DMs reads it on the card."""
    return refusal.code in DM_REFUSALS


@views.MOVE.handles
async def ask_date(interaction: Interaction, *, initiative_id: int) -> None:
    """In the panel: when does it take place instead?"""
    actor = await acting(interaction)
    bot = interaction.client
    async with bot.db.read() as session:
        managed = await managing.manage(session, actor, initiative_id, now=bot.clock.now())
    say = await speaker(interaction)
    clock = await clock_of(interaction)
    await views.MOVE_FORM.open(
        interaction,
        say("initiatives-form-move-title"),
        views.move_fields(managed.shown.overview, clock.zone, say),
        initiative_id=initiative_id,
    )


@views.MOVE_FORM.handles
async def preview(interaction: Interaction, *, initiative_id: int, values: dict[str, str]) -> None:
    """Show the date as it was read, before anybody hears of it."""
    actor = await acting(interaction)
    bot, clock = interaction.client, await clock_of(interaction)
    now = bot.clock.now()
    span = moments.read(values.get("when", ""), language=clock.language, zone=clock.zone, now=now)
    async with bot.db.begin() as session:  # which holds the initiative
        await moving.require_movable(session, actor, initiative_id)
        overview = await service.get_overview(session, initiative_id)
        asked = await moving.count_seated(session, initiative_id, but=actor.member.user_id)
    settings = await bot.settings.of(guild_id_of(interaction))
    embed, view = views.sure(
        overview,
        span,
        await speaker(interaction),
        zone=clock.zone,
        server_zone=settings.zone,
        asked=asked,
    )
    await update(interaction, embed=embed, view=view)


@views.MOVE_NOW.handles
async def move(
    interaction: Interaction, *, initiative_id: int, starts: int, ends: int, sequence: int
) -> None:
    """It holds: the card, calendars and everybody concerned follow."""
    actor = await acting(interaction)
    bot, clock = interaction.client, await clock_of(interaction)
    async with bot.db.begin() as session:
        done = await moving.move(
            session,
            actor,
            initiative_id,
            datetime.fromtimestamp(starts, UTC),
            datetime.fromtimestamp(ends, UTC) if ends else None,
            zone=clock.zone,
            sequence=sequence,
            now=bot.clock.now(),
        )
    say = await speaker(interaction)
    said = say(
        "initiatives-move-done",
        title=escape_markdown(done.title),
        asked=done.asked,
        told=done.told,
    )
    await show_panel(interaction, initiative_id, said=said)
