"""The rules of the stewards' digest: when it comes, what it tells, and nothing of it twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices, reconciliations, schedules, settings
from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.config import Decision
from bot.contact.models import Contact, ContactOutcome
from bot.db import Database
from bot.deliveries import Delivery, Lane, State
from bot.digests import Digests, Section, Thing
from bot.firing import Rule
from bot.models import Guild, MemberKey
from bot.recurrence import Every, Recurrence
from bot.reports import Cause, Outcome, Report
from bot.schedules import ScheduleRun
from cogs.buddies.models import Pair, PairState
from cogs.buddies.service import weekly as of_buddies
from cogs.charter.models import Charter, CharterVersion, Value, ValueRevision
from cogs.digest import service
from cogs.digest.service import NotWeekly, Told
from cogs.initiatives.models import Initiative
from cogs.initiatives.service import configuring, deciding, overdue
from cogs.initiatives.service import weekly as of_initiatives
from cogs.initiatives.service.proposals import Proposal
from cogs.onboarding.models import Journey, Where
from cogs.onboarding.models import State as JourneyState
from cogs.onboarding.service import weekly as of_onboarding
from cogs.reminders.models import Asks, Chooses, Former, QuietDays, Reminder
from cogs.reminders.service import ignored
from cogs.reminders.service import weekly as of_reminders
from cogs.reminders.service.rules import KIND as REMINDER
from tests.conftest import GUILD, MONDAY

pytestmark = pytest.mark.asyncio

STEWARD, ADA = 99, 11
OTHER_GUILD = GUILD + 1
BERLIN = "Europe/Berlin"
WEEK, DAY, HOUR = timedelta(weeks=1), timedelta(days=1), timedelta(hours=1)
SINCE = MONDAY - WEEK
FRIDAY_AT_FOUR = Recurrence(Every.WEEK, time(16), weekdays=(4,))


class Desk:
    """What stewards could be told, on one database."""

    def __init__(self, db: Database, clock: MovableClock) -> None:
        self.db = db
        self.clock = clock
        self.digests = Digests()
        self.digests.add("initiatives", of_initiatives.weekly_lines)
        self.digests.add("buddies", of_buddies.weekly_lines)
        self.digests.add("onboarding", of_onboarding.weekly_lines)
        self.digests.add("reminders", of_reminders.weekly_lines)

    async def holds(self, *rows: object) -> None:
        async with self.db.begin() as session:
            for row in rows:
                session.add(row)
                await session.flush()

    async def tells(self) -> Told:
        async with self.db.read() as session:
            return await service.collect(session, self.digests, GUILD, since=SINCE, until=MONDAY)

    async def lines(self, section: Section) -> dict[str, int]:
        """The texts of a section with their counts."""
        return {line.key: line.count for line in (await self.tells()).of(section)}

    async def named(self, section: Section) -> list[str | None]:
        return [thing.named for line in (await self.tells()).of(section) for thing in line.things]

    async def is_noticed(self, about: str, text_key: str = "notice-refused-channel") -> None:
        async with self.db.begin() as session:
            await notices.open_notice(
                session, about, guild_id=GUILD, text_key=text_key, now=MONDAY - DAY
            )

    async def switches_on(self, rule: Recurrence = service.USUAL) -> service.Agreed:
        async with self.db.begin() as session:
            return await service.switch_on(
                session, GUILD, rule, zone=BERLIN, actor_id=STEWARD, now=self.clock.now()
            )

    async def audit(self) -> list[tuple[Any, Any]]:
        async with self.db.read() as session:
            rows = await session.scalars(select(AuditEntry).order_by(AuditEntry.id))
            return [
                (row.before and row.before["on"], row.after["on"])
                for row in rows
                if row.what == "digest.changed"
            ]


@pytest_asyncio.fixture
async def desk(each_db: Database, clock: MovableClock) -> Desk:
    found = Desk(each_db, clock)
    await found.holds(Guild(id=GUILD, seen_at=SINCE))
    return found


async def proposes(session: AsyncSession, title: str, at: datetime, **differences: Any) -> int:
    made = await deciding.submit(
        session,
        Proposal(title, "What we do.", **differences),
        member=MemberKey(GUILD, ADA),
        act_id=int(at.timestamp()),
        channel_id=50,
        now=at,
    )
    made.message_id = 60
    return made.id


def scheduled(kind: str, subject_id: int, at: datetime, **differences: Any) -> schedules.Schedule:
    values: dict[str, Any] = {
        "id": subject_id,
        "guild_id": GUILD,
        "kind": kind,
        "subject_id": subject_id,
        "rule": Rule.weekly("wed", 18, 0).dump(),
        "zone": BERLIN,
        "next_run_at": at,
        "lateness_seconds": 3600,
        "is_paused": False,
        "skipped": [],
        "stride": 1,
    }
    return schedules.Schedule(**values | differences)


def reminder(number: int, name: str, **differences: Any) -> Reminder:
    values: dict[str, Any] = {
        "id": number,
        "guild_id": GUILD,
        "name": name,
        "recurrence": FRIDAY_AT_FOUR.dump(),
        "has_own_zone": False,
        "chooses": Chooses.IN_TURN,
        "asks": Asks.QUESTION,
        "former": Former.KEEP,
        "has_thread": False,
        "is_silent": False,
        "observes_quiet_days": True,
        "created_at": SINCE,
    }
    return Reminder(**values | differences)


async def test_a_week_in_which_nothing_happened_has_nothing_to_tell(desk: Desk) -> None:
    told = await desk.tells()

    assert told.lines == []
    assert told.is_quiet


async def test_it_comes_at_the_usual_time_and_tells_of_the_week_before(desk: Desk) -> None:
    agreed = await desk.switches_on()

    assert agreed.next_at == datetime(2026, 3, 9, 7, 0, tzinfo=UTC)
    assert agreed.told_until == agreed.next_at - WEEK
    assert await desk.audit() == [(None, True)]


@pytest.mark.parametrize(
    "typed",
    ["every day at 08:00", "every two weeks on Monday at 08:00", "Monday and Friday at 08:00"],
)
async def test_it_comes_once_a_week_and_not_otherwise(typed: str) -> None:
    with pytest.raises(NotWeekly):
        service.read_rule(typed, language="en")


async def test_the_rule_is_read_in_the_words_of_both_languages() -> None:
    assert service.read_rule("every Friday at 4pm", language="en") == FRIDAY_AT_FOUR
    assert service.read_rule("jeden Freitag um 16 Uhr", language="de") == FRIDAY_AT_FOUR
    assert service.read_rule(None, language="de") == service.USUAL


async def test_moved_to_another_day_it_tells_nothing_twice(desk: Desk) -> None:
    first = await desk.switches_on()
    desk.clock.set(MONDAY + WEEK)
    async with desk.db.begin() as session:
        await service.posted(session, first.id, until=MONDAY + WEEK, now=MONDAY + WEEK)

    moved = await desk.switches_on(FRIDAY_AT_FOUR)

    assert moved.id == first.id
    assert moved.told_until == MONDAY + WEEK
    assert moved.next_at == datetime(2026, 3, 13, 15, 0, tzinfo=UTC)


async def test_off_it_comes_no_more_and_off_again_says_so(desk: Desk) -> None:
    await desk.switches_on()

    async def off() -> bool:
        async with desk.db.begin() as session:
            return await service.switch_off(session, GUILD, actor_id=STEWARD, now=MONDAY)

    assert await off()
    assert not await off()
    async with desk.db.read() as session:
        agreed = await service.find(session, GUILD)
    assert agreed is not None
    assert not agreed.is_on
    assert await desk.audit() == [(None, True), (True, False)]


async def test_on_again_after_a_month_it_tells_of_one_week(desk: Desk) -> None:
    await desk.switches_on()
    async with desk.db.begin() as session:
        await service.switch_off(session, GUILD, actor_id=STEWARD, now=MONDAY)
    desk.clock.set(MONDAY + 4 * WEEK)

    again = await desk.switches_on()

    assert again.next_at is not None
    assert again.told_until == again.next_at - WEEK


async def test_a_run_that_could_not_be_told_is_told_by_the_next(desk: Desk) -> None:
    agreed = await desk.switches_on()
    async with desk.db.begin() as session:
        await service.prepare(session, agreed.id, now=MONDAY + WEEK)
        await service.prepare(session, agreed.id, now=MONDAY + 2 * WEEK)

    async with desk.db.read() as session:
        (row,) = await session.scalars(select(Delivery).where(Delivery.kind == service.POST))
        after = await service.find(session, GUILD)
    assert row.payload["until"] == (MONDAY + 2 * WEEK).isoformat()
    assert after is not None
    assert after.told_until == agreed.told_until


async def test_a_steward_who_is_forgotten_is_not_named_for_switching_it_on(desk: Desk) -> None:
    await desk.switches_on()

    async with desk.db.begin() as session:
        await service.forget(session, MemberKey(GUILD, STEWARD))
        await schedules.forget(session, MemberKey(GUILD, STEWARD))

    async with desk.db.read() as session:
        actors = await session.scalars(select(AuditEntry.actor_id))
        owners = await session.scalars(select(schedules.Schedule.owner_id))
        assert [*actors, *owners] == [None, None]


async def test_open_notices_are_counted_once_and_those_that_pass_not_at_all(desk: Desk) -> None:
    await desk.is_noticed("pledges.role:1")
    await desk.is_noticed("charter.post:2")
    await desk.is_noticed("bug:reminders.post", "notice-bug")
    async with desk.db.begin() as session:
        await notices.close_notice(session, "charter.post:2", guild_id=GUILD, now=MONDAY)

    told = await desk.tells()

    (line,) = told.lines
    assert (line.key, line.count) == ("digest-notices", 1)
    assert line.arguments == {"since": MONDAY - DAY}
    assert not told.is_quiet


async def test_what_failed_is_counted_by_part_and_only_within_the_week(desk: Desk) -> None:
    def given_up(key: str, kind: str, at: datetime, **differences: Any) -> Delivery:
        values: dict[str, Any] = {
            "guild_id": GUILD,
            "key": key,
            "kind": kind,
            "lane": Lane.GUILD,
            "payload": {},
            "priority": 5,
            "state": State.FAILED,
            "not_before": at,
            "requests": 1,
            "generation": 1,
            "attempts": 1,
            "created_at": at,
            "done_at": at,
        }
        return Delivery(**values | differences)

    await desk.holds(
        given_up("a", "reminders.post", SINCE + HOUR),
        given_up("b", "reminders.fold", MONDAY),
        given_up("c", "pledges.post", MONDAY - DAY),
        given_up("told before", "pledges.post", SINCE),
        given_up("later", "pledges.post", MONDAY + HOUR),
        given_up("done", "pledges.post", MONDAY - DAY, state=State.DONE),
        given_up("elsewhere", "pledges.post", MONDAY - DAY, guild_id=OTHER_GUILD),
    )

    (line,) = (await desk.tells()).lines
    assert (line.section, line.key, line.count) == (Section.FAILED, "digest-given-up", 3)
    assert [(thing.named, thing.count) for thing in line.things] == [
        ("reminders", 2),
        ("pledges", 1),
    ]


async def test_runs_that_were_left_out_failed_or_came_late_are_told_apart(desk: Desk) -> None:
    await desk.holds(scheduled(REMINDER, 1, MONDAY + WEEK))
    outcomes = ["skipped", "skipped", "failed", "late", "on_time"]
    for number, outcome in enumerate(outcomes):
        at = MONDAY - DAY - number * HOUR
        await desk.holds(ScheduleRun(schedule_id=1, due_at=at, ran_at=at, outcome=outcome))

    failed = {"digest-run-failed": 1, "digest-run-skipped": 2}
    assert await desk.lines(Section.FAILED) == failed
    assert await desk.lines(Section.RECOVERED) == {"digest-run-late": 1}


async def test_messages_that_expired_are_counted_by_kind_and_name_nobody(desk: Desk) -> None:
    def contact(kind: str, outcome: str, user_id: int = ADA) -> Contact:
        return Contact(
            guild_id=GUILD,
            user_id=user_id,
            kind=kind,
            outcome=outcome,
            is_urgent=False,
            about={"title": "secret"},
            sent_at=MONDAY - DAY,
        )

    await desk.holds(
        contact("pledges.step", ContactOutcome.EXPIRED),
        contact("pledges.step", ContactOutcome.EXPIRED, user_id=12),
        contact("initiatives.poll", ContactOutcome.EXPIRED),
        contact("pledges.step", ContactOutcome.SENT),
        contact("pledges.step", ContactOutcome.UNWANTED),
    )

    (line,) = (await desk.tells()).lines
    assert (line.key, line.count) == ("digest-expired", 3)
    assert line.things == [
        Thing("pledges.step", "contact-kind-pledges-step", count=2),
        Thing("initiatives.poll", "contact-kind-initiatives-poll", count=1),
    ]


async def test_what_comparisons_put_right_is_added_up_and_what_failed_last_is_told(
    desk: Desk,
) -> None:
    async with desk.db.begin() as session:
        for days, failed in ((3, 4), (1, 2)):
            at = MONDAY - days * DAY
            parts = {
                "pledges": Report(added=2, failed=failed),
                "pledges.members": Report(removed=1),
                "charter": Report(looked_at=3),
            }
            outcome = Outcome(GUILD, Cause.START, at, at, None, parts)
            await reconciliations.close(session, outcome, is_to_be_told=False, now=at)

    told = await desk.tells()

    assert await desk.lines(Section.FAILED) == {"digest-not-compared": 2}
    (mended,) = told.of(Section.RECOVERED)
    assert (mended.key, mended.count) == ("digest-recovered", 6)
    assert [(thing.named, thing.count) for thing in mended.things] == [("pledges", 6)]


async def test_a_proposal_is_told_once_though_notices_speak_of_it(desk: Desk) -> None:
    async with desk.db.begin() as session:
        await settings.change(
            session,
            GUILD,
            configuring.DECIDE,
            Decision.STEWARDS.value,
            actor_id=None,
            now=SINCE,
        )
        first = await proposes(session, "River day", SINCE - 2 * DAY)
        await proposes(session, "Tea", MONDAY - DAY)
        await deciding.mark_silent(session, [first], now=MONDAY - HOUR)
    async with desk.db.read() as session:
        assert len(await notices.list_open(session, GUILD)) == 3

    told = await desk.tells()

    (line,) = told.lines
    assert (line.key, line.count) == ("initiatives-weekly-unanswered", 2)
    assert line.arguments == {"since": SINCE - 2 * DAY}
    assert line.things[0] == Thing("River day", link=f"https://discord.com/channels/{GUILD}/50/60")


async def test_where_members_second_only_what_they_are_silent_about_is_told(desk: Desk) -> None:
    async with desk.db.begin() as session:
        await settings.change(
            session, GUILD, configuring.DECIDE, Decision.SECONDS.value, actor_id=None, now=SINCE
        )
        silent = await proposes(session, "River day", SINCE - 2 * DAY)
        await proposes(session, "Tea", MONDAY - DAY)
        await deciding.mark_silent(session, [silent], now=MONDAY - HOUR)

    assert await desk.named(Section.WAITING) == ["River day"]


async def test_what_is_over_and_not_closed_is_told_after_a_day_and_only_once(desk: Desk) -> None:
    async with desk.db.begin() as session:
        long_over = await proposes(
            session, "River day", SINCE, starts_at=MONDAY - 2 * DAY, ends_at=MONDAY - 2 * DAY
        )
        await proposes(session, "Tea", SINCE + HOUR, starts_at=MONDAY - 10 * HOUR)
        orphaned = await proposes(
            session, "Walk", SINCE + 2 * HOUR, starts_at=MONDAY - 9 * HOUR, ends_at=MONDAY - HOUR
        )
        (await session.get_one(Initiative, orphaned)).organiser_id = None
        for one in (long_over, orphaned):
            await session.flush()
            await overdue.ask(session, one, now=MONDAY)

    told = await desk.tells()

    (line,) = told.of(Section.WAITING)
    assert (line.key, line.count) == ("initiatives-weekly-unclosed", 2)
    assert [thing.named for thing in line.things] == ["River day", "Walk"]


async def test_what_comes_in_the_next_week_is_told_in_order_whoever_tells_it(desk: Desk) -> None:
    async with desk.db.begin() as session:
        await proposes(session, "Tea", SINCE, starts_at=MONDAY + 3 * DAY)
        await proposes(session, "Walk", SINCE + HOUR, starts_at=MONDAY + 8 * DAY)
    await desk.holds(
        reminder(1, "Midweek"),
        scheduled(REMINDER, 1, datetime(2026, 3, 4, 17, 0, tzinfo=UTC)),
        reminder(2, "Paused"),
        scheduled(REMINDER, 2, MONDAY + DAY, is_paused=True, next_run_at=None),
        reminder(3, "Daily"),
        scheduled(
            REMINDER,
            3,
            datetime(2026, 3, 7, 17, 0, tzinfo=UTC),
            rule=Rule({"hour": "18", "minute": "0"}).dump(),
        ),
    )

    ahead = (await desk.tells()).of(Section.AHEAD)

    assert [line.things[0].named for line in ahead] == ["Midweek", "Tea", "Daily"]
    assert [line.key for line in ahead] == [
        "reminders-weekly-ahead",
        "initiatives-weekly-ahead",
        "reminders-weekly-ahead-often",
    ]
    assert ahead[2].arguments == {"later": 1}


async def test_a_reminder_that_rests_on_its_day_is_not_announced(desk: Desk) -> None:
    wednesday = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
    rests = QuietDays(
        guild_id=GUILD,
        from_on=wednesday.date(),
        until_on=wednesday.date(),
        is_yearly=False,
        created_at=SINCE,
    )
    await desk.holds(
        rests,
        reminder(1, "Resting"),
        scheduled(REMINDER, 1, wednesday),
        reminder(2, "Restless", observes_quiet_days=False),
        scheduled(REMINDER, 2, wednesday),
    )

    assert await desk.named(Section.AHEAD) == ["Restless"]


async def test_a_reminder_that_nobody_answers_waits_for_other_words(desk: Desk) -> None:
    await desk.holds(
        reminder(1, "Lively"),
        scheduled(REMINDER, 1, MONDAY + 9 * DAY),
        reminder(2, "Ignored", slowed_at=MONDAY - DAY),
        scheduled(REMINDER, 2, MONDAY + 9 * DAY, stride=2),
    )
    async with desk.db.begin() as session:
        await ignored.tell_stewards(session, 2, now=MONDAY)

    assert await desk.lines(Section.WAITING) == {"reminders-weekly-slowed": 1}
    assert await desk.named(Section.WAITING) == ["Ignored"]


async def test_who_is_stuck_is_a_number_and_never_a_name(desk: Desk) -> None:
    def journey(user_id: int, hours: int) -> Journey:
        return Journey(
            guild_id=GUILD,
            user_id=user_id,
            state=JourneyState.RUNNING,
            step="mission",
            step_index=0,
            turn=1,
            place=Where.DM,
            role="none",
            locale="en",
            changed_at=MONDAY - hours * HOUR,
        )

    def wish(user_id: int, hours: int) -> Pair:
        return Pair(
            guild_id=GUILD,
            newcomer_id=user_id,
            value_ids=[],
            passed_over=[],
            matches=0,
            state=PairState.WANTED,
            wanted_at=MONDAY - hours * HOUR,
        )

    await desk.holds(journey(1, 49), journey(2, 47), wish(1, 49), wish(2, 47))

    told = await desk.tells()

    assert await desk.lines(Section.STUCK) == {
        "buddies-weekly-waiting": 1,
        "onboarding-weekly-stuck": 1,
    }
    assert all(not line.things and not line.arguments for line in told.lines)


async def test_a_value_that_nobody_acted_on_is_told_unless_it_is_new(desk: Desk) -> None:
    words: dict[str, Any] = {"promise": "…", "looks_like": ["…"], "does_not_look_like": ["…"]}

    def value(number: int, version: int) -> Sequence[object]:
        name = f"Value {number}"
        return (
            Value(
                id=number,
                guild_id=GUILD,
                position=number,
                name=name,
                emoji="🌱",
                revision=1,
                **words,
            ),
            ValueRevision(
                value_id=number, revision=1, version=version, name=name, emoji="🌱", **words
            ),
        )

    def version(number: int, at: datetime) -> CharterVersion:
        return CharterVersion(
            guild_id=GUILD,
            version=number,
            mission="…",
            revisions=[],
            summary="",
            published_at=at,
        )

    await desk.holds(
        Charter(guild_id=GUILD, mission="…", version=2, changed_at=SINCE),
        version(1, MONDAY - 5 * WEEK),
        version(2, MONDAY - WEEK),
        *value(1, 1),
        *value(2, 1),
        *value(3, 2),
    )
    async with desk.db.begin() as session:
        await proposes(session, "Tea", MONDAY - 3 * WEEK, value_ids=(2,))

    assert await desk.named(Section.VALUES) == ["🌱 Value 1"]
    assert (await desk.tells()).is_quiet
