"""Who may ask the page, and what it answers to those who may not."""

from __future__ import annotations

import pytest

from bot.rehearsal.page.server import POLICY
from tests.rehearsal.page.conftest import Browser, text_of

pytestmark = pytest.mark.asyncio


async def test_it_answers_its_own_page_alone(browser: Browser) -> None:
    path = browser.path("Ada", "welcome")
    port = browser.server.port

    for headers in (
        {"Host": "evil.example"},
        {"Host": f"127.0.0.1.evil.example:{port}"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"https://127.0.0.1:{port}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        for address in (path, f"{path}/live", "/story.yaml", "/static/page.js"):
            async with browser.session.get(address, headers=headers) as answer:
                assert answer.status == 403, (headers, address)
    async with browser.session.get(path, headers={"Host": f"localhost:{port}"}) as answer:
        assert answer.status == 200


async def test_nothing_is_done_without_the_token(browser: Browser) -> None:
    address = f"{browser.path('Ada', 'general')}/say"

    for fields in ({}, {"token": ""}, {"token": "x" * 32}, {"token": "é"}):
        async with browser.session.post(address, data={"text": "Hello", **fields}) as answer:
            assert answer.status == 403
    async with browser.session.get(address) as answer:
        assert answer.status == 405

    assert browser.person("Ada").sees(browser.channel("general")) == []


async def test_every_answer_says_what_the_page_may_load(browser: Browser) -> None:
    path = browser.path("Ada", "welcome")

    for address in (path, f"{path}/live", "/static/page.css", "/story.yaml"):
        async with browser.session.get(address) as answer:
            assert answer.headers["Content-Security-Policy"] == POLICY
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            # With no-referrer browsers call the origin of a plain form's post "null".
            assert answer.headers["Referrer-Policy"] == "same-origin"
    async with browser.session.get("/nowhere") as answer:
        assert answer.status == 404
    shown = await browser.shows("Ada", "welcome")
    assert "<style" not in shown
    assert " style=" not in shown
    assert " onclick=" not in shown


async def test_without_javascript_a_post_leads_back_to_the_page(browser: Browser) -> None:
    path = browser.path("Ada", "general")

    async with browser.session.post(
        f"{path}/say", data={"token": browser.page.token, "text": "Hello"}
    ) as answer:
        assert str(answer.url).endswith(path)
        assert answer.history[0].status == 303
        assert "Hello" in text_of(await answer.text())


async def test_what_somebody_does_not_see_they_cannot_look_at(browser: Browser) -> None:
    async with browser.session.get(browser.path("Ada", "stewards")) as answer:
        assert not str(answer.url).endswith(browser.path("Ada", "stewards"))
        assert browser.path("Ada", "stewards") not in await answer.text()
    assert "#stewards" in text_of(await browser.shows("Mara", "stewards"))
    for path in ("/as/1/in/2", "/as/x/in/y", f"/as/{'9' * 30}/in/0"):
        async with browser.session.get(path) as answer:
            assert answer.status == 404


async def test_files_are_found_by_their_exact_names_alone(browser: Browser) -> None:
    for path in ("/static/../server.py", "/static/%2e%2e/server.py", "/file/1/2/../../etc/passwd"):
        async with browser.session.get(path) as answer:
            assert answer.status in (403, 404)


async def test_a_form_that_lacks_something_is_refused_and_nothing_breaks(browser: Browser) -> None:
    for act in ("press", "choose", "react", "pin", "delete", "vote", "interested", "time"):
        answer = await browser.posts("Ada", "welcome", act)
        assert answer.status == 400, act
    answer = await browser.posts("Ada", "welcome", "people/give", role="no number")
    assert answer.status == 400
    assert (await browser.posts("Ada", "welcome", "no/such/act")).status == 404
    assert (
        await browser.posts("Ada", "welcome", "press", message="1", custom_id="x")
    ).status == 204
    assert "The message is gone." in text_of(await browser.shows("Ada", "welcome"))


async def test_names_and_texts_are_never_markup(browser: Browser) -> None:
    hostile = "<script>alert(1)</script>"
    await browser.posts("Ada", "general", "people/join", name=hostile[:32])
    await browser.posts("Ada", "general", "say", text=f"{hostile} [x](javascript:alert(1))")
    await browser.posts("Ada", "general", "say", text="@everyone " + "x" * 1900)

    shown = await browser.shows("Ada", "general")

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert 'href="javascript' not in shown
