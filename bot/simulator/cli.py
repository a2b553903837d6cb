"""`tenet simulator`: the local Discord alone, for any client."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.simulator import sample
from bot.simulator.clock import MovableClock
from bot.simulator.server import LOOPBACK, Simulator

UNREACHABLE = 69


def run(argv: Sequence[str]) -> int:
    """Serve until SIGINT or SIGTERM; the first line of output tells all addresses and ids.

    Returns:
        The exit status: 0, or 69 when the port cannot be listened on.
    """
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.host not in LOOPBACK and not arguments.dangerously_expose:
        parser.error(
            f"{arguments.host} can be reached from other machines, and whoever reaches the local "
            "Discord can act as anybody; add --dangerously-expose if that is what you want"
        )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    return asyncio.run(_serve(arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tenet simulator",
        description="Run a Discord on this machine: the HTTP API and the gateway, with a sample "
        "community in it. It prints one line of JSON with addresses, token and ids.",
    )
    parser.add_argument("--port", type=int, default=0, help="the port (default: a free one)")
    parser.add_argument("--host", default="127.0.0.1", help="the address (default: %(default)s)")
    parser.add_argument(
        "--dangerously-expose",
        action="store_true",
        help="listen where other machines can reach it; there is no protection whatever",
    )
    parser.add_argument(
        "--guilds", type=int, default=0, metavar="N", help="add N more servers, for measuring"
    )
    parser.add_argument(
        "--members", type=int, default=100, metavar="N", help="members in each of those servers"
    )
    parser.add_argument(
        "--no-rate-limits", action="store_true", help="admit any number of requests"
    )
    parser.add_argument(
        "--clock",
        type=_moment,
        metavar="MOMENT",
        help="the time at which its clock begins, such as 2026-03-02T08:00 (UTC; default: now)",
    )
    return parser


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


async def _serve(arguments: argparse.Namespace) -> int:
    simulator = Simulator(
        clock=MovableClock(arguments.clock),
        host=arguments.host,
        port=arguments.port,
        rate_limits=not arguments.no_rate_limits,
        dangerously_expose=arguments.dangerously_expose,
    )
    found = sample.community(simulator.world)
    sample.populate(
        simulator.world,
        found.application,
        guild_count=arguments.guilds,
        members_per_guild=arguments.members,
    )
    try:
        await simulator.start()
    except OSError as error:
        reason = error.strerror or str(error)
        print(
            f"tenet: cannot listen on {arguments.host}:{arguments.port}: {reason}", file=sys.stderr
        )
        return UNREACHABLE
    stopped = asyncio.Event()
    _on_signals(asyncio.get_running_loop(), stopped)
    try:
        print(json.dumps(addresses(simulator, found)), flush=True)
        await stopped.wait()
    finally:
        await simulator.stop()
    return 0


def _on_signals(loop: asyncio.AbstractEventLoop, stopped: asyncio.Event) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stopped.set)
        except NotImplementedError:  # Windows has no loop signal handlers
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopped.set))


def addresses(simulator: Simulator, found: sample.Community) -> dict[str, Any]:
    """What a client and a script need to know."""
    return {
        "api_url": simulator.api_url,
        "gateway_url": simulator.gateway_url,
        "control_url": simulator.control_url,
        "token": found.application.token,
        "application_id": str(found.application.id),
        "guild_id": str(found.guild.id),
        "channels": {name: str(channel.id) for name, channel in found.channels.items()},
        "roles": {name: str(role.id) for name, role in found.roles.items()},
        "people": {name: str(person.id) for name, person in found.people.items()},
    }
