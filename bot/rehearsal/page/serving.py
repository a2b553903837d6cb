"""Sets the page up: the local Discord, the community, the bot, and the server in front of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import capabilities
from bot.clock import MovableClock
from bot.rehearsal import community as communities
from bot.rehearsal.community import Community
from bot.rehearsal.loading import COMMUNITY
from bot.rehearsal.page.curtain import Curtain
from bot.rehearsal.page.recording import Recorder
from bot.rehearsal.page.server import Server
from bot.rehearsal.page.state import Page
from bot.rehearsal.running import RunningBot
from bot.simulator.server import Simulator

STEWARD = "Mara"
OTHERS = {"Lena": "en-GB", "Jonas": "de", "Ada": "en-GB"}
"""Who else is there at the beginning, each with their language."""


@asynccontextmanager
async def serving(community_path: Path, *, port: int = 0) -> AsyncIterator[Server]:
    """Have the page served, with the bot running behind it.

    Raises:
        ConfigurationError: The community's file is not right.
        OSError: The port is taken.
    """
    config = communities.load(community_path)
    capabilities.import_models()
    clock = MovableClock()
    async with Simulator(clock=clock, identify_seconds=0) as sim:
        community = communities.found(sim.world, config)
        clock.on_move(sim.settle)
        _introduce(community)
        with TemporaryDirectory(prefix="tenet-") as folder:
            running = RunningBot(sim, Path(folder) / "tenet.db", clock, community.config)
            page = Page(
                sim=sim,
                clock=clock,
                community=community,
                running=running,
                curtain=Curtain(community, running),
                recorder=Recorder(community, _own(community_path)),
            )
            server = Server(page, port=port)
            try:
                await running.start()
                await page.curtain.begin_after()
                sim.exchange_observers.append(page.curtain.hear)
                await server.start()
                yield server
            finally:
                await server.stop()
                await running.stop()


async def show(community_path: Path, *, port: int = 0) -> None:
    """Have the page served until somebody ends it.

    Raises:
        ConfigurationError: The community's file is not right.
        OSError: The port is taken.
    """
    async with serving(community_path, port=port) as server:
        print(f"The rehearsal is at {server.url} (Ctrl-C ends it; nothing is kept).")
        await asyncio.Event().wait()


def _own(path: Path) -> Path | None:
    """The community's file, unless it is the sample that stories have anyway."""
    return None if path == COMMUNITY else path.resolve()


def _introduce(community: Community) -> None:
    """Have those join who are there at the beginning."""
    steward = community.config.communities[community.guild.id].roles.steward
    community.introduce(STEWARD, {"roles": [steward] if isinstance(steward, str) else []})
    for name, language in OTHERS.items():
        community.introduce(name, {"language": language})
