"""Processes on loopback: a simulator, a client under measurement, and what they cost."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import yaml

ROOT = Path(__file__).parent.parent
LONGEST_WAIT = 120.0
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")

VALUES = [
    {
        "name": "Honesty",
        "emoji": "🌱",
        "promise": "We say what is so, kindly and early.",
        "looks_like": ["We name a mistake the day we see it.", "We ask before we assume."],
        "does_not_look_like": ["We talk about people who are not in the room."],
    },
    {
        "name": "Care",
        "emoji": "🔥",
        "promise": "Nobody here carries a load alone.",
        "looks_like": ["We ask how somebody is.", "We share the dull work."],
        "does_not_look_like": ["We praise those who never rest."],
    },
]


@dataclass
class Discord:
    """A simulator in a process of its own."""

    process: asyncio.subprocess.Process
    addresses: dict[str, Any]
    web: aiohttp.ClientSession

    async def get(self, path: str) -> Any:
        """Ask the controls."""
        async with self.web.get(self.addresses["control_url"] + path) as answer:
            return await answer.json()

    async def post(self, path: str, **body: Any) -> Any:
        """Have the controls do something.

        Raises:
            RuntimeError: They refused.
        """
        async with self.web.post(self.addresses["control_url"] + path, json=body) as answer:
            said = await answer.json()
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status} {said}")
            return said


@asynccontextmanager
async def discord(
    *, guilds: int = 0, members: int = 0, crowd: int = 0, rate_limits: bool = False
) -> AsyncIterator[Discord]:
    """Start a simulator.

    Args:
        guilds: Further servers with `members` members each.
        crowd: Further members of the sample server.
        rate_limits: Whether it limits requests as Discord does.
    """
    command = [sys.executable, "-m", "bot", "simulator", "--port", "0"]
    command += ["--guilds", str(guilds), "--members", str(members)]
    command += [] if rate_limits else ["--no-rate-limits"]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE, limit=1 << 20
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), LONGEST_WAIT)
    timeout = aiohttp.ClientTimeout(total=LONGEST_WAIT)
    async with aiohttp.ClientSession(timeout=timeout) as web:
        found = Discord(process, json.loads(line), web)
        if crowd:
            await found.post("/crowd", count=crowd)
        try:
            yield found
        finally:
            await end(process)


@dataclass
class Client:
    """A bot under measurement."""

    name: str
    process: asyncio.subprocess.Process
    started_at: float
    database: Path | None = None
    lines: list[str] = field(default_factory=list)

    def cpu_seconds(self) -> float:
        """User and system time so far."""
        text = Path(f"/proc/{self.process.pid}/stat").read_text()
        fields = text.rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND

    def peak_mib(self) -> float:
        """The most memory it has had resident."""
        return self._memory_mib("VmHWM")

    def rss_mib(self) -> float:
        """The memory it has resident now."""
        return self._memory_mib("VmRSS")

    def _memory_mib(self, field: str) -> float:
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(f"{field}:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError(f"no {field}")

    async def says(self, beginning: str) -> str:
        """The rest of the next line it writes that begins so."""
        assert self.process.stdout is not None
        while True:
            said = await asyncio.wait_for(self.process.stdout.readline(), LONGEST_WAIT)
            if not said:
                raise RuntimeError(f"{self.name} has ended")
            line = said.decode().strip()
            if line.startswith(beginning):
                return line.removeprefix(beginning)

    async def statements(self) -> int:
        """How many it has sent to its database, if it was started `counted`; 0 without one."""
        return (await self._counted())[0]

    async def writes(self) -> int:
        """How many of them were to change something besides the moment at which it was alive."""
        return (await self._counted())[1]

    async def _counted(self) -> tuple[int, int]:
        if self.database is None:
            return 0, 0
        self.process.send_signal(signal.SIGUSR1)
        sent, writes = (await self.says("statements ")).split()
        return int(sent), int(writes)

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """Look into the acts it has committed."""
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        try:
            yield Ledger(connection)
        finally:
            connection.close()


class Ledger:
    """The acts that a client has committed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last(self) -> int:
        """The number of the last act; looking costs next to nothing."""
        row = self._connection.execute("SELECT max(id) FROM activity").fetchone()
        return int(row[0] or 0)

    def of_kind(self, kind: str) -> int:
        """How many of a kind there are."""
        query = "SELECT count(*) FROM activity WHERE kind = ?"
        return int(self._connection.execute(query, (kind,)).fetchone()[0])


