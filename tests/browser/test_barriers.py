"""Whether people can use the page who see little, use no mouse, or read on a phone."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect
from playwright.async_api import ViewportSize as Size

from tests.browser.chromium import barriers
from tests.browser.house import (
    House,
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

DESK: Size = {"width": 1280, "height": 900}
PHONE: Size = {"width": 360, "height": 740}
ZOOMED: Size = {"width": 640, "height": 450}
"""What a window of 1280 × 900 has left at 200 %."""

STANDING_OUT = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > room + 1)
        .map((one) => one.outerHTML.slice(0, 120));
}"""

FOLDED = (
    "person-more",
    "person-new",
    "trouble-bot",
    "trouble-discord",
    "trouble-here",
    "time-more",
)


async def test_axe_finds_no_barrier(house: House) -> None:
    tab = await house.opens("Mara", "values")
    await tab.locator("#messages .reactions button").first.click()
    await sees(tab, "One person has pledged")
    await runs(tab, "/values show value:Honesty")
    await sees(tab, "Only you can see this")
    await unfolds(tab, *FOLDED, "commands")
    await expect(tab.locator("#curtain li").first).to_contain_text("Mara runs")
    await _has_no_barrier(tab, DESK, PHONE, ZOOMED)

    await goes(tab, "welcome")
    await runs(tab, "/nothing")
    await expect(tab.get_by_role("alert")).to_contain_text("here is no command")
    await presses(tab, "Start")
    await goes(tab, "Tenet")
    await sees(tab, "Nothing here is a test")
    await _has_no_barrier(tab, DESK, PHONE)


async def test_axe_finds_no_barrier_in_a_form(house: House) -> None:
    tab = await house.opens("Mara", "general")
    await runs(tab, "/initiative propose kind:Event")
    await expect(tab.get_by_role("dialog")).to_be_visible()
    await _has_no_barrier(tab, DESK, PHONE)
    await fills_in(
        tab,
        What_is_it_called="River clean-up",
        What_will_you_do="Two boats.",
        What_is_the_first_step="I ask.",
    )
    await expect(tab.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    await _has_no_barrier(tab, DESK, PHONE)


async def test_suggestions_are_a_combobox_without_barriers(house: House) -> None:
    tab = await house.opens("Mara", "general")
    await tab.locator("#text").press_sequentially("/val")
    await expect(tab.get_by_role("listbox")).to_be_visible()

    assert await barriers(tab) == []


async def test_nothing_has_to_be_scrolled_sideways(house: House) -> None:
    tab = await house.opens("Mara", "values")
    await runs(tab, "x" * 300)
    await sees(tab, "x" * 300)
    await unfolds(tab, *FOLDED, "commands")
    await _fits(tab, PHONE, ZOOMED)
    await tab.set_viewport_size(DESK)
    await runs(tab, "/initiative propose kind:Event")
    await expect(tab.get_by_role("dialog")).to_be_visible()
    await _fits(tab, PHONE, ZOOMED)


async def test_everything_can_be_done_with_the_keyboard_alone(house: House) -> None:
    tab = await house.opens("Lena", "values")
    await _reaches(tab, "Skip to the messages")
    await tab.keyboard.press("Enter")
    await _reaches(tab, "🌱")
    await tab.keyboard.press("Space")
    await sees(tab, "One person has pledged")
    focus = tab.locator(":focus")
    await expect(focus).to_have_attribute("aria-pressed", "true")  # it is where it was
    await _reaches(tab, "Send")
    await tab.keyboard.press("Shift+Tab")
    await tab.keyboard.type("/initiative propose kind:Event")
    await tab.keyboard.press("Escape")
    await tab.keyboard.press("Enter")
    dialog = tab.get_by_role("dialog")
    await expect(dialog.get_by_label("What is it called?")).to_be_focused()
    for _ in range(40):  # a dialog lets nobody out by Tab but to the browser itself
        await tab.keyboard.press("Tab")
        assert await tab.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    await tab.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(tab.locator("#text")).to_be_focused()
    await _reaches(tab, "Ada")
    await tab.keyboard.press("Enter")
    await expect(tab.locator("#people [aria-current]")).to_contain_text("Ada")


async def test_the_focus_can_be_seen_wherever_it_is(house: House) -> None:
    tab = await house.opens("Mara", "values")
    await unfolds(tab, *FOLDED)
    for _ in range(60):
        await tab.keyboard.press("Tab")
        shown = await tab.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body) return "";
                const style = getComputedStyle(one);
                const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
                return isSeen ? "" : one.outerHTML.slice(0, 200);
            }"""
        )
        assert shown == ""


async def _reaches(tab: Page, label: str) -> None:
    """Go on by Tab until something of this name has the focus."""
    for _ in range(120):
        await tab.keyboard.press("Tab")
        if label in await tab.evaluate("document.activeElement.innerText || ''"):
            return
    raise AssertionError(f"{label} cannot be reached by Tab")


async def _has_no_barrier(tab: Page, *sizes: Size) -> None:
    """Axe has nothing to say of what is open, in light and dark."""
    found = []
    for size in sizes:
        await tab.set_viewport_size(size)
        for scheme in ("light", "dark"):
            await tab.emulate_media(color_scheme=scheme)
            found += [f"{size['width']} px, {scheme}: {one}" for one in await barriers(tab)]
    assert found == []
    await tab.set_viewport_size(DESK)


async def _fits(tab: Page, *sizes: Size) -> None:
    """Nothing stands out at the right."""
    for size in sizes:
        await tab.set_viewport_size(size)
        assert await tab.evaluate(STANDING_OUT) == []
