"""Voting about the date: members choose on the card, organisers in private, a tick ends it."""

from __future__ import annotations

from datetime import datetime

from discord.utils import escape_markdown
from sqlalchemy.ext.asyncio import AsyncSession

from bot import moments, preferences
from bot.actions import DM_REFUSALS, Action, Content, DirectMessage, Refusal
from bot.client import Tenet
from bot.contact import Reason
from bot.deliveries import Job
from bot.errors import MemberError
from bot.interactions import (
    Interaction,
    answer,
    guild_id_of,
    member_key,
    speaker,
    update,
)
from bot.models import MemberKey
from bot.worker import Renderer, Rendering
from cogs.initiatives import managing as panels
from cogs.initiatives import seating, service
from cogs.initiatives.acting import acting
from cogs.initiatives.models import Initiative, InitiativeState, SignupState
from cogs.initiatives.service import Actor, dates, dating, managing, polls
from cogs.initiatives.service.kinds import CHANGED, ORGANISING
from cogs.initiatives.views import polling as views
from cogs.initiatives.views.frame import in_a_line

LOOK_SECONDS = 30.0

CONTROLS = (
    views.VOTE,
    views.VOTE_NONE,
    views.POLL,
    views.POLL_FORM,
    views.CHOOSE,
    views.CHOSEN,
    views.STOP,
    views.COMING,
    views.NOT_COMING,
)


def register(bot: Tenet) -> None:
    """Bring renderers and the tick to the parts that call them."""
    bot.deliveries.register(
        dating.ASKED, Renderer(render_asked, refused=asked_refused, dropped=asked_dropped)
    )
    bot.deliveries.register(dating.FIXED, Renderer(render_fixed, refused=fixed_refused))

    async def look() -> None:
        """End the votes whose time is over. A crash repeats it, which changes nothing."""
        now = bot.clock.now()
        async with bot.db.read() as session:
            due = await dating.list_due(session, now=now, shards=bot.deliveries.shards)
        for initiative_id in due:
            async with bot.db.begin() as session:
                await dating.close(session, initiative_id, now=now)

    bot.ticks.add("initiatives.polls", look, seconds=LOOK_SECONDS)


async def render_asked(rendering: Rendering) -> Action | None:
    """The private message that asks the organiser to choose."""
    payload = rendering.job.payload
    member = MemberKey(rendering.job.guild_id, payload["user_id"])
    try:
        poll = await polls.look(rendering.session, payload["initiative_id"], member.user_id)
    except MemberError:
        return None  # it has a date meanwhile, or does not take place
    embed, view = views.choosing(
        poll,
        await rendering.speak_to(member, None),
        zone=await _zone(rendering.session, member, rendering.settings.zone),
        now=rendering.now,
        server=rendering.server,
    )
    reason = Reason(ORGANISING, {"title": poll.title, "server": rendering.server})
    return DirectMessage(member.user_id, Content(embeds=[embed], view=view), reason)


async def asked_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """Whoever organises it cannot be reached: stewards are asked."""
    if refusal.code not in DM_REFUSALS:
        return False
    await _nobody_chooses(session, job, now)
    return True


