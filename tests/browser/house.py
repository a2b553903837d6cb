"""The page that is served, and people who open it in a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import BrowserContext, Locator, Page, expect

from bot.rehearsal.page.server import Server
from bot.rehearsal.page.state import Page as State
from bot.rehearsal.page.visit import path_of

PATIENCE = 15_000
"""Milliseconds that something may take to appear: other tests run on the same cores."""

expect.set_options(timeout=PATIENCE)


@dataclass
class House:
    """A rehearsal with a browser in front of it.

    Attributes:
        complaints: What the browser said that it would not say of a page that is right.
    """

    server: Server
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(PATIENCE)

    @property
    def state(self) -> State:
        return self.server.page

    async def opens(self, name: str, place: str = "welcome", **more: Any) -> Page:
        """A tab in which somebody looks at a channel."""
        tab = await self.tab()
        person = self.state.community.people[name]
        channel = next(one for one in person.channels() if one.name == place)
        await tab.goto(self.server.url.rstrip("/") + path_of(person.id, channel.id))
        await expect(tab.locator("h1")).to_have_text(f"#{place}")
        return tab

    async def tab(self) -> Page:
        """An empty tab whose complaints are heard."""
        tab = await self.context.new_page()
        tab.set_default_timeout(PATIENCE)
        tab.on("console", self._hear)
        tab.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        tab.on("request", self._ask)
        return tab

    def _hear(self, said: Any) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(f"console: {said.text}")

    def _ask(self, request: Any) -> None:
        if not request.url.startswith(self.server.url):
            self.complaints.append(f"asked elsewhere: {request.url}")


def messages(tab: Page, text: str) -> Locator:
    """The messages in which a text stands."""
    return tab.locator("#messages article", has_text=text)


async def sees(tab: Page, text: str) -> Locator:
    """Wait until a message with this text is there; the newest of them."""
    newest = messages(tab, text).last
    await expect(newest).to_be_visible()
    return newest


async def presses(tab: Page, label: str) -> None:
    """Press the newest button of this name among the messages."""
    await tab.locator("#messages").get_by_role("button", name=label, exact=True).last.click()


async def chooses(tab: Page, menu: str, *labels: str) -> None:
    """Choose from the newest menu of this name among the messages."""
    form = tab.locator("#messages form.choices", has_text=menu).last
    await expect(form).to_be_visible()
    select = form.locator("select")
    if await select.count():
        await select.select_option(label=list(labels))
    else:
        for label in labels:
            await form.get_by_label(label).check()
    await form.get_by_role("button").click()


async def goes(tab: Page, place: str) -> None:
    """Follow the link to a place at the left."""
    await tab.locator("#places a", has_text=re.compile(rf"^\s*{re.escape(place)}")).first.click()
    await tab.wait_for_load_state()


async def becomes(tab: Page, name: str) -> None:
    """Switch to another person."""
    await tab.locator("#people .people a", has_text=name).click()
    await expect(tab.locator("#people [aria-current]")).to_contain_text(name)


async def unfolds(tab: Page, *ids: str) -> None:
    """Open what is folded, where it is not open."""
    for one in ids:
        if await tab.locator(f"#{one}").get_attribute("open") is None:
            await tab.locator(f"#{one} > summary").click()


async def runs(tab: Page, line: str) -> None:
    """Type a line and send it."""
    await tab.bring_to_front()  # behind another, a tab is drawn once a second
    await tab.locator("#text").fill(line)
    await tab.get_by_role("button", name="Send").click()


async def fills_in(tab: Page, **fields: str) -> None:
    """Fill in the form that is open, and send it; labels are given with _ for spaces."""
    dialog = tab.get_by_role("dialog")
    for label, value in fields.items():
        await dialog.get_by_label(re.compile(label.replace("_", "."))).fill(value)
    await dialog.get_by_role("button", name="Submit").click()
