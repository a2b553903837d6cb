"""A page with the bot behind it, asked over real sockets, without a browser."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Self

import pytest_asyncio
from aiohttp import ClientResponse, ClientSession

from bot.rehearsal.loading import COMMUNITY
from bot.rehearsal.page.server import Server
from bot.rehearsal.page.serving import serving
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import path_of
from bot.simulator.people import Person
from bot.simulator.world.entities import Channel


class Browser:
    """Somebody's browser, as far as it asks and posts."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.page: Page = server.page
        self.session = ClientSession(server.url)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.session.close()

    def person(self, name: str) -> Person:
        return self.page.community.people[name]

    def channel(self, name: str) -> Channel:
        channels = self.page.community.guild.channels.values()
        return next(channel for channel in channels if channel.name == name)

    def path(self, name: str, channel: str | Channel) -> str:
        found = self.channel(channel) if isinstance(channel, str) else channel
        return path_of(self.person(name).id, found.id)

    async def shows(self, name: str, channel: str | Channel) -> str:
        """The whole page as somebody sees it."""
        async with self.session.get(self.path(name, channel)) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.text()

    async def posts(
        self, name: str, channel: str | Channel, act: str, /, **fields: str
    ) -> ClientResponse:
        """Do something, as the page's own forms do it."""
        token = {"token": self.page.token}
        address = f"{self.path(name, channel)}/{act}"
        async with self.session.post(
            address, data={**token, **fields}, headers={"X-Live": "1"}
        ) as answer:
            await answer.read()
        await self.page.rest()
        return answer


def text_of(markup: str) -> str:
    """What can be read, without the marks of HTML."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def part(shown: str, region: str) -> str:
    """One part of the page that has no other of its kind within it."""
    found = re.search(rf'<(section|div) id="{region}".*?</\1>', shown, re.DOTALL)
    assert found is not None, region
    return found[0]


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Browser]:
    async with serving(COMMUNITY, rate_limits=False) as server, Browser(server) as found:
        yield found


@pytest_asyncio.fixture
async def limited_browser() -> AsyncIterator[Browser]:
    """With Discord's rate limits, which make the bot take a second and a half longer to come up."""
    async with serving(COMMUNITY) as server, Browser(server) as found:
        yield found
