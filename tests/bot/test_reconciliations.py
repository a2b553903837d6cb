"""What comparisons found is kept while they are under way, and told when they end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import reconciliations
from bot.db import Database
from bot.deliveries import Delivery
from bot.reports import Cause, Outcome, Report, Window
from tests.conftest import GUILD, MONDAY

pytestmark = pytest.mark.asyncio

MISSED = Window(MONDAY - timedelta(hours=1), MONDAY, is_exact=False)


def outcome(added: int, *, guild_id: int = GUILD, cause: Cause = Cause.START) -> Outcome:
    found = Report(looked_at=9, added=added) + Report.failure("reconcile-why-bug")
    later = MONDAY + timedelta(seconds=added)
    return Outcome(guild_id, cause, MONDAY, later, MISSED, {"pledges": found})


async def test_one_comparison_is_one_row_from_the_first_thing_kept_to_the_report(
    each_db: Database,
) -> None:
    for added in (1, 2):
        async with each_db.begin() as session:
            await reconciliations.keep(session, outcome(added))
    async with each_db.begin() as session:
        await reconciliations.keep(session, outcome(5, guild_id=GUILD + 1))
    async with each_db.read() as session:
        under_way = await reconciliations.list_open(session)
        nothing_yet = await reconciliations.find_last(session, GUILD)
    assert [found.report.added for found in under_way] == [2, 5]
    assert under_way[0].window == MISSED
    assert nothing_yet is None

    for cause, is_to_be_told in ((Cause.START, True), (Cause.STEWARD, False)):
        async with each_db.begin() as session:
            await reconciliations.close(
                session, outcome(3, cause=cause), is_to_be_told=is_to_be_told, now=MONDAY
            )

    async with each_db.read() as session:
        still_under_way = await reconciliations.list_open(session)
        last = await reconciliations.find_last(session, GUILD)
        told = list(await session.scalars(select(Delivery.payload)))
        (payload,) = told
        first = await reconciliations.find(session, payload["reconciliation_id"])
    assert [found.guild_id for found in still_under_way] == [GUILD + 1]
    assert last == outcome(3, cause=Cause.STEWARD)
    assert first == outcome(3)
