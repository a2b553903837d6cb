"""Trouble on purpose: the bot away, Discord refusing, permissions and channels gone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from multidict import MultiDictProxy

from bot.errors import OperatorError
from bot.rehearsal import troubles
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit
from bot.rehearsal.troubles import PERMISSIONS, denied
from bot.simulator.exchange import Exchange
from bot.simulator.faults import RestKind
from bot.simulator.people import Answer, CannotDo
from bot.simulator.world import channels
from bot.simulator.world.entities import Channel, ChannelType

Fields = MultiDictProxy[Any]

_REFUSED = 429
"""Statuses from here on are those of trouble."""

_NOT_UP = "the bot did not come up"


@dataclass(frozen=True)
class Turn:
    """Something that is done with the bot as a whole.

    Attributes:
        step: How stories, and the bot that is rehearsed with, call it.
        words: What becomes of the bot.
        under_way: What is shown until it is done.
    """

    step: str
    words: str
    under_way: str


START = Turn("start", "is started", "The bot is being started …")


def trouble(page: Page, visit: Visit) -> dict[str, Any]:
    """What can go wrong, and what does now."""
    faults = page.sim.faults
    refused = sum(item.left for item in faults.rest if item.kind is RestKind.STATUS)
    limited = sum(item.left for item in faults.rest if item.kind is RestKind.RATE_LIMITED)
    going = []
    if page.under_way is not None:
        going.append(page.under_way)
    elif not page.running.is_running:
        going.append("The bot is not running.")
    elif _is_cut_off(page):
        going.append("The bot has lost its connection to Discord; it comes back by itself.")
    if refused:
        going.append(f"Discord refuses the bot's next {refused} requests with 500.")
    if limited:
        going.append(f"Discord makes the bot wait at its next {limited} requests (429).")
    going += [
        f"In #{channel.name} the bot may not {_listed(missing)}."
        for channel, missing in _taken(page)
    ]
    here = visit.channel
    lacks = 0 if here is None else denied(here, page.community.application.id)
    return {
        "going": going,
        "is_running": page.running.is_running,
        "here": here if here is not None and here.type == ChannelType.TEXT else None,
        "taken": [(words, bool(lacks & bits)) for words, bits in PERMISSIONS.items()],
    }


async def stop(page: Page, visit: Visit, _fields: Fields) -> None:
    """Stop the bot in order."""
    await _turn(page, visit, Turn("stop", "is stopped", "The bot is being stopped …"))


async def kill(page: Page, visit: Visit, _fields: Fields) -> None:
    """End the bot as a power cut would."""
    killed = "is killed, as by a power cut"
    await _turn(page, visit, Turn("kill", killed, "The bot is being killed …"))


async def restart(page: Page, visit: Visit, _fields: Fields) -> None:
    """Stop the bot and start it."""
    again = "is stopped and started again"
    await _turn(page, visit, Turn("restart", again, "The bot is being restarted …"))


async def start(page: Page, visit: Visit, _fields: Fields) -> None:
    """Start the bot."""
    await _turn(page, visit, START)


async def drop(page: Page, visit: Visit, _fields: Fields) -> None:
    """Cut the bot's connection to Discord's gateway; it comes back by itself."""
    words = "The connection to Discord breaks; the bot has to take it up again."
    await _discord(page, visit, troubles.DROPS, words)
    page.later(_come_back(page))


async def refuse(page: Page, visit: Visit, _fields: Fields) -> None:
    """Answer the bot's next requests with 500."""
    words = f"Discord refuses the bot's next {troubles.REQUESTS} requests (500)."
    await _discord(page, visit, troubles.REFUSES, words)


async def limit(page: Page, visit: Visit, _fields: Fields) -> None:
    """Answer the bot's next requests with 429."""
    words = f"Discord makes the bot wait at its next {troubles.REQUESTS} requests (429)."
    await _discord(page, visit, troubles.LIMITS, words)


async def mend(page: Page, visit: Visit, _fields: Fields) -> None:
    """Let everything be as it should: Discord, what the bot may do, and the bot itself."""
    world, bot_id = page.sim.world, page.community.application.id
    steps: list[dict[str, str]] = [{"discord": troubles.WELL}]
    taken = list(_taken(page))
    for channel, missing in taken:
        steps += [{"bot may": words, "in": str(channel.name)} for words in missing]

    async def do() -> Answer | None:
        troubles.discord_does(page.sim, bot_id, troubles.WELL)
        for channel, missing in taken:
            bits = sum(PERMISSIONS[words] for words in missing)
            troubles.allow(world, channel, bot_id, bits)
        return None

    await page.acts(visit.person, "Discord is well again.", do, steps=steps)
    if not page.running.is_running:
        await start(page, visit, _fields)


