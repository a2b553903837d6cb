"""The local Discord as a server: addresses, start, stop. An async context manager.

async with Simulator() as sim:
    ...  # sim.api_url, sim.gateway_url, sim.world
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.simulator import control
from bot.simulator.clock import Clock, MovableClock
from bot.simulator.exchange import Delivery, Exchange
from bot.simulator.faults import Faults
from bot.simulator.gateway.hub import Gateway
from bot.simulator.limits import REQUEST_BYTES
from bot.simulator.people import Person, join
from bot.simulator.ratelimits import RateLimits
from bot.simulator.rest import cdn
from bot.simulator.rest.front import PREFIX, Front
from bot.simulator.world.entities import Guild
from bot.simulator.world.world import World

log = logging.getLogger(__name__)

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_TICK_SECONDS = 0.2
_MOST_TICK_SECONDS = 1.0

Observer = Callable[[Exchange | Delivery], None]


class Simulator:
    """One world behind one port.

    Args:
        clock: Anything with `now()`; a clock of its own that runs with the machine unless given.
        port: 0 takes a free one.
        rate_limits: Whether requests are limited at all.
        heartbeat_seconds: What clients are told in HELLO.
        identify_seconds: How long an IDENTIFY keeps its concurrency slot; Discord's 5 by default.
            A test that restarts its bot at once sets 0.
        replay_events: How many missed events a RESUME can make good.
        dangerously_expose: Listen elsewhere than on loopback. There is no protection whatever:
            everybody who reaches the port can act as anybody.

    Attributes:
        observers: Called with every REST exchange and every gateway event delivered.
        exchange_observers: Called with the REST exchanges alone; events are as fast as without.
        unknown_routes: Requests to addresses that are not there.
        requests: How often each route was asked, by method and template.
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        world: World | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        rate_limits: bool = True,
        heartbeat_seconds: float = 41.25,
        identify_seconds: float = 5.0,
        replay_events: int = 10_000,
        dangerously_expose: bool = False,
    ) -> None:
        if host not in LOOPBACK:
            if not dangerously_expose:
                raise ValueError(f"the local Discord listens on loopback only, not on {host}")
            log.critical(
                "THE LOCAL DISCORD IS EXPOSED ON %s: whoever reaches it can act as anybody", host
            )
        self.world = world or World(clock or MovableClock())
        self.clock = self.world.clock
        self.faults = Faults()
        self.rate_limits = RateLimits(self.clock, enabled=rate_limits)
        self.observers: list[Observer] = []
        self.exchange_observers: list[Callable[[Exchange], None]] = []
        self.unknown_routes: list[str] = []
        self.requests: Counter[str] = Counter()
        self.host = host
        self.port = port
        self.gateway = Gateway(
            self.world,
            self.faults,
            heartbeat_seconds=heartbeat_seconds,
            identify_seconds=identify_seconds,
            replay_events=replay_events,
        )
        self.gateway.observers = self.observers
        self._exposed = dangerously_expose
        self._front = Front(self)
        self._runner: web.AppRunner | None = None
        self._ticking: asyncio.Task[None] | None = None
        if isinstance(self.clock, MovableClock):
            self.clock.on_move(self.settle)

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"

    @property
    def api_url(self) -> str:
        return f"http://{self.origin}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self.origin}/gateway"

    @property
    def control_url(self) -> str:
        return f"http://{self.origin}/_simulator"

    def settle(self) -> None:
        """Let everything happen that has become due."""
        self.world.agenda.run_due(self.world.now())

    async def join(
        self,
        name: str,
        guild: Guild | None = None,
        *,
        pending: bool = False,
        locale: str = "en-US",
    ) -> Person:
        """Have a new person join a server; the first one there is unless given."""
        return join(self.world, name, guild, pending=pending, locale=locale)

    async def start(self) -> None:
        """Listen.

        Raises:
            OSError: The port is taken.
        """
        app = web.Application(middlewares=[self._guard], client_max_size=REQUEST_BYTES + (1 << 20))
        app.router.add_route("*", f"{PREFIX}/{{tail:.*}}", self._front.handle)
        for path in ("/gateway", "/gateway/"):
            app.router.add_get(path, self.gateway.handle)
        cdn.install(app, self.world)
        control.install(app, self)
        app.router.add_route("*", "/{tail:.*}", self._front.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.gateway.url = self.gateway_url
        self.world.cdn_url = f"http://{self.origin}/cdn"
        self._ticking = asyncio.create_task(self._tick())

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        if self._ticking is not None:
            self._ticking.cancel()
            await asyncio.gather(self._ticking, return_exceptions=True)
        await self.gateway.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def _tick(self) -> None:
        """Keep appointments while nobody asks for anything."""
        while True:
            self.settle()
            due_at = self.world.agenda.next_due_at
            wait = _MOST_TICK_SECONDS
            if due_at is not None:
                wait = (due_at - self.world.now()).total_seconds()
            await asyncio.sleep(min(max(wait, _TICK_SECONDS), _MOST_TICK_SECONDS))

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Any]
    ) -> web.StreamResponse:
        """Refuse whatever does not come from this machine by name: no web page may reach us."""
        if not self._exposed:
            origin = request.headers.get("Origin")
            names = [request.host] if origin is None else [request.host, origin]
            if any(_name(address) not in LOOPBACK for address in names):
                return web.json_response({"error": "localhost only"}, status=403)
        answer: web.StreamResponse = await handler(request)
        return answer


def _name(address: str) -> str:
    """The host of a Host or Origin header."""
    address = address.split("://", 1)[-1]
    return address[1:].split("]", 1)[0] if address.startswith("[") else address.split(":", 1)[0]
