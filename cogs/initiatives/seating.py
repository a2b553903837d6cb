"""Signing up: the buttons of a card, the private messages about seats, and offers that run out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import DM_REFUSALS, Action, Content, DirectMessage, Post, Refusal
from bot.client import Tenet
from bot.contact import Reason
from bot.contact.gate import NOT_HERE
from bot.deliveries import Job
from bot.errors import MemberError
from bot.interactions import (
    Interaction,
    answer,
    member_key,
    public_speaker,
    speaker,
    update,
)
from bot.models import MemberKey
from bot.worker import Renderer, Rendering
from cogs.initiatives import service
from cogs.initiatives.belonging import found_member
from cogs.initiatives.models import SignupState
from cogs.initiatives.service import Choice, Place, Sure, confirming, offers
from cogs.initiatives.service.kinds import SEAT
from cogs.initiatives.views import seats as views
from cogs.initiatives.views.card import JOIN, LEAVE, MAYBE
from cogs.initiatives.views.frame import in_a_line

EXPIRE_SECONDS = 20.0

CONTROLS = (
    JOIN,
    MAYBE,
    LEAVE,
    views.COME_AS,
    views.CONFIRM,
    views.GIVE_UP,
    views.KEEP,
)


def register(bot: Tenet) -> None:
    """Bring the messages about seats to the worker, and look for offers that ran out."""
    bot.deliveries.register(
        service.OFFERED,
        Renderer(render_offered, refused=offered_refused, dropped=offered_dropped),
    )
    bot.deliveries.register(service.OFFERED_PUBLICLY, Renderer(render_offered_publicly))

    async def expire() -> None:
        async with bot.db.begin() as session:
            await service.expire_offers(session, now=bot.clock.now())

    bot.ticks.add("initiatives.offers", expire, seconds=EXPIRE_SECONDS)


async def render_offered(rendering: Rendering) -> Action | None:
    """The private message to somebody for whom a seat is kept, in their language."""
    offer = await _offer(rendering)
    if offer is None:
        return None
    member = MemberKey(rendering.job.guild_id, offer.user_id)
    say = await rendering.speak_to(member, offer.language)
    embed, view = views.offered(offer, rendering.server, say)
    reason = Reason(
        SEAT,
        {"title": offer.initiative.title, "server": rendering.server},
        line=in_a_line(embed),
        locale=offer.language,
    )
    return DirectMessage(offer.user_id, Content(embeds=[embed], view=view), reason)


async def offered_refused(session: AsyncSession, job: Job, refusal: Refusal, now: datetime) -> bool:
    """Whoever closed their DMs is told beside the card, in a post that pings nobody."""
    if refusal.code not in DM_REFUSALS:
        return False
    await offers.tell_publicly(session, job.guild_id, job.payload, now=now)
    return True


async def offered_dropped(session: AsyncSession, job: Job, reason: str, now: datetime) -> None:
    """Whoever wants no such messages is told there, too: the seat is kept for them for a while."""
    if reason != NOT_HERE:
        await offers.tell_publicly(session, job.guild_id, job.payload, now=now)


async def render_offered_publicly(rendering: Rendering) -> Action | None:
    """The same beside the card."""
    offer = await _offer(rendering)
    if offer is None or offer.initiative.channel_id is None:
        return None
    text = rendering.say(
        "initiatives-offered-publicly",
        member=f"<@{offer.user_id}>",
        title=discord.utils.escape_markdown(offer.initiative.title),
        until=discord.utils.format_dt(offer.until, "f"),
        join=rendering.say("initiatives-join"),
        leave=rendering.say("initiatives-leave"),
    )
    return Post(offer.initiative.channel_id, Content(text))


@JOIN.handles
async def join(interaction: Interaction, *, initiative_id: int) -> None:
    """Join, on the card or in a private message."""
    await take_seat(interaction, initiative_id)


async def take_seat(interaction: Interaction, initiative_id: int) -> None:
    """Take a seat, confirm the one that is kept, or stand in line."""
    bot = interaction.client
    member, holds = await _member(interaction, initiative_id)
    say = await speaker(interaction, guild_id=member.guild_id)

    async def join_now() -> Place | Choice:
        async with bot.db.begin() as session:
            return await service.join(
                session,
                member,
                initiative_id,
                language=say.language,
                now=bot.clock.now(),
                holds=holds,
            )

    try:
        outcome = await join_now()
    except service.TooLate:  # the offer has run out and nobody has taken it back yet
        async with bot.db.begin() as session:  # its own: it locks others' initiatives, in order
            await service.expire_offers(session, now=bot.clock.now())
        outcome = await join_now()
    if isinstance(outcome, Choice):
        text, view = views.choice(outcome, say)
        await (answer if interaction.guild_id is not None else update)(interaction, text, view=view)
    else:
        await _tell(interaction, outcome, member.guild_id)


@views.COME_AS.handles
async def come_as(interaction: Interaction, *, initiative_id: int, values: list[str]) -> None:
    """Take a seat as what was chosen, or stand in line for it."""
    bot = interaction.client
    member, holds = await _member(interaction, initiative_id)
    say = await speaker(interaction, guild_id=member.guild_id)
    chosen = values[0]
    async with bot.db.begin() as session:
        place = await service.join_as(
            session,
            member,
            initiative_id,
            None if chosen == views.JUST_ALONG else int(chosen),
            language=say.language,
            now=bot.clock.now(),
            holds=holds,
        )
    await _tell(interaction, place, member.guild_id, in_place=True)


@MAYBE.handles
async def maybe(interaction: Interaction, *, initiative_id: int) -> None:
    """Be interested, without a seat."""
    await step_back(interaction, initiative_id, SignupState.INTERESTED)


@LEAVE.handles
async def leave(interaction: Interaction, *, initiative_id: int) -> None:
    """Give the seat back, on the card or in a private message about it."""
    await step_back(interaction, initiative_id, SignupState.DECLINED)


@views.GIVE_UP.handles
async def give_up(interaction: Interaction, *, initiative_id: int, way: int) -> None:
    """They meant it."""
    to = views.WAYS[min(way, len(views.WAYS) - 1)]
    await step_back(interaction, initiative_id, to, is_sure=True)


@views.KEEP.handles
async def keep(interaction: Interaction, *, initiative_id: int) -> None:
    """They did not."""
    member, _ = await _member(interaction, initiative_id)
    async with interaction.client.db.read() as session:
        place = await confirming.find_place(session, member, initiative_id)
    await _tell(interaction, place, member.guild_id, in_place=True)


@views.CONFIRM.handles
async def confirm(interaction: Interaction, *, signup_id: int, offer: int) -> None:
    """Take the seat that was kept; a message whose offer is over says so from now on."""
    bot = interaction.client
    async with bot.db.read() as session:
        guild_id = await confirming.guild_of(session, signup_id, interaction.user.id)
    try:
        async with bot.db.begin() as session:
            place = await confirming.confirm(
                session, interaction.user.id, signup_id, offer, now=bot.clock.now()
            )
    except MemberError as error:
        say = await speaker(interaction, guild_id=guild_id)
        await update(interaction, say(error.key, **error.arguments))
        return
    assert guild_id is not None
    await _tell(interaction, place, guild_id, in_place=True)


async def step_back(
    interaction: Interaction, initiative_id: int, to: SignupState, *, is_sure: bool = False
) -> None:
    """Say maybe, or no.

    Args:
        is_sure: They were asked whether they give up a seat that others wait for.
    """
    bot = interaction.client
    member, _ = await _member(interaction, initiative_id)
    say = await speaker(interaction, guild_id=member.guild_id)
    step = service.maybe if to is SignupState.INTERESTED else service.decline
    async with bot.db.begin() as session:
        outcome = await step(
            session,
            member,
            initiative_id,
            language=say.language,
            now=bot.clock.now(),
            is_sure=is_sure,
        )
    in_place = is_sure or interaction.guild_id is None
    if isinstance(outcome, Sure):
        text, view = views.sure(outcome, say)
        await (update if in_place else answer)(interaction, text, view=view)
    else:
        await _tell(interaction, outcome, member.guild_id, in_place=in_place)


async def _tell(
    interaction: Interaction, place: Place, guild_id: int, *, in_place: bool = False
) -> None:
    """Say where they stand, in a message of its own or instead of the one that was pressed."""
    say = await speaker(interaction, guild_id=guild_id)
    if in_place or interaction.guild_id is None:
        text = views.where_you_stand(place, say, say)
        await update(interaction, text, view=views.standing_buttons(place, say))
        return
    card = await public_speaker(interaction, guild_id=guild_id)
    text = views.where_you_stand(place, say, card)
    await answer(interaction, text, view=views.going_buttons(place, say))


async def _member(
    interaction: Interaction, initiative_id: int
) -> tuple[MemberKey, Callable[[int], bool]]:
    """Who acts in the server of the initiative, and what tells whether they have a role there.

    A press in a DM says neither, but Discord was asked about its member already.

    Raises:
        NoSuchInitiative: There is none.
    """
    user = interaction.user
    if isinstance(user, discord.Member):
        return member_key(interaction), lambda role_id: user.get_role(role_id) is not None
    async with interaction.client.db.read() as session:
        await service.get_overview(session, initiative_id)
    found = found_member(interaction)
    return (
        MemberKey(found.guild.id, user.id),
        lambda role_id: found.get_role(role_id) is not None,
    )


async def _offer(rendering: Rendering) -> offers.Offer | None:
    payload = rendering.job.payload
    return await offers.find_offer(
        rendering.session, payload["signup_id"], payload["offer"], now=rendering.now
    )
