"""What changes on a page that is open: told in pieces, each sent once however often it changed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from bot.rehearsal.page.visit import Visit
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Json

TOGETHER_SECONDS = 0.03
"""Real seconds in which changes are gathered: many events in one moment are one look."""

SILENCE_SECONDS = 15.0
"""Real seconds after which a page that nothing is told is told that we are there."""

OF_MESSAGES = ("MESSAGE_", "POLL_VOTE_")
"""How the names of events about messages begin."""

_OF_PLACES = ("CHANNEL_", "THREAD_", "GUILD_ROLE_", "GUILD_MEMBER_", "GUILD_UPDATE", "GUILD_DELETE")
_OF_EVENTS = "GUILD_SCHEDULED_EVENT_"

Send = Callable[[str], Awaitable[None]]


@dataclass(eq=False)
class Tab:
    """One page that is open in a browser.

    Attributes:
        visit: What it shows.
        regions: Parts that have to be sent anew.
        messages: Messages that have changed, come or gone.
        parts: What was last sent of each part, but for single messages.
    """

    visit: Visit
    regions: set[str] = field(default_factory=set)
    messages: set[int] = field(default_factory=set)
    parts: dict[str, str] = field(default_factory=dict)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    is_closed: bool = False

    def changed(self, *regions: str) -> None:
        """These parts have to be sent anew."""
        self.regions.update(regions)
        self.woken.set()

    def hear(self, dispatch: Dispatch) -> None:
        """Take note of what an event of the world changes here."""
        name = dispatch.name
        if name.startswith(OF_MESSAGES):
            self._hear_of_messages(dispatch)
        elif name.startswith(_OF_EVENTS):
            self.changed("events")
        elif name.startswith(_OF_PLACES):
            self.changed("places", "people", "composer")

    def close(self) -> None:
        """Nobody looks any more, or the server stops."""
        self.is_closed = True
        self.woken.set()

    async def next_changes(self) -> tuple[set[str], set[int]]:
        """Wait until something has changed or a while has passed; the parts and the messages."""
        with suppress(TimeoutError):
            async with asyncio.timeout(SILENCE_SECONDS):
                await self.woken.wait()
                await asyncio.sleep(TOGETHER_SECONDS)
        self.woken.clear()
        regions, self.regions = self.regions, set()
        messages, self.messages = self.messages, set()
        return regions, messages

    def _hear_of_messages(self, dispatch: Dispatch) -> None:
        message = dispatch.message
        if message is not None:
            channel_id, ids = message.channel_id, [message.id]
        else:
            built = dispatch.build()
            channel_id = int(built["channel_id"])
            ids = [int(one) for one in _ids(built)]
        here = self.visit.channel
        if here is not None and here.id == channel_id:
            self.messages.update(ids)
            self.woken.set()
        if dispatch.name.startswith("MESSAGE_CREATE") and (here is None or here.id != channel_id):
            self.changed("places")


def _ids(built: Json) -> list[str]:
    if "ids" in built:
        return list(built["ids"])
    return [built.get("message_id") or built["id"]]


def put(region: str, markup: str) -> str:
    """A part as the page takes it: it replaces the element of this id."""
    return _event("put", {"id": region, "markup": markup})


def put_message(message_id: int, markup: str, before: int | None) -> str:
    """A message: it replaces the one of this id, or stands before another, or comes last."""
    where = None if before is None else f"m{before}"
    return _event("message-at", {"id": f"m{message_id}", "markup": markup, "before": where})


def onward(path: str) -> str:
    """The place is not to be seen any more: the page goes on to another."""
    return _event("onward", {"path": path})


def gone(message_id: int) -> str:
    """A message that is not there any more."""
    return _event("gone", {"id": f"m{message_id}"})


def _event(name: str, data: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
