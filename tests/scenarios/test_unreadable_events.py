"""An event that Discord's description does not allow, as after a change of it."""

from __future__ import annotations

import pytest

from bot.simulator.world.dispatch import Dispatch
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def held_to_the_description() -> None:
    """Nothing here is: that is the point."""


async def test_an_event_that_cannot_be_read_does_not_end_the_connection(
    village: Village, tenet: RunningBot, caplog: pytest.LogCaptureFixture
) -> None:
    broken = {"guild_id": str(village.guild.id), "user": {}}
    village.world.emit(Dispatch("GUILD_MEMBER_ADD", lambda: broken, guild_id=village.guild.id))
    await tenet.caught_up()

    assert "GUILD_MEMBER_ADD could not be read" in caplog.text
    assert tenet.bot.is_connected()
    assert "Honesty" in await village.join("Ada").runs("/pledge make", value="Honesty")
