"""Roles for pledges: who is owed one, who is to lose one, and what is asked of Discord for it."""

from __future__ import annotations

import pytest
import pytest_asyncio
from sqlalchemy import delete, event, select

from bot import settings
from bot.clock import MovableClock
from bot.config import Community
from bot.db import Database
from bot.models import MemberKey
from bot.notices import Notice
from bot.settings import GuildSettings, Place
from cogs.charter import service as charter
from cogs.pledges import service
from cogs.pledges.models import GrantState, Pledge, RoleGrant
from cogs.pledges.service import Source, leaving, reactions, roles
from cogs.pledges.service.roles import ChangedMeanwhile, Deed, Owed
from tests.cogs.pledges.scene import ADA, BEN, CARE, CLEO, COURAGE, GUILD, Scene
from tests.factories import VALUES

pytestmark = pytest.mark.asyncio

GARDENER, SMITH = 77, 78
LOST = 800_000_000_000_004_711


class Guildhall(Scene):
    """The community, in which honesty and care make a gardener."""

    async def open(self) -> Guildhall:
        await self.build()
        async with self.db.begin() as session:
            self.values = [value.id for value in await charter.list_values(session, GUILD)]
        honesty, care, _ = self.values
        await self.chooses(honesty, GARDENER)
        await self.chooses(care, GARDENER)
        return self

    async def chooses(self, value_id: int, role_id: int | None) -> None:
        place = None if role_id is None else Place(role_id, f"role {role_id}")
        async with self.db.begin() as session:
            await roles.choose(session, GUILD, value_id, place, actor_id=1, now=self.now)

    async def stored(self) -> GuildSettings:
        async with self.db.read() as session:
            return await settings.read(session, GUILD)

    async def asked(self) -> list[Owed]:
        """Whose roles are to be looked at; that is done after this."""
        jobs = await self.carried_out()
        return [Owed(**job.payload) for job in jobs if job.kind == roles.DELIVERY]

    async def deed(self, user_id: int, role_id: int = GARDENER) -> Deed | None:
        stored = await self.stored()
        async with self.db.read() as session:
            return await roles.find_deed(session, stored, user_id, role_id)

    async def has(self, user_id: int, role_id: int = GARDENER, *, ours: bool = True) -> None:
        async with self.db.begin() as session:
            await roles.given(session, GUILD, user_id, role_id, ours=ours, now=self.now)

    async def owed(self, *, again: bool = False, limit: int = 9) -> list[Owed]:
        stored = await self.stored()
        async with self.db.read() as session:
            return await roles.list_owed(
                session, stored, possible=[GARDENER, SMITH], again=again, limit=limit
            )

    async def grants(self) -> dict[int, GrantState]:
        async with self.db.read() as session:
            rows = await session.scalars(select(RoleGrant))
            return {row.user_id: GrantState(row.state) for row in rows}


@pytest_asyncio.fixture
async def hall(each_db: Database, clock: MovableClock) -> Guildhall:
    return await Guildhall(each_db, clock.now()).open()


async def test_a_pledge_by_any_door_is_followed_by_its_role(hall: Guildhall) -> None:
    async with hall.db.begin() as session:
        values = await charter.list_values(session, GUILD)
        for user_id, source in ((BEN, Source.BUTTON), (CLEO, Source.RECOVERED)):
            member = MemberKey(GUILD, user_id)
            await service.make(session, member, values[0], source=source, now=hall.now)
    await hall.happens(hall.reacts(ADA))

    assert sorted(await hall.asked()) == [Owed(one, GARDENER) for one in (ADA, BEN, CLEO)]
    assert await hall.deed(ADA) is Deed.GIVE


async def test_a_value_without_a_role_asks_for_none(hall: Guildhall) -> None:
    await hall.happens(hall.reacts(ADA, COURAGE))

    assert await hall.asked() == []


