"""Behind the curtain: what each act set off, in words and raw."""

from __future__ import annotations

import json
import re

import pytest

from bot.rehearsal.page.curtain import MOST_ENTRIES, MOST_FACTS, Entry
from bot.rehearsal.page.requests import Requests, without_secrets
from bot.simulator.exchange import Exchange
from tests.rehearsal.page.conftest import Browser, text_of

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]


async def seen_through(browser: Browser) -> None:
    """Wait until what was done has been looked at."""
    following = browser.page._following
    if following is not None:
        await following


def words(entry: Entry, kind: str) -> list[str]:
    return [fact.words for _, found, fact in entry.listed() if found == kind]


async def test_a_press_tells_its_answer_its_ledger_rows_and_its_message(
    limited_browser: Browser,
) -> None:
    browser = limited_browser
    ada = browser.person("Ada")
    post = ada.sees(browser.channel("welcome"))[-1]
    await browser.posts(
        "Ada", "welcome", "press", message=str(post.id), custom_id="onboarding:start"
    )
    await seen_through(browser)

    entry = browser.page.curtain.entries[0]
    assert entry.words == "Ada presses [Start] in #welcome."
    requests = " / ".join(words(entry, "Requests"))
    assert "answers with a message" in requests
    assert re.search(r"writes a message in the DM with Ada: \d+ ms, 4 of 5 requests left", requests)
    assert "opens direct messages with Ada" in requests
    assert words(entry, "Ledger") == ["1 onboarding started"]
    assert "Onboarding: step has been sent" in words(entry, "Deliveries")
    shown = text_of(await browser.shows("Ada", "welcome"))
    assert "1 onboarding started" in shown


async def test_the_raw_json_is_a_click_away_and_holds_no_token(browser: Browser) -> None:
    ada = browser.person("Ada")
    post = ada.sees(browser.channel("welcome"))[-1]
    await browser.posts(
        "Ada", "welcome", "press", message=str(post.id), custom_id="onboarding:start"
    )
    await seen_through(browser)
    entry = browser.page.curtain.entries[0]
    secret = browser.page.community.application.token

    addresses = re.findall(r'href="(/raw/[0-9]+/[0-9]+)"', await browser.shows("Ada", "welcome"))
    assert len(addresses) >= len(list(entry.listed()))
    for address in addresses:
        async with browser.session.get(address) as answer:
            text = await answer.text()
            assert answer.content_type == "application/json"
            assert json.loads(text) is not None
            assert secret not in text
            assert not re.search(r"/(interactions|webhooks)/[0-9]+/[A-Za-z0-9_-]{20}", text)
    async with browser.session.get("/raw/999/0") as answer:
        assert answer.status == 404


async def test_what_was_recovered_after_a_kill_is_told(browser: Browser) -> None:
    lena = browser.person("Lena")
    post = lena.sees(browser.channel("values"))[-1]
    await browser.posts("Mara", "general", "trouble/kill")
    await lena.reacts("🌱", to=post)
    await browser.posts("Mara", "general", "trouble/start")
    await seen_through(browser)

    entry = next(one for one in browser.page.curtain.entries if one.words == "The bot is started.")
    (told,) = words(entry, "Recovered")
    assert "1" in told
    assert words(entry, "Ledger") == ["1 pledge made"]


async def test_what_comes_by_itself_is_not_told_of_the_last_act(browser: Browser) -> None:
    await browser.posts("Ada", "general", "say", text="Hello")
    await seen_through(browser)

    post = browser.person("Lena").sees(browser.channel("values"))[-1]
    await browser.person("Lena").reacts("🤝", to=post)
    await browser.page.rest()
    await seen_through(browser)

    meanwhile, said = list(browser.page.curtain.entries)[:2]
    assert meanwhile.words == "Meanwhile"
    assert "edits a message in #values" in " / ".join(words(meanwhile, "Requests"))
    assert not words(said, "Ledger")


async def test_only_so_much_is_kept(browser: Browser) -> None:
    curtain = browser.page.curtain
    for number in range(MOST_ENTRIES * 2):
        curtain.begin(f"Act {number}")
    assert len(curtain.entries) == MOST_ENTRIES
    entry = curtain.begin("Many")
    for number in range(MOST_FACTS + 5):
        entry.add("Requests", f"Request {number}", {"long": "x" * 100_000})
    assert len(list(entry.listed())) == MOST_FACTS
    assert entry.more["Requests"] == 5
    assert all(len(fact.raw) <= 20_000 for _, _, fact in entry.listed())
    assert "and 5 more" in text_of(await browser.shows("Ada", "welcome"))


async def test_requests_that_were_refused_or_had_to_wait_say_so(browser: Browser) -> None:
    community = browser.page.community
    told = Requests(community.world, community.guild)
    channel = browser.channel("general")

    def exchange(status: int, answer: object, **headers: str) -> Exchange:
        template, path = "/channels/{channel_id}/messages", f"/channels/{channel.id}/messages"
        named = {f"X-RateLimit-{key}": value for key, value in headers.items()}
        return Exchange("POST", template, path, {}, (), status, answer, None, 0.012, named)

    refused = told.words(exchange(403, {"message": "Missing Access", "code": 50001}))
    assert refused == "writes a message in #general: is refused: 403 Missing Access, 12 ms"
    waits = told.words(exchange(429, {"retry_after": 2.0}, Scope="shared"))
    assert waits == "writes a message in #general: has to wait 2.0 s (shared limit), 12 ms"
    unknown = Exchange("GET", "/some/{thing}", "/some/5", None, (), 200, {}, None)
    assert told.words(unknown).startswith("GET /some/{thing}: ")


async def test_no_secret_survives_at_any_depth() -> None:
    raw = {"a": [{"Token": "x", "b": ({"authorization": "y"},)}], "token": "z"}

    assert without_secrets(raw) == {
        "a": [{"Token": "(left out)", "b": [{"authorization": "(left out)"}]}],
        "token": "(left out)",
    }
