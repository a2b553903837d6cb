"""Looking through initiatives: filters, order, pages, and what is somebody's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.db import Database
from bot.models import MemberKey
from bot.texts import Texts
from cogs.charter.service import ValueText
from cogs.initiatives import service
from cogs.initiatives.models import (
    InitiativeState,
    Kind,
    Need,
    Organiser,
    Signup,
    SignupState,
)
from cogs.initiatives.service import listing
from cogs.initiatives.service.listing import Listed, Listing, Stage, Wanted, When
from cogs.initiatives.service.showing import NeedNow
from cogs.initiatives.views import listing as views
from tests.initiatives import GUILD, an_initiative, an_overview

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
"""A Wednesday."""
ADA = MemberKey(GUILD, 901)
ANYTHING = Wanted()
LANGUAGES = ("en", "de")
TEXTS = Texts()


class Shelf:
    """A database with initiatives by their titles."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.now = NOW

    async def holds(
        self,
        title: str,
        *,
        needs: dict[str, int] | None = None,
        signups: dict[int, SignupState] | None = None,
        as_need: str | None = None,
        **differences: Any,
    ) -> int:
        async with self.db.begin() as session:
            row = await an_initiative(session, title=title, **differences)
            ids: dict[str, int] = {}
            for position, (name, capacity) in enumerate((needs or {}).items()):
                need = Need(initiative_id=row.id, name=name, capacity=capacity, position=position)
                session.add(need)
                await session.flush()
                ids[name] = need.id
            for position, (user_id, state) in enumerate((signups or {}).items()):
                session.add(
                    Signup(
                        initiative_id=row.id,
                        guild_id=GUILD,
                        user_id=user_id,
                        state=state,
                        position=position,
                        need_id=None if as_need is None else ids[as_need],
                        language="en",
                        changed_at=NOW,
                    )
                )
            return row.id

    async def finds(self, wanted: Wanted = ANYTHING, *, page: int = 0, size: int = 50) -> list[str]:
        return [one.overview.title for one in (await self.page(wanted, page, size)).entries]

    async def page(self, wanted: Wanted, page: int = 0, size: int = 50) -> Listing:
        async with self.db.read() as session:
            return await listing.find(session, GUILD, wanted, page=page, size=size, now=self.now)


@pytest.fixture
def shelf(each_db: Database) -> Shelf:
    return Shelf(each_db)


@pytest.mark.asyncio
async def test_what_can_be_joined_comes_by_its_date_and_then_the_newest_without_one(
    shelf: Shelf,
) -> None:
    for title, days in (("Later", 9), ("Sooner", 1)):
        await shelf.holds(title, starts_at=NOW + timedelta(days=days))
    for title in ("Older", "Newer"):
        await shelf.holds(title)
    await shelf.holds("Elsewhere", guild_id=GUILD + 1)
    for state in InitiativeState:
        if state not in (InitiativeState.OPEN, InitiativeState.RUNNING):
            await shelf.holds(str(state), state=state)

    assert await shelf.finds() == ["Sooner", "Later", "Newer", "Older"]
    assert await shelf.finds(size=3, page=1) == ["Older"]
    assert await shelf.finds(size=3, page=99) == ["Older"]
    beyond = await shelf.page(Wanted(), 99, 3)
    assert (beyond.number, beyond.count, beyond.total) == (1, 2, 4)
    assert await shelf.finds(Wanted(stage=Stage.PROPOSED)) == ["proposed"]
    assert await shelf.finds(Wanted(stage=Stage.DONE)) == ["closed"]
    nothing = await shelf.page(Wanted(value_id=77))
    assert (nothing.total, nothing.count, nothing.entries) == (0, 1, ())


@pytest.mark.thorough
@pytest.mark.asyncio
async def test_what_is_over_cannot_be_joined_though_nobody_has_closed_it(shelf: Shelf) -> None:
    running = {"state": InitiativeState.RUNNING}
    hour = timedelta(hours=1)
    await shelf.holds("Ended", starts_at=NOW - 5 * hour, ends_at=NOW - hour, **running)
    await shelf.holds("Long begun", starts_at=NOW - 4 * hour, **running)
    await shelf.holds("Just begun", starts_at=NOW - hour, **running)
    await shelf.holds("Lasting", starts_at=NOW - 50 * hour, ends_at=NOW + hour, **running)

    assert await shelf.finds() == ["Lasting", "Just begun"]


