"""A page for a watchdog and for Prometheus, on this machine only; off unless a port is set."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

import bot
from bot import metrics
from bot.config import HealthSettings
from bot.errors import ConfigurationError

OWN_NAMES = frozenset({"127.0.0.1", "::1", "localhost"})
LONGEST_CHECK_SECONDS = 2.0
LONGEST_BETWEEN_TICKS = timedelta(minutes=3)
"""A tick comes every twenty seconds; after nine that did not come, something hangs."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Readings:
    """Where the figures come from."""

    now: Callable[[], datetime]
    is_connected: Callable[[], bool]
    """Whether the gateway is up, on every shard of this process."""
    last_tick_at: Callable[[], datetime | None]
    """When the scheduler last woke up; None before the first time."""
    count_pending: Callable[[], Awaitable[int]]
    """How many deliveries wait; asking is also the check of the database."""


@dataclass(frozen=True)
class Report:
    """What /healthz says."""

    is_connected: bool
    pending: int | None
    """None when the database did not answer."""
    tick_age: timedelta | None

    @property
    def is_ok(self) -> bool:
        """Whether everything that Tenet needs is there."""
        is_ticking = self.tick_age is None or self.tick_age < LONGEST_BETWEEN_TICKS
        return self.is_connected and self.pending is not None and is_ticking

    def as_json(self) -> dict[str, object]:
        """The page."""
        return {
            "ok": self.is_ok,
            "gateway": "connected" if self.is_connected else "not connected",
            "database": "ok" if self.pending is not None else "not answering",
            "deliveries_pending": self.pending,
            "seconds_since_tick": self.tick_age.total_seconds() if self.tick_age else None,
            "version": bot.__version__,
        }


async def examine(readings: Readings) -> Report:
    """Take all readings; a database that does not answer in time counts as not answering."""
    pending: int | None
    try:
        async with asyncio.timeout(LONGEST_CHECK_SECONDS):
            pending = await readings.count_pending()
    except (TimeoutError, OSError, SQLAlchemyError):
        pending = None
    ticked_at = readings.last_tick_at()
    return Report(
        is_connected=readings.is_connected(),
        pending=pending,
        tick_age=readings.now() - ticked_at if ticked_at else None,
    )


@asynccontextmanager
async def serving(settings: HealthSettings, readings: Readings) -> AsyncIterator[None]:
    """Serve /healthz and /metrics while the block runs; nothing when the port is 0.

    Raises:
        ConfigurationError: when the port is taken or not allowed.
    """
    if settings.port == 0:
        yield
        return
    runner = web.AppRunner(_application(readings), access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, settings.host, settings.port).start()
        except OSError as refused:
            reason = (refused.strerror or str(refused)).lower()
            raise ConfigurationError(
                f"health.port: expected a free port; found {settings.port} ({reason})"
            ) from refused
        log.info("Health page on http://%s:%s/healthz", settings.host, settings.port)
        yield
    finally:
        await runner.cleanup()


def _application(readings: Readings) -> web.Application:
    async def healthz(_: web.Request) -> web.Response:
        report = await examine(readings)
        return web.json_response(report.as_json(), status=200 if report.is_ok else 503)

    async def metrics_page(_: web.Request) -> web.Response:
        report = await examine(readings)
        metrics.CONNECTED.set(report.is_connected)
        if report.pending is not None:
            metrics.PENDING.set(report.pending)
        page = generate_latest(metrics.REGISTRY)
        return web.Response(body=page, headers={"Content-Type": CONTENT_TYPE_LATEST})

    application = web.Application(middlewares=[_only_own_names])
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/metrics", metrics_page)
    return application


@web.middleware
async def _only_own_names(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a foreign Host: a web page that points its own name at 127.0.0.1 must read nothing."""
    if urlsplit("//" + request.host).hostname not in OWN_NAMES:
        raise web.HTTPForbidden(text="This page answers to localhost only.\n")
    response = await handler(request)
    response.headers["Cache-Control"] = "no-store"
    return response
