"""Starts the parts in order and stops them in reverse."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from sqlalchemy.exc import SQLAlchemyError

from bot import claims, keys, migrating
from bot.client import Tenet
from bot.clock import Clock
from bot.config import Config
from bot.db import open_database, reason
from bot.errors import ConfigurationError, UnavailableError
from bot.health import Readings, serving
from bot.tasks import cancel
from bot.texts import Texts

log = logging.getLogger(__name__)

PROBE_SECONDS = 5.0
FINISHING_SECONDS = 6.0
CLOSING_SECONDS = 2.0
"""Together below the ten seconds that service managers wait before they kill."""


class App:
    """One running bot."""

    def __init__(self, config: Config, *, clock: Clock | None = None) -> None:
        self.config = config
        self.clock = clock or Clock()
        self.db = open_database(config.database)
        self.bot = Tenet(config, self.db, self.clock, Texts())
        self._connecting: asyncio.Task[None] | None = None
        self._is_client_open = False

    async def start(self) -> None:
        """Open the database, log in and begin to connect.

        Raises:
            ConfigurationError: No token, a refused token, a database from the future, or one that
                holds sealed words without their key.
            UnavailableError: The database or Discord cannot be reached.
        """
        token = self.config.discord.token
        if token is None:
            raise ConfigurationError(
                "There is no bot token. Set the environment variable DISCORD_TOKEN to it."
            )
        redirect(self.config)
        if self.config.discord.gateway_url is not None:
            _keep_to(self.bot, str(self.config.discord.gateway_url))
        await migrating.upgrade(self.config)
        await self.db.start()
        try:
            await keys.admit(self.db)
            await self._log_in(token.get_secret_value())
        except BaseException:
            await self.stop()
            raise
        self._connecting = asyncio.create_task(self.bot.connect(), name="gateway")

    async def wait(self) -> None:
        """Return when the connection has ended for good.

        Raises:
            OperatorError: It ended for a reason that only the operator can mend.
        """
        assert self._connecting is not None
        gave_up = asyncio.create_task(self.bot.gave_up.wait())
        try:
            await asyncio.wait({self._connecting, gave_up}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gave_up.cancel()
        if self.bot.fatal is not None:
            raise self.bot.fatal
        try:
            await asyncio.shield(self._connecting)
        except discord.PrivilegedIntentsRequired as error:
            raise ConfigurationError(
                "Discord does not let this bot see members. Switch on "
                '"Server Members Intent" on the bot\'s page in the developer portal.'
            ) from error
        except discord.ConnectionClosed as error:
            if error.code == 4004:
                raise ConfigurationError(REFUSED_TOKEN) from error
            raise UnavailableError(f"Discord closed the connection (code {error.code}).") from error
        except (discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
            raise UnavailableError(f"Discord's gateway cannot be reached: {error}") from error

    async def stop(self, *, finishing: float | None = None) -> None:
        """Finish what is claimed, close the gateway, close the database; within ten seconds.

        Whatever of it has not begun, or is over already, is nothing to do.

        Args:
            finishing: How many seconds what is claimed may take; `FINISHING_SECONDS` unless given.
        """
        await self.bot.ticks.stop()
        await self.bot.deliveries.stop(within=FINISHING_SECONDS if finishing is None else finishing)
        await self.bot.slashes.stop()
        await self.bot.switches.stop()
        await self.bot.meeting.stop()
        await self.bot.reconciler.stop()
        if self._is_client_open:  # discord.py cannot close what it never opened
            await self._close_client()
        await self.stop_connecting()
        await self.db.stop()

    async def stop_connecting(self) -> None:
        """Connect no more, neither for the first time nor again; what is connected stays so."""
        if self._connecting is not None:
            await cancel(self._connecting)

    def readings(self) -> Readings:
        """What the health page shows."""

        async def count_pending() -> int:
            async with self.db.read() as session:
                return await claims.pending_count(session)

        return Readings(
            now=self.clock.now,
            is_connected=self.bot.is_connected,
            last_tick_at=lambda: self.bot.ticks.last_at,
            count_pending=count_pending,
        )

    async def _close_client(self) -> None:
        try:
            await asyncio.wait_for(self.bot.close(), CLOSING_SECONDS)
        except TimeoutError:  # aiohttp waits 30 s for a gateway that does not say goodbye
            log.warning("the gateway did not close in time; leaving without its goodbye")
            await self.bot.http.close()

    async def _log_in(self, token: str) -> None:
        self._is_client_open = True
        try:
            await self.bot.login(token)
            await self._probe_gateway()
        except discord.LoginFailure as error:
            raise ConfigurationError(REFUSED_TOKEN) from error
        except SQLAlchemyError as error:
            raise UnavailableError(f"The database does not work: {reason(error)}") from error
        except (aiohttp.ClientError, OSError, TimeoutError, discord.HTTPException) as error:
            address = self.config.discord.api_url
            raise UnavailableError(f"Discord cannot be reached at {address}: {error}") from error

    async def _probe_gateway(self) -> None:
        """An address of the operator's own that nobody listens on should end in one sentence."""
        if self.config.discord.gateway_url is None:
            return
        url = yarl.URL(str(self.config.discord.gateway_url))
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                _, writer = await asyncio.open_connection(url.host, url.port)
        except (OSError, TimeoutError) as error:
            raise UnavailableError(
                f"Discord's gateway cannot be reached at {url}: {error}"
            ) from error
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


REFUSED_TOKEN = "Discord refuses the bot token. Set DISCORD_TOKEN to the one it gave you."


def redirect(config: Config) -> None:
    """Have discord.py talk to the addresses the operator names; it only has them as globals."""
    discord.http.Route.BASE = str(config.discord.api_url).rstrip("/")
    if config.discord.gateway_url is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(str(config.discord.gateway_url))


def _keep_to(bot: Tenet, gateway_url: str) -> None:
    """Have discord.py take from Discord how many shards to start, and not where."""
    ask_discord = bot.http.get_bot_gateway

    async def ask() -> tuple[int, str, Any]:
        count, _, limit = await ask_discord()
        return count, gateway_url, limit

    bot.http.get_bot_gateway = ask  # type: ignore[method-assign]  # there is no other way


async def run(config: Config) -> None:
    """Run until a signal or a fatal error.

    Raises:
        OperatorError: What ended it, in a sentence for whoever runs the bot.
    """
    app = App(config)
    async with serving(config.health, app.readings()):
        await _run_until_asked(app)


def _look_past_what_stays() -> None:
    """Have the garbage collector leave alone what has been loaded: it is never garbage.

    A look through all of it takes a tenth of a second and more, in which nobody is answered; that
    holds for a last look now as well, which finds about a thousand small objects. Until here the
    collector may have been off.
    """
    gc.freeze()
    gc.enable()


async def _run_until_asked(app: App) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(name, stopping.set)

    async def serve() -> None:
        await app.start()
        _look_past_what_stays()
        await app.wait()

    ended = asyncio.create_task(serve())
    asked = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({ended, asked}, return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            await ended
    finally:
        await cancel(asked, ended)
        await app.stop()
