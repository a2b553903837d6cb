"""Where an initiative's card stands, and asking for it to be posted or brought up to date."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot import deliveries, notices
from bot.errors import MemberError
from bot.texts import unmarked
from cogs.initiatives.models import STANDING, Initiative
from cogs.initiatives.service.organisers import Actor, require_organiser
from cogs.initiatives.service.reading import NoSuchInitiative

CARD = "initiatives.card"
"""The kind of the delivery that posts a card, and edits it once it stands."""

CARD_GONE = "initiatives-notice-card-gone"
"""The text of the notice about a deleted card; it has a button."""

CARDS_GONE = "initiatives-notice-cards-gone"
"""The text of the notice about a deleted channel with cards; it has a button."""


class CardNotNeeded(MemberError):
    """What is over or called off needs no card."""

    key = "initiatives-card-not-needed"


async def is_made_by_series(session: AsyncSession, initiative_id: int) -> bool:
    """Whether nobody did anything that made it just now, but its series' time had come."""
    act_id = await session.scalar(select(Initiative.act_id).where(Initiative.id == initiative_id))
    return act_id is not None and act_id < 0


async def refresh_card(
    session: AsyncSession, guild_id: int, initiative_id: int, now: datetime
) -> None:
    """Have the card show the initiative as it is; many changes in a short time are one edit."""
    await deliveries.enqueue(
        session,
        CARD,
        guild_id=guild_id,
        key=f"{CARD}:{initiative_id}",
        payload={"initiative_id": initiative_id},
        now=now,
    )


async def card_posted(
    session: AsyncSession, initiative_id: int, *, channel_id: int, message_id: int
) -> bool:
    """Remember where the card stands; return whether that is news."""
    new = await session.scalar(
        update(Initiative)
        .where(
            Initiative.id == initiative_id,
            or_(Initiative.message_id.is_(None), Initiative.message_id != message_id),
        )
        .values(channel_id=channel_id, message_id=message_id)
        .returning(Initiative.id)
    )
    return new is not None


async def card_deleted(session: AsyncSession, initiative_id: int, *, now: datetime) -> None:
    """Somebody deleted the card: it is not posted again behind their back, but stewards can."""
    initiative = await session.get(Initiative, initiative_id, populate_existing=True)
    if initiative is None or initiative.channel_id is None:
        return
    channel_id = initiative.channel_id
    initiative.channel_id = initiative.message_id = None
    await session.flush()
    if initiative.state in STANDING:
        await notices.open_notice(
            session,
            about(initiative_id),
            guild_id=initiative.guild_id,
            text_key=CARD_GONE,
            now=now,
            title=unmarked(initiative.title),
            place=f"<#{channel_id}>",
            initiative=initiative_id,
        )


async def channel_deleted(
    session: AsyncSession, guild_id: int, channel_id: int, *, now: datetime
) -> None:
    """The channel is gone, and every card in it: stewards are told once for all of them."""
    lost = await session.scalars(
        update(Initiative)
        .where(Initiative.guild_id == guild_id, Initiative.channel_id == channel_id)
        .values(channel_id=None, message_id=None)
        .returning(Initiative.state)
    )
    count = sum(state in STANDING for state in lost)
    if count:
        await notices.open_notice(
            session,
            f"{CARD}s:{guild_id}",
            guild_id=guild_id,
            text_key=CARDS_GONE,
            now=now,
            count=count,
        )


async def repost(
    session: AsyncSession, actor: Actor, initiative_id: int, *, channel_id: int, now: datetime
) -> Initiative:
    """Have a card that was deleted stand again; one that stands stays where it is.

    Args:
        channel_id: Where it is to stand.

    Raises:
        NoSuchInitiative, NotYours: As they say.
        CardNotNeeded: It is over or called off.
    """
    initiative = await session.get(Initiative, initiative_id, with_for_update=True)
    if initiative is None or initiative.guild_id != actor.member.guild_id:
        raise NoSuchInitiative(name=f"#{initiative_id}")
    await require_organiser(session, initiative, actor)
    if initiative.state not in STANDING:
        raise CardNotNeeded(title=unmarked(initiative.title))
    if initiative.channel_id is None:
        initiative.channel_id = channel_id
        await session.flush()
        await refresh_card(session, initiative.guild_id, initiative_id, now)
    return initiative


async def repost_all(
    session: AsyncSession, guild_id: int, *, channel_id: int, now: datetime
) -> int:
    """Have every card stand again that was lost with its channel; return how many those are."""
    lost = (
        await session.scalars(
            update(Initiative)
            .where(
                Initiative.guild_id == guild_id,
                Initiative.state.in_(STANDING),
                Initiative.channel_id.is_(None),
            )
            .values(channel_id=channel_id)
            .returning(Initiative.id)
        )
    ).all()
    for initiative_id in sorted(lost):
        await refresh_card(session, guild_id, initiative_id, now)
    await notices.close_notice(session, f"{CARD}s:{guild_id}", guild_id=guild_id, now=now)
    return len(lost)


async def post_missing_cards(session: AsyncSession, guild_id: int, *, now: datetime) -> int:
    """Ask again for cards that could not be posted, and return how many those are."""
    missing = await session.scalars(
        select(Initiative.id).where(
            Initiative.guild_id == guild_id,
            Initiative.state.in_(STANDING),
            Initiative.channel_id.is_not(None),
            Initiative.message_id.is_(None),
        )
    )
    count = 0
    for initiative_id in missing.all():
        await refresh_card(session, guild_id, initiative_id, now)
        count += 1
    return count


async def redraw_stale(session: AsyncSession, *, now: datetime, guild_id: int | None = None) -> int:
    """Have cards drawn anew that may name somebody who was erased; return how many those are.

    Args:
        guild_id: Look in this server only.
    """
    stale = select(Initiative.id, Initiative.guild_id).where(Initiative.is_stale)
    if guild_id is not None:
        stale = stale.where(Initiative.guild_id == guild_id)
    found = (await session.execute(stale.order_by(Initiative.id))).all()
    for initiative_id, of_guild in found:
        await refresh_card(session, of_guild, initiative_id, now)
    ids = [initiative_id for initiative_id, _ in found]
    await session.execute(update(Initiative).where(Initiative.id.in_(ids)).values(is_stale=False))
    return len(found)


def about(initiative_id: int) -> str:
    """What the notice about one lost card is about."""
    return f"{CARD}-gone:{initiative_id}"
