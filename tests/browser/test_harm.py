"""What must do no harm: texts of every kind, other pages, a page without scripts, a lost server."""

from __future__ import annotations

import asyncio
import re

import pytest
from aiohttp import web
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.house import (
    House,
    becomes,
    fills_in,
    goes,
    messages,
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

SCRIPT = "<script>window.harmed = 1</script><img src=x onerror='window.harmed = 2'>"
HOSTILE = (
    SCRIPT,
    "[press me](javascript:window.harmed=3) <javascript:window.harmed=4>",
    "[a picture](data:text/html,<script>window.harmed=5</script>)",
    '" autofocus onfocus="window.harmed=6',
    "@everyone ||@here|| <@&1> <@1> <#1> <t:99999999999999:R>",
    "</article></div></main><h1>Another page</h1>",
    "\u202egnihtemos\u202c \u200b\ufeff " + "\u0301" * 50,
    "https://example.com/a?b=1&c=<script>",
    "{{ 7 * 7 }} {% for x in y %} ${7*7}",
)
HANDLERS = """[...document.querySelectorAll("*")].flatMap((one) => [...one.attributes])
    .map((one) => one.name).filter((name) => name.startsWith("on"))"""
LONGEST = ("**<b>" * 400)[:2000]


async def test_no_text_does_harm(house: House) -> None:
    ada = await house.opens("Ada", "general")
    jonas = await house.opens("Jonas", "general")
    tabs = (ada, jonas)
    elements = "#messages :is(script, img, iframe, object, style, link, svg, a, input:not([id]))"

    for number, text in enumerate((*HOSTILE, LONGEST), 1):
        await runs(ada, text)
        for tab in tabs:
            await expect(tab.locator("#messages article", has_text="Ada")).to_have_count(number)

    for tab in tabs:
        for text in (SCRIPT, HOSTILE[5], HOSTILE[7], HOSTILE[8]):
            await expect(messages(tab, text)).to_have_count(1)
        alive = tab.locator(elements).filter(visible=True)
        assert await alive.evaluate_all("all => all.map((one) => one.outerHTML)") == []
        await expect(tab.locator("h1")).to_have_count(1)
        assert await tab.evaluate("window.harmed") is None
        assert await tab.locator("#messages a[href]").count() == 0
        assert await tab.evaluate(HANDLERS) == []
    await expect(jonas.locator("#places .count")).to_have_count(0)  # nobody may call @everyone


async def test_no_name_does_harm_and_too_long_a_text_is_refused(house: House) -> None:
    tab = await house.opens("Mara", "general")
    await unfolds(tab, "person-new")
    await tab.get_by_label("Name", exact=True).fill("<img src=x onerror=harmed=1>")
    await tab.get_by_role("button", name="Join the server").click()
    await expect(tab.locator("#people")).to_contain_text("<img src=x onerror=harmed=1>")
    await becomes(tab, "<img src=x onerror=harmed=1>")
    await goes(tab, "general")
    await runs(tab, "x" * 2001)

    await expect(tab.locator("#notice")).not_to_be_empty()
    await expect(tab.locator("#messages article")).to_have_count(0)
    await runs(tab, "Hello")
    await sees(tab, "Hello")
    await expect(tab.locator("img")).to_have_count(0)
    assert await tab.evaluate("window.harmed") is None


async def test_another_page_in_the_same_browser_can_neither_act_nor_look(
    house: House, browser: Browser
) -> None:
    mara = house.state.community.people["Mara"]
    visit = house.state.visit(mara, mara.channels()[0])
    address = house.server.url.rstrip("/") + visit.path
    markup = f"""<form method="post" action="{address}/say" target="inner">
        <input name="token" value="{house.state.token}"><input name="text" value="Gotcha">
        <button>Win</button></form><iframe name="inner" src="{address}"></iframe>"""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=markup, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    context = await browser.new_context()
    tab = await context.new_page()

    await tab.goto(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    async with tab.expect_response(re.compile(r"/say$")) as posting:
        await tab.get_by_role("button", name="Win").click()
    read = await tab.evaluate(
        f"fetch('{address}').then((one) => one.text(), (refused) => String(refused))"
    )

    assert (await posting.value).status == 403
    assert "Failed to fetch" in read
    assert all(one.content != "Gotcha" for one in mara.messages(visit.channel))
    await context.close()
    await runner.cleanup()


async def _reloads_until(tab: Page, wanted: Locator) -> None:
    """Load the page until it shows it; without scripts it does not change by itself."""
    async with asyncio.timeout(10):
        while not await wanted.count():
            await tab.reload()


async def test_without_scripts_everything_can_be_done(house: House, browser: Browser) -> None:
    context = await browser.new_context(java_script_enabled=False)
    plain = House(house.server, context)
    tab = await plain.opens("Mara", "general")

    await runs(tab, "Hello <b>everybody</b>")
    await sees(tab, "Hello <b>everybody</b>")
    async with tab.expect_navigation():
        await runs(tab, "/values show value:Honesty")
    await _reloads_until(tab, messages(tab, "I say what I see, kindly and early"))
    await runs(tab, "/initiative propose kind:Event")
    await fills_in(
        tab,
        What_is_it_called="River clean-up",
        What_will_you_do="Two boats.",
        What_is_the_first_step="I ask.",
    )
    await expect(tab.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    name = tab.get_by_role("dialog").get_by_label("What is it called?")
    await expect(name).to_have_value("River clean-up")
    await tab.get_by_role("button", name="Cancel").click()
    await expect(tab.get_by_role("dialog")).to_have_count(0)
    await goes(tab, "welcome")
    async with tab.expect_navigation():
        await presses(tab, "Start")
    await _reloads_until(tab, tab.locator("#places a", has_text="Tenet"))
    await goes(tab, "Tenet")
    await sees(tab, "Nothing here is a test")
    await tab.get_by_role("button", name="Next Monday 09:00").click()
    await expect(tab.locator("#clock .now")).to_contain_text("09:0")

    assert plain.complaints == []
    await context.close()


async def test_whoever_looks_at_what_is_not_to_be_seen_any_more_is_led_elsewhere(
    house: House,
) -> None:
    lena, jonas = await house.opens("Lena", "general"), await house.opens("Jonas", "general")
    ada = await house.opens("Ada", "values")
    await lena.bring_to_front()
    await unfolds(lena, "trouble-here", "trouble-delete")

    await lena.get_by_role("button", name="Delete #general").click()

    for tab in (lena, jonas):
        await expect(tab.locator("h1")).to_have_text("#welcome")
        await expect(tab.locator("#places")).not_to_contain_text("general")
    await ada.bring_to_front()
    await unfolds(ada, "person-more")
    await ada.get_by_role("button", name="Leave the server").click()
    await expect(ada.locator("h1")).to_have_text("No channel")
    await unfolds(ada, "person-more")
    await ada.get_by_role("button", name="Come back").click()
    await goes(ada, "welcome")
    await expect(ada.locator("h1")).to_have_text("#welcome")


async def test_a_page_that_lost_the_rehearsal_says_so_and_catches_up(house: House) -> None:
    tab = await house.opens("Lena", "general")
    await expect(tab.locator("#messages")).to_contain_text("Nothing has been written here yet.")
    await house.server.stop()
    await expect(tab.locator("#lost")).to_be_visible()

    await house.server.start()
    ada = house.state.community.people["Ada"]
    general = next(one for one in ada.channels() if one.name == "general")
    await ada.says("Is anybody there?", general)

    await sees(tab, "Is anybody there?")
    await expect(tab.locator("#lost")).to_be_hidden()
    assert all("ERR_" in one for one in house.complaints)
    house.complaints.clear()
