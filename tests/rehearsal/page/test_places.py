"""The list of places: what each person sees in it, and what is marked as new."""

from __future__ import annotations

import re

import pytest

from tests.rehearsal.page.conftest import Browser, text_of

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]


def listed(shown: str) -> list[str]:
    """The places in the list, as they are read."""
    found = re.search(r'<div id="places">(.*?)</div>', shown, re.DOTALL)
    assert found is not None
    return [text_of(item) for item in re.findall(r"<li.*?</li>", found[1], re.DOTALL)]


async def test_everybody_sees_their_own_places(browser: Browser) -> None:
    assert "stewards" in listed(await browser.shows("Mara", "welcome"))
    assert not [p for p in listed(await browser.shows("Ada", "welcome")) if "stewards" in p]


async def test_new_messages_are_marked_until_they_are_looked_at(browser: Browser) -> None:
    lena, general = browser.person("Lena"), browser.channel("general")
    await lena.says("Hello", general)
    await lena.says(f"Hello {browser.person('Ada').mention}", general)

    places = listed(await browser.shows("Ada", "welcome"))
    assert "general (new) 1 for Ada" in places
    assert "general" in listed(await browser.shows("Lena", "welcome"))
    await browser.shows("Ada", "general")
    assert "general" in listed(await browser.shows("Ada", "welcome"))


async def test_a_conversation_with_the_bot_can_be_begun(browser: Browser) -> None:
    assert "Write to Tenet" in listed(await browser.shows("Ada", "welcome"))

    answer = await browser.posts("Ada", "welcome", "message-bot")

    async with browser.session.get(answer.headers["X-Go"]) as shown:
        assert "Direct messages with Tenet" in text_of(await shown.text())


async def test_whoever_leaves_sees_no_place_and_can_come_back(browser: Browser) -> None:
    answer = await browser.posts("Ada", "welcome", "people/leave")

    async with browser.session.get(answer.headers["X-Go"]) as shown:
        text = text_of(await shown.text())
    assert "Ada is not in the server." in text
    assert "Come back" in text
    async with browser.session.post(
        f"/as/{browser.person('Ada').id}/in/0/people/come-back",
        data={"token": browser.page.token},
    ) as shown:
        assert "general" in listed(await shown.text())


async def test_what_the_own_config_could_not_bring_is_told(browser: Browser) -> None:
    assert "Your own community" not in await browser.shows("Ada", "welcome")

    browser.page.community.unmapped.append("The emoji <:oak:1> is not here.")
    browser.page.community.mapped.append("channels.welcome: #welcome stands here for 1.")
    shown = await browser.shows("Ada", "welcome")
    assert "The emoji &lt;:oak:1&gt; is not here." in shown
    assert "channels.welcome: #welcome stands here for 1." in text_of(shown)
