"""Quiet days: which ones hold, how they are typed, and changing them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.audit import AuditEntry
from bot.db import SqliteDatabase
from bot.errors import MemberError
from bot.texts import Texts
from cogs.reminders.service import quieting, resting
from cogs.reminders.service.options import BadDay
from cogs.reminders.service.quieting import QuietText
from cogs.reminders.views import quieting as views

GUILD, OTHER, SAM = 800_000_000_000_000_001, 800_000_000_000_000_002, 11
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


async def added(
    db: SqliteDatabase,
    first: str,
    last: str = "",
    *,
    is_yearly: bool = False,
    language: str = "en",
    now: datetime = NOW,
) -> QuietText:
    async with db.begin() as session:
        return await quieting.add_quiet(
            session,
            GUILD,
            first=first,
            last=last,
            is_yearly=is_yearly,
            language=language,
            zone="Europe/Berlin",
            actor_id=SAM,
            now=now,
        )


async def quiet(db: SqliteDatabase, *days: date) -> list[bool]:
    async with db.read() as session:
        return [await resting.is_quiet(session, GUILD, day) for day in days]


@pytest.mark.asyncio
async def test_yearly_ones_hold_across_the_turn_of_every_year(db: SqliteDatabase) -> None:
    in_between = datetime(2026, 12, 28, 12, 0, tzinfo=UTC)
    kept = await added(
        db, "24. Dezember", "2. Januar", is_yearly=True, language="de", now=in_between
    )

    assert (kept.from_on, kept.until_on) == (date(2026, 12, 24), date(2027, 1, 2))
    inside = (date(2026, 12, 28), date(2027, 12, 24), date(2030, 1, 2), date(2030, 12, 31))
    outside = (date(2027, 12, 23), date(2030, 1, 3), date(2030, 7, 1))
    assert await quiet(db, *inside) == [True] * 4
    assert await quiet(db, *outside) == [False] * 3
    english, german = (Texts().speak(language) for language in ("en", "de"))
    assert views.in_words(kept, english) == "24 December – 2 January, every year"
    assert views.in_words(kept, german) == "24. Dezember – 2. Januar, jedes Jahr"


@pytest.mark.asyncio
async def test_those_of_one_year_are_over_and_leave_the_list(db: SqliteDatabase) -> None:
    kept = await added(db, "24 December", "26 December")
    yearly = await added(db, "1 May", is_yearly=True)

    assert await quiet(db, date(2026, 12, 26), date(2026, 12, 27), date(2027, 12, 25)) == [
        True,
        False,
        False,
    ]
    async with db.read() as session:
        for today, shown in (
            (date(2026, 12, 26), [kept, yearly]),
            (date(2026, 12, 27), [yearly]),
        ):
            assert await quieting.list_quiet(session, GUILD, today=today) == shown
        assert await quieting.list_quiet(session, OTHER, today=NOW.date()) == []


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        ("31 February", "", BadDay),
        ("someday", "", BadDay),
        ("24 December", "@everyone", BadDay),
        ("2027-03-01", "2027-02-01", quieting.QuietEndsFirst),
        ("2027-01-01", "2027-06-01", quieting.QuietTooLong),
        ("24 December", "23 December 2026", quieting.QuietEndsFirst),
        ("1 May", "", quieting.QuietAlready),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_kept(
    db: SqliteDatabase, first: str, last: str, error: type[MemberError]
) -> None:
    kept = await added(db, "1 May", is_yearly=True)

    with pytest.raises(error) as refused:
        await added(db, first, last)

    say = Texts().speak("en")
    assert say(refused.value.key, **refused.value.arguments)
    async with db.read() as session:
        assert await quieting.list_quiet(session, GUILD, today=NOW.date()) == [kept]


@pytest.mark.asyncio
async def test_more_than_the_list_holds_are_refused(db: SqliteDatabase) -> None:
    for number in range(quieting.MOST):
        await added(db, (date(2027, 1, 1) + timedelta(days=number)).isoformat())

    with pytest.raises(quieting.TooManyQuietDays):
        await added(db, "2027-12-24")


@pytest.mark.asyncio
async def test_removed_they_are_gone_for_this_server_alone_and_the_audit_has_both(
    db: SqliteDatabase,
) -> None:
    kept = await added(db, "24 December")
    async with db.begin() as session:
        with pytest.raises(quieting.QuietGone):
            await quieting.remove_quiet(session, OTHER, kept.id, actor_id=SAM, now=NOW)
        await quieting.remove_quiet(session, GUILD, kept.id, actor_id=SAM, now=NOW)
        with pytest.raises(quieting.QuietGone):
            await quieting.remove_quiet(session, GUILD, kept.id, actor_id=SAM, now=NOW)

    assert await quiet(db, date(2026, 12, 24)) == [False]
    days = {"from": "2026-12-24", "until": "2026-12-24", "yearly": False}
    async with db.read() as session:
        rows = await session.execute(
            select(AuditEntry.before, AuditEntry.after).where(
                AuditEntry.what == "reminders.quiet_days"
            )
        )
        assert [tuple(row) for row in rows] == [(None, days), (days, None)]
