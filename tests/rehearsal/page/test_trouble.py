"""Trouble on purpose: what it does to the bot, how it is shown, and how it ends."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.rehearsal import loading
from bot.rehearsal.page.live import Tab
from bot.rehearsal.page.trouble import PERMISSIONS
from bot.rehearsal.troubles import denied
from bot.simulator.exchange import Exchange
from tests.rehearsal.page.conftest import Browser, part, text_of

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]


async def going(browser: Browser, channel: str = "welcome") -> str:
    """What the page says of the troubles there are."""
    shown = part(await browser.shows("Mara", channel), "trouble")
    return text_of(shown.split('role="status"')[1].split("</div>")[0].partition(">")[2])


async def notice(browser: Browser) -> str:
    return text_of(part(await browser.shows("Mara", "welcome"), "notice"))


@pytest.mark.parametrize("ending", ["stop", "kill"])
async def test_the_bot_is_ended_and_started_and_catches_up(browser: Browser, ending: str) -> None:
    assert await going(browser) == "All is well."
    await browser.posts("Mara", "welcome", f"trouble/{ending}")
    assert not browser.page.running.is_running
    assert "The bot is not running." in await going(browser)
    values = browser.channel("values")
    post = next(iter(values.messages.values()))
    await browser.person("Lena").reacts(next(iter(post.reactions)), to=post)

    await browser.posts("Mara", "welcome", "trouble/start")

    assert browser.page.running.is_running
    assert await going(browser) == "All is well."
    await browser.page.curtain.look()
    facts = [fact for entry in browser.page.curtain.entries for fact in entry.facts]
    assert "Recovered" in facts


async def test_a_restart_leaves_it_running(browser: Browser) -> None:
    before = browser.page.running.bot

    await browser.posts("Mara", "welcome", "trouble/restart")

    assert browser.page.running.is_running
    assert browser.page.running.bot is not before


@pytest.mark.parametrize("act", ["stop", "kill", "restart"])
async def test_what_does_not_run_cannot_be_ended(browser: Browser, act: str) -> None:
    await browser.posts("Mara", "welcome", "trouble/stop")

    await browser.posts("Mara", "welcome", f"trouble/{act}")

    assert await notice(browser) == "The bot is not running."


async def test_the_page_answers_while_the_bot_is_turned_and_two_clicks_do_no_harm(
    browser: Browser,
) -> None:
    address = f"{browser.path('Mara', 'welcome')}/trouble/"
    fields = {"token": browser.page.token}

    async def click(act: str) -> int:
        async with browser.session.post(
            address + act, data=fields, headers={"X-Live": "1"}
        ) as answer:
            return answer.status

    clicks = asyncio.gather(*(click(act) for act in ("restart", "restart", "stop", "start")))
    seen = set()
    while not clicks.done():
        seen.add(await going(browser))
        await asyncio.sleep(0)

    assert await clicks == [204] * 4
    assert any("The bot is being restarted" in told for told in seen)
    assert browser.page.running.is_running
    assert await going(browser) == "All is well."


async def test_a_bot_that_cannot_start_does_not_count_as_running(browser: Browser) -> None:
    await browser.posts("Mara", "welcome", "trouble/stop")
    browser.page.sim.faults.answer(401, times=5)

    answer = await browser.posts("Mara", "welcome", "trouble/start")

    assert answer.status == 204
    assert "The bot did not come up: " in await notice(browser)
    assert "The bot is not running." in await going(browser)
    browser.page.sim.faults.clear()
    await browser.posts("Mara", "welcome", "trouble/start")
    assert await going(browser) == "All is well."


async def test_a_dropped_connection_is_shown_and_taken_up_again(browser: Browser) -> None:
    address = f"{browser.path('Mara', 'welcome')}/trouble/drop"
    async with browser.session.post(
        address, data={"token": browser.page.token}, headers={"X-Live": "1"}
    ):
        assert "has lost its connection to Discord" in await going(browser)
    await browser.posts("Mara", "welcome", "people/join", name="Noor")

    await browser.page.running.until(lambda: bool(_connections(browser)))
    await browser.page.rest()

    assert await going(browser) == "All is well."
    guild_id = browser.page.community.guild.id
    met = browser.page.running.bot.get_guild(guild_id)
    assert met is not None
    assert met.member_count == len(browser.page.community.guild.members)


def _connections(browser: Browser) -> list[object]:
    sessions = browser.page.sim.gateway.sessions.of(browser.page.community.application.id)
    return [one for one in sessions if one.connection is not None]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("refuse", "Discord refuses the bot's next 5 requests with 500."),
        ("limit", "Discord makes the bot wait at its next 5 requests (429)."),
    ],
)
async def test_what_discord_refuses_is_shown_until_all_is_well(
    browser: Browser, act: str, words: str
) -> None:
    await browser.posts("Mara", "welcome", f"trouble/{act}")
    assert await going(browser) == words.replace("'", "&#39;")

    await browser.posts("Mara", "welcome", "trouble/mend")

    assert await going(browser) == "All is well."


async def test_a_refused_request_strikes_the_bot_and_is_counted_down(browser: Browser) -> None:
    struck = asyncio.Event()
    tab = Tab(browser.page.visit(browser.person("Mara"), None))
    told: list[bool] = []

    def look(exchange: Exchange) -> None:
        if exchange.status == 500:
            told.append("trouble" in tab.regions)
            struck.set()

    observers = browser.page.sim.exchange_observers
    observers.insert(0, lambda _: tab.regions.clear())
    observers.append(look)
    await browser.posts("Mara", "welcome", "trouble/refuse")
    browser.page.tabs.add(tab)
    post = next(iter(browser.channel("values").messages.values()))
    await browser.person("Lena").reacts(next(iter(post.reactions)), to=post)

    async with asyncio.timeout(5):
        await struck.wait()
    assert told[0]
    assert "next 5 requests" not in await going(browser)
    await browser.posts("Mara", "welcome", "trouble/mend")
    assert await going(browser) == "All is well."


@pytest.mark.parametrize("words", list(PERMISSIONS))
async def test_a_permission_is_taken_and_given_back(browser: Browser, words: str) -> None:
    channel, bot_id = browser.channel("general"), browser.page.community.application.id

    await browser.posts("Mara", "general", "trouble/forbid", permission=words)
    assert denied(channel, bot_id) == PERMISSIONS[words]
    assert await going(browser) == f"In #general the bot may not {words}."
    pressed = f'value="{words}" aria-pressed="true"'
    assert pressed in part(await browser.shows("Mara", "general"), "trouble")

    await browser.posts("Mara", "general", "trouble/forbid", permission=words)
    assert denied(channel, bot_id) == 0
    assert await going(browser) == "All is well."


async def test_a_channel_is_deleted_and_whoever_was_there_is_led_on(browser: Browser) -> None:
    deleted = browser.channel("general")

    answer = await browser.posts("Mara", "general", "trouble/delete-channel")

    assert deleted.id not in browser.page.community.guild.channels
    assert answer.headers["X-Go"] == browser.path("Mara", "welcome")
    guild = browser.page.running.bot.get_guild(browser.page.community.guild.id)
    assert guild is not None
    assert guild.get_channel(deleted.id) is None


async def test_one_button_makes_everything_well_and_the_story_of_it_can_be_read(
    browser: Browser,
) -> None:
    for words in ("write messages", "add reactions"):
        await browser.posts("Mara", "general", "trouble/forbid", permission=words)
    await browser.posts("Mara", "welcome", "trouble/refuse")
    await browser.posts("Mara", "welcome", "trouble/kill")
    assert "may not write messages or add reactions." in await going(browser)

    await browser.posts("Mara", "welcome", "trouble/mend")

    assert await going(browser) == "All is well."
    assert browser.page.running.is_running
    async with browser.session.get("/story.yaml") as answer:
        story = loading.parse(await answer.read(), Path("exported.yaml"))
    told = [(step.verb.phrase, step.what) for step in story.steps]
    assert told[told.index(("bot", "kill")) :][:5] == [
        ("bot", "kill"),
        ("discord", "is itself again"),
        ("bot may", "write messages"),
        ("bot may", "add reactions"),
        ("bot", "start"),
    ]


async def test_there_is_nothing_to_forbid_outside_of_channels(browser: Browser) -> None:
    answer = await browser.posts("Mara", "welcome", "message-bot")
    direct = answer.headers["X-Go"]

    async with browser.session.get(direct) as shown:
        assert "Take something from the bot" not in await shown.text()
    async with browser.session.post(
        f"{direct}/trouble/delete-channel", data={"token": browser.page.token}
    ) as shown:
        assert "Go to a channel of the server first." in text_of(await shown.text())
