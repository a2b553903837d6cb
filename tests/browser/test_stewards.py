"""What stewards do on the page: move time, make things go wrong, look behind the curtain."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.rehearsal import loading, player
from tests.browser.house import House, becomes, goes, messages, presses, runs, sees, unfolds

pytestmark = [
    pytest.mark.browser,
    pytest.mark.thorough,
    pytest.mark.asyncio(loop_scope="session"),
]


async def test_time_moves_to_monday_and_the_reminder_appears(house: House) -> None:
    tab = await house.opens("Mara", "general")
    await expect(messages(tab, "A value for the week")).to_have_count(0)

    await tab.get_by_role("button", name="Next Monday 09:00").click()

    await sees(tab, "A value for the week, to carry along.")
    await expect(tab.locator("#clock .now")).to_contain_text("09:00")
    await expect(tab.locator("#clock .now")).to_contain_text("Mon")
    await expect(tab.locator("#curtain li").first).to_contain_text("Time moves on to Monday")
    await expect(tab.locator("#curtain li").first).to_contain_text("writes a message in #general")


async def test_a_bot_that_was_killed_finds_the_reactions_made_meanwhile(house: House) -> None:
    tab = await house.opens("Lena", "values")
    await tab.locator("#messages .reactions button", has_text="🌱").first.click()
    await expect(messages(tab, "One person has pledged")).to_have_count(1)
    await unfolds(tab, "trouble-bot")
    await tab.get_by_role("button", name="Kill, as by a power cut").click()
    await expect(tab.locator("#trouble")).to_contain_text("The bot is not running.")

    await tab.locator("#messages .reactions button", has_text="🤝").first.click()
    pressed = tab.locator("#messages .reactions button", has_text="🤝").first
    await expect(pressed).to_have_attribute("aria-pressed", "true")
    await tab.locator("#trouble").get_by_role("button", name="Start").click()

    await expect(tab.locator("#trouble")).to_contain_text("All is well.")
    await expect(messages(tab, "One person has pledged")).to_have_count(1)
    await expect(tab.locator("#curtain")).to_contain_text("I was away between")
    await becomes(tab, "Mara")
    await goes(tab, "stewards")
    await sees(tab, "One pledge was made meanwhile")


async def test_what_was_clicked_is_a_story_that_plays_with_the_same_result(
    house: House, tmp_path: Path
) -> None:
    tab = await house.opens("Ada", "welcome")
    await presses(tab, "Start")
    await goes(tab, "Tenet")
    await presses(tab, "Next")
    await sees(tab, "neighbours along the same river")
    await goes(tab, "values")
    await tab.locator("#messages .reactions button", has_text="🌊").first.click()
    await sees(tab, "One person has pledged")
    await goes(tab, "general")
    await runs(tab, "/values show value:Honesty")
    await sees(tab, "I say what I see, kindly and early")
    await becomes(tab, "Mara")
    await tab.get_by_role("button", name="Next Monday 09:00").click()
    await expect(tab.locator("#curtain li").first).to_contain_text("Time moves on to Monday")

    async with tab.expect_download() as downloading:
        await tab.get_by_role("link", name="Export as story").click()
    story = tmp_path / "rehearsal.yaml"
    await (await downloading.value).save_as(story)

    text = story.read_text("utf-8")
    for step in ("Ada clicks: Start", "Ada reacts: 🌊", "Ada runs: /values show value:Honesty"):
        assert step in text
    outcome = await player.play(loading.load(story))
    assert outcome.went_well


async def test_the_curtain_tells_what_an_act_set_off_with_the_raw_json(house: House) -> None:
    tab = await house.opens("Lena", "values")

    await tab.locator("#messages .reactions button", has_text="🔥").first.click()

    newest = tab.locator("#curtain .entries > li").first
    await expect(newest).to_contain_text("Lena reacts with 🔥 in #values.")
    await expect(newest).to_contain_text("1 pledge made")
    async with house.context.expect_page() as opening:
        await newest.get_by_role("link", name="raw").first.click()
    raw = await opening.value
    await expect(raw.locator("body")).to_contain_text("{")
    assert house.state.token not in await raw.locator("body").inner_text()
