"""What members answer when words have changed, whom that is asked, and what stewards read of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select, update

from bot import deliveries
from bot.clock import MovableClock
from bot.db import Database
from bot.deliveries import Lane
from bot.models import Guild, MemberKey
from bot.sharding import Shards
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges import service
from cogs.pledges.models import Objection, Pledge, Reaffirmation
from cogs.pledges.service import digests, objections, versions
from cogs.pledges.service.reactions import Moved
from cogs.pledges.service.versions import Answered, Reworded, Taken
from tests import charters
from tests.cogs.pledges.scene import ADA, BEN, CARE, CLEO, GUILD, HONESTY, Scene

pytestmark = pytest.mark.asyncio

MEMBER = MemberKey(GUILD, ADA)
LONG_AGO = timedelta(hours=2)


@pytest_asyncio.fixture
async def scene(each_db: Database, clock: MovableClock) -> Scene:
    return await Scene(each_db, clock.now()).build()


async def value(scene: Scene, name: str = "Honesty") -> ValueText:
    async with scene.db.read() as session:
        return await charter.get_value(session, GUILD, name)


async def reword(
    scene: Scene, promise: str, name: str = "Honesty", *, ago: timedelta = LONG_AGO
) -> ValueText:
    known = await value(scene, name)
    async with scene.db.begin() as session:
        return await charters.reword(session, GUILD, known, promise, now=scene.now - ago)


async def due(scene: Scene, *, now: datetime | None = None) -> list[int]:
    async with scene.db.read() as session:
        members = await digests.list_due(session, now=now or scene.now)
    return [member.user_id for member in members]


async def reworded(scene: Scene, user_id: int = ADA) -> list[Reworded]:
    async with scene.db.read() as session:
        return await versions.list_reworded(session, MemberKey(GUILD, user_id))


async def objects(
    scene: Scene, about: ValueText, reason: str, *, user_id: int = ADA, minutes: int = 0
) -> Answered:
    async with scene.db.begin() as session:
        return await versions.object_to(
            session,
            MemberKey(GUILD, user_id),
            about.id,
            revision=about.revision,
            reason=reason,
            now=scene.now + timedelta(minutes=minutes),
        )


async def read(scene: Scene, page: int = 0) -> objections.Page:
    async with scene.db.read() as session:
        return await objections.list_page(session, GUILD, page)


async def test_earlier_words_stand_beside_the_present_ones_in_the_communitys_order(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA, CARE), scene.reacts(ADA), scene.reacts(BEN))
    before = await value(scene)
    await reword(scene, "We carry.", "Care")
    await reword(scene, "We say it early.")
    await reword(scene, "We say it kindly.")

    honesty, care = await reworded(scene)

    assert honesty.before == before
    assert (honesty.now.promise, honesty.now.revision) == ("We say it kindly.", 3)
    assert (care.before.promise, care.now.promise) == (
        "Nobody here carries a load alone.",
        "We carry.",
    )
    assert honesty.is_open and care.is_open


async def test_the_next_to_be_shown_is_the_next_that_is_open_going_round(scene: Scene) -> None:
    await scene.happens(*[scene.reacts(ADA, emoji) for emoji in (HONESTY, CARE, "🔥")])
    for name in ("Honesty", "Care", "Courage"):
        await reword(scene, f"{name} is ours.", name)
    honesty, care, courage = [one.now for one in await reworded(scene)]
    await objects(scene, care, "Not I.")
    left = await reworded(scene)

    assert versions.next_open(left, honesty.id) == courage.id
    assert versions.next_open(left, courage.id) == honesty.id
    assert versions.next_open(left, care.id) == courage.id
    assert versions.next_open(left, 10**9) == honesty.id
    assert versions.next_open([left[1]], honesty.id) is None


async def test_words_that_come_back_need_no_asking_and_can_be_held_to(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    first = await value(scene)
    await reword(scene, "We say it erly.")
    await reword(scene, first.promise)

    (one,) = await reworded(scene)

    assert (one.now.revision, one.is_back, one.is_open) == (3, True, False)
    async with scene.db.begin() as session:
        await versions.reaffirm(session, MEMBER, first.id, revision=3, now=scene.now)
    assert await reworded(scene) == []


async def test_whoever_has_pledged_to_the_words_meanwhile_objects_to_nothing(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    now = await reword(scene, "We say it early.")
    async with scene.db.begin() as session:
        await versions.reaffirm(session, MEMBER, now.id, revision=2, now=scene.now)

    answered = await objects(scene, now, "Too late.")

    assert answered.taken is Taken.HOLDS
    assert (await read(scene)).total == 0


async def test_one_objection_for_each_member_and_wording_the_later_replaces_the_earlier(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN))
    early = await reword(scene, "We say it early.")
    await objects(scene, early, "No.")
    await objects(scene, early, "No, because.", minutes=2)
    await objects(scene, early, "Nor I.", user_id=BEN, minutes=1)
    kindly = await reword(scene, "We say it kindly.")
    await objects(scene, kindly, "Still no.")

    page = await read(scene)

    assert [(one.reason, one.value.promise, one.in_force) for one in page.objections] == [
        ("No, because.", "We say it early.", False),
        ("Nor I.", "We say it early.", False),
        ("Still no.", "We say it kindly.", True),
    ]
    assert (await scene.ledger())["pledge.objected"] == 3


async def test_objections_to_what_left_the_charter_come_last_and_pages_end(scene: Scene) -> None:
    await scene.happens(
        *[scene.reacts(user, emoji) for user in (ADA, BEN, CLEO) for emoji in (HONESTY, CARE)]
    )
    honesty, care = await reword(scene, "We say it early."), await reword(scene, "Ours.", "Care")
    for user_id in (ADA, BEN, CLEO):
        await objects(scene, honesty, f"Honesty {user_id}", user_id=user_id)
        await objects(scene, care, f"Care {user_id}", user_id=user_id)
    async with scene.db.begin() as session:
        await charters.retire(session, GUILD, honesty.id, now=scene.now)

    first, second, beyond = [await read(scene, number) for number in (0, 1, 99)]

    reasons = [one.reason for page in (first, second) for one in page.objections]
    names = ["Care", "Honesty"]
    assert reasons == [f"{name} {user_id}" for name in names for user_id in (CLEO, BEN, ADA)]
    assert (first.count, first.total, len(second.objections)) == (2, 6, 2)
    assert beyond == second
    assert not second.objections[0].in_force


async def test_an_objection_is_exported_and_erased_with_its_member(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN))
    now = await reword(scene, "We say it early.")
    for user_id in (ADA, BEN):
        await objects(scene, now, f"No, says {user_id}.", user_id=user_id)

    async with scene.db.begin() as session:
        told = await service.export(session, MEMBER)
        await service.forget(session, MEMBER)

    (one,) = told["objections"]
    assert (one["value"], one["value_revision"], one["reason"]) == ("Honesty", 2, "No, says 501.")
    assert [one.reason for one in (await read(scene)).objections] == ["No, says 502."]


async def test_a_member_is_due_once_half_an_hour_after_the_last_change(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(ADA, CARE), scene.reacts(BEN))
    await reword(scene, "We say it early.", ago=timedelta(minutes=40))
    await reword(scene, "We carry.", "Care", ago=timedelta(minutes=20))

    assert await due(scene) == [BEN]
    assert await due(scene, now=scene.now + timedelta(minutes=10)) == [ADA, BEN]


async def test_nobody_is_due_who_is_about_to_be_written_to_or_was_or_whose_server_is_gone(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN), scene.reacts(CLEO))
    await reword(scene, "We say it early.")
    async with scene.db.begin() as session:
        await digests.ask(session, [MEMBER], now=scene.now)
        unasked = await digests.find_unasked(session, MemberKey(GUILD, BEN))
        await digests.note_asked(session, list(unasked.items()), now=scene.now)

    assert await due(scene) == [CLEO]

    async with scene.db.begin() as session:
        await session.execute(update(Guild).values(left_at=scene.now))
    assert await due(scene) == []


async def test_a_process_writes_to_its_own_servers_only(scene: Scene) -> None:
    await scene.happens(scene.reacts(ADA))
    await reword(scene, "We say it early.")
    own = (GUILD >> 22) % 2

    async with scene.db.read() as session:
        ours, theirs = [
            await digests.list_due(session, now=scene.now, shards=Shards(2, (shard,)))
            for shard in (own, 1 - own)
        ]

    assert (ours, theirs) == ([MEMBER], [])


async def test_only_so_many_are_handed_over_while_others_are_on_their_way(scene: Scene) -> None:
    crowd = range(1000, 1000 + digests.AT_ONCE + 20)
    await scene.happens(*[scene.reacts(user_id) for user_id in crowd])
    await reword(scene, "We say it early.")
    first = await due(scene)
    async with scene.db.begin() as session:
        await digests.ask(session, [MemberKey(GUILD, user_id) for user_id in first], now=scene.now)

    assert first == list(crowd)[: digests.AT_ONCE]
    assert await due(scene) == []

    async with scene.db.begin() as session:  # they wait for their mornings
        await session.execute(
            update(deliveries.Delivery)
            .where(deliveries.Delivery.lane == Lane.DM)
            .values(not_before=scene.now + timedelta(hours=9))
        )
    assert await due(scene) == list(crowd)[digests.AT_ONCE :]


async def test_what_was_asked_about_is_not_asked_about_again_and_later_words_are(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA))
    await reword(scene, "We say it early.")
    async with scene.db.begin() as session:
        shown = await digests.find_unasked(session, MEMBER)
    await reword(scene, "We say it kindly.")  # while the message was on its way

    async with scene.db.begin() as session:
        await digests.note_asked(session, list(shown.items()), now=scene.now)

    assert await due(scene) == [ADA]
    async with scene.db.begin() as session:
        unasked = await digests.find_unasked(session, MEMBER)
        await digests.note_asked(session, list(unasked.items()), now=scene.now)
    assert await due(scene) == []

    await reword(scene, "We say it with care.")
    assert await due(scene) == [ADA]


async def test_an_answer_or_leaving_before_the_message_goes_out_leaves_nothing_to_ask(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA), scene.reacts(BEN), scene.reacts(CLEO))
    now = await reword(scene, "We say it early.")
    await objects(scene, now, "Not I.", user_id=CLEO)
    async with scene.db.begin() as session:
        await versions.let_go(session, MEMBER, now.id, revision=2, now=scene.now)
    await scene.happens(Moved(GUILD, BEN, False))

    assert await due(scene) == []
    async with scene.db.read() as session:
        assert list(await session.scalars(select(Reaffirmation.pledge_id))) == []
        assert list(await session.scalars(select(Objection.user_id))) == [CLEO]
        states = await session.scalars(select(Pledge.state).order_by(Pledge.user_id))
        assert list(states) == ["withdrawn", "left", "active"]
