"""Takes the pictures of the README from a page that runs: python -m tests.browser.pictures."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, ViewportSize

from bot.rehearsal.page.server import Server
from bot.rehearsal.page.serving import serving
from tests.browser import chromium
from tests.browser.house import House, goes, presses, sees

PICTURES = Path(__file__).parent.parent.parent / "docs" / "pictures"
DESK: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 360, "height": 740}


async def main() -> None:
    """Take each picture of a rehearsal of its own."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with chromium.chromium() as browser:
        for take in (light, dark, phone):
            async with serving() as server:
                await take(server, browser)
                print(PICTURES / f"{take.__name__}.png")  # noqa: T201


async def light(server: Server, browser: Browser) -> None:
    """A newcomer's first steps, in direct messages."""
    tab = await _open(server, browser, "Ada", "welcome")
    await presses(tab, "Start")
    await sees(tab, "I am writing to you privately now")
    await goes(tab, "Tenet")
    for text in ("What we are here for", "Honesty"):
        await presses(tab, "Next")
        await sees(tab, text)
    await _take(server, tab, "light")


async def dark(server: Server, browser: Browser) -> None:
    """Monday at nine: a steward reads the reminder, and what it took."""
    tab = await _open(server, browser, "Mara", "general", colours="dark")
    await tab.get_by_role("button", name="Next Monday 09:00").click()
    await sees(tab, "to carry along")
    await _take(server, tab, "dark")


async def phone(server: Server, browser: Browser) -> None:
    """Pledging by a reaction, on a narrow screen."""
    people = server.page.community.people
    channel = next(one for one in people["Lena"].channels() if one.name == "values")
    post = people["Lena"].sees(channel)[-1]
    await people["Lena"].reacts("🌱", to=post)
    await people["Jonas"].reacts("🤝", to=post)
    tab = await _open(server, browser, "Ada", "values", size=PHONE)
    await server.page.rest()
    await tab.evaluate("document.querySelector('h1').scrollIntoView()")
    await _take(server, tab, "phone")


async def _open(
    server: Server,
    browser: Browser,
    name: str,
    place: str,
    *,
    size: ViewportSize = DESK,
    colours: Literal["light", "dark"] = "light",
) -> Page:
    context = await browser.new_context(viewport=size, color_scheme=colours)
    return await House(server, context).opens(name, place)


async def _take(server: Server, tab: Page, name: str) -> None:
    """Wait until everything that was set off is there to be seen, and take the picture."""
    await server.page.rest()
    await tab.wait_for_timeout(500)
    await tab.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
