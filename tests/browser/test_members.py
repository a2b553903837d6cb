"""What members do on the page, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.browser.house import (
    House,
    becomes,
    chooses,
    fills_in,
    goes,
    presses,
    runs,
    sees,
    unfolds,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.thorough,
    pytest.mark.asyncio(loop_scope="session"),
]


async def test_a_newcomer_is_taken_through_onboarding_in_direct_messages(house: House) -> None:
    tab = await house.tab()
    await tab.goto(house.server.url)
    await becomes(tab, "Ada")

    await presses(tab, "Start")
    await sees(tab, "I am writing to you privately now")
    await goes(tab, "Tenet")
    await sees(tab, "Nothing here is a test")
    for text in ("neighbours along the same river", "Honesty", "Care", "Courage", "Stewardship"):
        await presses(tab, "Next")
        await sees(tab, text)
    await presses(tab, "Next")
    await sees(tab, "What brings you here")
    await presses(tab, "Write something")
    await fills_in(tab, In_your_own_words="The river behind my house.")
    await sees(tab, "The river behind my house.")
    await presses(tab, "Next")
    await chooses(tab, "The values that speak to you …", "Stewardship")
    await presses(tab, "Next")
    await sees(tab, "What time is it where you are")
    await presses(tab, "Skip")
    await sees(tab, "What would you like to stand up for")
    await presses(tab, "Skip")
    await sees(tab, "you receive the role")
    await presses(tab, "Finish")

    await sees(tab, "You are through")
    await expect(tab.locator("#people [aria-current]")).to_contain_text("Neighbour")


async def test_a_pledge_by_reaction_is_counted_in_another_tab(house: House) -> None:
    lena, jonas = await house.opens("Lena", "values"), await house.opens("Jonas", "values")
    before = jonas.locator("#messages .reactions button", has_text="🤝")
    await expect(before.locator(".count")).to_contain_text("1")

    await lena.locator("#messages .reactions button", has_text="🤝").first.click()

    pressed = lena.locator("#messages .reactions button", has_text="🤝").first
    await expect(pressed).to_have_attribute("aria-pressed", "true")
    await expect(before.locator(".count")).to_contain_text("2")
    await expect(before).to_have_attribute("aria-pressed", "false")
    await sees(jonas, "One person has pledged")


async def test_what_a_form_does_not_take_is_said_and_what_was_written_stays(house: House) -> None:
    tab = await house.opens("Mara", "general")
    await runs(tab, "/initiative propose kind:Event")
    dialog = tab.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    name = dialog.get_by_label("What is it called?")
    await dialog.get_by_role("button", name="Submit").click()
    await expect(name).to_be_focused()  # the browser itself holds back what is not complete
    await name.fill("River clean-up")
    await dialog.get_by_label("What will you do, and why?").fill("Two boats, and a bag.")
    await dialog.get_by_label("What is the first step?").fill("I ask for the boats.")

    await dialog.get_by_role("button", name="Submit").click()

    error = dialog.get_by_role("alert")
    await expect(error).to_contain_text("Which of our values does it serve?")
    wrong = dialog.get_by_role("group", name="Which of our values does it serve?")
    tied = await wrong.get_attribute("aria-describedby") or ""
    said = [await tab.locator(f"[id='{one}']").inner_text() for one in tied.split()]
    assert any("is required" in text for text in said), said
    await expect(wrong.get_by_role("checkbox").first).to_be_focused()
    await expect(name).to_have_value("River clean-up")
    await wrong.get_by_label("Stewardship").check()
    await dialog.get_by_label("When?").fill("Sunday at ten")
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog).to_have_count(0)
    await sees(tab, "10 could be in the morning or in the evening")
    await presses(tab, "Edit")
    await expect(dialog.get_by_label("What is it called?")).to_have_value("River clean-up")
    await tab.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def test_a_command_is_completed_by_suggestions_of_the_bot(house: House) -> None:
    tab = await house.opens("Lena", "general")
    field, options = tab.locator("#text"), tab.locator("#suggestions [role=option]")

    await field.press_sequentially("/values sh")
    await expect(options.first).to_contain_text("show")
    await field.press("Enter")
    await expect(field).to_have_value("/values show ")
    await field.press_sequentially("value:C")
    await expect(options).to_contain_text(["Care", "Courage"])
    await field.press("ArrowDown")
    chosen = await field.get_attribute("aria-activedescendant")
    await expect(tab.locator(f"#{chosen}")).to_contain_text("Courage")
    await field.press("Enter")
    await expect(field).to_have_value(re.compile("/values show value:.*Courage"))
    await expect(field).to_have_attribute("aria-expanded", "false")
    await field.press("Enter")

    answer = await sees(tab, "I start what is right before everybody agrees")
    await expect(answer).to_contain_text("Only you can see this")
    await expect(field).to_have_value("")


async def test_whoever_accepts_no_direct_messages_gets_a_thread(house: House) -> None:
    tab = await house.opens("Ada", "welcome")
    await unfolds(tab, "person-more")
    await tab.get_by_role("button", name="Close DMs").click()
    await expect(tab.get_by_role("button", name="Open DMs")).to_be_visible()

    await presses(tab, "Start")

    thread = tab.locator("#places li.private-thread a").first
    await expect(thread).to_be_visible()
    await thread.click()
    await sees(tab, "privacy settings do not let me write to you")
    jonas = await house.opens("Jonas", "welcome")
    await expect(jonas.locator("#places li.private-thread")).to_have_count(0)
