"""What members choose, withdraw and are told, and the figures that anybody may see."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio
from sqlalchemy import event

from bot.clock import MovableClock
from bot.db import Database
from bot.models import Guild, MemberKey
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges import service
from cogs.pledges.service import Figure, Outcome, Source
from tests import charters
from tests.cogs.pledges.scene import ADA, BEN, CARE, CLEO, COURAGE, GUILD, Scene

pytestmark = pytest.mark.asyncio

OTHER_GUILD = GUILD + 1


@pytest_asyncio.fixture
async def scene(each_db: Database, clock: MovableClock) -> Scene:
    return await Scene(each_db, clock.now()).build()


async def values(scene: Scene) -> dict[str, ValueText]:
    async with scene.db.read() as session:
        return {value.name: value for value in await charter.list_values(session, GUILD)}


async def reword(scene: Scene, name: str, promise: str = "In other words.") -> None:
    known = (await values(scene))[name]
    async with scene.db.begin() as session:
        await charters.reword(session, GUILD, known, promise, now=scene.now)


async def retire(scene: Scene, name: str) -> None:
    known = (await values(scene))[name]
    async with scene.db.begin() as session:
        await charters.retire(session, GUILD, known.id, now=scene.now)


async def picks(
    scene: Scene,
    *chosen: ValueText,
    shown: tuple[ValueText, ...] = (),
    user_id: int = ADA,
) -> Outcome:
    """Somebody answers a list of these words, on which some were shown as theirs."""
    async with scene.db.begin() as session:
        return await service.pick(
            session,
            MemberKey(GUILD, user_id),
            {value.id: value.revision for value in chosen},
            shown=[value.id for value in shown],
            source=Source.BUTTON,
            now=scene.now,
        )


async def makes(scene: Scene, name: str) -> Outcome:
    async with scene.db.begin() as session:
        return await service.pledge_to(
            session, MemberKey(GUILD, ADA), name, source=Source.COMMAND, now=scene.now
        )


async def withdraws(scene: Scene, name: str) -> Outcome:
    async with scene.db.begin() as session:
        return await service.withdraw_named(
            session, MemberKey(GUILD, ADA), name, source=Source.COMMAND, now=scene.now
        )


def names(found: tuple[ValueText, ...]) -> list[str]:
    return [value.name for value in found]


async def figures(scene: Scene) -> dict[str, tuple[int, int, int]]:
    """How many hold to the present words, how many of them re-affirmed, how many to earlier."""
    async with scene.db.read() as session:
        found = await service.summary(session, GUILD)
    return {one.value.name: (one.present, one.reaffirmed, one.earlier) for one in found}


async def test_a_list_pledges_to_what_was_chosen_and_withdraws_what_it_showed(
    scene: Scene,
) -> None:
    known = await values(scene)
    honesty, care, courage = known.values()
    await picks(scene, honesty, care)

    outcome = await picks(scene, care, courage, shown=(honesty, care))

    assert names(outcome.made) == ["Courage"]
    assert names(outcome.withdrawn) == ["Honesty"]
    assert outcome.reacted == ()
    assert await scene.held(ADA) == ["Care", "Courage"]
    assert {row.source for row in await scene.rows()} == {Source.BUTTON}


async def test_choosing_what_is_held_changes_nothing_and_says_so(scene: Scene) -> None:
    honesty, *_ = (await values(scene)).values()
    await picks(scene, honesty)
    before = await scene.ledger()

    outcome = await picks(scene, honesty, shown=(honesty,))

    assert outcome == Outcome()
    assert await scene.ledger() == before


async def test_an_old_list_withdraws_nothing_that_it_did_not_show(scene: Scene) -> None:
    honesty = (await values(scene))["Honesty"]
    await scene.happens(scene.reacts(ADA, CARE))

    outcome = await picks(scene, honesty)

    assert names(outcome.made) == ["Honesty"]
    assert await scene.held(ADA) == ["Honesty", "Care"]


async def test_two_answers_to_one_list_at_once_make_each_pledge_once(scene: Scene) -> None:
    honesty, care, _ = (await values(scene)).values()

    await asyncio.gather(picks(scene, honesty, care), picks(scene, honesty, care))

    assert await scene.held(ADA) == ["Honesty", "Care"]
    assert (await scene.ledger())["pledge.made"] == 2


async def test_words_that_changed_since_the_list_was_opened_are_told_and_not_taken(
    scene: Scene,
) -> None:
    honesty, care, courage = (await values(scene)).values()
    await reword(scene, "Honesty")
    await retire(scene, "Courage")

    outcome = await picks(scene, honesty, care, courage)

    assert names(outcome.made) == ["Care"]
    assert [value.promise for value in outcome.reworded] == ["In other words."]
    assert outcome.gone == 1
    assert await scene.held(ADA) == ["Care"]


async def test_leaving_a_pledge_to_earlier_words_chosen_does_not_carry_it_over(
    scene: Scene,
) -> None:
    honesty, care, _ = (await values(scene)).values()
    await picks(scene, honesty)
    await reword(scene, "Honesty")
    now = (await values(scene))["Honesty"]

    outcome = await picks(scene, now, care, shown=(now,))

    assert names(outcome.made) == ["Care"]
    async with scene.db.read() as session:
        held = await service.list_held(session, MemberKey(GUILD, ADA))
    assert [(pledge.value.name, pledge.earlier_words) for pledge in held] == [
        ("Honesty", True),
        ("Care", False),
    ]


async def test_by_name_a_pledge_is_made_once_and_renewed_in_new_words(scene: Scene) -> None:
    assert names((await makes(scene, " honesty ")).made) == ["Honesty"]
    assert names((await makes(scene, "Honesty")).unchanged) == ["Honesty"]
    await reword(scene, "Honesty")
    assert names((await makes(scene, "Honesty")).renewed) == ["Honesty"]

    assert [(row.value_revision, row.state, row.source) for row in await scene.rows()] == [
        (1, "renewed", "command"),
        (2, "active", "command"),
    ]


async def test_names_that_nothing_has_and_values_that_left_are_told_apart(scene: Scene) -> None:
    await makes(scene, "Honesty")
    await retire(scene, "Honesty")
    await retire(scene, "Care")

    for name in ("Care", "Kindness", "", "‏أمانة"):
        with pytest.raises(service.NoSuchValue):
            await makes(scene, name)
        with pytest.raises(service.NotPledged):
            await withdraws(scene, name)
    with pytest.raises(service.ValueResting):
        await makes(scene, "Honesty")


async def test_a_pledge_to_a_value_that_left_the_charter_is_listed_and_can_be_withdrawn(
    scene: Scene,
) -> None:
    await makes(scene, "Honesty")
    await makes(scene, "Care")
    await retire(scene, "Honesty")
    member = MemberKey(GUILD, ADA)

    async with scene.db.read() as session:
        held = await service.list_held(session, member, resting=True)
        suggested = await service.suggest_held(session, member, "")
    assert [(pledge.value.name, pledge.is_resting) for pledge in held] == [
        ("Care", False),
        ("Honesty", True),
    ]
    assert [value.name for value in suggested] == ["Care", "Honesty"]

    assert names((await withdraws(scene, "honesty")).withdrawn) == ["Honesty"]
    async with scene.db.read() as session:
        held = await service.list_held(session, member, resting=True)
    assert [pledge.value.name for pledge in held] == ["Care"]


async def test_withdrawing_while_a_reaction_stands_says_that_it_counts_no_more(
    scene: Scene,
) -> None:
    await scene.happens(scene.reacts(ADA))
    await makes(scene, "Care")

    assert names((await withdraws(scene, "Honesty")).reacted) == ["Honesty"]
    assert (await withdraws(scene, "Care")).reacted == ()
    assert [row.source for row in await scene.rows()] == ["command", "command"]


async def test_suggestions_are_what_can_still_be_done(scene: Scene) -> None:
    await makes(scene, "Honesty")
    await makes(scene, "Care")
    await reword(scene, "Care")
    member = MemberKey(GUILD, ADA)

    async with scene.db.read() as session:
        new = await service.suggest_new(session, member, "")
        typed = await service.suggest_new(session, member, "cou")
        held = await service.suggest_held(session, MemberKey(GUILD, BEN), "")

    assert [value.name for value in new] == ["Care", "Courage"]
    assert [value.name for value in typed] == ["Courage"]
    assert held == []


async def test_a_member_of_two_servers_has_two_lists(scene: Scene) -> None:
    async with scene.db.begin() as session:
        session.add(Guild(id=OTHER_GUILD, seen_at=scene.now))
        await session.flush()
        await charters.add_value(session, OTHER_GUILD, name="Honesty", now=scene.now)
        await service.pledge_to(
            session,
            MemberKey(OTHER_GUILD, ADA),
            "Honesty",
            source=Source.COMMAND,
            now=scene.now,
        )

    assert await scene.held(ADA) == []
    with pytest.raises(service.NotPledged):
        await withdraws(scene, "Honesty")


async def test_figures_of_different_words_stand_apart_and_are_never_added_up(
    scene: Scene,
) -> None:
    await scene.happens(
        scene.reacts(ADA), scene.reacts(BEN), scene.reacts(CLEO), scene.reacts(BEN, COURAGE)
    )
    await reword(scene, "Honesty")
    assert (await figures(scene))["Honesty"] == (0, 0, 3)

    await makes(scene, "Honesty")
    honesty = (await values(scene))["Honesty"]
    await picks(scene, honesty, user_id=999)
    await scene.happens(scene.unreacts(BEN))

    assert await figures(scene) == {"Honesty": (2, 1, 1), "Care": (0, 0, 0), "Courage": (1, 0, 0)}
    async with scene.db.read() as session:
        found: list[Figure] = await service.summary(session, GUILD)
        present = await service.counts(session, GUILD)
    assert [one.reworded_at for one in found] == [scene.now, None, None]
    assert [present[one.value.id] for one in found] == [(f.present, f.earlier) for f in found]


async def test_figures_are_one_query_answered_by_an_index_alone(
    db: Database, clock: MovableClock
) -> None:
    scene = await Scene(db, clock.now()).build()
    asked: list[tuple[str, object]] = []
    async with db.read() as session:
        connection = await session.connection()
        event.listen(
            connection.sync_connection,
            "before_cursor_execute",
            lambda _conn, _cursor, statement, parameters, *_: asked.append((statement, parameters)),
        )
        await service.summary(session, GUILD)
        about_pledges = [(sql, given) for sql, given in asked if "FROM pledges" in sql]
        ((sql, given),) = about_pledges
        plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given)).all()

    assert len(plan) == 1, scene
    assert "COVERING INDEX ix_pledges_count (guild_id=? AND value_id=?)" in plan[0].detail
