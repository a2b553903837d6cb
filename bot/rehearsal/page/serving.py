"""Sets the page up: the local Discord, the community, the bot, and the server in front of them."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import webbrowser
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from zoneinfo import ZoneInfo

from bot import capabilities
from bot.clock import MovableClock
from bot.errors import OperatorError
from bot.rehearsal import community as communities
from bot.rehearsal.community import LOCALES, Community
from bot.rehearsal.keeping import DATABASE, Folder, Found, Kept
from bot.rehearsal.loading import COMMUNITY
from bot.rehearsal.page import trouble
from bot.rehearsal.page.curtain import Curtain
from bot.rehearsal.page.keeper import Keeper
from bot.rehearsal.page.recording import Recorder
from bot.rehearsal.page.server import Server
from bot.rehearsal.page.state import Page
from bot.rehearsal.running import RunningBot
from bot.simulator.server import Simulator

STEWARD, OTHERS, FOREIGNER = "Mara", ("Lena", "Jonas", "Ada"), "Jonas"
"""Who is there at the beginning; one of them reads another language than the server's."""

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@asynccontextmanager
async def serving(
    community_path: Path | None = None,
    *,
    port: int = 0,
    folder: Folder | None = None,
    rate_limits: bool = True,
) -> AsyncIterator[Server]:
    """Have the page served, with the bot running behind it.

    Args:
        community_path: The community's file; left out, the one that the folder was used with, or
            the sample that comes with Tenet.
        folder: Where it is kept; thrown away unless given.
        rate_limits: Whether the local Discord has Discord's.

    Raises:
        OperatorError: The community's file is not right, what was kept cannot be read, or the port
            is taken.
    """
    found = None if folder is None else folder.read()
    path = community_path or _file(found)
    config = communities.load(path)
    capabilities.import_models()
    clock = MovableClock(None if found is None else found.moment)
    async with AsyncExitStack() as opened:
        sim = await opened.enter_async_context(
            Simulator(clock=clock, identify_seconds=0, rate_limits=rate_limits)
        )
        if folder is None:
            thrown_away = opened.enter_context(TemporaryDirectory(prefix="tenet-"))
            database = Path(thrown_away) / DATABASE
        else:
            database = folder.database
        if folder is None or found is None:
            community = communities.found(sim.world, config)
            _introduce(community)
        else:
            community = folder.restore(found, sim.world, config)
        clock.on_move(sim.settle)
        running = RunningBot(sim, database, clock, community.config)
        page = Page(
            sim=sim,
            clock=clock,
            community=community,
            running=running,
            curtain=Curtain(community, running),
            recorder=Recorder(community, _own(path)),
        )
        if found is not None:
            _go_on(page, found.kept)
        keeper = None
        if folder is not None:
            keeper = Keeper(page, folder, _own(path), None if found is None else found.kept)
            keeper.write_now()  # before there is a database: never one without its Discord
            opened.push_async_callback(keeper.stop)
        opened.push_async_callback(running.stop)
        await running.start()
        if keeper is not None:
            keeper.start()
        await page.curtain.begin_after()
        sim.exchange_observers.append(page.curtain.hear)
        sim.exchange_observers.append(partial(trouble.hear, page))
        server = Server(page, port=port)
        opened.push_async_callback(server.stop)
        try:
            await server.start()
        except OSError as refused:
            reason = os.strerror(refused.errno or 0).lower()
            raise OperatorError(
                f"--port {port}: the page cannot be served there: {reason}"
            ) from None
        yield server


async def show(
    community_path: Path | None = None,
    *,
    port: int = 0,
    keep: Path | None = None,
    open_browser: bool = False,
) -> None:
    """Have the page served until somebody ends it.

    Raises:
        OperatorError: It cannot be; see `serving`.
    """
    ending = asyncio.Event()
    _hear_signals(ending)
    folder = None if keep is None else Folder(keep)
    try:
        print("Starting a Discord on this machine, and the bot …", flush=True)
        async with serving(community_path, port=port, folder=folder) as server:
            for line in _differences(server.page.community):
                print(line)
            kept = f"kept in {keep}" if keep else "thrown away"
            print(f"The rehearsal is at {server.url}", flush=True)
            print(f"Ctrl+C ends it; what was done in it is {kept}.", flush=True)
            if open_browser and _has_screen():
                # Some browsers hold whoever opened them until they are closed.
                Thread(target=webbrowser.open, args=(server.url,), daemon=True).start()
            await ending.wait()
            _leave_signals()
            print("\nThe rehearsal ends …", flush=True)
    finally:
        if folder is not None:
            folder.close()


def _hear_signals(ending: asyncio.Event) -> None:
    """Have Ctrl+C end it in order."""
    for name in _SIGNALS:
        with suppress(NotImplementedError):  # Windows has no such handlers
            asyncio.get_running_loop().add_signal_handler(name, ending.set)


def _leave_signals() -> None:
    """Have a second Ctrl+C end it at once."""
    for name in _SIGNALS:
        with suppress(NotImplementedError):
            asyncio.get_running_loop().remove_signal_handler(name)


def _has_screen() -> bool:
    """Whether a browser would open beside the terminal rather than in it."""
    return sys.platform in ("win32", "darwin") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


def _differences(community: Community) -> Iterator[str]:
    """What an operator has to know about how their community is rehearsed."""
    if community.mapped:
        yield "Ids belong to your server, so names stand for them here:"
        yield from (f"  {line}" for line in community.mapped)
    if community.unmapped:
        yield "What could not be taken over:"
        yield from (f"  {line}" for line in community.unmapped)


def _file(found: Found | None) -> Path:
    """The community's file that a rehearsal was last used with."""
    return COMMUNITY if found is None or found.kept.config is None else Path(found.kept.config)


def _go_on(page: Page, kept: Kept) -> None:
    page.zones.update((number, ZoneInfo(name)) for number, name in kept.zones.items())
    page.reads.update(((user, channel), last) for user, channel, last in kept.reads)
    page.recorder.take_up(kept.story)


def _own(path: Path) -> Path | None:
    """The community's file, unless it is the sample that stories have anyway."""
    return None if path == COMMUNITY else path.resolve()


def _introduce(community: Community) -> None:
    """Have those join who are there at the beginning."""
    stewards = community.config.communities[community.guild.id].roles.steward
    ours = LOCALES.get(community.language, community.language)
    other = "de" if community.language == "en" else LOCALES["en"]
    roles = [role for role in stewards[:1] if isinstance(role, str)]
    community.introduce(STEWARD, {"language": ours, "roles": roles})
    for name in OTHERS:
        community.introduce(name, {"language": other if name == FOREIGNER else ours})
