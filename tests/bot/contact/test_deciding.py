"""When a member may be written to who did not ask for it at that moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from bot import activity, contact, preferences
from bot.contact import (
    ContactOutcome,
    Denied,
    Kind,
    Limits,
    Merge,
    Overflow,
    Reason,
    choices,
)
from bot.contact.models import Choice
from bot.db import Database
from bot.deliveries import Drop, Wait
from bot.models import MemberKey
from bot.settings import GuildSettings
from tests.conftest import GUILD
from tests.contacts import ORDINARY, was_written_to

pytestmark = pytest.mark.asyncio

ADA = MemberKey(GUILD, 7)
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
BERLIN = "Europe/Berlin"
NOT_WANTED = Denied(contact.UNWANTED, ContactOutcome.UNWANTED)


LIMITS = Limits.of(GuildSettings(GUILD, {}))
EXPIRING = Kind("test.expiring", overflow=Overflow.EXPIRE)
MERGING = Kind("test.merging", overflow=Overflow.MERGE)
URGENT = Kind("test.urgent", urgent=True)


async def held(
    db: Database,
    now: datetime,
    *,
    zone: str = "UTC",
    by_dm: bool = True,
    kind: Kind = ORDINARY,
    asked_at: datetime | None = None,
    limits: Limits = LIMITS,
    **reason: Any,
) -> Wait | Drop | Merge | None:
    async with db.read() as session:
        return await contact.decide(
            session,
            ADA,
            Reason(kind, **reason),
            replace(limits, zone=zone),
            asked_at=asked_at or now,
            now=now,
            by_dm=by_dm,
        )


async def sent(db: Database, *moments: datetime, kind: Kind = ORDINARY) -> None:
    async with db.begin() as session:
        await was_written_to(session, ADA, *moments, kind=kind)


async def refused(db: Database, at: datetime) -> None:
    async with db.begin() as session:
        await contact.refused(session, ADA, now=at)


async def test_whoever_was_left_alone_may_be_written_to_by_day(each_db: Database) -> None:
    assert await held(each_db, NOON) is None


async def test_at_night_it_waits_until_the_morning_of_the_servers_zone(db: Database) -> None:
    late = datetime(2026, 3, 4, 20, tzinfo=UTC)  # 21:00 in Berlin
    early = datetime(2026, 3, 5, 6, 59, tzinfo=UTC)
    morning = datetime(2026, 3, 5, 7, tzinfo=UTC)

    assert await held(db, late - timedelta(minutes=1), zone=BERLIN) is None
    assert await held(db, late, zone=BERLIN) == Wait(morning)
    assert await held(db, early, zone=BERLIN) == Wait(morning)
    assert await held(db, morning, zone=BERLIN) is None


async def test_the_night_is_that_of_the_zone_which_the_member_chose(db: Database) -> None:
    async with db.begin() as session:
        await preferences.choose_zone(session, ADA, "Asia/Tokyo", now=NOON)

    assert await held(db, NOON, zone=BERLIN) == Wait(datetime(2026, 3, 4, 23, tzinfo=UTC))


async def test_the_end_of_the_night_follows_the_clocks_when_they_change() -> None:
    evening = datetime(2026, 3, 28, 22, tzinfo=ZoneInfo(BERLIN))  # summer time begins that night

    morning = contact.out_of_quiet(evening, BERLIN)

    assert morning.astimezone(ZoneInfo(BERLIN)).hour == 8
    assert morning - evening == timedelta(hours=9)


async def test_the_next_one_keeps_its_distance(db: Database) -> None:
    await sent(db, NOON)

    assert await held(db, NOON + timedelta(hours=3)) == Wait(datetime(2026, 3, 5, 8, tzinfo=UTC))
    assert await held(db, NOON + timedelta(hours=20)) is None


async def test_three_in_seven_days_are_enough(db: Database) -> None:
    await sent(db, *(NOON + timedelta(days=day) for day in range(3)))

    full = await held(db, NOON + timedelta(days=6), kind=EXPIRING)
    later = await held(db, NOON + timedelta(days=7), kind=EXPIRING)

    assert full == Denied(contact.ENOUGH, ContactOutcome.EXPIRED)
    assert later is None


async def test_what_is_patient_waits_until_a_week_after_the_first_of_three(db: Database) -> None:
    await sent(db, *(NOON + timedelta(days=day) for day in (-9, 0, 2, 5)))
    room = NOON + timedelta(days=7)

    assert await held(db, NOON + timedelta(days=6)) == Wait(room)
    assert await held(db, room) is None


async def test_what_is_patient_waits_for_the_morning_when_its_turn_comes_at_night(
    db: Database,
) -> None:
    evening = datetime(2026, 3, 4, 20, 30, tzinfo=UTC)  # a week later, half past nine in Berlin
    await sent(db, *(evening + timedelta(days=day) for day in range(3)))

    waits = await held(db, evening + timedelta(days=6), zone=BERLIN)

    assert waits == Wait(datetime(2026, 3, 12, 7, tzinfo=UTC))


async def test_what_is_patient_keeps_its_distance_from_the_last_one(db: Database) -> None:
    last = NOON + timedelta(days=6, hours=23)
    await sent(db, NOON, NOON + timedelta(days=3), last)

    waits = await held(db, last)

    assert waits == Wait(NOON + timedelta(days=7, hours=20))  # eight in the morning


async def test_what_is_patient_is_dropped_for_whoever_cannot_be_reached(db: Database) -> None:
    await refused(db, NOON)

    assert isinstance(await held(db, NOON + timedelta(hours=1)), Drop)


async def test_whoever_refuses_direct_messages_is_left_alone_until_they_act(
    each_db: Database,
) -> None:
    await refused(each_db, NOON)

    before = await held(each_db, NOON + timedelta(hours=1))
    async with each_db.begin() as session:
        await activity.record(
            session, "pledge.made", guild_id=GUILD, user_id=7, at=NOON + timedelta(hours=2)
        )
    after = await held(each_db, NOON + timedelta(hours=3))
    await refused(each_db, NOON + timedelta(hours=4))

    assert isinstance(before, Drop)
    assert after is None
    assert isinstance(await held(each_db, NOON + timedelta(hours=5)), Drop)


async def test_a_thread_reaches_whoever_refuses_direct_messages(db: Database) -> None:
    await refused(db, NOON)

    assert await held(db, NOON, by_dm=False) is None


async def test_what_others_were_sent_or_refused_concerns_nobody_else(db: Database) -> None:
    async with db.begin() as session:
        for other in (MemberKey(GUILD, 8), MemberKey(GUILD + 1, 7)):
            await was_written_to(session, other, NOON)
            await contact.refused(session, other, now=NOON)

    assert await held(db, NOON) is None


async def test_who_wants_no_messages_gets_none_until_they_allow_them_again(
    each_db: Database,
) -> None:
    async with each_db.begin() as session:
        await contact.stop(session, ADA, now=NOON)
        await contact.stop(session, MemberKey(GUILD + 1, 7), now=NOON)
    assert await held(each_db, NOON) == NOT_WANTED
    assert await held(each_db, NOON, by_dm=False) == NOT_WANTED

    async with each_db.begin() as session:
        await contact.allow(session, ADA)

    assert await held(each_db, NOON) is None


async def test_the_later_word_counts_of_wanting_none_and_choosing_one(each_db: Database) -> None:
    for moment in (NOON - timedelta(days=1), NOON):
        async with each_db.begin() as session:
            await contact.stop(session, ADA, now=moment)

    async with each_db.read() as session:
        held_back, let_through = [
            await held(each_db, NOON, chosen_at=chosen_at)
            for chosen_at in (NOON - timedelta(minutes=1), NOON + timedelta(minutes=1))
        ]

    assert held_back == NOT_WANTED
    assert let_through is None


async def test_a_wish_for_no_messages_stays_until_it_is_taken_back_or_forgotten(
    db: Database,
) -> None:
    async with db.begin() as session:
        await contact.stop(session, ADA, now=NOON)
        await contact.prune(session, now=NOON + timedelta(days=400))
        kept = await contact.describe(session, ADA)
        await contact.forget(session, ADA)

        assert not await contact.is_stopped(session, ADA)

    assert kept == {"unwanted_since": "2026-03-04T12:00:00+00:00"}


async def test_contacts_are_kept_for_ninety_days_and_erased_on_request(db: Database) -> None:
    await sent(db, NOON - timedelta(days=91), NOON - timedelta(days=89))
    await refused(db, NOON - timedelta(days=91))

    async with db.begin() as session:
        await contact.prune(session, now=NOON)
        kept = await contact.describe(session, ADA)
        await contact.forget(session, ADA)
        nothing = await contact.describe(session, ADA)

    assert kept == {"sent": [{"kind": "test.ordinary", "sent_at": "2025-12-05T12:00:00+00:00"}]}
    assert nothing == {}


async def test_of_urgent_ones_five_come_in_a_day_and_the_others_in_one_message(
    each_db: Database,
) -> None:
    await sent(each_db, *(NOON + timedelta(minutes=number) for number in range(4)), kind=URGENT)
    fifth = await held(each_db, NOON + timedelta(minutes=5), kind=URGENT)
    await sent(each_db, NOON + timedelta(minutes=5), kind=URGENT)
    at, room = NOON + timedelta(minutes=6), NOON + timedelta(days=1)

    assert fifth is None
    assert await held(each_db, at, kind=URGENT) == Wait(room)
    assert await held(each_db, at, kind=URGENT, line="A seat") == Merge(
        room + timedelta(days=7), urgent=True
    )
    assert await held(each_db, room, kind=URGENT) is None
    assert await held(each_db, at) is None  # and they leave the room of the others alone


async def test_a_full_week_keeps_nothing_urgent_back_and_nothing_urgent_is_ever_too_late(
    db: Database,
) -> None:
    await sent(db, *(NOON - timedelta(days=day) for day in range(3)))

    assert await held(db, NOON, kind=URGENT, asked_at=NOON - timedelta(days=40)) is None


async def test_what_does_not_fit_waits_or_becomes_a_line_or_expires_by_its_kind(
    db: Database,
) -> None:
    await sent(db, *(NOON - timedelta(days=day) for day in range(3)))
    room = NOON + timedelta(days=5)
    before = room - timedelta(days=1)

    assert await held(db, before) == Wait(room)
    assert await held(db, before, kind=MERGING, line="News") == Merge(before + timedelta(days=7))
    assert await held(db, before, kind=MERGING) == Wait(room)
    assert await held(db, before, kind=EXPIRING) == Denied(contact.ENOUGH, ContactOutcome.EXPIRED)
    for kind in (ORDINARY, MERGING, EXPIRING):
        assert await held(db, room, kind=kind, line="News") is None


async def test_patience_ends_and_counts_from_the_moment_that_they_chose(db: Database) -> None:
    weeks_ago = NOON - timedelta(days=20)
    expired = Denied(contact.EXPIRED, ContactOutcome.EXPIRED)

    assert await held(db, NOON, asked_at=NOON - timedelta(days=7, seconds=1)) == expired
    assert await held(db, NOON, asked_at=NOON - timedelta(days=7)) is None
    assert await held(db, NOON, asked_at=weeks_ago, since=NOON - timedelta(days=1)) is None
    assert await held(db, NOON, asked_at=weeks_ago, since=NOON - timedelta(days=8)) == expired


@pytest.mark.parametrize(
    ("choice", "line", "expected"),
    [
        (Choice.OFF, "News", NOT_WANTED),
        (Choice.DIGEST, "News", Merge(NOON + timedelta(days=8), weekly=True)),
        (Choice.DIGEST, None, None),
        (Choice.ON, "News", None),
    ],
)
async def test_a_kind_comes_as_its_member_chose(
    db: Database, choice: Choice, line: str | None, expected: object
) -> None:
    async with db.begin() as session:
        await choices.choose(session, ADA, ORDINARY, choice, now=NOON - timedelta(days=1))

    assert await held(db, NOON, line=line) == expected
    assert await held(db, NOON, line=line, kind=MERGING) is None
    assert await held(db, NOON, line=line, chosen_at=NOON) is None  # the later word counts


async def test_quiet_hours_of_their_own_go_before_the_servers(db: Database) -> None:
    async with db.begin() as session:
        own = contact.Quiet(time(11), time(13), hold_urgent=True)
        await choices.be_quiet(session, ADA, own)

    assert await held(db, NOON) == Wait(NOON + timedelta(hours=1))
    assert await held(db, NOON + timedelta(hours=11)) is None
    assert await held(db, NOON, kind=URGENT) == Wait(NOON + timedelta(hours=1))

    async with db.begin() as session:
        await choices.be_quiet(session, ADA, replace(own, hold_urgent=False))

    assert await held(db, NOON, kind=URGENT) is None
    assert await held(db, NOON) == Wait(NOON + timedelta(hours=1))


async def test_a_server_says_how_much_is_enough(db: Database) -> None:
    strict = replace(LIMITS, per_week=1, apart=timedelta(0), quiet_from=time(12))
    await sent(db, NOON - timedelta(days=6, hours=1))

    early = NOON - timedelta(hours=1)
    assert await held(db, early, limits=strict) == Wait(NOON + timedelta(hours=23))


async def test_the_hour_that_comes_twice_is_quiet_both_times() -> None:
    first = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)  # 02:10 in Berlin, and again an hour later
    end = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

    for moment in (first + timedelta(hours=1), end - timedelta(minutes=1)):
        assert contact.out_of_quiet(moment, BERLIN, end=time(2, 30)) == end


async def test_a_clock_that_is_set_back_or_forward_sends_no_more_than_before(db: Database) -> None:
    ahead = [NOON + timedelta(days=3, hours=20 * number) for number in range(3)]
    await sent(db, *ahead)

    back_again = await held(db, NOON)
    after_a_week = await held(db, ahead[0] + timedelta(days=7))

    assert isinstance(back_again, Wait)
    assert isinstance(await held(db, ahead[0] + timedelta(days=6)), Wait)
    assert after_a_week is None


async def test_two_statements_decide(db: Database) -> None:
    statements: list[str] = []
    async with db.read() as session:
        engine = (await session.connection()).engine.sync_engine

        def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
            statements.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            await contact.decide(session, ADA, Reason(ORDINARY), LIMITS, asked_at=NOON, now=NOON)
        finally:
            event.remove(engine, "before_cursor_execute", note)

    assert len(statements) == 2
