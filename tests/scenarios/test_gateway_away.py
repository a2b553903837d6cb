"""What Tenet says and does when the gateway's line is cut, or goes silent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import yarl

from bot.clock import MovableClock
from bot.simulator.server import Simulator
from tests.factories import Village
from tests.running import PATIENCE, RunningBot

pytestmark = [pytest.mark.thorough, pytest.mark.asyncio]


class Line:
    """A line to the gateway that can be cut, or go silent without being cut."""

    def __init__(self, to: yarl.URL) -> None:
        self._to = to
        self._open = asyncio.Event()
        self._open.set()
        self._writers: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None
        self.calls = 0

    async def start(self) -> yarl.URL:
        """The address of its other end."""
        self._server = await asyncio.start_server(self._call, "127.0.0.1", 0)
        return self._to.with_port(self._server.sockets[0].getsockname()[1])

    def silence(self) -> None:
        """From now on nothing comes through, in either direction."""
        self._open.clear()

    def cut(self) -> None:
        """Hang up, and take no more calls."""
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    async def _call(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.calls += 1
        their_reader, their_writer = await asyncio.open_connection(self._to.host, self._to.port)
        self._writers += [writer, their_writer]
        await asyncio.gather(self._carry(reader, their_writer), self._carry(their_reader, writer))

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65536):
                await self._open.wait()
                writer.write(data)
            writer.close()
        except OSError:
            writer.transport.abort()


@pytest_asyncio.fixture
async def line(sim: Simulator) -> AsyncIterator[Line]:
    line = Line(yarl.URL(sim.gateway_url))
    yield line
    line.cut()


@pytest_asyncio.fixture
async def tenet(
    line: Line, sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> AsyncIterator[RunningBot]:
    """The bot, whose operator has put a proxy in front of the gateway."""
    running = RunningBot(sim, database_path, clock, village.config())
    discord = running.config.discord.model_copy(update={"gateway_url": str(await line.start())})
    running.config = running.config.model_copy(update={"discord": discord})
    await running.start()
    yield running
    await running.stop()


async def test_the_gateway_the_operator_names_is_the_one_that_is_used(
    tenet: RunningBot, line: Line
) -> None:
    assert line.calls >= 2  # looking whether somebody is there, and the connection itself


async def test_the_health_page_says_when_the_gateway_is_gone_although_discord_py_stays_ready(
    tenet: RunningBot, line: Line
) -> None:
    assert tenet.app is not None
    is_connected = tenet.app.readings().is_connected
    gone = asyncio.Event()

    async def on_disconnect(_shard_id: int) -> None:
        gone.set()

    tenet.bot.add_listener(on_disconnect, "on_shard_disconnect")
    await asyncio.wait_for(tenet.bot.wait_until_ready(), PATIENCE)
    assert is_connected()
    line.cut()
    await asyncio.wait_for(gone.wait(), PATIENCE)

    assert tenet.bot.is_ready()
    assert not is_connected()


async def test_stopping_does_not_wait_for_a_gateway_that_says_nothing_any_more(
    tenet: RunningBot, line: Line
) -> None:
    line.silence()

    await asyncio.wait_for(tenet.stop(), 8)
