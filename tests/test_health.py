"""The page for a watchdog and for Prometheus."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
import pytest_asyncio
from sqlalchemy.exc import OperationalError

import bot
from bot import health
from bot.config import HealthSettings
from bot.errors import ConfigurationError

pytestmark = pytest.mark.asyncio

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class Machine:
    """A bot's insides, to be broken."""

    is_connected: bool = True
    ticked_at: datetime | None = NOW - timedelta(seconds=20)
    pending: int | Exception = 3
    address: str = ""
    port: int = 0

    async def count(self) -> int:
        if isinstance(self.pending, Exception):
            raise self.pending
        return self.pending

    def readings(self) -> health.Readings:
        return health.Readings(
            now=lambda: NOW,
            is_connected=lambda: self.is_connected,
            last_tick_at=lambda: self.ticked_at,
            count_pending=self.count,
        )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest_asyncio.fixture
async def machine() -> AsyncIterator[Machine]:
    """A healthy machine whose page is up."""
    port = free_port()
    machine = Machine(address=f"http://127.0.0.1:{port}", port=port)
    async with health.serving(HealthSettings(port=port), machine.readings()):
        yield machine


async def test_a_healthy_process_says_so(machine: Machine) -> None:
    async with aiohttp.request("GET", machine.address + "/healthz") as response:
        assert response.status == 200
        assert await response.json() == {
            "ok": True,
            "gateway": "connected",
            "database": "ok",
            "deliveries_pending": 3,
            "seconds_since_tick": 20.0,
            "version": bot.__version__,
        }


@pytest.mark.parametrize(
    ("broken", "name", "word"),
    [
        ({"is_connected": False}, "gateway", "not connected"),
        ({"pending": OSError("gone")}, "database", "not answering"),
        ({"pending": OperationalError("x", {}, Exception())}, "database", "not answering"),
        ({"ticked_at": NOW - timedelta(minutes=10)}, "seconds_since_tick", 600.0),
    ],
)
async def test_a_half_alive_process_is_status_503(
    machine: Machine, broken: dict[str, object], name: str, word: object
) -> None:
    for attribute, value in broken.items():
        setattr(machine, attribute, value)

    async with aiohttp.request("GET", machine.address + "/healthz") as response:
        page = await response.json()

    assert (response.status, page["ok"], page[name]) == (503, False, word)


async def test_a_process_that_has_not_ticked_yet_is_not_ill(machine: Machine) -> None:
    machine.ticked_at = None

    report = await health.examine(machine.readings())

    assert report.is_ok


async def test_a_database_that_hangs_is_not_waited_for(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang() -> int:
        await asyncio.Event().wait()
        return 0

    monkeypatch.setattr(health, "LONGEST_CHECK_SECONDS", 0.01)
    monkeypatch.setattr(machine, "count", hang)

    report = await health.examine(machine.readings())

    assert report.pending is None
    assert not report.is_ok


async def test_metrics_are_in_the_form_that_prometheus_reads(machine: Machine) -> None:
    async with aiohttp.request("GET", machine.address + "/metrics") as response:
        text = await response.text()

    assert response.status == 200
    assert response.headers["Content-Type"].startswith("text/plain; version=")
    assert "tenet_deliveries_pending 3.0" in text
    assert "tenet_gateway_connected 1.0" in text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example"])
async def test_a_page_under_a_foreign_name_is_refused(machine: Machine, host: str) -> None:
    for path in ("/healthz", "/metrics"):
        async with aiohttp.request(
            "GET", machine.address + path, headers={"Host": host}
        ) as response:
            assert response.status == 403


async def test_localhost_is_a_name_of_its_own(machine: Machine) -> None:
    headers = {"Host": f"localhost:{machine.port}"}
    async with aiohttp.request("GET", machine.address + "/healthz", headers=headers) as response:
        assert response.status == 200


async def test_without_a_port_nothing_listens() -> None:
    async with health.serving(HealthSettings(), Machine().readings()):
        others = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]

    assert others == []


async def test_a_taken_port_is_one_sentence(machine: Machine) -> None:
    with pytest.raises(ConfigurationError, match=r"health\.port: expected a free port; found "):
        async with health.serving(HealthSettings(port=machine.port), machine.readings()):
            pass
