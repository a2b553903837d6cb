"""Starts the Chromium of this machine, and looks for barriers with axe-core."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, async_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING = (
    "Browser tests skipped: there is no Chromium here "
    "(on Debian and Ubuntu: apt-get install chromium)"
)

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""So that it asks nobody for anything but what a test opens."""

LAWS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The rules of axe-core that are asked for: WCAG 2.2 AA, and what it recommends beyond."""


def found() -> str | None:
    """The path of a Chromium; None where there is none."""
    paths = (shutil.which(name) for name in NAMES)
    return next((path for path in paths if path), None)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser that is closed in the end."""
    arguments = list(QUIET)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # root gets no other
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found(), args=arguments)
        yield browser
        await browser.close()


async def barriers(tab: Page) -> list[str]:
    """What axe-core objects to on a page, one line for each element."""
    options = {"runOnly": {"type": "tag", "values": list(LAWS)}, "resultTypes": ["violations"]}
    results = await Axe().run(tab, options=options)
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:200]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
