"""Roles that go with pledges: given, taken back, chosen by stewards, and what stands in the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.deliveries import Delivery
from bot.models import GRACE
from bot.simulator import permissions as may
from bot.simulator.exchange import Exchange
from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels, roles
from bot.simulator.world.entities import Overwrite, Role
from cogs.pledges import granting
from cogs.pledges.models import Pledge, PledgeDeparture, RoleGrant
from tests.factories import Village
from tests.running import PATIENCE, RunningBot
from tests.scenarios.test_pledges import board

pytestmark = pytest.mark.asyncio

GARDENER = "Gardener"
GIVING = {"method": "PUT", "route": "/guilds/*/members/*/roles/*"}


class Garden:
    """A village in which a role goes with honesty and care, and the bot that gives it."""

    def __init__(self, sim: Simulator, village: Village, tenet: RunningBot, role: Role) -> None:
        self.sim = sim
        self.village = village
        self.tenet = tenet
        self.role = role
        self.requested: list[str] = []
        sim.observers.append(self._hear)

    def _hear(self, seen: object) -> None:
        if isinstance(seen, Exchange) and seen.template.endswith("/roles/{role_id}"):
            self.requested.append(seen.method)

    async def joined(self, name: str) -> Person:
        """Somebody who has pledged to honesty."""
        person = self.village.join(name)
        await person.reacts("🌱", to=board(self.village))
        await self.tenet.caught_up()
        return person

    async def compare(self) -> None:
        self.tenet.bot.reconciler.ask(self.village.guild.id)
        await self.tenet.settled()

    def told(self) -> list[str]:
        """What stewards were told."""
        return [told.text for told in self.village.steward.sees("stewards")]

    async def count(self, table: type) -> int:
        async with self.tenet.bot.db.read() as session:
            return await session.scalar(select(func.count()).select_from(table)) or 0

    async def asked(self) -> int:
        """How often anything was ever asked of Discord."""
        async with self.tenet.bot.db.read() as session:
            return await session.scalar(select(func.sum(Delivery.requests))) or 0

    @property
    def bots_role(self) -> Role:
        return self.village.roles["Tenet"]


@pytest.fixture(autouse=True)
def unlimited(sim: Simulator) -> None:
    """Reactions of ours without Discord's quarter of a second between them."""
    sim.rate_limits.enabled = False


@pytest.fixture
def role(village: Village) -> Role:
    """A role below the bot's own that says something and opens nothing."""
    return roles.create(village.world, village.guild, GARDENER, position=1, permissions=0)


@pytest_asyncio.fixture
async def garden(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock, role: Role
) -> AsyncIterator[Garden]:
    config = village.config(pledges={"roles": {"Honesty": GARDENER, "Care": GARDENER}})
    running = RunningBot(sim, database_path, clock, config)
    await running.start()
    yield Garden(sim, village, running, role)
    await running.stop()


async def test_whoever_pledges_gets_the_role_and_loses_it_with_the_last_pledge(
    garden: Garden,
) -> None:
    ada = await garden.joined("Ada")
    assert GARDENER in ada.role_names

    await ada.reacts("❤️", to=board(garden.village))
    await ada.runs("/pledge withdraw", {"value": "Honesty"})
    await garden.tenet.caught_up()
    assert GARDENER in ada.role_names

    await ada.unreacts("❤️", to=board(garden.village))
    await garden.tenet.caught_up()
    assert GARDENER not in ada.role_names
    assert garden.requested == ["PUT", "DELETE"]
    assert await garden.count(RoleGrant) == 0


@pytest.mark.thorough
async def test_a_role_that_somebody_had_before_stays_theirs(garden: Garden) -> None:
    ben = garden.village.join("Ben", roles=(garden.role,))
    await ben.reacts("🌱", to=board(garden.village))
    await garden.tenet.caught_up()
    await ben.unreacts("🌱", to=board(garden.village))
    await garden.tenet.caught_up()

    assert GARDENER in ben.role_names
    assert garden.requested == []


@pytest.mark.thorough
async def test_whoever_leaves_and_returns_in_time_gets_it_again(
    garden: Garden, clock: MovableClock
) -> None:
    ada, ben = await garden.joined("Ada"), await garden.joined("Ben")
    ada.leaves()
    ben.leaves()
    await garden.tenet.caught_up()
    assert "DELETE" not in garden.requested
    assert await garden.count(RoleGrant) == 0

    clock.advance(GRACE - timedelta(hours=1))
    await garden.tenet.settled()
    ada.joins(garden.village.guild)
    await garden.tenet.caught_up()
    assert GARDENER in ada.role_names

    clock.advance(timedelta(hours=2))
    await garden.tenet.bot.ticks.run("pledges.purge")
    assert await garden.count(Pledge) == 1
    assert await garden.count(PledgeDeparture) == 0
    ben.joins(garden.village.guild)
    await garden.tenet.caught_up()
    assert GARDENER not in ben.role_names


async def shown(village: Village, value: str = "Courage") -> SeenMessage:
    """The steward's page of one value."""
    panel = await village.steward.runs("/pledge roles")
    page = await village.steward.selects(value, on=panel)
    assert isinstance(page, SeenMessage)
    return page