async def asked_dropped(session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
    """They want no such message, or are not here: stewards are asked."""
    await _nobody_chooses(session, job, now)


async def _nobody_chooses(session: AsyncSession, job: Job, now: datetime) -> None:
    initiative = await session.get(Initiative, job.payload["initiative_id"])
    if (
        initiative is not None
        and initiative.poll_until is not None
        and initiative.state == InitiativeState.OPEN
    ):
        await dating.nobody_chooses(session, initiative, now=now)


async def render_fixed(rendering: Rendering) -> Action | None:
    """The private message that says which date it is."""
    payload = rendering.job.payload
    member = MemberKey(rendering.job.guild_id, payload["user_id"])
    told = await dating.find_fixed(
        rendering.session,
        payload["initiative_id"],
        member.user_id,
        datetime.fromisoformat(payload["starts_at"]),
    )
    if told is None:
        return None
    say = await rendering.speak_to(member, told.language)
    embed, view = views.fixed(told, member.guild_id, rendering.server, say)
    reason = Reason(
        CHANGED,
        {"title": told.title, "server": rendering.server},
        line=in_a_line(embed),
        locale=told.language,
    )
    return DirectMessage(member.user_id, Content(embeds=[embed], view=view), reason)


async def fixed_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """Whoever closed their DMs reads it on the card."""
    return refusal.code in DM_REFUSALS


@views.VOTE.handles
async def vote(interaction: Interaction, *, initiative_id: int, values: list[str]) -> None:
    """On the card or in the private answer: at these dates somebody could come."""
    await _vote(interaction, initiative_id, [int(value) for value in values])


@views.VOTE_NONE.handles
async def vote_none(interaction: Interaction, *, initiative_id: int) -> None:
    """In the private answer: none of the dates suits."""
    await _vote(interaction, initiative_id, [])


async def _vote(interaction: Interaction, initiative_id: int, chosen: list[int]) -> None:
    bot, member = interaction.client, member_key(interaction)
    settings, now = await bot.settings.of(member.guild_id), bot.clock.now()
    async with bot.db.begin() as session:
        await preferences.hear(session, member, str(interaction.locale), now=now)
        poll = await polls.vote(session, member, initiative_id, chosen, now=now)
        zone = await _zone(session, member, settings.zone)
    text, view = views.own_votes(poll, await speaker(interaction), zone=zone, now=now)
    message = interaction.message
    if message is not None and message.flags.ephemeral:
        await update(interaction, text, view=view)
    else:
        await answer(interaction, text, view=view)


@views.POLL.handles
async def ask_dates(interaction: Interaction, *, initiative_id: int) -> None:
    """From the panel: which dates are there to choose from?"""
    bot, actor = interaction.client, await acting(interaction)
    settings = await bot.settings.of(guild_id_of(interaction))
    async with bot.db.read() as session:
        await managing.manage(session, actor, initiative_id, now=bot.clock.now())
        zone = await _zone(session, actor.member, settings.zone)
    say = await speaker(interaction)
    await views.POLL_FORM.open(
        interaction,
        say("initiatives-form-poll-title"),
        views.poll_fields(say, zone=zone),
        initiative_id=initiative_id,
    )


@views.POLL_FORM.handles
async def start(interaction: Interaction, *, initiative_id: int, values: dict[str, str]) -> None:
    """The dates were typed: let people vote, or say what is wrong and give the words back."""
    bot, actor = interaction.client, await acting(interaction)
    settings, now = await bot.settings.of(guild_id_of(interaction)), bot.clock.now()
    say = await speaker(interaction)
    try:
        async with bot.db.begin() as session:
            zone = await _zone(session, actor.member, settings.zone)
            language = _language(interaction, say.language)
            options = dates.read_options(
                values.get("dates", ""), language=language, zone=zone, now=now
            )
            until = dates.read_until(
                values.get("until", ""), options, language=language, zone=zone, now=now
            )
            initiative = await polls.start(
                session, actor, initiative_id, options, until=until, zone=zone, now=now
            )
            title = initiative.title
    except MemberError as error:
        await answer(interaction, views.refused(error, values, say))
        return
    said = views.started(title, options, until, say, zone=zone)
    await panels.show_panel(interaction, initiative_id, said=said)


@views.CHOOSE.handles
async def show_votes(interaction: Interaction, *, initiative_id: int) -> None:
    """From the panel: the votes, and a date to choose."""
    bot, actor = interaction.client, await acting(interaction)
    settings, now = await bot.settings.of(guild_id_of(interaction)), bot.clock.now()
    async with bot.db.read() as session:
        await managing.manage(session, actor, initiative_id, now=now)
        poll = await polls.look(session, initiative_id, actor.member.user_id)
        zone = await _zone(session, actor.member, settings.zone)
    embed, view = views.choosing(poll, await speaker(interaction), zone=zone, now=now)
    await answer(interaction, embed=embed, view=view)


@views.CHOSEN.handles
async def choose(interaction: Interaction, *, initiative_id: int, values: list[str]) -> None:
    """An organiser takes a date, in the server or in the private message that asks."""
    bot, actor = interaction.client, await _carrier(interaction, initiative_id)
    async with bot.db.begin() as session:
        initiative = await dating.choose(
            session, actor, initiative_id, int(values[0]), now=bot.clock.now()
        )
        starts_at, ends_at, title = initiative.starts_at, initiative.ends_at, initiative.title
    assert starts_at is not None
    say = await speaker(interaction, guild_id=actor.member.guild_id)
    date = views.date_of(moments.Span(starts_at, ends_at), say)
    await update(
        interaction, say("initiatives-date-chosen", title=escape_markdown(title), date=date)
    )


@views.STOP.handles
async def stop(interaction: Interaction, *, initiative_id: int) -> None:
    """An organiser ends the vote without a date."""
    bot, actor = interaction.client, await _carrier(interaction, initiative_id)
    async with bot.db.begin() as session:
        initiative = await polls.stop(session, actor, initiative_id, now=bot.clock.now())
        title = initiative.title
    say = await speaker(interaction, guild_id=actor.member.guild_id)
    await update(interaction, say("initiatives-poll-stopped", title=escape_markdown(title)))


@views.COMING.handles
async def join(interaction: Interaction, *, initiative_id: int) -> None:
    """In the private message: whoever voted for the date comes."""
    await seating.take_seat(interaction, initiative_id)


@views.NOT_COMING.handles
async def leave(interaction: Interaction, *, initiative_id: int) -> None:
    """In the private message: the date does not suit somebody who had signed up."""
    await seating.step_back(interaction, initiative_id, SignupState.DECLINED)


async def _carrier(interaction: Interaction, initiative_id: int) -> Actor:
    """Who acts; in a private message nobody is a steward."""
    if interaction.guild_id is not None:
        return await acting(interaction)
    async with interaction.client.db.read() as session:
        return Actor(await _member(session, interaction, initiative_id), is_steward=False)


async def _member(session: AsyncSession, interaction: Interaction, initiative_id: int) -> MemberKey:
    overview = await service.get_overview(session, initiative_id, guild_id=interaction.guild_id)
    return MemberKey(overview.guild_id, interaction.user.id)


async def _zone(session: AsyncSession, member: MemberKey, zone: str) -> str:
    return await preferences.zone_of(session, member, otherwise=zone)


def _language(interaction: Interaction, spoken: str) -> str:
    """The locale in which somebody writes dates; of the language they are spoken to in."""
    locale = str(interaction.locale)
    return locale if locale.partition("-")[0] == spoken.partition("-")[0] else spoken
