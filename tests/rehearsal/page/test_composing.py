"""Writing on the page: messages, commands as they are typed, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from aiohttp import FormData

from bot.rehearsal.page import suggesting
from bot.simulator.people.drafting import begun
from bot.simulator.world import accounts, members
from tests.rehearsal.page.conftest import Browser, text_of

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]


async def suggested(browser: Browser, name: str, text: str, rest: str = "") -> dict[str, Any]:
    path = browser.path(name, "general")
    query = {"text": text, "rest": rest}
    async with browser.session.get(f"{path}/suggest", params=query) as answer:
        assert answer.status == 200
        found: dict[str, Any] = await answer.json()
        return found


async def labels(browser: Browser, name: str, text: str, rest: str = "") -> list[str]:
    found = await suggested(browser, name, text, rest)
    return [one["label"] for one in found["suggestions"]]


async def test_commands_are_suggested_to_those_who_may_run_them(browser: Browser) -> None:
    mara, ada = [await labels(browser, name, "/") for name in ("Mara", "Ada")]

    assert "/pledge make" in ada
    assert "/reminder add" in mara
    assert "/reminder add" not in ada
    assert set(ada) < set(mara)
    assert await labels(browser, "Ada", "/pledge ma") == ["/pledge make"]
    assert await labels(browser, "Ada", "hello") == []
    assert await labels(browser, "Ada", "/nothing of the kind") == []


async def test_everybody_is_shown_the_names_of_their_own_client(browser: Browser) -> None:
    shown = {one["label"] for one in (await suggested(browser, "Jonas", "/"))["suggestions"]}
    english = set(await labels(browser, "Ada", "/"))

    assert shown != english
    assert len(shown) == len(english)
    by_own_name = await suggested(browser, "Jonas", "/pledge make")
    assert len(by_own_name["suggestions"]) == 1
    assert by_own_name["suggestions"][0]["label"] in shown


async def test_options_are_suggested_those_first_that_must_be(browser: Browser) -> None:
    mara, general = browser.person("Mara"), browser.channel("general")
    visit = browser.page.visit(mara, general)
    lines = [one["label"] for one in suggesting.commands(visit, general) if len(one["options"]) > 1]
    assert lines

    for line in lines:
        found = await suggesting.suggest(visit, f"{line} ")
        extras = [one["is_extra"] for one in found["suggestions"]]
        assert extras == sorted(extras), line
        for one in found["suggestions"]:
            assert one["is_extra"] is not ("required" in one["about"]), line
            assert one["text"] == f"{line} {one['label']}"


async def test_half_an_options_name_finds_it_and_none_comes_twice(browser: Browser) -> None:
    assert await labels(browser, "Ada", "/pledge make va") == ["value:"]
    assert await labels(browser, "Ada", "/pledge make ") == ["value:"]
    assert await labels(browser, "Ada", "/pledge make ", " value:Care") == []


async def test_the_bot_is_asked_for_what_it_completes(browser: Browser) -> None:
    found = await suggested(browser, "Ada", "/pledge make value:hon")

    assert [one["label"] for one in found["suggestions"]] == ["🌱 Honesty"]
    assert found["suggestions"][0]["text"] == "/pledge make value:🌱 Honesty "
    nothing = await suggested(browser, "Ada", "/pledge make value:xyzzy")
    assert nothing == {"suggestions": [], "files": [], "hint": "No options match your search."}
    taken = await suggested(browser, "Ada", "/pledge make value:🌱 Honesty ")
    assert taken == {"suggestions": [], "files": [], "hint": ""}


async def test_it_is_said_when_the_bot_does_not_complete(browser: Browser) -> None:
    await browser.page.running.stop()

    found = await suggested(browser, "Ada", "/pledge make value:h")

    assert found["suggestions"] == []
    assert found["hint"] == "Loading options failed"


async def test_a_suggestion_is_shown_by_name_and_sent_by_value(browser: Browser) -> None:
    await suggested(browser, "Ada", "/pledge make value:hon")

    answer = await browser.posts("Ada", "general", "say", text="/pledge make value:🌱 Honesty")

    assert "X-Refused" not in answer.headers
    assert (await browser.page.ledger())["pledge.made"] == 1
    async with browser.session.get("/story.yaml") as story:
        steps = yaml.safe_load(await story.text())["steps"]
    assert {"Ada runs": "/pledge make value:Honesty", "in": "general"} in steps


async def test_two_of_one_name_can_be_told_apart(browser: Browser) -> None:
    sim, guild = browser.page.sim, browser.page.community.guild
    twin = accounts.create_user(sim.world, "ada.the.other", global_name="Ada")
    members.join(sim.world, guild, twin)
    ada, general = browser.person("Ada"), browser.channel("general")

    offers = {offer.label: offer.typed for offer in ada.offers({"type": 6, "name": "who"}, general)}

    assert offers["@Ada (ada.the.other)"] == str(twin.id)
    assert offers["@Lena"] == "@Lena"


async def test_the_client_lists_what_it_knows_by_itself(browser: Browser) -> None:
    ada, general = browser.person("Ada"), browser.channel("general")

    def offered(**option: Any) -> list[str]:
        return [offer.label for offer in ada.offers({"name": "it", **option}, general)]

    assert offered(type=5) == ["true", "false"]
    assert "#general" in offered(type=7)
    assert "#stewards" not in offered(type=7)
    assert offered(type=7, channel_types=[2]) == []
    assert "@everyone" in offered(type=8)
    assert {"@Ada", "@everyone"} < set(offered(type=9))
    assert offered(type=3) == []
    german = {"name": "red", "value": "r", "name_localizations": {"en-GB": "crimson"}}
    assert offered(type=3, choices=[german]) == ["crimson"]


async def test_what_is_refused_stays_in_the_field(browser: Browser) -> None:
    refused = await browser.posts("Ada", "general", "say", text='/nothing "><script>')

    assert refused.headers["X-Refused"] == "1"
    shown = await browser.shows("Ada", "general")
    assert 'value="/nothing &#34;&gt;&lt;script&gt;"' in shown
    assert "There is no command /nothing here." in text_of(shown)
    assert 'maxlength="6000" value=""' in await browser.shows("Ada", "welcome")
    done = await browser.posts("Ada", "general", "say", text="Hello")
    assert "X-Refused" not in done.headers
    assert 'maxlength="6000" value=""' in await browser.shows("Ada", "general")


async def test_nothing_and_too_much_is_refused_in_words(browser: Browser) -> None:
    await browser.posts("Ada", "general", "say", text="   ")
    assert "There is nothing to send." in text_of(await browser.shows("Ada", "general"))

    await browser.posts("Ada", "general", "say", text="x" * 2001)
    assert "A message has 1 to 2000 characters." in text_of(await browser.shows("Ada", "general"))

    await browser.posts("Ada", "general", "say", text="x" * 2000)
    (seen,) = browser.person("Ada").sees(browser.channel("general"))
    assert len(seen.content) == 2000


async def test_a_line_works_as_it_is_typed_without_javascript(browser: Browser) -> None:
    path = browser.path("Ada", "general")

    async with browser.session.post(
        f"{path}/say", data={"token": browser.page.token, "text": "/pledge make value:Honesty"}
    ) as answer:
        shown = text_of(await answer.text())

    assert "Honesty" in shown
    assert "only you see" in shown.lower()
    assert "All" in shown
    assert "/pledge make Pledge to a value" in shown
    assert "value: The value you pledge to. (required)" in shown


async def test_a_file_goes_to_the_option_that_takes_it(browser: Browser) -> None:
    found = await suggested(browser, "Mara", "/charter import ")
    assert [file["name"] for file in found["files"]] == ["file"]

    for name in ("file:file", "file:"):  # with JavaScript, and without
        form = FormData({"token": browser.page.token, "text": "/charter import"})
        form.add_field(name, b"no charter", filename="charter.yaml", content_type="text/yaml")
        async with browser.session.post(
            f"{browser.path('Mara', 'general')}/say", data=form, headers={"X-Live": "1"}
        ) as answer:
            assert "X-Refused" not in answer.headers, name
        await browser.page.rest()


async def test_a_command_that_takes_no_file_refuses_one(browser: Browser) -> None:
    form = FormData({"token": browser.page.token, "text": "/pledge mine"})
    form.add_field("file:", b"x", filename="x.txt")

    async with browser.session.post(
        f"{browser.path('Ada', 'general')}/say", data=form, headers={"X-Live": "1"}
    ) as answer:
        assert answer.headers["X-Refused"] == "1"

    assert "/pledge takes no file" in text_of(await browser.shows("Ada", "general"))


async def test_whatever_is_typed_is_answered(browser: Browser) -> None:
    for text in (
        "/",
        "//",
        "/ ",
        "/pledge  make",
        "/pledge make value:",
        "/pledge make value:value:value:",
        "/pledge make :",
        "/pledge make value:" + "x" * 5000,
        "/pledge make value:<script>alert(1)</script>",
        "/pledge make \u202evalue:@everyone",
        "/\x00\ud7ff%s{{7*7}}",
    ):
        found = await suggested(browser, "Ada", text, " value:")
        assert set(found) == {"suggestions", "files", "hint"}, text


async def test_a_line_is_read_while_it_is_typed(browser: Browser) -> None:
    offered = browser.person("Ada").offered(browser.channel("general"))

    assert begun(offered, "/pledge make", "en-GB") is None
    half = begun(offered, "/pledge make val", "en-GB")
    assert half is not None
    assert (dict(half.given), half.is_readable) == ({}, False)
    line = begun(offered, "/pledge make value:a b ", "en-GB")
    assert line is not None
    assert (line.head, dict(line.given)) == ("/pledge make", {"value": "a b"})
