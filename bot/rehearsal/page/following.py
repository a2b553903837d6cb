"""Tells an open page what has changed, until it is closed."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiohttp import web

from bot.rehearsal.page import places, regions, timeline
from bot.rehearsal.page.live import Tab, gone, onward, put, put_message
from bot.rehearsal.page.state import Page

_STILL_THERE = ": still here\n\n"


async def follow(page: Page, tab: Tab, response: web.StreamResponse) -> None:
    """Write what changes to a response that has begun.

    Raises:
        ConnectionResetError: The page was closed.
    """
    while not tab.is_closed:
        changed, message_ids = await tab.next_changes()
        if not changed and not message_ids:
            changed = {"clock"}  # minutes go by without anybody's doing
        told = [event async for event in _events(page, tab, changed, message_ids)]
        await response.write("".join(told or [_STILL_THERE]).encode())


async def _events(
    page: Page, tab: Tab, changed: set[str], message_ids: set[int]
) -> AsyncIterator[str]:
    here = tab.visit.channel
    if here is not None and not page.sees(tab.visit.person, here):
        tab.close()
        yield onward(page.visit(tab.visit.person, None).path)
        return
    tab.visit = page.visit(tab.visit.person, here)
    for name in regions.REGIONS:
        if name in changed:
            markup = await regions.render(page, tab.visit, name)
            if tab.parts.get(name) != markup:
                tab.parts[name] = markup
                yield put(name, markup)
    if "messages" in changed:
        return  # all of them have just been sent
    for message_id in sorted(message_ids):
        found = timeline.one(page, tab.visit, message_id)
        if found is None:
            yield gone(message_id)
        else:
            values, later = found
            places.read(page, tab.visit)
            yield put_message(message_id, regions.message(page, tab.visit, values), later)
