"""Where cards stand: lost, told about once, and posted again only when somebody asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.capabilities import CharterChange
from bot.db import SqliteDatabase
from bot.deliveries import Delivery
from bot.models import MemberKey
from bot.notices import Notice
from cogs.initiatives import service
from cogs.initiatives.models import Initiative, InitiativeState, Organiser
from cogs.initiatives.service import Actor, cards, overdue
from tests.initiatives import GUILD, an_initiative

pytestmark = pytest.mark.asyncio

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ELSEWHERE = 51
ORGANISER = Actor(MemberKey(GUILD, GUILD + 1), is_steward=False)
STEWARD = Actor(MemberKey(GUILD, 902), is_steward=True)
SOMEBODY = Actor(MemberKey(GUILD, 903), is_steward=False)


async def notices_told(session: AsyncSession) -> list[tuple[str, dict[str, object]]]:
    rows = await session.execute(
        select(Notice.text_key, Notice.arguments).where(Notice.closed_at.is_(None))
    )
    return [(key, arguments) for key, arguments in rows]


async def asked_for(session: AsyncSession) -> Sequence[str]:
    query = select(Delivery.key).where(Delivery.kind == service.CARD).order_by(Delivery.key)
    return (await session.scalars(query)).all()


async def test_a_deleted_card_is_told_about_once_and_not_posted_again_by_itself(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        row = await an_initiative(session, title="*Park*")
        await cards.card_deleted(session, row.id, now=NOW)
        await cards.card_deleted(session, row.id, now=NOW)
        assert await service.post_missing_cards(session, GUILD, now=NOW) == 0

        assert await asked_for(session) == []
        ((key, arguments),) = await notices_told(session)

    assert key == cards.CARD_GONE
    assert arguments == {"title": "\\*Park\\*", "place": "<#50>", "initiative": row.id}


async def test_of_a_card_of_something_that_is_over_nobody_is_told(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        row = await an_initiative(session, state=InitiativeState.CLOSED)
        await cards.card_deleted(session, row.id, now=NOW)

        assert await notices_told(session) == []
        with pytest.raises(cards.CardNotNeeded):
            await cards.repost(session, STEWARD, row.id, channel_id=50, now=NOW)


async def test_those_who_carry_it_have_it_posted_again_and_nobody_else(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        row = await an_initiative(session)
        await cards.card_deleted(session, row.id, now=NOW)
        session.add(
            Organiser(
                initiative_id=row.id,
                guild_id=GUILD,
                user_id=SOMEBODY.member.user_id,
                asked_at=NOW,
            )
        )
        await session.flush()
        with pytest.raises(service.NotYours):
            await cards.repost(session, SOMEBODY, row.id, channel_id=50, now=NOW)
        foreign = Actor(MemberKey(GUILD + 1, 5), is_steward=True)
        with pytest.raises(service.NoSuchInitiative):
            await cards.repost(session, foreign, row.id, channel_id=50, now=NOW)
        assert await asked_for(session) == []

        await cards.repost(session, ORGANISER, row.id, channel_id=ELSEWHERE, now=NOW)
        await cards.repost(session, STEWARD, row.id, channel_id=50, now=NOW)

        assert row.channel_id == ELSEWHERE
        assert await asked_for(session) == [f"{service.CARD}:{row.id}"]


async def test_a_card_that_stands_is_not_posted_a_second_time(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        row = await an_initiative(session)

        await cards.repost(session, STEWARD, row.id, channel_id=ELSEWHERE, now=NOW)

        assert row.channel_id == 50
        assert await asked_for(session) == []


async def test_a_deleted_channel_is_one_notice_for_all_its_cards_and_one_click_to_mend(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        lost = [(await an_initiative(session)).id for _ in range(3)]
        done = await an_initiative(session, state=InitiativeState.CLOSED)
        other = await an_initiative(session, channel_id=ELSEWHERE)
        for _ in lost:
            await cards.channel_deleted(session, GUILD, 50, now=NOW)
        ((key, arguments),) = await notices_told(session)
        assert (key, arguments) == (cards.CARDS_GONE, {"count": 3})

        assert await cards.repost_all(session, GUILD, channel_id=ELSEWHERE, now=NOW) == 3

        assert await asked_for(session) == [f"{service.CARD}:{id_}" for id_ in lost]
        assert await notices_told(session) == []
        assert await cards.repost_all(session, GUILD, channel_id=ELSEWHERE, now=NOW) == 0
        await session.refresh(done)
        assert done.channel_id is None
        assert (await session.get_one(Initiative, other.id)).message_id is not None


async def test_a_card_never_posted_is_asked_for_again(db: SqliteDatabase) -> None:
    async with db.begin() as session:
        proposed = await an_initiative(session, message_id=None, state=InitiativeState.PROPOSED)
        await an_initiative(session, message_id=None, state=InitiativeState.DECLINED)

        assert await service.post_missing_cards(session, GUILD, now=NOW) == 1

        assert await asked_for(session) == [f"{service.CARD}:{proposed.id}"]


async def test_a_changed_or_retired_value_redraws_the_cards_that_serve_it_and_are_to_come(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        proposed = await an_initiative(session, values=(1, 2), state=InitiativeState.PROPOSED)
        running = await an_initiative(session, values=(3,), state=InitiativeState.RUNNING)
        await an_initiative(session, values=(4,))
        await an_initiative(session, values=(2,), state=InitiativeState.CLOSED)
        change = CharterChange(GUILD, 2, reworded={2: 2}, retired=(3,))

        affected = await service.affected(session, change)
        await service.adopt(session, change, now=NOW)

        assert [one.count for one in affected] == [1, 1]
        expected = [f"{service.CARD}:{row.id}" for row in (proposed, running)]
        assert await asked_for(session) == expected


async def test_the_card_of_what_is_over_is_drawn_anew_when_its_outcome_is_first_asked_for(
    db: SqliteDatabase,
) -> None:
    async with db.begin() as session:
        begun = NOW - timedelta(days=1)
        row = await an_initiative(session, state=InitiativeState.RUNNING, starts_at=begun)

        await overdue.ask(session, row.id, now=NOW)

        assert await asked_for(session) == [f"{service.CARD}:{row.id}"]
