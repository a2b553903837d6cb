"""The rehearsal's page: how soon what happens is on the pages that are open, and what it keeps."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import aiohttp

from benchmarks.machine import LONGEST_WAIT, ROOT, Client, end
from benchmarks.sizes import Figures, Size
from bot.simulator.crowds import percentile

TABS = 3
AT_ONCE = 8
"""How many reactions are on their way at a time, while memory is looked at."""

_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_EMOJIS = "🌱🤝🔥🌊"


@dataclass
class Walk:
    """A rehearsal in a process of its own, and somebody who acts in it."""

    running: Client
    web: aiohttp.ClientSession
    place: str = ""
    token: str = ""
    arrived: dict[str, list[float]] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def look(self, path: str) -> str:
        """A whole page."""
        async with self.web.get(path) as answer:
            self.place = answer.url.path
            shown = await answer.text()
        found = _TOKEN.search(shown)
        self.token = self.token if found is None else found[1]
        return shown

    async def act(self, act: str, **fields: str) -> None:
        """What a form of the page does."""
        data = {"token": self.token, **fields}
        address = f"{self.place}/{act}"
        async with self.web.post(address, data=data, headers={"X-Live": "1"}) as answer:
            answer.raise_for_status()

    async def follow(self) -> None:
        """An open page: notes when each message arrives."""
        timeout = aiohttp.ClientTimeout(total=None)
        async with self.web.get(f"{self.place}/live", timeout=timeout) as answer:
            self.news.set()
            event = ""
            async for raw in answer.content:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    event = line.removeprefix("event: ")
                elif line.startswith("data: ") and event == "message-at":
                    markup = json.loads(line.removeprefix("data: "))["markup"]
                    self.arrived.setdefault(_said(markup), []).append(time.perf_counter())
                    self.news.set()

    async def until_everywhere(self, text: str) -> float:
        """When the last page showed a text.

        Raises:
            TimeoutError: One of them does not.
        """
        async with asyncio.timeout(LONGEST_WAIT):
            while len(self.arrived.get(text, ())) < TABS:
                self.news.clear()
                await self.news.wait()
        return max(self.arrived.pop(text)[:TABS])


async def page(_: str, size: Size) -> Figures:
    """Messages in a full channel before three pages, then memory over many events."""
    async with walking() as walk:
        shown = await walk.look("/")
        general = re.search(r'href="(/as/[0-9]+/in/[0-9]+)"[^>]*>general', shown)
        assert general is not None
        await walk.look(general[1])
        await _say(walk, size.page_messages)
        async with AsyncExitStack() as tabs:
            for _number in range(TABS):
                tab = asyncio.create_task(walk.follow())
                tabs.callback(tab.cancel)
            await asyncio.sleep(size.settle_seconds)
            taken = [await _one(walk, number) for number in range(size.page_looks)]
            before, kept = await _react(walk, size.page_events)
    return {
        "messages in the channel": size.page_messages,
        "on the last of 3 pages p50 ms": percentile(taken, 0.50) * 1000,
        "on the last of 3 pages p95 ms": percentile(taken, 0.95) * 1000,
        "page RSS MiB after a tenth of the events": before,
        "page RSS MiB more after all of them": kept - before,
    }


@asynccontextmanager
async def walking() -> AsyncIterator[Walk]:
    """Start a rehearsal."""
    started_at = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "rehearse", "--no-browser"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        address = None
        while address is None:
            line = await asyncio.wait_for(process.stdout.readline(), LONGEST_WAIT)
            if not line:
                raise RuntimeError("the rehearsal ended before it said where it is")
            address = re.search(r"http://127\.0\.0\.1:[0-9]+/", line.decode())
        timeout = aiohttp.ClientTimeout(total=LONGEST_WAIT)
        async with aiohttp.ClientSession(address[0], timeout=timeout) as web:
            yield Walk(Client("page", process, started_at), web)
    finally:
        await end(process)


async def _say(walk: Walk, count: int) -> None:
    for number in range(count):
        await walk.act("say", text=f"Message {number}")


async def _one(walk: Walk, number: int) -> float:
    """Seconds from sending a message until the last page shows it."""
    text = f"Look {number}"
    began = time.perf_counter()
    await walk.act("say", text=text)
    return await walk.until_everywhere(text) - began


async def _react(walk: Walk, count: int) -> tuple[float, float]:
    """React and take it back so many times; RSS after a tenth of them, and after all."""
    shown = await walk.look(walk.place)
    newest = re.findall(r'<article id="m([0-9]+)"', shown)[-1]
    warm = 0.0
    for number in range(0, count, AT_ONCE):
        emoji = _EMOJIS[number // AT_ONCE % len(_EMOJIS)]
        await asyncio.gather(
            *(walk.act("react", message=newest, emoji=emoji) for _ in range(AT_ONCE))
        )
        walk.arrived.clear()
        if not warm and number >= count / 10:
            warm = walk.running.rss_mib()
    return warm, walk.running.rss_mib()


def _said(markup: str) -> str:
    """What a message of ours says, to be told from others."""
    found = re.search(r"<p>((?:Look|Message) [0-9]+)</p>", markup)
    return "" if found is None else found[1]
