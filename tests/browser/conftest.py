"""A page that is served with the real bot behind it, and one browser for all of these tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.rehearsal.loading import COMMUNITY
from bot.rehearsal.page.server import Server
from bot.rehearsal.page.serving import serving
from tests.browser import chromium
from tests.browser.house import House


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, started once."""
    if chromium.found() is None:
        pytest.skip(chromium.MISSING)
    async with chromium.chromium() as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session")
async def served(browser: Browser, migrated_already: None) -> AsyncIterator[Server]:
    """The page of a new rehearsal."""
    async with serving(COMMUNITY, rate_limits=False) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def house(served: Server, browser: Browser) -> AsyncIterator[House]:
    """It, and a new window; nothing in it may give the browser a reason to complain."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    opened = House(served, context)
    yield opened
    await context.close()
    assert opened.complaints == []
