"""A proposal on its way: what is read, what is kept, and what it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot import activity
from bot.clock import MovableClock
from bot.config import Community
from bot.db import SqliteDatabase
from bot.errors import MemberError
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.initiatives.models import Draft, Initiative, Kind, Need, PlaceKind
from cogs.initiatives.service import drafts, filling, publishing
from cogs.initiatives.service.filling import Clock
from cogs.initiatives.service.needs import NeedText
from cogs.initiatives.service.places import PlaceText
from cogs.initiatives.service.proposals import NoDraft, Proposal
from cogs.initiatives.service.sketches import Sketch, Wrong
from tests.factories import VALUES

pytestmark = pytest.mark.asyncio

GUILD = 800_000_000_000_000_001
ADA, BEA = MemberKey(GUILD, 11), MemberKey(GUILD, 12)
BERLIN = Clock("en", "Europe/Berlin")
FORM = {"title": "  Park\n clean-up ", "what": " We clean. ", "first_step": "Ask for\nbags"}
MAGIC = 7


class Desk:
    """Ada's draft, and the values of her server."""

    def __init__(self, db: SqliteDatabase, clock: MovableClock, values: list[int]) -> None:
        self.db = db
        self.clock = clock
        self.values = values

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def writes(self, given: Mapping[str, str], *, member: MemberKey = ADA) -> Sketch:
        """The form is sent."""
        async with self.db.begin() as session:
            known = await drafts.find(session, member) or Sketch(MAGIC)
            values = {"values": "\n".join(map(str, self.values[:1]))}
            sketch = filling.fill_in(known, {**FORM, **values, **given}, BERLIN, now=self.now)
            return await drafts.save(session, member, sketch, now=self.now)

    async def seats(self, **given: str) -> Sketch:
        """The form for places is sent."""
        async with self.db.begin() as session:
            sketch = filling.seat(
                await drafts.get(session, ADA, MAGIC), given, BERLIN, now=self.now
            )
            return await drafts.save(session, ADA, sketch, now=self.now)

    async def checks(self, sketch: Sketch) -> tuple[Proposal, tuple[MemberError, ...]]:
        async with self.db.read() as session:
            return await drafts.check(session, sketch, guild_id=GUILD, now=self.now)

    async def wrong(self, sketch: Sketch) -> list[str]:
        return [problem.key for problem in (await self.checks(sketch))[1]]

    async def publishes(self, turn: int, *, member: MemberKey = ADA) -> int | None:
        async with self.db.begin() as session:
            return await publishing.publish(
                session, member, MAGIC, turn=turn, channel_id=5, now=self.now
            )


@pytest_asyncio.fixture
async def desk(db: SqliteDatabase, clock: MovableClock) -> Desk:
    community = Community.model_validate({"mission": "m", "values": VALUES})
    async with db.begin() as session:
        await charter.seed(session, GUILD, community, now=clock.now())
        values = [value.id for value in await charter.list_values(session, GUILD)]
    return Desk(db, clock, values)


async def test_a_draft_becomes_one_initiative_with_all_that_was_typed_and_chosen(
    desk: Desk,
) -> None:
    await desk.writes({"when": "Saturday 14:00–17:00"})
    await desk.seats(
        capacity=" 12 ", needs="3 drivers\n1 photographer", cutoff="Friday 18:00", role="77"
    )
    async with desk.db.begin() as session:
        place = PlaceText("The old bridge")
        sketch = filling.locate(await drafts.get(session, ADA, MAGIC), place, "https://a.example/b")
        sketch = await drafts.save(session, ADA, sketch, now=desk.now)

    first = await desk.publishes(sketch.turn)
    again = await desk.publishes(sketch.turn)

    assert first is not None
    assert again == first
    async with desk.db.read() as session:
        row = await session.get_one(Initiative, first)
        needs = (await session.execute(select(Need.name, Need.capacity))).all()
        left = await session.scalar(select(func.count()).select_from(Draft))
        counts = await activity.counts(session, GUILD)
        with pytest.raises(NoDraft):
            await drafts.get(session, ADA, MAGIC)
    assert (row.title, row.what, row.first_step) == ("Park clean-up", "We clean.", "Ask for bags")
    assert (row.starts_at, row.ends_at) == (
        datetime(2026, 3, 7, 13, tzinfo=UTC),
        datetime(2026, 3, 7, 16, tzinfo=UTC),
    )
    assert (row.zone, row.when_text, row.kind) == ("Europe/Berlin", None, Kind.EVENT)
    assert row.cutoff_at == datetime(2026, 3, 6, 17, tzinfo=UTC)
    assert (row.capacity, row.role_id, row.channel_id) == (12, 77, 5)
    assert (row.place_kind, row.place_text) == (PlaceKind.OUTSIDE, "The old bridge")
    assert row.link == "https://a.example/b"
    assert needs == [("drivers", 3), ("photographer", 1)]
    assert (left, counts["initiative.created"]) == (0, 1)


