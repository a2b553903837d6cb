"""Several roles may each make a steward."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.simulator.server import Simulator
from bot.simulator.world import members, roles
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio

REFUSED = "This is for stewards"


async def test_each_of_several_roles_makes_a_steward_as_long_as_it_is_held(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    host = roles.create(village.world, village.guild, "Host", position=1, permissions=0)
    keeper = roles.create(village.world, village.guild, "Keeper", position=1, permissions=0)
    config = village.config(roles={"steward": ["Host", keeper.id, "Steward"]})
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    ada, ben = village.join("Ada"), village.join("Ben", roles=(keeper,))

    assert REFUSED in await ada.runs("/charter diff")
    assert REFUSED not in await ben.runs("/charter diff")
    members.add_role(village.world, village.guild, ada.member, host.id)
    assert REFUSED not in await ada.runs("/charter diff")
    ada.member.role_ids.remove(host.id)
    assert REFUSED in await ada.runs("/charter diff")
    await tenet.stop()
