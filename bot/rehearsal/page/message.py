"""One message as somebody sees it."""

from __future__ import annotations

from typing import Any

from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit
from bot.simulator.people import SeenMessage


def shown(page: Page, visit: Visit, seen: SeenMessage) -> dict[str, Any]:
    """What the template of a message needs."""
    return {"seen": seen}