@pytest.mark.asyncio
async def test_a_week_ends_with_sunday_and_a_month_with_its_last_day_on_ones_own_clock(
    shelf: Shelf,
) -> None:
    in_auckland = "Pacific/Auckland"
    await shelf.holds("Sunday", starts_at=datetime(2026, 3, 8, 18, 0, tzinfo=UTC))
    await shelf.holds("Monday", starts_at=datetime(2026, 3, 9, 0, 30, tzinfo=UTC))
    await shelf.holds("Last", starts_at=datetime(2026, 3, 31, 20, 0, tzinfo=UTC))
    await shelf.holds("April", starts_at=datetime(2026, 4, 1, 9, 0, tzinfo=UTC))
    await shelf.holds("Some day")

    assert await shelf.finds(Wanted(when=When.WEEK)) == ["Sunday"]
    assert await shelf.finds(Wanted(when=When.WEEK, zone=in_auckland)) == []
    assert await shelf.finds(Wanted(when=When.MONTH)) == ["Sunday", "Monday", "Last"]
    assert await shelf.finds(Wanted(when=When.MONTH, zone=in_auckland)) == ["Sunday", "Monday"]
    assert await shelf.finds(Wanted(when=When.NO_DATE)) == ["Some day"]
    shelf.now = datetime(2026, 3, 8, 12, 0, tzinfo=UTC)  # already Monday in Auckland
    assert await shelf.finds(Wanted(when=When.WEEK)) == ["Sunday"]
    assert await shelf.finds(Wanted(when=When.WEEK, zone=in_auckland)) == ["Sunday", "Monday"]


@pytest.mark.thorough
@pytest.mark.asyncio
async def test_value_and_kind_narrow_it_and_any_of_its_values_counts(shelf: Shelf) -> None:
    await shelf.holds("Both", values=(1, 2), kind=Kind.WORKSHOP)
    await shelf.holds("One", values=(1,), kind=Kind.EVENT)

    assert await shelf.finds(Wanted(value_id=2)) == ["Both"]
    assert await shelf.finds(Wanted(value_id=1)) == ["One", "Both"]
    assert await shelf.finds(Wanted(value_id=1, kind=Kind.EVENT)) == ["One"]


@pytest.mark.asyncio
async def test_people_are_needed_where_a_place_is_left_in_all_and_in_a_need(shelf: Shelf) -> None:
    confirmed, offered = {1: SignupState.CONFIRMED}, {1: SignupState.OFFERED}
    await shelf.holds("Unlimited", signups=confirmed)
    await shelf.holds("Waited for", capacity=1, signups={1: SignupState.WAITING})
    await shelf.holds("Full", capacity=1, signups=confirmed)
    await shelf.holds("Offered", capacity=1, signups=offered)
    await shelf.holds("Driver there", needs={"driver": 1}, signups=confirmed, as_need="driver")
    await shelf.holds(
        "Photographer missing",
        needs={"driver": 1, "photographer": 1},
        signups=confirmed,
        as_need="driver",
    )
    await shelf.holds("Too late", cutoff_at=NOW)
    await shelf.holds("Begun", state=InitiativeState.RUNNING, starts_at=NOW)

    found = await shelf.finds(Wanted(needs_people=True))

    assert found == ["Photographer missing", "Waited for", "Unlimited"]


@pytest.mark.asyncio
async def test_ones_own_are_those_one_carries_comes_to_waits_for_or_may_come_to(
    shelf: Shelf,
) -> None:
    me = ADA.user_id
    day = timedelta(days=1)
    await shelf.holds("Mine", organiser_id=me, starts_at=NOW + day)
    await shelf.holds("Proposed", organiser_id=me, state=InitiativeState.PROPOSED)
    await shelf.holds(
        "Unclosed", organiser_id=me, state=InitiativeState.RUNNING, starts_at=NOW - 9 * day
    )
    await shelf.holds("Old", organiser_id=me, state=InitiativeState.CLOSED)
    along = await shelf.holds("Along", starts_at=NOW + 2 * day)
    asked = await shelf.holds("Asked")
    for number, (title, state) in enumerate(
        (
            ("In", SignupState.CONFIRMED),
            ("Queue", SignupState.WAITING),
            ("Kept", SignupState.OFFERED),
            ("Perhaps", SignupState.INTERESTED),
            ("No", SignupState.DECLINED),
            ("Left", SignupState.LEFT),
        ),
        start=3,
    ):
        others = {1: SignupState.WAITING} if title == "Queue" else {}
        await shelf.holds(title, starts_at=NOW + number * day, signups={**others, me: state})
    await shelf.holds("Over", starts_at=NOW - day, signups={me: SignupState.CONFIRMED})
    await shelf.holds("Called off", state=InitiativeState.CANCELLED, organiser_id=me)
    async with shelf.db.begin() as session:
        for initiative_id, accepted in ((along, NOW), (asked, None)):
            session.add(
                Organiser(
                    initiative_id=initiative_id,
                    guild_id=GUILD,
                    user_id=me,
                    asked_at=NOW,
                    accepted_at=accepted,
                )
            )

    async with shelf.db.read() as session:
        own = await listing.list_own(session, ADA, page=0, size=50, now=NOW)
        last = await listing.list_own(session, ADA, page=9, size=5, now=NOW)
        nobodys = await listing.list_own(session, MemberKey(GUILD, 5), page=0, size=5, now=NOW)

    told = [(one.overview.title, one.organises, one.state, one.number) for one in own.entries]
    assert told == [
        ("Unclosed", True, None, None),
        ("Mine", True, None, None),
        ("Along", True, None, None),
        ("In", False, SignupState.CONFIRMED, None),
        ("Queue", False, SignupState.WAITING, 2),
        ("Kept", False, SignupState.OFFERED, None),
        ("Perhaps", False, SignupState.INTERESTED, None),
        ("Proposed", True, None, None),
    ]
    assert [one.overview.title for one in last.entries] == ["Kept", "Perhaps", "Proposed"]
    assert nobodys.total == 0


