"""Notices: one while a problem lasts, another when it returns."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import notices
from bot.db import Database
from bot.deliveries import Delivery
from bot.notices import Notice
from tests.conftest import GUILD, MONDAY

pytestmark = pytest.mark.asyncio


async def tell(db: Database, about: str = "board:1") -> bool:
    async with db.begin() as session:
        return await notices.open_notice(
            session, about, guild_id=GUILD, text_key="notice-bug", now=MONDAY, what="board"
        )


async def close(db: Database, about: str = "board:1") -> None:
    async with db.begin() as session:
        await notices.close_notice(
            session, about, guild_id=GUILD, now=MONDAY + timedelta(minutes=1)
        )


async def test_a_problem_is_told_once_while_it_lasts_and_again_when_it_returns(
    each_db: Database,
) -> None:
    first, second = await tell(each_db), await tell(each_db)
    await close(each_db)
    third = await tell(each_db)

    assert (first, second, third) == (True, False, True)


async def test_two_that_meet_one_problem_at_once_tell_it_once_and_both_go_on(
    each_db: Database,
) -> None:
    async def meet() -> bool:
        async with each_db.begin() as session:
            await session.scalar(select(Notice.id))
            return await notices.open_notice(
                session, "board:1", guild_id=GUILD, text_key="notice-bug", now=MONDAY, what="x"
            )

    told = await asyncio.gather(*(meet() for _ in range(4)))

    assert sorted(told) == [False, False, False, True]
    async with each_db.read() as session:
        assert len((await session.scalars(select(Delivery))).all()) == 1


async def test_what_a_problem_is_about_may_be_longer_than_the_column(each_db: Database) -> None:
    await tell(each_db, "x" * 300)

    assert not await tell(each_db, "x" * 300)
    await close(each_db, "x" * 300)
    assert await tell(each_db, "x" * 300)
