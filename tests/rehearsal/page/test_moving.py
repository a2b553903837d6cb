"""Time: what it is, what comes next, and what happens on the way there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.rehearsal.page.moving import FURTHEST, coming
from tests.rehearsal.page.conftest import Browser, part, text_of

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]


def local(browser: Browser, **ahead: float) -> str:
    there = browser.page.now() + timedelta(**ahead)
    return there.astimezone(browser.page.community.zone).strftime("%Y-%m-%dT%H:%M")


async def clock(browser: Browser) -> str:
    return text_of(part(await browser.shows("Ada", "welcome"), "clock"))


async def notice(browser: Browser) -> str:
    return text_of(part(await browser.shows("Ada", "welcome"), "notice"))


async def test_an_hour_goes_by(browser: Browser) -> None:
    before = browser.page.now()

    await browser.posts("Ada", "welcome", "time", to="hour")

    assert timedelta(0) <= browser.page.now() - before - timedelta(hours=1) < timedelta(minutes=1)


@pytest.mark.parametrize(("to", "weekday"), [("morning", None), ("monday", 0)])
async def test_mornings_begin_at_nine_on_the_servers_clock(
    browser: Browser, to: str, weekday: int | None
) -> None:
    await browser.posts("Ada", "welcome", "people/zone", zone="Tokyo")

    await browser.posts("Ada", "welcome", "time", to=to)

    now = browser.page.now().astimezone(browser.page.community.zone)
    assert (now.hour, now.minute) == (9, 0)
    assert weekday in (None, now.weekday())


async def test_what_is_next_is_said_beforehand_and_then_happens(browser: Browser) -> None:
    first = (await coming(browser.page))[0]
    assert f"Next: {first.words}," in await clock(browser)

    await browser.posts("Ada", "welcome", "time", to="next")

    assert timedelta(0) <= browser.page.now() - first.at < timedelta(minutes=1)
    entry = next(one for one in browser.page.curtain.entries if first.words in one.words)
    assert entry.words == f"Time moves on to the next thing that is due: {first.words}."


async def test_a_monday_brings_its_post_and_what_it_took_is_listed(browser: Browser) -> None:
    channels = browser.page.community.guild.channels.values()
    before = sum(len(channel.messages) for channel in channels)

    await browser.posts("Mara", "welcome", "time", to="monday")
    await browser.posts("Mara", "welcome", "time", to="hour")

    assert sum(len(channel.messages) for channel in channels) > before
    entry = next(one for one in browser.page.curtain.entries if "09:00" in one.words)
    assert entry.facts["Requests"]
    assert entry.words in text_of(await browser.shows("Mara", "welcome"))


async def test_one_goes_to_a_date_and_a_time_of_the_server(browser: Browser) -> None:
    there = local(browser, days=3)

    await browser.posts("Ada", "welcome", "time", to="at", at=there)

    assert local(browser) == there


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("yesterday", "That is no date and time."),
        ("", "That is no date and time."),
        ("0001-01-01T00:00", "Time only goes forward here."),
        ("9999-12-31T23:59", "That is more than a year ahead"),
    ],
)
async def test_where_one_cannot_go_is_said(browser: Browser, at: str, words: str) -> None:
    before = browser.page.now()

    answer = await browser.posts("Ada", "welcome", "time", to="at", at=at)

    assert answer.status == 204
    assert words in await notice(browser)
    assert browser.page.now() - before < timedelta(minutes=1)


async def test_a_year_is_not_too_far(browser: Browser) -> None:
    assert timedelta(days=366) < FURTHEST


async def test_without_the_bot_nothing_is_due_and_time_moves_all_the_same(
    browser: Browser,
) -> None:
    await browser.posts("Mara", "welcome", "trouble/stop")
    before = browser.page.now()
    assert "The bot is stopped" in await clock(browser)

    await browser.posts("Ada", "welcome", "time", to="next")
    assert "Nothing is planned" in await notice(browser)
    await browser.posts("Ada", "welcome", "time", to="hour")

    assert browser.page.now() - before >= timedelta(hours=1)


async def test_a_busy_bot_holds_time_up_and_that_is_said(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(_moment: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(browser.page, "move_to", busy)

    answer = await browser.posts("Ada", "welcome", "time", to="hour")

    assert answer.status == 204
    assert "The bot was still busy after 10 seconds" in await notice(browser)
    assert browser.page.under_way is None
