"""Trouble on purpose: the bot away, Discord refusing, permissions and channels gone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from multidict import MultiDictProxy

from bot.rehearsal import troubles
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit
from bot.rehearsal.troubles import PERMISSIONS, denied
from bot.simulator.faults import RestKind
from bot.simulator.people import Answer, CannotDo
from bot.simulator.world import channels
from bot.simulator.world.entities import Channel, ChannelType

Fields = MultiDictProxy[Any]


def trouble(page: Page, visit: Visit) -> dict[str, Any]:
    """What can go wrong, and what does now."""
    faults = page.sim.faults
    refused = sum(item.left for item in faults.rest if item.kind is RestKind.STATUS)
    limited = sum(item.left for item in faults.rest if item.kind is RestKind.RATE_LIMITED)
    going = []
    if not page.running.is_running:
        going.append("The bot is not running.")
    if refused:
        going.append(f"Discord refuses the bot's next {refused} requests with 500.")
    if limited:
        going.append(f"Discord makes the bot wait at its next {limited} requests (429).")
    for channel in _text_channels(page):
        lacks = denied(channel, page.community.application.id)
        words = [words for words, bits in PERMISSIONS.items() if lacks & bits]
        if words:
            going.append(f"In #{channel.name} the bot may not {', '.join(words)}.")
    here = visit.channel
    lacks = 0 if here is None else denied(here, page.community.application.id)
    return {
        "going": going,
        "is_running": page.running.is_running,
        "here": here if here is not None and here.type == ChannelType.TEXT else None,
        "taken": [(words, bool(lacks & bits)) for words, bits in PERMISSIONS.items()],
    }


async def stop(page: Page, _visit: Visit, _fields: Fields) -> None:
    """Stop the bot in order."""
    await _with_bot(page, "The bot is stopped.", "stop", page.running.stop)


async def kill(page: Page, _visit: Visit, _fields: Fields) -> None:
    """End the bot as a power cut would."""
    await _with_bot(page, "The bot is killed, as by a power cut.", "kill", page.running.kill)


async def restart(page: Page, _visit: Visit, _fields: Fields) -> None:
    """Stop the bot and start it."""
    await _with_bot(page, "The bot is stopped and started.", "restart", page.running.restart)


async def start(page: Page, _visit: Visit, _fields: Fields) -> None:
    """Start the bot."""
    if page.running.is_running:
        raise CannotDo("the bot is running")
    await page.acts(None, "The bot is started.", _of(page.running.start), steps=[{"bot": "start"}])


async def drop(page: Page, _visit: Visit, _fields: Fields) -> None:
    """Cut the bot's connection to Discord's gateway; it comes back by itself."""
    words = "The connection to Discord breaks; the bot has to take it up again."
    await _discord(page, troubles.DROPS, words)


async def refuse(page: Page, _visit: Visit, _fields: Fields) -> None:
    """Answer the bot's next requests with 500."""
    words = f"Discord refuses the bot's next {troubles.REQUESTS} requests (500)."
    await _discord(page, troubles.REFUSES, words)


async def limit(page: Page, _visit: Visit, _fields: Fields) -> None:
    """Answer the bot's next requests with 429."""
    words = f"Discord makes the bot wait at its next {troubles.REQUESTS} requests (429)."
    await _discord(page, troubles.LIMITS, words)


async def mend(page: Page, _visit: Visit, _fields: Fields) -> None:
    """Let Discord answer as it should."""
    await _discord(page, troubles.WELL, "Discord is well again.")


async def _discord(page: Page, what: str, words: str) -> None:
    async def do() -> Answer | None:
        troubles.discord_does(page.sim, page.community.application.id, what)
        return None

    await page.acts(None, words, do, steps=[{"discord": what}])


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
        None, f"In #{channel.name} the bot {may_or_not} {words}{again}.", do, steps=[step]
    )


async def delete_channel(page: Page, visit: Visit, _fields: Fields) -> None:
    """Delete this channel."""
    channel = _channel(visit)

    async def do() -> Answer | None:
        channels.delete(page.sim.world, channel)
        return None

    await page.acts(
        None,
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


async def _with_bot(page: Page, words: str, step: str, deed: Callable[[], Awaitable[None]]) -> None:
    if not page.running.is_running:
        raise CannotDo("the bot is not running")
    await page.acts(None, words, _of(deed), steps=[{"bot": step}])


def _of(deed: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[Answer | None]]:
    async def do() -> Answer | None:
        try:
            await deed()
        except TimeoutError:
            raise CannotDo("the bot had not come up after 10 s") from None
        return None

    return do


def _channel(visit: Visit) -> Channel:
    if visit.channel is None or visit.channel.type != ChannelType.TEXT:
        raise CannotDo("go to a channel of the server first")
    return visit.channel


def _text_channels(page: Page) -> list[Channel]:
    found = page.community.guild.channels.values()
    return [channel for channel in found if channel.type == ChannelType.TEXT]