def hear(page: Page, exchange: Exchange) -> None:
    """A request of the bot was answered; what was refused is one trouble less to come."""
    if exchange.status >= _REFUSED:
        page.changed("trouble")


async def _come_back(page: Page) -> None:
    """Tell when the bot has its connection again."""
    with suppress(TimeoutError, AssertionError):  # it may be stopped meanwhile
        await page.running.until(lambda: not _is_cut_off(page))
    page.changed("trouble")


def _is_cut_off(page: Page) -> bool:
    """Whether a bot that runs has lost its connection."""
    sessions = page.sim.gateway.sessions.of(page.community.application.id)
    return page.running.is_running and not any(one.connection for one in sessions)


async def _discord(page: Page, visit: Visit, what: str, words: str) -> None:
    async def do() -> Answer | None:
        troubles.discord_does(page.sim, page.community.application.id, what)
        return None

    await page.acts(visit.person, words, do, steps=[{"discord": what}])


async def forbid(page: Page, visit: Visit, fields: Fields) -> None:
    """Take a permission from the bot in this channel, or give it back."""
    channel = _channel(visit)
    words = str(fields["permission"])
    bits, bot_id = PERMISSIONS[words], page.community.application.id
    gives_back = bool(denied(channel, bot_id) & bits)

    async def do() -> Answer | None:
        change = troubles.allow if gives_back else troubles.forbid
        change(page.sim.world, channel, bot_id, bits)
        return None

    may_or_not = "may" if gives_back else "may not"
    again = " again" if gives_back else ""
    step = {f"bot {may_or_not}": words, "in": str(channel.name)}
    await page.acts(
        visit.person, f"In #{channel.name} the bot {may_or_not} {words}{again}.", do, steps=[step]
    )


async def delete_channel(page: Page, visit: Visit, _fields: Fields) -> None:
    """Delete this channel."""
    channel = _channel(visit)

    async def do() -> Answer | None:
        channels.delete(page.sim.world, channel)
        return None

    await page.acts(
        visit.person,
        f"The channel #{channel.name} is deleted.",
        do,
        steps=[{"channel deleted": str(channel.name)}],
    )
    page.goes_on[visit.person.id] = page.visit(visit.person, None).path


ACTS: Mapping[str, Callable[[Page, Visit, Fields], Awaitable[None]]] = {
    "trouble/stop": stop,
    "trouble/kill": kill,
    "trouble/start": start,
    "trouble/restart": restart,
    "trouble/drop": drop,
    "trouble/refuse": refuse,
    "trouble/limit": limit,
    "trouble/mend": mend,
    "trouble/forbid": forbid,
    "trouble/delete-channel": delete_channel,
}


async def _turn(page: Page, visit: Visit, turn: Turn) -> None:
    """Start, stop or kill the bot, while nobody else does."""

    async def do() -> Answer | None:
        async with page.turn(turn.under_way):
            if page.running.is_running is (turn.step == "start"):
                is_or_not = "is" if page.running.is_running else "is not"
                raise CannotDo(f"the bot {is_or_not} running")
            deed: Callable[[], Awaitable[None]] = getattr(page.running, turn.step)
            try:
                await deed()
            except TimeoutError:
                raise CannotDo(f"{_NOT_UP} after 10 seconds. Start it again") from None
            except OperatorError as refused:
                raise CannotDo(f"{_NOT_UP}: {refused}") from None
        return None

    await page.acts(visit.person, f"The bot {turn.words}.", do, steps=[{"bot": turn.step}])


def _channel(visit: Visit) -> Channel:
    if visit.channel is None or visit.channel.type != ChannelType.TEXT:
        raise CannotDo("go to a channel of the server first")
    return visit.channel


def _taken(page: Page) -> Iterator[tuple[Channel, list[str]]]:
    """The channels in which something was taken from the bot, and what."""
    for channel in page.community.guild.channels.values():
        lacks = denied(channel, page.community.application.id)
        missing = [words for words, bits in PERMISSIONS.items() if lacks & bits]
        if missing:
            yield channel, missing


def _listed(words: list[str]) -> str:
    """Several things that may not be done, as one says them."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
