"""Messages that a bot writes, and how they stand in somebody's page."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from aiohttp import FormData

from bot.simulator import permissions
from bot.simulator.people import SeenMessage
from bot.simulator.world.entities import Channel, Message
from tests.rehearsal.page.conftest import Browser

V2 = 1 << 15
PIXEL = b"\x89PNG\r\n\x1a\n"
HARMFUL = re.compile(r"^(on\w+|style|srcdoc|formaction)$")


class Reader(HTMLParser):
    """Notes the tags of a page, and that nothing in it could act by itself."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        assert tag not in ("iframe", "object", "embed", "base", "style"), tag
        assert not any(HARMFUL.match(name) for name in found), (tag, found)
        for name in ("href", "src", "action"):
            assert re.match(r"[/#](?!/)", found.get(name) or "/"), (tag, found)

    def found(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attrs
            for name, attrs in self.tags
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]


async def posted(browser: Browser, place: str = "general", **body: Any) -> Message:
    """A message that the bot writes through the API; `files` are names and bytes."""
    channel, world = browser.channel(place), browser.page.sim.world
    files: dict[str, bytes] = body.pop("files", {})
    form = FormData(default_to_multipart=True)
    form.add_field("payload_json", json.dumps(body), content_type="application/json")
    for number, (name, data) in enumerate(files.items()):
        form.add_field(f"files[{number}]", data, filename=name, content_type="image/png")
    address = f"{browser.page.sim.api_url}/channels/{channel.id}/messages"
    headers = {"Authorization": f"Bot {browser.page.community.application.token}"}
    async with browser.session.post(address, data=form, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        found = await answer.json()
    return world.channels[channel.id].messages[int(found["id"])]


async def shown(
    browser: Browser, message: Message | SeenMessage, *, name: str = "Ada"
) -> tuple[str, Reader]:
    """The article of a message as it stands in somebody's page, and what it is made of."""
    channel = browser.page.sim.world.channels[message.channel_id]
    whole = await browser.shows(name, channel)
    Reader(whole)
    found = re.search(rf'<article id="m{message.id}".*?</article>', whole, re.DOTALL)
    assert found is not None, "the message is not shown"
    return found[0], Reader(found[0])


def place_link(browser: Browser, channel: Channel, message_id: int | None = None) -> str:
    tail = f"/{message_id}" if message_id else ""
    return f"https://discord.com/channels/{browser.page.community.guild.id}/{channel.id}{tail}"


def row(*inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inner)}


def button(label: str, style: int = 2, **more: Any) -> dict[str, Any]:
    custom_id = {} if style == 5 else {"custom_id": f"test:{label}"}
    return {"type": 2, "style": style, "label": label, **custom_id, **more}


def let_pin(browser: Browser, name: str) -> None:
    """Give a person's first role the right to pin, which nobody's has by itself."""
    guild = browser.page.community.guild
    role_id = min(browser.person(name).member.role_ids)
    guild.roles[role_id].permissions |= permissions.PIN_MESSAGES