@pytest.mark.thorough
async def test_a_steward_chooses_a_role_and_those_who_hold_the_pledge_receive_it(
    garden: Garden,
) -> None:
    village, smith = garden.village, None
    ada, ben = village.join("Ada"), village.join("Ben")
    for person in (ada, ben):
        await person.reacts("🔥", to=board(village))
    await garden.tenet.caught_up()
    smith = roles.create(village.world, village.guild, "Smith", position=1, permissions=0)
    everyone = await village.join("Cleo").runs("/pledge roles")
    assert "This is for stewards" in everyone

    page = await shown(village)
    assert "Now: no role" in page
    stale = await shown(village)
    saved = await village.steward.selects([smith], on=page)
    assert "Saved." in saved
    assert f"<@&{smith.id}>" in saved
    await garden.tenet.settled()
    assert "Smith" in ada.role_names
    assert "Smith" in ben.role_names
    late = await village.steward.selects([garden.role], on=stale)
    assert "Somebody else has changed this role" in late

    await village.steward.selects([], on=await shown(village))
    await garden.tenet.settled()
    assert "Smith" not in ada.role_names | ben.role_names
    async with garden.tenet.bot.db.read() as session:
        notes = await session.scalars(
            select(AuditEntry.actor_id).where(AuditEntry.what == "settings.pledges.roles")
        )
    assert list(notes)[-2:] == [village.steward.id] * 2


@pytest.mark.thorough
async def test_many_receive_a_role_that_was_chosen_later_a_few_at_a_time(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(granting, "PAGE", 2)
    monkeypatch.setattr(granting, "NEXT_PAGE_SECONDS", 0.01)
    village = garden.village
    crowd = [village.join(f"Neighbour {number}") for number in range(7)]
    for person in crowd:
        await person.reacts("🔥", to=board(village))
    await garden.tenet.caught_up()
    garden.sim.faults.slow(0.05, times=100, **GIVING)

    await village.steward.selects([garden.role], on=await shown(village))

    await village.steward.until(lambda: all(GARDENER in one.role_names for one in crowd))


@pytest.mark.thorough
async def test_a_role_that_opens_channels_is_asked_about_and_named_from_then_on(
    garden: Garden,
) -> None:
    village, guild = garden.village, garden.village.guild
    member = roles.create(village.world, guild, "Member", position=1, permissions=0)
    sees = [Overwrite(one.id, 0, allow=may.VIEW_CHANNEL) for one in (member, garden.bots_role)]
    lounge = channels.create(
        village.world,
        guild,
        "lounge",
        overwrites=[Overwrite(guild.id, 0, deny=may.VIEW_CHANNEL), *sees],
    )

    asked = await village.steward.selects([member], on=await shown(village))
    assert "opens channels that not everybody can see" in asked
    assert f"<#{lounge.id}>" in asked
    left = await village.steward.clicks("No, leave it as it was", on=asked)
    assert "Now: no role" in left

    asked = await village.steward.selects([member], on=left)
    given = await village.steward.clicks("Yes, give it", on=asked)
    assert f"Now: <@&{member.id}>" in given
    assert "opens channels" in await village.steward.clicks("Back", on=given)


@pytest.mark.thorough
async def test_a_role_without_which_nobody_sees_anything_is_called_that(garden: Garden) -> None:
    village, guild = garden.village, garden.village.guild
    member = roles.create(village.world, guild, "Member", position=1, permissions=may.VIEW_CHANNEL)
    steward = village.roles["Steward"]
    everything = steward.permissions | guild.everyone.permissions
    roles.update(village.world, guild, steward, permissions=everything)
    roles.update(village.world, guild, guild.everyone, permissions=0)
    await garden.tenet.caught_up()

    asked = await village.steward.selects([member], on=await shown(village))

    assert f"sees nothing of this server without <@&{member.id}>" in asked


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"position": 90}, "stands above my own role"),
        ({"permissions": may.BAN_MEMBERS}, "may act upon others or the server (ban members)"),
        ({"managed": True}, "belongs to a bot, a subscription or a boost"),
    ],
)
async def test_a_role_that_cannot_be_given_is_refused_in_the_panel_with_what_to_do(
    garden: Garden, changes: dict[str, object], words: str
) -> None:
    village = garden.village
    big = roles.create(village.world, village.guild, "Big", **{"position": 1} | changes)

    refused = await village.steward.selects([big], on=await shown(village))

    assert words in refused
    assert "Now: no role" in refused


@pytest.mark.thorough
async def test_a_deleted_role_is_named_asked_for_no_more_and_given_when_it_is_there_again(
    garden: Garden,
) -> None:
    village = garden.village
    ada = await garden.joined("Ada")
    roles.delete(village.world, village.guild, garden.role)
    await garden.tenet.caught_up()
    asked = len(garden.requested)
    await garden.joined("Ben")

    assert sum('I do not find the role "Gardener"' in told for told in garden.told()) == 1
    assert len(garden.requested) == asked
    overview = await village.steward.runs("/pledge roles")
    assert overview.text.count("🌱 **Honesty**: @Gardener") == 1
    assert "⚠ I do not find the role" in overview

    again = roles.create(village.world, village.guild, GARDENER, position=1, permissions=0)
    await village.steward.selects([again], on=await shown(village, "Honesty"))
    await garden.tenet.settled()
    assert GARDENER in ada.role_names


