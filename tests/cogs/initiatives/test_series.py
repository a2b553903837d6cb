"""Initiatives that come back: agreed in words, made one by one, changed, and ended."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot import notices
from bot.clock import MovableClock
from bot.db import Database, SqliteDatabase
from bot.models import Guild, MemberKey
from cogs.initiatives import service
from cogs.initiatives.models import (
    Initiative,
    InitiativeState,
    InitiativeValue,
    Need,
    Organiser,
    Series,
)
from cogs.initiatives.service import Actor, occurring, orphans, series
from cogs.initiatives.service.needs import NeedText, put_needs
from cogs.initiatives.service.organisers import NotYours
from cogs.initiatives.service.repeating import Repeating
from tests.charters import add_value, retire
from tests.initiatives import GUILD, an_initiative

pytestmark = pytest.mark.asyncio

ADA, BEA, STEWARD = (MemberKey(GUILD, number) for number in (11, 12, 99))
BERLIN = ZoneInfo("Europe/Berlin")
T = TypeVar("T")


class Rounds:
    """A server in which Ada organises something on Tuesday 24 March 2026 at 18:00 in Berlin."""

    def __init__(self, db: Database, clock: MovableClock) -> None:
        self.db = db
        self.clock = clock
        self.id = 0
        self._acts = 100

    async def does(self, act: Callable[..., Awaitable[T]], *given: Any, **named: Any) -> T:
        async with self.db.begin() as session:
            return await act(session, *given, **named, now=self.clock.now())

    async def organises(self, **differences: Any) -> None:
        starts_at = datetime(2026, 3, 24, 18, 0, tzinfo=BERLIN).astimezone(UTC)
        fields = {
            "organiser_id": ADA.user_id,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=2),
            "cutoff_at": starts_at - timedelta(hours=1),
            "zone": "Europe/Berlin",
            "capacity": 8,
        }
        async with self.db.begin() as session:
            self.id = (await an_initiative(session, **fields | differences)).id

    async def repeats(
        self, typed: str, until: str = "", *, by: MemberKey = ADA, act_id: int | None = None
    ) -> Repeating:
        """Type the rule, look at the plan, press the button."""
        actor = Actor(by, is_steward=by == STEWARD)
        plan = await self.does(series.plan, actor, self.id, typed, until, language="en")
        self._acts += 1
        return await self.does(
            series.begin,
            actor,
            self.id,
            packed=plan.rule.pack(),
            until=plan.until_on.toordinal() if plan.until_on else 0,
            act_id=act_id or self._acts,
        )

    async def looks(self) -> None:
        """The tick."""
        async with self.db.read() as session:
            due = await occurring.list_due(session, now=self.clock.now())
        for series_id in due:
            while await self.does(occurring.make_next, series_id):
                pass

    async def rows(self) -> list[Initiative]:
        async with self.db.read() as session:
            query = select(Initiative).where(Initiative.series_id.is_not(None))
            return list(await session.scalars(query.order_by(Initiative.due_on)))

    async def days(self) -> list[str]:
        """When what has a row begins, by the clocks of Berlin."""
        return [
            f"{row.starts_at.astimezone(BERLIN):%d.%m. %H:%M}"
            for row in await self.rows()
            if row.starts_at is not None
        ]

    async def asked(self) -> list[str]:
        async with self.db.read() as session:
            return [text.text_key for text in await notices.list_texts(session, GUILD)]

    async def series(self) -> Series:
        async with self.db.read() as session:
            return (await session.scalars(select(Series).order_by(Series.id.desc()))).first()


@pytest_asyncio.fixture
async def rounds(db: SqliteDatabase, clock: MovableClock) -> Rounds:
    async with db.begin() as session:
        session.add(Guild(id=GUILD, seen_at=clock.now()))
    rounds = Rounds(db, clock)
    await rounds.organises()
    return rounds


async def test_each_time_is_an_initiative_of_its_own_at_the_same_time_on_the_clock(
    rounds: Rounds,
) -> None:
    async with rounds.db.begin() as session:
        kind = await add_value(session, GUILD, now=rounds.clock.now(), name="Kindness")
        gone = await add_value(session, GUILD, now=rounds.clock.now(), name="Thrift", emoji="🪙")
        first = await session.get_one(Initiative, rounds.id)
        first.place_kind, first.place_text = "outside", "The park"
        await put_needs(session, first, [NeedText("drivers", 3)], now=rounds.clock.now())
        await session.flush()
        session.add_all(
            InitiativeValue(initiative_id=first.id, value_id=value.id, position=position)
            for position, value in enumerate((kind, gone))
        )
        await session.flush()
        session.add(
            Organiser(
                initiative_id=first.id,
                user_id=BEA.user_id,
                guild_id=GUILD,
                asked_at=rounds.clock.now(),
                accepted_at=rounds.clock.now(),
            )
        )
    await rounds.repeats("weekly")
    async with rounds.db.begin() as session:
        await retire(session, GUILD, gone.id, now=rounds.clock.now())
    await rounds.looks()
    assert await rounds.days() == ["24.03. 18:00"]

    rounds.clock.advance(timedelta(days=16))  # 18 March; the clocks go forward on 29 March
    await rounds.looks()
    await rounds.looks()

    assert await rounds.days() == ["24.03. 18:00", "31.03. 18:00"]
    second = (await rounds.rows())[1]
    assert second.state == InitiativeState.OPEN
    assert second.starts_at == datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
    assert second.ends_at == second.starts_at + timedelta(hours=2)
    assert second.cutoff_at == second.starts_at - timedelta(hours=1)
    assert (second.capacity, second.place_text, second.channel_id) == (8, "The park", 50)
    assert second.organiser_id == ADA.user_id
    assert second.uid != (await rounds.rows())[0].uid
    async with rounds.db.read() as session:
        overview = await service.get_overview(session, second.id)
        needs = await session.scalars(select(Need).where(Need.initiative_id == second.id))
        along = await session.get(Organiser, (second.id, BEA.user_id))
        assert overview.value_ids == (kind.id,)
        assert [(need.name, need.capacity) for need in needs] == [("drivers", 3)]
        assert along is not None
        assert along.accepted_at is not None


async def test_a_series_pressed_twice_or_looked_at_by_two_is_one(rounds: Rounds) -> None:
    first = await rounds.repeats("every two weeks")
    actor = Actor(ADA, is_steward=False)
    again = await rounds.does(
        series.begin, actor, rounds.id, packed=first.rule.pack(), until=0, act_id=7
    )

    assert again == first
    with pytest.raises(series.RepeatsAlready):
        await rounds.repeats("daily")
    rounds.clock.advance(timedelta(days=30))
    await rounds.looks()
    await rounds.looks()
    assert await rounds.days() == ["24.03. 18:00", "07.04. 18:00"]
    async with rounds.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(Series)) == 1


async def test_dates_are_left_out_and_put_back_until_they_have_a_card(rounds: Rounds) -> None:
    actor = Actor(ADA, is_steward=False)
    begun = await rounds.repeats("weekly", "28 April")
    assert [it.due_on.day for it in begun.coming] == [31, 7, 14, 21, 28]

    await rounds.does(series.skip, actor, rounds.id, [date(2026, 3, 31), date(2026, 4, 14)])
    shown = await rounds.does(series.skip, actor, rounds.id, [date(2026, 4, 14)])

    assert [it.is_skipped for it in shown.coming] == [False, False, True, False, False]
    for _ in range(6):
        rounds.clock.advance(timedelta(days=7))
        await rounds.looks()
    days = ["24.03. 18:00", "31.03. 18:00", "07.04. 18:00", "21.04. 18:00"]
    assert await rounds.days() == days


async def test_the_last_day_ends_it_and_can_be_changed(rounds: Rounds) -> None:
    actor = Actor(ADA, is_steward=False)
    await rounds.repeats("weekly", "7 April")
    rounds.clock.advance(timedelta(days=23))  # 25 March
    await rounds.looks()
    assert await rounds.days() == ["24.03. 18:00", "31.03. 18:00", "07.04. 18:00"]
    assert (await rounds.series()).ended_at is not None
    with pytest.raises(series.NoSeries):
        await rounds.does(series.end_on, actor, rounds.id, "", language="en")

    again = await rounds.repeats("monthly on the 5th", "2026-06-30")

    assert [f"{it.due_on:%d.%m.}" for it in again.coming] == ["05.04.", "05.05.", "05.06."]
    changed = await rounds.does(series.end_on, actor, rounds.id, "10 May", language="en")
    assert len(changed.coming) == 2
    with pytest.raises(series.BadLastDay):
        await rounds.does(series.end_on, actor, rounds.id, "yesterday", language="en")


async def test_a_series_whose_remaining_dates_are_all_left_out_can_be_resumed(
    rounds: Rounds,
) -> None:
    actor = Actor(ADA, is_steward=False)
    begun = await rounds.repeats("weekly", "7 April")
    both = [it.due_on for it in begun.coming]

    none = await rounds.does(series.skip, actor, rounds.id, both)
    assert not none.has_ended
    back = await rounds.does(series.skip, actor, rounds.id, both[:1])
    assert [it.is_skipped for it in back.coming] == [True, False]

    rounds.clock.advance(timedelta(days=40))
    await rounds.looks()
    assert (await rounds.series()).ended_at is not None


async def test_what_was_changed_about_one_time_stays_there_until_the_next_follow_it(
    rounds: Rounds,
) -> None:
    actor = Actor(ADA, is_steward=False)
    await rounds.repeats("weekly")
    rounds.clock.advance(timedelta(days=16))
    await rounds.looks()
    second = (await rounds.rows())[1]
    async with rounds.db.begin() as session:
        row = await session.get_one(Initiative, second.id)
        row.title, row.starts_at = "Indoors", row.starts_at + timedelta(days=1)  # moved
    rounds.clock.advance(timedelta(days=7))
    await rounds.looks()

    assert [row.title for row in await rounds.rows()] == [
        "Park clean-up",
        "Indoors",
        "Park clean-up",
    ]
    assert await rounds.days() == ["24.03. 18:00", "01.04. 18:00", "07.04. 18:00"]

    await rounds.does(series.follow, actor, second.id)
    rounds.clock.advance(timedelta(days=7))
    await rounds.looks()
    assert [row.title for row in await rounds.rows()][-1] == "Indoors"
    assert (await rounds.days())[-1] == "14.04. 18:00"


async def test_one_time_called_off_leaves_the_others_and_stopping_ends_all_without_a_card(
    rounds: Rounds,
) -> None:
    actor = Actor(ADA, is_steward=False)
    await rounds.repeats("weekly")
    async with rounds.db.begin() as session:
        (await session.get_one(Initiative, rounds.id)).state = InitiativeState.CANCELLED
    rounds.clock.advance(timedelta(days=16))
    await rounds.looks()
    assert len(await rounds.rows()) == 2

    stopped = await rounds.does(series.stop, actor, rounds.id)
    again = await rounds.does(series.stop, actor, rounds.id)

    assert stopped.has_ended
    assert again.has_ended
    rounds.clock.advance(timedelta(days=30))
    await rounds.looks()
    assert len(await rounds.rows()) == 2
    with pytest.raises(series.NotDecidedYet):
        await rounds.repeats("weekly")


async def test_only_who_carries_it_can_repeat_what_is_open_and_has_a_date(rounds: Rounds) -> None:
    with pytest.raises(NotYours):
        await rounds.repeats("weekly", by=BEA)
    with pytest.raises(series.NothingLeft):
        await rounds.repeats("weekly", "25 March")
    async with rounds.db.read() as session:
        assert await session.scalar(select(Series.id)) is None
    await rounds.organises(starts_at=None, ends_at=None, cutoff_at=None)
    with pytest.raises(series.NoDateToRepeat):
        await rounds.repeats("weekly on Friday at 18:00")
    await rounds.organises(state=InitiativeState.PROPOSED)
    with pytest.raises(series.NotDecidedYet):
        await rounds.repeats("weekly")


async def test_when_its_organiser_leaves_it_waits_for_a_steward(rounds: Rounds) -> None:
    await rounds.repeats("weekly")
    assert await rounds.does(orphans.organisers_left, [ADA, BEA]) == 1
    assert await rounds.does(orphans.organisers_left, [ADA, BEA]) == 0
    rounds.clock.advance(timedelta(days=16))
    await rounds.looks()
    await rounds.looks()

    assert len(await rounds.rows()) == 1
    assert await rounds.asked() == [orphans.ORPHANED]
    made = await rounds.series()

    await rounds.does(orphans.take_over, STEWARD, made.id)
    await rounds.looks()

    assert await rounds.asked() == []
    assert [row.organiser_id for row in await rounds.rows()] == [ADA.user_id, STEWARD.user_id]
    with pytest.raises(series.NoSeries):
        await rounds.does(orphans.give_up, GUILD, made.id)


async def test_a_forgotten_organiser_is_replaced_like_one_who_left(rounds: Rounds) -> None:
    await rounds.repeats("weekly")
    async with rounds.db.begin() as session:
        exported = await service.export(session, ADA)
        await service.forget(session, ADA)
    assert len(exported["series"]) == 1
    rounds.clock.advance(timedelta(days=16))
    await rounds.looks()

    assert await rounds.asked() == [orphans.ORPHANED]
    made = await rounds.series()
    await rounds.does(orphans.give_up, GUILD, made.id)
    assert await rounds.asked() == []
    assert (await rounds.series()).ended_at is not None


async def test_daily_ones_do_not_fill_the_channel_and_a_long_absence_is_not_made_up_for(
    rounds: Rounds,
) -> None:
    await rounds.repeats("every day at 07:30")
    rounds.clock.advance(timedelta(days=21))  # 23 March 08:00 UTC
    await rounds.looks()
    assert await rounds.days() == ["24.03. 18:00", "25.03. 07:30"]

    rounds.clock.advance(timedelta(days=30))
    await rounds.looks()

    assert (await rounds.days())[2:] == ["23.04. 07:30", "24.04. 07:30"]