async def test_everything_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost(
    desk: Desk,
) -> None:
    sketch = await desk.writes(
        {"title": "\u202e \u2066", "what": " ", "values": "99", "when": "30 February 18:00"}
    )
    await desk.seats(capacity="-3", needs="3 drivers", cutoff="1 March 2026 18:00")
    async with desk.db.read() as session:
        sketch = await drafts.get(session, ADA, MAGIC)

    assert await desk.wrong(sketch) == [
        "initiatives-bad-title",
        "initiatives-bad-description",
        "moment-no-such-day",
        "initiatives-bad-capacity",
        "moment-past",
        "initiatives-value-gone",
    ]
    assert {question: wrong.typed for question, wrong in sketch.wrong.items()} == {
        "when": "30 February 18:00",
        "capacity": "-3",
        "cutoff": "1 March 2026 18:00",
    }
    assert await desk.publishes(sketch.turn) is None

    await desk.writes({"when": ""})
    mended = await desk.seats(capacity="3", needs="0", cutoff="")
    assert await desk.wrong(mended) == ["initiatives-bad-need"]
    mended = await desk.seats(capacity="3", needs="", cutoff="")
    assert await desk.wrong(mended) == []
    assert await desk.publishes(mended.turn) is not None


async def test_what_is_no_date_stands_as_words_and_a_slip_does_not_stand(desk: Desk) -> None:
    words = ("by the bridge, some Sunday", "Saturday", "at six")
    slips = ("1 March 2026 18:00", "30 February 18:00", "29 March 02:30", "Saturday 17:00–14:00")

    for typed in (*words, *slips):
        sketch = await desk.writes({"when": typed})
        proposal, problems = await desk.checks(sketch)

        assert proposal.starts_at is None
        assert (sketch.words is not None, not problems) == (typed in words, typed in words), typed
        if typed in words:
            assert proposal.when_text == typed


async def test_a_time_means_what_it_meant_when_it_was_typed_until_it_is_over(desk: Desk) -> None:
    first = await desk.writes({"when": "tomorrow 18:00"})
    desk.clock.advance(timedelta(hours=20))
    later = await desk.writes({"when": "tomorrow 18:00", "what": "We clean all of it."})

    assert later.span == first.span
    assert await desk.wrong(later) == []
    desk.clock.advance(timedelta(days=1))
    assert await desk.wrong(later) == ["initiatives-draft-date-over"]
    assert await desk.publishes(later.turn) is None


async def test_only_the_draft_that_was_looked_at_is_published_and_only_by_its_writer(
    desk: Desk,
) -> None:
    seen = await desk.writes({})
    same = await desk.writes({})
    other = await desk.writes({"what": "We clean twice."})

    assert (same.turn, other.turn) == (seen.turn, seen.turn + 1)
    assert await desk.publishes(seen.turn) is None
    with pytest.raises(NoDraft):
        await desk.publishes(other.turn, member=BEA)
    assert await desk.publishes(other.turn) is not None


async def test_a_value_that_was_retired_meanwhile_has_to_be_chosen_anew(desk: Desk) -> None:
    sketch = await desk.writes({"values": f"{desk.values[0]}\n{10**9}"})

    assert await desk.wrong(sketch) == ["initiatives-value-gone"]
    several = await desk.writes({"values": f"{desk.values[1]}\n{desk.values[0]}"})
    assert (await desk.checks(several))[0].value_ids == (desk.values[1], desk.values[0])


async def test_people_do_not_sign_up_for_what_has_begun(desk: Desk) -> None:
    await desk.writes({"when": "Saturday 14:00"})

    assert await desk.wrong(await desk.seats(cutoff="Saturday 15:00")) == ["initiatives-bad-cutoff"]
    assert await desk.wrong(await desk.seats(cutoff="Saturday 14:00")) == []


async def test_a_draft_of_an_earlier_version_and_one_of_a_later_are_read(desk: Desk) -> None:
    earlier = Sketch.load(
        {"title": "Park", "what": "We clean.", "value": "3", "capacity": "a dozen", "when": ""}
    )
    whole = replace(
        await desk.writes({"when": "Saturday 14:00–17:00"}),
        kind=Kind.WORKSHOP,
        needs=(NeedText("drivers", 3),),
        cutoff_at=desk.now,
        place_kind=PlaceKind.OUTSIDE,
        wrong={"capacity": Wrong("x", "initiatives-bad-capacity", {"given": "x", "most": 500})},
    )
    later = Sketch.load(whole.dump() | {"music": "loud"})

    assert (earlier.title, earlier.capacity, earlier.values) == ("Park", None, ())
    assert later == whole