@pytest.mark.thorough
async def test_a_role_above_ours_costs_no_refusals_and_is_given_when_it_no_longer_is(
    garden: Garden,
) -> None:
    village = garden.village
    roles.update(village.world, village.guild, garden.role, position=90)
    await garden.tenet.caught_up()
    ada, ben = await garden.joined("Ada"), await garden.joined("Ben")

    assert garden.requested == []
    assert sum("drag **Tenet** above it" in told for told in garden.told()) == 1

    roles.update(village.world, village.guild, garden.role, position=1)
    await garden.tenet.caught_up()
    assert GARDENER in ada.role_names & ben.role_names


@pytest.mark.thorough
async def test_a_role_that_became_powerful_after_it_was_chosen_is_given_to_nobody_more(
    garden: Garden,
) -> None:
    village = garden.village
    ada = await garden.joined("Ada")
    roles.update(village.world, village.guild, garden.role, permissions=may.MANAGE_ROLES)
    await garden.tenet.caught_up()
    ben = await garden.joined("Ben")

    assert GARDENER in ada.role_names
    assert GARDENER not in ben.role_names
    assert (
        sum("act upon others or the server (manage roles)" in told for told in garden.told()) == 1
    )


@pytest.mark.thorough
async def test_what_discord_refuses_stewards_are_told_and_a_comparison_tries_again(
    garden: Garden,
) -> None:
    garden.sim.faults.answer(403, code=50013, **GIVING)
    ada = await garden.joined("Ada")
    assert GARDENER not in ada.role_names
    assert sum("I could not give or take" in told for told in garden.told()) == 1

    await garden.compare()
    assert GARDENER in ada.role_names
    asked = await garden.asked()
    await garden.compare()
    assert await garden.asked() == asked


@pytest.mark.thorough
async def test_a_role_named_in_the_file_before_it_exists_is_given_once_it_does(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    config = village.config(pledges={"roles": {"Honesty": GARDENER}})
    running = RunningBot(sim, database_path, clock, config)
    await running.start()
    try:
        ada = village.join("Ada")
        await ada.reacts("🌱", to=board(village))
        await running.caught_up()
        told = [one.text for one in village.steward.sees("stewards")]
        assert sum('I do not find the role "Gardener"' in text for text in told) == 1

        roles.create(village.world, village.guild, GARDENER, position=1, permissions=0)
        await running.caught_up()
        assert GARDENER in ada.role_names
    finally:
        await running.stop()


@pytest.mark.thorough
@pytest.mark.parametrize("how", ["answer", "lose_answer"])
async def test_killed_between_the_pledge_and_its_role_it_is_given_after_the_restart_once(
    garden: Garden, clock: MovableClock, how: str
) -> None:
    if how == "answer":
        garden.sim.faults.answer(503, times=1000, **GIVING)
    else:
        garden.sim.faults.lose_answer(times=1000, **GIVING)
    tried = asyncio.Event()
    garden.sim.observers.append(
        lambda seen: (
            tried.set()
            if isinstance(seen, Exchange) and seen.template.endswith("/roles/{role_id}")
            else None
        )
    )
    ada = garden.village.join("Ada")
    await ada.reacts("🌱", to=board(garden.village))
    await asyncio.wait_for(tried.wait(), PATIENCE)
    await garden.tenet.stop()
    garden.sim.faults.clear()
    garden.requested.clear()

    await garden.tenet.start()
    clock.advance(timedelta(minutes=20))
    await garden.tenet.settled()

    assert GARDENER in ada.role_names
    assert garden.requested == ["PUT"]
    assert await garden.count(RoleGrant) == 1
    await ada.unreacts("🌱", to=board(garden.village))
    await garden.tenet.caught_up()
    assert GARDENER not in ada.role_names


@pytest.mark.thorough
async def test_who_left_and_who_came_back_while_we_were_away_is_seen_by_comparing(
    garden: Garden, clock: MovableClock
) -> None:
    ada, ben, cleo = [await garden.joined(name) for name in ("Ada", "Ben", "Cleo")]
    ben.leaves()
    await garden.tenet.caught_up()
    await garden.tenet.stop()
    ada.leaves()
    clock.advance(GRACE - timedelta(hours=1))
    ben.joins(garden.village.guild)
    clock.advance(GRACE)

    await garden.tenet.start()

    assert GARDENER in ben.role_names
    assert GARDENER in cleo.role_names
    assert "DELETE" not in garden.requested
    ledger = await garden.tenet.ledger(garden.village.guild.id)
    assert (ledger["pledge.closed"], ledger["pledge.reopened"]) == (2, 1)
    asked = await garden.asked()
    await garden.compare()
    assert await garden.asked() == asked
    assert (await garden.tenet.ledger(garden.village.guild.id)) == ledger