async def test_a_server_without_roles_pays_one_look_for_a_whole_batch(hall: Guildhall) -> None:
    async with hall.db.begin() as session:
        await settings.change(session, GUILD, roles.ROLES, {}, actor_id=None, now=hall.now)
    looks = []

    def note(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if "guild_settings" in statement or "pledge_role_grants" in statement:
            looks.append(statement)

    async with hall.db.begin() as session:
        connection = (await session.connection()).sync_connection
        event.listen(connection, "before_cursor_execute", note)
        reacted = [hall.reacts(user_id) for user_id in range(600, 640)]
        await reactions.apply(session, reacted, now=hall.now)

    assert len(looks) == 1
    assert await hall.asked() == []


async def test_a_role_of_two_values_goes_with_the_last_of_them(hall: Guildhall) -> None:
    await hall.happens(hall.reacts(ADA), hall.reacts(ADA, CARE))
    await hall.has(ADA)

    await hall.happens(hall.unreacts(ADA))
    assert await hall.deed(ADA) is None

    await hall.happens(hall.unreacts(ADA, CARE))
    assert await hall.deed(ADA) is Deed.TAKE


async def test_what_somebody_had_before_is_not_taken(hall: Guildhall) -> None:
    await hall.happens(hall.reacts(ADA))
    await hall.has(ADA, ours=False)

    await hall.happens(hall.unreacts(ADA))

    assert await hall.deed(ADA) is None


async def test_whoever_withdraws_before_the_role_came_gets_none(hall: Guildhall) -> None:
    await hall.happens(hall.reacts(ADA))
    await hall.happens(hall.unreacts(ADA))

    assert await hall.asked() == [Owed(ADA, GARDENER)]
    assert await hall.deed(ADA) is None


async def test_withdrawing_by_command_has_the_role_looked_at(hall: Guildhall) -> None:
    await hall.happens(hall.reacts(ADA))
    await hall.has(ADA)
    await hall.asked()

    async with hall.db.begin() as session:
        await service.withdraw(session, MemberKey(GUILD, ADA), hall.values[0], now=hall.now)

    assert await hall.asked() == [Owed(ADA, GARDENER)]
    assert await hall.deed(ADA) is Deed.TAKE


async def test_whoever_left_loses_nothing_and_gets_it_again_on_return(hall: Guildhall) -> None:
    await hall.happens(hall.reacts(ADA))
    await hall.has(ADA)
    await hall.asked()

    await hall.happens(reactions.Moved(GUILD, ADA, False))
    assert await hall.asked() == []
    assert await hall.grants() == {}

    await hall.happens(reactions.Moved(GUILD, ADA, True))
    assert await hall.asked() == [Owed(ADA, GARDENER)]
    assert await hall.deed(ADA) is Deed.GIVE


async def test_a_role_chosen_later_is_owed_to_everybody_who_holds_the_pledge(
    hall: Guildhall,
) -> None:
    courage = hall.values[2]
    await hall.happens(*[hall.reacts(user, COURAGE) for user in (ADA, BEN, CLEO)])
    await hall.happens(hall.unreacts(CLEO, COURAGE))

    await hall.chooses(courage, SMITH)

    assert await hall.owed(limit=1) == [Owed(ADA, SMITH)]
    owed = await hall.owed()
    assert owed == [Owed(ADA, SMITH), Owed(BEN, SMITH)]
    async with hall.db.begin() as session:
        await roles.ask_owed(session, GUILD, owed, now=hall.now)
    assert await hall.owed() == []  # it is under way
    assert await hall.asked() == owed
    for user_id in (ADA, BEN):
        await hall.has(user_id, SMITH)
    assert await hall.owed(again=True) == []


async def test_while_many_are_under_way_no_more_are_asked_for(hall: Guildhall) -> None:
    await hall.happens(*[hall.reacts(user, COURAGE) for user in (ADA, BEN, CLEO)])
    await hall.chooses(hall.values[2], SMITH)

    async with hall.db.begin() as session:
        first = [Owed(ADA, SMITH), Owed(BEN, SMITH)]
        await roles.ask_owed(session, GUILD, first, now=hall.now)

    assert await hall.owed(limit=2) == []
    assert await hall.owed(limit=3) == [Owed(CLEO, SMITH)]


async def test_another_role_for_a_value_takes_the_place_of_the_one_given(hall: Guildhall) -> None:
    honesty, care, _ = hall.values
    await hall.happens(hall.reacts(ADA))
    await hall.has(ADA)
    await hall.asked()

    await hall.chooses(honesty, SMITH)
    assert await hall.owed() == [Owed(ADA, SMITH), Owed(ADA, GARDENER)]
    assert await hall.deed(ADA) is Deed.TAKE

    await hall.chooses(honesty, None)
    await hall.chooses(care, None)
    assert await hall.owed() == [Owed(ADA, GARDENER)]


async def test_a_role_that_cannot_be_given_is_not_asked_for_over_and_over(hall: Guildhall) -> None:
    await hall.happens(hall.reacts(ADA))
    await hall.asked()
    async with hall.db.begin() as session:
        await roles.refused(session, GUILD, ADA, GARDENER, now=hall.now)

    assert await hall.owed() == []
    assert await hall.owed(again=True) == [Owed(ADA, GARDENER)]
    await hall.chooses(hall.values[0], GARDENER)  # a steward looked at it again
    assert await hall.owed() == [Owed(ADA, GARDENER)]


async def test_a_role_that_could_not_be_taken_is_still_known_to_be_ours(hall: Guildhall) -> None:
    await hall.happens(hall.reacts(ADA))
    await hall.has(ADA)
    await hall.happens(hall.unreacts(ADA))
    await hall.asked()
    async with hall.db.begin() as session:
        await roles.refused(session, GUILD, ADA, GARDENER, now=hall.now)

    assert await hall.owed() == [Owed(ADA, GARDENER)]
    assert await hall.deed(ADA) is Deed.TAKE


async def test_of_somebody_erased_the_role_is_taken_and_then_nothing_is_kept(
    hall: Guildhall,
) -> None:
    await hall.happens(hall.reacts(ADA), hall.reacts(BEN))
    await hall.has(ADA)
    await hall.has(BEN, ours=False)
    await hall.asked()

    async with hall.db.begin() as session:
        for user_id in (ADA, BEN):
            await service.forget(session, MemberKey(GUILD, user_id))

    assert await hall.owed() == [Owed(ADA, GARDENER)]
    assert await hall.deed(ADA) is Deed.TAKE
    async with hall.db.begin() as session:
        await roles.taken(session, GUILD, ADA, GARDENER)
    assert await hall.grants() == {}


async def test_of_somebody_erased_whose_role_cannot_be_taken_nothing_is_kept_either(
    hall: Guildhall,
) -> None:
    await hall.happens(hall.reacts(ADA))
    await hall.has(ADA)
    async with hall.db.begin() as session:
        await service.forget(session, MemberKey(GUILD, ADA))
        await roles.refused(session, GUILD, ADA, GARDENER, now=hall.now)

    assert await hall.grants() == {}


async def test_a_deleted_role_is_named_and_stays_to_be_seen(hall: Guildhall) -> None:
    await hall.happens(hall.reacts(ADA))
    await hall.has(ADA)
    stored = await hall.stored()
    async with hall.db.begin() as session:
        await roles.gone(session, stored, GARDENER, now=hall.now)
        await roles.gone(session, stored, GARDENER, now=hall.now)
        await roles.gone(session, stored, 4711, now=hall.now)

    async with hall.db.read() as session:
        (notice,) = await session.scalars(select(Notice).where(Notice.closed_at.is_(None)))
    assert notice.arguments == {"role": "role 77"}
    assert roles.chosen(await hall.stored())[hall.values[0]].id == GARDENER
    assert await hall.grants() == {}


async def test_a_steward_who_saw_another_choice_changes_nothing(hall: Guildhall) -> None:
    honesty = hall.values[0]
    seen = roles.mark(roles.chosen(await hall.stored())[honesty])
    await hall.chooses(honesty, SMITH)

    with pytest.raises(ChangedMeanwhile):
        async with hall.db.begin() as session:
            await roles.choose(session, GUILD, honesty, None, seen=seen, actor_id=2, now=hall.now)

    assert roles.chosen(await hall.stored())[honesty].id == SMITH


async def test_names_in_the_file_become_ids_when_the_server_has_such_roles(
    hall: Guildhall,
) -> None:
    community = Community.model_validate(
        {
            "mission": "Clean water.",
            "values": VALUES,
            "pledges": {"roles": {"honesty": "@Gardener", "Courage": LOST}},
        }
    )
    async with hall.db.begin() as session:
        await session.execute(delete(Pledge))
        await service.seed(session, GUILD, community, now=hall.now)
    honesty, care, courage = hall.values
    assert roles.chosen(await hall.stored()) == {
        honesty: Place(None, "Gardener"),
        courage: Place(LOST, None),
    }
    async with hall.db.read() as session:
        assert await service.differences(session, GUILD, community) == []

    async with hall.db.begin() as session:
        assert await roles.resolve(session, GUILD, {"Gardener": GARDENER}, now=hall.now)
        assert not await roles.resolve(session, GUILD, {"Gardener": GARDENER}, now=hall.now)

    assert roles.chosen(await hall.stored())[honesty] == Place(GARDENER, "Gardener")
    await hall.chooses(courage, None)
    await hall.chooses(care, SMITH)
    async with hall.db.read() as session:
        different = await service.differences(session, GUILD, community)
    assert {(one.path, one.in_file, one.in_database) for one in different} == {
        ("pledges.roles.Courage", str(LOST), "—"),
        ("pledges.roles.Care", "—", "role 78"),
    }


async def test_what_was_given_is_part_of_what_somebody_gets_to_read(hall: Guildhall) -> None:
    await hall.has(ADA)

    async with hall.db.read() as session:
        exported = await service.export(session, MemberKey(GUILD, ADA))

    assert exported["roles"] == [
        {"role_id": GARDENER, "state": "given", "at": hall.now.isoformat()}
    ]


async def test_nobody_is_purged_of_whom_nothing_is_noted(hall: Guildhall) -> None:
    async with hall.db.begin() as session:
        assert await leaving.purge(session, [MemberKey(GUILD, ADA)], now=hall.now) == 0
