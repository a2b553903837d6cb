"""Which language a member is written to in: what they chose, then what was heard of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot import preferences
from bot.clock import MovableClock
from bot.db import Database
from bot.models import MemberKey
from tests.conftest import GUILD

pytestmark = pytest.mark.asyncio

ADA = MemberKey(GUILD, 11)
BEN = MemberKey(GUILD, 12)


async def test_the_language_heard_last_counts_and_choosing_goes_before_it(
    each_db: Database, clock: MovableClock
) -> None:
    for locale in ("en-GB", "de", "de"):
        clock.advance(timedelta(days=1))
        async with each_db.begin() as session:
            await preferences.hear(session, ADA, locale, now=clock.now())

    async with each_db.begin() as session:
        assert await preferences.heard(session, ADA) == "de"
        assert await preferences.heard(session, BEN) is None
        assert await preferences.languages(session, GUILD) == {}
        assert await preferences.describe(session, ADA) == {
            "language": None,
            "heard": "de",
            "zone": None,
        }
        await preferences.choose_language(session, ADA, "en", now=clock.now())
        await preferences.hear(session, ADA, "fr", now=clock.now())
        assert await preferences.languages(session, GUILD) == {ADA.user_id: "en"}

    async with each_db.begin() as session:
        await preferences.forget(session, ADA)
        assert await preferences.describe(session, ADA) == {}
