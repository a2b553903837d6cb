"""When a member may be written to who did not ask for it at that moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import activity, contact, preferences
from bot.db import Database
from bot.deliveries import Drop, Wait
from bot.models import MemberKey
from tests.conftest import GUILD

pytestmark = pytest.mark.asyncio

ADA = MemberKey(GUILD, 7)
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
BERLIN = "Europe/Berlin"


async def held(
    db: Database, now: datetime, *, zone: str = "UTC", by_dm: bool = True, patient: bool = False
) -> Wait | Drop | None:
    async with db.read() as session:
        return await contact.hold(session, ADA, zone=zone, now=now, by_dm=by_dm, patient=patient)


async def sent(db: Database, *moments: datetime) -> None:
    async with db.begin() as session:
        for moment in moments:
            await contact.note(session, ADA, "test", now=moment)


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

    full = await held(db, NOON + timedelta(days=6))
    later = await held(db, NOON + timedelta(days=7, minutes=1))

    assert isinstance(full, Drop)
    assert later is None


async def test_what_is_patient_waits_until_a_week_after_the_first_of_three(db: Database) -> None:
    await sent(db, *(NOON + timedelta(days=day) for day in (-9, 0, 2, 5)))
    room = NOON + timedelta(days=7)

    assert await held(db, NOON + timedelta(days=6), patient=True) == Wait(room)
    assert await held(db, room, patient=True) is None


async def test_what_is_patient_waits_for_the_morning_when_its_turn_comes_at_night(
    db: Database,
) -> None:
    evening = datetime(2026, 3, 4, 20, 30, tzinfo=UTC)  # a week later, half past nine in Berlin
    await sent(db, *(evening + timedelta(days=day) for day in range(3)))

    waits = await held(db, evening + timedelta(days=6), zone=BERLIN, patient=True)

    assert waits == Wait(datetime(2026, 3, 12, 7, tzinfo=UTC))


async def test_what_is_patient_keeps_its_distance_from_the_last_one(db: Database) -> None:
    last = NOON + timedelta(days=6, hours=23)
    await sent(db, NOON, NOON + timedelta(days=3), last)

    waits = await held(db, last, patient=True)

    assert waits == Wait(NOON + timedelta(days=7, hours=20))  # eight in the morning


async def test_what_is_patient_is_dropped_for_whoever_cannot_be_reached(db: Database) -> None:
    await refused(db, NOON)

    assert isinstance(await held(db, NOON + timedelta(hours=1), patient=True), Drop)


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
            await contact.note(session, other, "test", now=NOON)
            await contact.refused(session, other, now=NOON)

    assert await held(db, NOON) is None


async def test_who_wants_no_messages_gets_none_until_they_allow_them_again(
    each_db: Database,
) -> None:
    async with each_db.begin() as session:
        await contact.stop(session, ADA, now=NOON)
        await contact.stop(session, MemberKey(GUILD + 1, 7), now=NOON)
    assert await held(each_db, NOON) == Drop(contact.UNWANTED)
    assert await held(each_db, NOON, by_dm=False) == Drop(contact.UNWANTED)

    async with each_db.begin() as session:
        await contact.allow(session, ADA)

    assert await held(each_db, NOON) is None


async def test_the_later_word_counts_of_wanting_none_and_choosing_one(each_db: Database) -> None:
    for moment in (NOON - timedelta(days=1), NOON):
        async with each_db.begin() as session:
            await contact.stop(session, ADA, now=moment)

    async with each_db.read() as session:
        held_back, let_through = [
            await contact.hold(session, ADA, zone="UTC", now=NOON, chosen_at=chosen_at)
            for chosen_at in (NOON - timedelta(minutes=1), NOON + timedelta(minutes=1))
        ]

    assert held_back == Drop(contact.UNWANTED)
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

    assert kept == {"sent": [{"kind": "test", "sent_at": "2025-12-05T12:00:00+00:00"}]}
    assert nothing == {}