@pytest.mark.thorough
@pytest.mark.asyncio
async def test_names_are_suggested_of_what_is_to_come_before_what_is_done(shelf: Shelf) -> None:
    await shelf.holds("Garden one", state=InitiativeState.RUNNING)
    await shelf.holds("Garden two", state=InitiativeState.PROPOSED)
    await shelf.holds("GARDEN three", state=InitiativeState.CLOSED)
    await shelf.holds("Garden four", state=InitiativeState.CANCELLED)

    async with shelf.db.read() as session:
        found = await service.suggest(session, GUILD, " garden ")

    assert [one.title for one in found] == ["Garden two", "Garden one", "GARDEN three"]


@pytest.mark.asyncio
async def test_a_calendar_holds_what_one_organises_or_comes_to_and_what_was_called_off(
    shelf: Shelf,
) -> None:
    ada = ADA.user_id
    later, over = NOW + timedelta(days=9), NOW - timedelta(days=9)
    seat = {ada: SignupState.CONFIRMED}
    await shelf.holds("seat", starts_at=later, signups=seat)
    await shelf.holds("offer", starts_at=later, signups={ada: SignupState.OFFERED})
    await shelf.holds("own", starts_at=NOW, organiser_id=ada)
    await shelf.holds("called off", starts_at=later, signups=seat, state="cancelled")
    await shelf.holds("called off long ago", starts_at=over, signups=seat, state="cancelled")
    await shelf.holds("over", starts_at=over, signups=seat)
    await shelf.holds("no date", signups=seat)
    await shelf.holds("waits", starts_at=later, signups={ada: SignupState.WAITING})
    await shelf.holds("maybe", starts_at=later, signups={ada: SignupState.INTERESTED})
    await shelf.holds("somebody else's", starts_at=later, signups={902: SignupState.CONFIRMED})
    await shelf.holds("elsewhere", starts_at=later, organiser_id=ada, guild_id=GUILD + 1)

    async with shelf.db.read() as session:
        found = await listing.list_dated(session, ADA, now=NOW)

    assert [one.title for one in found] == ["own", "seat", "called off"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_the_longest_ones_fits(language: str) -> None:
    value = ValueText(1, "ß" * 100, "🌱", "p" * 200, ("b" * 200,), ("c",), 1)
    overview = an_overview(
        title="*" * service.LONGEST_TITLE,
        when_text="~" * service.LONGEST_WHEN,
        value_ids=(1,),
        capacity=500,
        confirmed=500,
        waiting=1000,
        channel_id=10**18,
        message_id=10**18,
    )
    needs = tuple(NeedNow(number, "_" * 60, 500, 0) for number in range(20))
    entries = tuple(Listed(replace(overview, id=number), needs) for number in range(views.PER_PAGE))

    embed, view = views.listing(
        Listing(0, 3, 15, entries), Wanted(value_id=1), {1: value}, TEXTS.speak(language)
    )

    assert len(embed) <= 6000
    assert all(len(field.value or "") <= 1024 for field in embed.fields)
    assert all(len(field.name or "") <= 256 for field in embed.fields)
    assert view is not None


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(zone="UTC"),
        Wanted(Stage.DONE, 10**15, Kind.ADVOCACY, When.NO_DATE, needs_people=True, zone="UTC"),
    ],
)
def test_a_pages_button_carries_all_that_is_looked_for(wanted: Wanted) -> None:
    ids = views.page_id(123, wanted)

    custom_id = views.PAGE.custom_id(**ids)

    match = views.PAGE.pattern.fullmatch(custom_id)
    assert match is not None
    assert len(custom_id) <= 100
    carried = {name: int(number) for name, number in match.groupdict().items()}
    assert (views.wanted_by(carried, zone="UTC"), carried["page"]) == (wanted, 123)


def test_a_button_of_an_older_version_asks_for_no_less_than_everything() -> None:
    ids = {"page": 0, "stage": 99, "value": 0, "kind": 99, "when": 99, "people": 0}

    assert views.wanted_by(ids, zone="UTC") == Wanted(zone="UTC")
