"""`tenet run` and `tenet migrate`."""

import asyncio
import gc
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from bot import logs
from bot.config import Config, load
from bot.errors import ConfigurationError, OperatorError

log = logging.getLogger("bot")

FAILED = 1

Result = TypeVar("Result")


def run(path: Path | None) -> int:
    """Serve until stopped."""
    config = _loaded(path)
    if config.discord.token is None:
        raise ConfigurationError(
            "There is no token: set DISCORD_TOKEN to the one from the Discord Developer Portal "
            "(no account yet? `tenet rehearse` works without)."
        )
    if not config.communities:
        log.warning("No community is described: there is nothing to seed a new server from.")
    gc.disable()  # nothing that is loaded now is garbage; `app` switches it on again
    try:
        from bot import app

        return _watched(lambda: app.run(config))
    finally:
        gc.enable()


def migrate(path: Path | None, *, to: str) -> int:
    """Change the schema, and say which one the database has now."""
    config = _loaded(path)
    from bot import migrating

    async def upgrade() -> None:
        print(f"The database has the schema {await migrating.upgrade(config, to=to)}.")

    return _watched(upgrade)


def in_loop(main: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Run in the fastest event loop there is; uvloop comes with the `speed` extra."""
    with asyncio.Runner(loop_factory=_fastest_loop()) as runner:
        return runner.run(main())


def _loaded(path: Path | None) -> Config:
    config = load(path)
    logs.set_up(config.logging, hide=config.secrets())
    return config


def _watched(main: Callable[[], Coroutine[Any, Any, None]]) -> int:
    """Run; a mistake of ours goes into the log, where secrets are hidden, not to the terminal."""
    try:
        in_loop(main)
    except OperatorError:
        raise
    except Exception:  # the outermost handler of the process
        with logs.about(reference=logs.new_reference()):
            log.critical("Tenet has to stop: a mistake of its own", exc_info=True)
        return FAILED
    return 0


def _fastest_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # on Windows, or without the extra
        return None
    return uvloop.new_event_loop
