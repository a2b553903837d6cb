"""What an open page is told, and when."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.rehearsal.page.conftest import Browser, text_of

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]


class Stream:
    """The events of one open page."""

    def __init__(self, content: asyncio.StreamReader) -> None:
        self._content = content

    async def next(self, name: str, **wanted: Any) -> dict[str, Any]:
        """The next event of this name whose data has these values."""
        async with asyncio.timeout(5):
            while True:
                kind, data = await self._event()
                if kind == name and all(data.get(key) == value for key, value in wanted.items()):
                    return data

    async def _event(self) -> tuple[str, dict[str, Any]]:
        kind, data = "", "{}"
        while line := (await self._content.readline()).decode().rstrip("\n"):
            if line.startswith("event: "):
                kind = line.removeprefix("event: ")
            elif line.startswith("data: "):
                data = line.removeprefix("data: ")
        return kind, json.loads(data)


@asynccontextmanager
async def opened(browser: Browser, name: str, channel: str) -> AsyncIterator[Stream]:
    since = browser.page.mark
    async with browser.session.get(f"{browser.path(name, channel)}/live?since={since}") as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        yield Stream(answer.content)  # type: ignore[arg-type]  # aiohttp's reader reads lines too


async def test_a_message_comes_changes_and_goes_on_every_open_page(browser: Browser) -> None:
    ada, lena = browser.person("Ada"), browser.person("Lena")
    general = browser.channel("general")
    async with opened(browser, "Ada", "general") as one, opened(browser, "Lena", "general") as two:
        said = await ada.says("Hello <b>there</b>", general)
        for stream in (one, two):
            event = await stream.next("message-at", id=f"m{said.id}")
            assert "Hello <b>there</b>" not in event["markup"]
            assert "Hello &lt;b&gt;there&lt;/b&gt;" in event["markup"]
            assert event["before"] is None
        await lena.reacts("🌱", to=said)
        for stream in (one, two):
            event = await stream.next("message-at", id=f"m{said.id}")
            assert "1 reacted: Lena" in text_of(event["markup"])
        ada.deletes(said)
        for stream in (one, two):
            await stream.next("gone", id=f"m{said.id}")


async def test_what_only_one_can_see_reaches_no_other(browser: Browser) -> None:
    async with opened(browser, "Ada", "general") as hers, opened(browser, "Lena", "general") as his:
        answer = await browser.person("Ada").runs(
            "/values show value:Honesty", channel=browser.channel("general")
        )
        event = await hers.next("message-at")
        assert "Only you can see this" in event["markup"]
        said = await browser.person("Lena").says("Hello", browser.channel("general"))
        event = await his.next("message-at")
        assert event["id"] == f"m{said.id}"
        assert "Honesty" in answer


async def test_what_is_new_elsewhere_is_marked(browser: Browser) -> None:
    async with opened(browser, "Ada", "welcome") as stream:
        await browser.person("Lena").says("Hello", browser.channel("general"))
        event = await stream.next("put", id="places")
        assert "general (new)" in text_of(event["markup"])


async def test_a_page_that_missed_something_is_sent_everything(browser: Browser) -> None:
    since = browser.page.mark
    said = await browser.person("Lena").says("Hello", browser.channel("general"))
    address = f"{browser.path('Ada', 'general')}/live?since={since}"
    async with browser.session.get(address) as answer:
        stream = Stream(answer.content)  # type: ignore[arg-type]
        event = await stream.next("put", id="messages")
        assert f'id="m{said.id}"' in event["markup"]


async def test_many_changes_of_one_moment_are_one_look(browser: Browser) -> None:
    general, ada = browser.channel("general"), browser.person("Ada")
    said = await ada.says("Hello", general)
    async with opened(browser, "Ada", "general") as stream:
        for emoji in "🌱🤝🔥🌊":
            await ada.reacts(emoji, to=said)
        event = await stream.next("message-at")
        assert all(emoji in event["markup"] for emoji in "🌱🤝🔥🌊")


async def test_a_page_that_was_closed_is_forgotten(browser: Browser) -> None:
    async with opened(browser, "Ada", "general") as stream:
        await browser.person("Lena").says("One", browser.channel("general"))
        await stream.next("message-at")
        assert len(browser.page.tabs) == 1
    async with asyncio.timeout(5):
        while browser.page.tabs:
            await browser.person("Lena").says("Two", browser.channel("general"))
            await asyncio.sleep(0.02)  # until the closed socket has been written to