@asynccontextmanager
async def client(
    name: str,
    server: Discord,
    *,
    reactions: int = 0,
    counted: bool = False,
    hasty: bool = False,
    values: Sequence[dict[str, Any]] = VALUES,
    folder: Path | None = None,
) -> AsyncIterator[Client]:
    """Start `bare` or `tenet` on a simulator.

    Args:
        counted: Whether statements are to be counted.
        hasty: Whether it looks for what is due four times a second.
        values: What its community pledges to.
        folder: Where its database stays, for whoever starts it again on the same; otherwise it
            goes with the client.
    """
    with tempfile.TemporaryDirectory() as passing:
        database = (folder or Path(passing)) / "tenet.db"
        environment = {
            **os.environ,
            "DISCORD_TOKEN": server.addresses["token"],
            "TENET_DISCORD_API_URL": server.addresses["api_url"],
            "TENET_DISCORD_GATEWAY_URL": server.addresses["gateway_url"],
            "TENET_DATABASE_URL": f"sqlite:///{database}",
            "TENET_CONFIG": str(_config(server, Path(passing), values)),
        }
        command = ["-m", "benchmarks.bare", str(reactions)]
        if name == "tenet":
            module = "benchmarks.counted" if counted else "benchmarks.hasty" if hasty else "bot"
            command = ["-m", module, "run"]
            await _migrate(environment)
        started_at = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
        )
        running = Client(name, process, started_at, database if name == "tenet" else None)
        try:
            yield running
        finally:
            await end(process)


async def first_answer(server: Discord) -> None:
    """Return when the first command is answered.

    One is sent every 50 ms without waiting for the one before: a command that comes while the
    commands are uploaded but the gateway is not open is lost, and costs its sender three seconds.
    """
    answered = asyncio.Event()

    async def ask() -> None:
        try:
            answer = await server.post(
                "/people/Ada/run",
                command="/values show",
                options={"value": "Honesty"},
                channel="#welcome",
            )
        except RuntimeError:  # the commands are not uploaded yet
            return
        if "kindly" in str(answer):
            answered.set()

    async with asyncio.timeout(LONGEST_WAIT):
        asking: set[asyncio.Task[None]] = set()
        while not answered.is_set():
            asking.add(asyncio.create_task(ask()))
            try:
                await asyncio.wait_for(answered.wait(), 0.05)
            except TimeoutError:
                continue
    for task in asking:
        task.cancel()
    await asyncio.gather(*asking, return_exceptions=True)


async def calls(server: Discord) -> int:
    """REST calls so far; answers to interactions do not count against Discord's limit, nor here."""
    counted: dict[str, int] = await server.get("/requests")
    return sum(count for route, count in counted.items() if "/interactions/" not in route)


async def end(process: asyncio.subprocess.Process) -> None:
    """End one of ours."""
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.communicate(), 15)
        except TimeoutError:
            process.kill()
            await process.communicate()


def _config(server: Discord, folder: Path, values: Sequence[dict[str, Any]]) -> Path:
    path = folder / "config.yaml"
    community = {
        "mission": "We keep the river clean and each other well.",
        "values": list(values),
        "channels": {
            name: name for name in ("welcome", "stewards", "pledges", "initiatives", "reminders")
        },
        "roles": {"steward": "Steward", "onboarded": "Neighbour"},
    }
    config = {
        "logging": {"level": "warning"},
        "communities": {int(server.addresses["guild_id"]): community},
    }
    path.write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    return path


async def _migrate(environment: dict[str, str]) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "migrate",
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
    )
    if await process.wait():
        raise RuntimeError("the database could not be prepared")
