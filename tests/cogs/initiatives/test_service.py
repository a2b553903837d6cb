"""The rules of initiatives: proposing, places, the queue, and what is kept about people."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import activity
from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.db import Database, SqliteDatabase
from bot.deliveries import Delivery
from bot.models import MemberKey
from cogs.charter import service as charter
from cogs.initiatives import service
from cogs.initiatives.models import SEATED, Draft, Initiative, Signup, SignupState
from cogs.initiatives.service import Actor, Place, arranging, deciding, drafts
from cogs.initiatives.service.arranging import Arrangement
from cogs.initiatives.service.offers import Offer, find_offer
from cogs.initiatives.service.proposals import Proposal
from cogs.initiatives.service.sketches import Sketch
from tests import charters

pytestmark = pytest.mark.asyncio

GUILD = 800_000_000_000_000_001
CHANNEL = 800_000_000_000_000_002
ADA, BEA, CLEO, DAN = (MemberKey(GUILD, number) for number in (11, 12, 13, 14))
CLEAN_UP = Proposal("Park clean-up", "We pick up what the winter left.", capacity=2)


class Table:
    """People around one initiative."""

    def __init__(self, db: Database, clock: MovableClock) -> None:
        self.db = db
        self.clock = clock
        self.initiative_id = 0

    async def proposes(
        self, member: MemberKey, proposal: Proposal = CLEAN_UP, *, act_id: int = 1
    ) -> int:
        async with self.db.begin() as session:
            initiative = await deciding.submit(
                session,
                proposal,
                member=member,
                act_id=act_id,
                channel_id=CHANNEL,
                now=self.clock.now(),
            )
            return initiative.id

    async def sketches(self, member: MemberKey) -> None:
        async with self.db.begin() as session:
            await drafts.save(session, member, Sketch(2), now=self.clock.now())

    async def opens(self, capacity: str = "2") -> None:
        """Ada starts it."""
        places = int(capacity) if capacity else None
        self.initiative_id = await self.proposes(
            ADA, Proposal("Park clean-up", "We clean.", capacity=places)
        )

    async def joins(self, member: MemberKey, language: str = "en") -> Place:
        async with self.db.begin() as session:
            place = await service.join(
                session, member, self.initiative_id, language=language, now=self.clock.now()
            )
        assert isinstance(place, Place)
        return place

    async def leaves(self, member: MemberKey) -> Place:
        async with self.db.begin() as session:
            place = await service.decline(
                session,
                member,
                self.initiative_id,
                language="en",
                now=self.clock.now(),
                is_sure=True,
            )
        assert isinstance(place, Place)
        return place

    async def sets(self, capacity: str, actor: Actor | None = None) -> None:
        async with self.db.begin() as session:
            await arranging.arrange(
                session,
                actor or Actor(ADA, is_steward=False),
                self.initiative_id,
                Arrangement(int(capacity) if capacity else None),
                now=self.clock.now(),
            )

    async def seated(self) -> list[int]:
        """Who has a seat or is offered one, in line."""
        async with self.db.read() as session:
            rows = await session.scalars(
                select(Signup.user_id)
                .where(Signup.initiative_id == self.initiative_id, Signup.state.in_(SEATED))
                .order_by(Signup.position)
            )
            return list(rows)

    async def overview(self) -> service.Overview:
        async with self.db.read() as session:
            return await service.get_overview(session, self.initiative_id)

    async def offer(self, delivery: Delivery) -> Offer | None:
        async with self.db.read() as session:
            signup_id, number = delivery.payload["signup_id"], delivery.payload["offer"]
            return await find_offer(session, signup_id, number, now=self.clock.now())

    async def asked(self, kind: str) -> list[Delivery]:
        async with self.db.read() as session:
            rows = await session.scalars(
                select(Delivery).where(Delivery.kind == kind).order_by(Delivery.id)
            )
            return list(rows.all())

    async def ledger(self) -> dict[str, int]:
        async with self.db.read() as session:
            return await activity.counts(session, GUILD)


@pytest.fixture
def table(db: SqliteDatabase, clock: MovableClock) -> Table:
    return Table(db, clock)


@pytest.fixture
def each_table(each_db: Database, clock: MovableClock) -> Table:
    return Table(each_db, clock)


async def test_the_last_place_is_the_last_and_the_next_wait_in_order(table: Table) -> None:
    await table.opens("1")

    assert (await table.joins(BEA)).state is SignupState.CONFIRMED
    assert (await table.joins(CLEO)).number == 1
    assert (await table.joins(DAN)).number == 2

    overview = await table.overview()
    assert (overview.confirmed, overview.waiting, overview.free) == (1, 2, 0)
    ledger = await table.ledger()
    assert (ledger["initiative.joined"], ledger["initiative.waitlisted"]) == (1, 2)


async def test_a_double_click_changes_nothing(table: Table) -> None:
    await table.opens("1")
    await table.joins(BEA)
    await table.joins(CLEO)

    again = [await table.joins(BEA), await table.joins(CLEO)]
    await table.leaves(DAN)
    gone = [await table.leaves(DAN)]

    assert [place.state for place in again] == [SignupState.CONFIRMED, SignupState.WAITING]
    assert not any(place.is_new for place in again + gone)
    assert (await table.ledger()).get("initiative.left") is None


async def test_whoever_leaves_makes_room_for_the_first_in_the_queue_who_is_told_once(
    table: Table,
) -> None:
    await table.opens("1")
    for member in (BEA, CLEO, DAN):
        await table.joins(member, language="de")

    await table.leaves(BEA)
    await table.leaves(BEA)

    assert await table.seated() == [CLEO.user_id]
    (delivery,) = await table.asked(service.OFFERED)
    assert delivery.lane == "dm"
    offer = await table.offer(delivery)
    assert offer is not None
    assert (offer.user_id, offer.language) == (CLEO.user_id, "de")
    assert (await table.ledger())["initiative.offered"] == 1


async def test_whoever_comes_back_stands_at_the_end(table: Table) -> None:
    await table.opens("1")
    for member in (BEA, CLEO, DAN):
        await table.joins(member)

    await table.leaves(CLEO)
    await table.joins(CLEO)
    await table.leaves(BEA)

    assert await table.seated() == [DAN.user_id]


async def test_whoever_is_offered_a_seat_and_leaves_before_they_are_told_is_not_told(
    table: Table,
) -> None:
    await table.opens("1")
    await table.joins(BEA)
    await table.joins(CLEO)
    await table.leaves(BEA)
    (delivery,) = await table.asked(service.OFFERED)

    await table.leaves(CLEO)

    assert await table.offer(delivery) is None


async def test_people_who_left_the_server_free_their_places_everywhere(table: Table) -> None:
    await table.opens("1")
    first = table.initiative_id
    await table.joins(BEA)
    await table.joins(CLEO)
    await table.proposes(ADA, act_id=2)
    elsewhere = MemberKey(GUILD + 1, BEA.user_id)

    async with table.db.begin() as session:
        left = [BEA, elsewhere, DAN]
        freed = await service.members_left(session, left, now=table.clock.now(), source="departure")

    assert freed == 1
    table.initiative_id = first
    assert await table.seated() == [CLEO.user_id]


async def test_more_places_go_to_the_queue_and_fewer_throw_nobody_out(table: Table) -> None:
    await table.opens("1")
    for member in (BEA, CLEO, DAN):
        await table.joins(member)

    await table.sets("2")
    assert await table.seated() == [BEA.user_id, CLEO.user_id]

    await table.sets("1")
    assert await table.seated() == [BEA.user_id, CLEO.user_id]
    await table.leaves(BEA)
    assert await table.seated() == [CLEO.user_id]

    await table.sets("")
    assert await table.seated() == [CLEO.user_id, DAN.user_id]
    async with table.db.read() as session:
        noted = (await session.scalars(select(AuditEntry.after).order_by(AuditEntry.id))).all()
    assert [entry["places"] for entry in noted] == [2, 1, None]


async def test_only_the_organiser_and_stewards_change_or_cancel(table: Table) -> None:
    await table.opens()

    with pytest.raises(service.NotYours):
        await table.sets("5", Actor(BEA, is_steward=False))
    await table.sets("5", Actor(BEA, is_steward=True))

    assert (await table.overview()).capacity == 5


async def test_calling_it_off_tells_everybody_who_is_in_or_waits_and_closes_the_door(
    table: Table,
) -> None:
    await table.opens("1")
    for member in (ADA, BEA, CLEO):
        await table.joins(member)
    await table.leaves(CLEO)
    await table.joins(DAN)

    async with table.db.begin() as session:
        title, told = await service.cancel(
            session,
            Actor(ADA, is_steward=False),
            table.initiative_id,
            reason="Storm.",
            now=table.clock.now(),
        )

    assert (title, told) == ("Park clean-up", 2)
    assert (await table.overview()).reason == "Storm."
    assert len(await table.asked(service.CANCELLED)) == 2
    with pytest.raises(service.NotOpen):
        await table.joins(CLEO)
    with pytest.raises(service.NotOpen):
        await table.leaves(ADA)
    assert await table.asked(service.OFFERED) == []


async def test_another_servers_initiative_is_not_there(table: Table) -> None:
    await table.opens()

    with pytest.raises(service.NoSuchInitiative):
        await table.joins(MemberKey(GUILD + 1, BEA.user_id))
    async with table.db.read() as session:
        with pytest.raises(service.NoSuchInitiative):
            await service.get_by_name(session, GUILD + 1, str(table.initiative_id))


async def test_forty_clicks_at_once_fill_exactly_the_places_there_are(each_table: Table) -> None:
    await each_table.opens("7")
    crowd = [MemberKey(GUILD, 1000 + number) for number in range(40)]

    places = await asyncio.gather(*(each_table.joins(member) for member in crowd))

    states = [place.state for place in places]
    assert states.count(SignupState.CONFIRMED) == 7
    assert sorted(place.number for place in places if place.number) == list(range(1, 34))
    assert len(await each_table.seated()) == 7


async def test_leaving_and_joining_at_once_never_overfills_nor_leaves_a_place_empty(
    each_table: Table,
) -> None:
    await each_table.opens("5")
    crowd = [MemberKey(GUILD, 1000 + number) for number in range(20)]
    for member in crowd[:10]:
        await each_table.joins(member)

    await asyncio.gather(
        *(each_table.leaves(member) for member in crowd[:4]),
        *(each_table.joins(member) for member in crowd[10:]),
    )

    overview = await each_table.overview()
    assert (overview.confirmed, overview.waiting) == (5, 11)


async def test_an_initiative_is_found_by_its_title_whatever_its_case(table: Table) -> None:
    await table.proposes(ADA, Proposal("Öffentlicher Garten", "We dig."))

    async with table.db.read() as session:
        found = await service.get_by_name(session, GUILD, "öffentlicher GARTEN ")
        with pytest.raises(service.NoSuchInitiative):
            await service.get_by_name(session, GUILD, "Garden")

    assert found.title == "Öffentlicher Garten"


async def test_a_forgotten_member_leaves_no_trace_and_their_place_goes_to_the_next(
    table: Table,
) -> None:
    await table.opens("1")
    await table.joins(ADA)
    await table.joins(BEA)
    await table.sketches(ADA)
    async with table.db.read() as session:
        exported = await service.export(session, ADA)
    assert exported["organised"][0]["title"] == "Park clean-up"
    assert exported["places"][0]["state"] == "confirmed"
    assert exported["draft"] is not None

    freed = asyncio.Event()
    table.db.on_commit(service.PLACES_FREED, freed.set)
    async with table.db.begin() as session:
        await service.forget(session, ADA)
    assert freed.is_set()
    async with table.db.begin() as session:
        await service.fill_places(session, now=table.clock.now(), source="erasure")

    assert await table.seated() == [BEA.user_id]
    async with table.db.read() as session:
        assert not any((await service.export(session, ADA)).values())
        assert (await session.scalars(select(Initiative.organiser_id))).all() == [None]


async def test_a_draft_nobody_came_back_to_is_deleted_after_a_month(table: Table) -> None:
    await table.sketches(ADA)

    for days, left in ((29, 1), (31, 0)):
        async with table.db.begin() as session:
            await service.prune_drafts(session, now=table.clock.now() + timedelta(days=days))
            assert len((await session.scalars(select(Draft.id))).all()) == left


async def add_value(session: AsyncSession, clock: MovableClock) -> charter.ValueText:
    return await charters.add_value(
        session,
        GUILD,
        name="Care",
        emoji="❤️",
        promise="Nobody here carries a load alone.",
        looks_like=["We ask.", "We share."],
        does_not_look_like=["We look away."],
        now=clock.now(),
    )
