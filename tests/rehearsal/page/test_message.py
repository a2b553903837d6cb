"""Every kind of message on the page, as somebody sees it."""

from __future__ import annotations

import pytest

from bot.simulator.world import messages
from tests.rehearsal.page.articles import PIXEL, V2, button, let_pin, place_link, posted, row, shown
from tests.rehearsal.page.conftest import Browser, text_of

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]


async def test_buttons_of_every_style(browser: Browser) -> None:
    welcome = browser.channel("welcome")
    message = await posted(
        browser,
        content="Buttons",
        components=[
            row(
                *(button(name, number) for number, name in enumerate(("a", "b", "c", "d"), 1)),
                button("shut", disabled=True, emoji={"name": "🔒"}),
            ),
            row(
                button("out", 5, url="https://e.org/x"),
                button("in", 5, url=place_link(browser, welcome, 7)),
            ),
        ],
    )
    markup, article = await shown(browser, message)

    classes = [attrs["class"] for attrs in article.found("button", name="custom_id")]
    assert classes == ["main", "", "success", "danger", ""]
    assert "disabled" in article.found("button", value="test:shut")[0]
    assert "out (https://e.org/x)" in text_of(markup)
    ways = [attrs["href"] for attrs in article.found("a", **{"class": "button"})]
    assert ways == [f"{browser.path('Ada', welcome)}#m7"]


async def test_menus_of_every_kind(browser: Browser) -> None:
    lena = browser.person("Lena")
    options = [{"label": label, "value": label.lower()} for label in ("One", "Two", "Three")]
    message = await posted(
        browser,
        content="Menus",
        components=[
            row({"type": 3, "custom_id": "t:one", "placeholder": "Pick", "options": options}),
            row({"type": 3, "custom_id": "t:any", "min_values": 0, "options": options}),
            row({"type": 3, "custom_id": "t:two", "max_values": 2, "options": options}),
            row(
                {
                    "type": 5,
                    "custom_id": "t:who",
                    "default_values": [{"id": str(lena.id), "type": "user"}],
                }
            ),
            row({"type": 8, "custom_id": "t:where", "channel_types": [0]}),
        ],
    )
    markup, article = await shown(browser, message)
    selects = article.found("select")

    assert ["required" in attrs for attrs in selects] == [True, False, True, True]
    assert len(article.found("option", value="one")) == 2
    assert len(article.found("input", type="checkbox")) == 3
    assert "(1 to 2)" in text_of(markup)
    assert "selected" in article.found("option", value=str(lena.id))[0]
    labels = {attrs["for"] for attrs in article.found("label") if "for" in attrs}
    assert {attrs["id"] for attrs in selects} <= labels
    assert ">#general<" in markup and ">#stewards<" not in markup

    message = await posted(
        browser,
        content="More menus",
        components=[
            row({"type": kind, "custom_id": f"t:{kind}", "max_values": 3}) for kind in (6, 7)
        ],
    )
    markup, _ = await shown(browser, message)
    assert "@Steward" in markup or "@Stewards" in markup
    assert "Lena" in markup


async def test_layouts_with_texts_pictures_and_files(browser: Browser) -> None:
    message = await posted(
        browser,
        flags=V2,
        files={"a.png": PIXEL, "SPOILER_b.png": PIXEL},
        attachments=[{"id": 0, "filename": "a.png"}, {"id": 1, "filename": "SPOILER_b.png"}],
        components=[
            {
                "type": 17,
                "accent_color": 0x00FF7F,
                "spoiler": True,
                "components": [
                    {
                        "type": 9,
                        "components": [{"type": 10, "content": "# A **heading**"}],
                        "accessory": button("Beside"),
                    },
                    {"type": 14, "divider": True},
                    {"type": 14, "divider": False},
                    {
                        "type": 12,
                        "items": [
                            {"media": {"url": "attachment://a.png"}, "description": "A tree"},
                            {"media": {"url": "https://e.org/c.png"}, "description": "Far away"},
                        ],
                    },
                    {"type": 13, "file": {"url": "attachment://SPOILER_b.png"}, "spoiler": True},
                    row(button("Within")),
                ],
            },
            {
                "type": 9,
                "components": [{"type": 10, "content": "Text"}],
                "accessory": {
                    "type": 11,
                    "media": {"url": "attachment://a.png"},
                    "description": "Small tree",
                    "spoiler": True,
                },
            },
        ],
    )
    markup, article = await shown(browser, message)

    assert "#00ff7f" in markup
    assert '<p class="heading level-1">A <strong>heading</strong></p>' in markup
    assert [attrs["alt"] for attrs in article.found("img")] == ["A tree", "Small tree"]
    assert "[picture: Far away]" in text_of(markup)
    assert len(article.found("hr")) == 1
    assert {"test:Beside", "test:Within"} <= {
        attrs.get("value") for attrs in article.found("button")
    }
    hidden = [attrs["id"] for attrs in article.found("details", **{"class": "hidden"})]
    assert len(hidden) == len(set(hidden)) == 3
    for attrs in article.found("img"):
        async with browser.session.get(str(attrs["src"])) as answer:
            assert (answer.status, await answer.read()) == (200, PIXEL)


async def test_a_card_with_everything_in_it(browser: Browser) -> None:
    general = browser.channel("general")
    message = await posted(
        browser,
        content="Look",
        files={"tree.png": PIXEL, "drawing.svg": b"<svg onload='alert(1)'/>"},
        attachments=[
            {"id": 0, "filename": "tree.png", "description": "A tree"},
            {"id": 1, "filename": "drawing.svg"},
        ],
        embeds=[
            {
                "title": "The **title**",
                "url": place_link(browser, general),
                "color": 0x112233,
                "author": {"name": "Somebody", "url": "https://e.org/me"},
                "description": "~~old~~ new",
                "fields": [
                    {"name": "First", "value": "1", "inline": True},
                    {"name": "Second", "value": "2"},
                ],
                "image": {"url": "attachment://tree.png"},
                "footer": {"text": "Below"},
                "timestamp": "2026-03-02T12:00:00+00:00",
            },
            {"title": "Far", "url": "https://e.org/far"},
        ],
    )
    markup, article = await shown(browser, message)
    text = text_of(markup)

    assert "#112233" in markup and "<strong>title</strong>" in markup and "<s>old</s>" in markup
    assert len(article.found("img")) == 1, "a picture of a card is not shown a second time"
    assert article.found("a")[0]["href"] == browser.path("Ada", general)
    assert "Somebody (https://e.org/me)" in text and "(https://e.org/far)" in text
    assert "Below · Mon 2 Mar 2026" in text
    assert len(article.found("div", **{"class": "field inline"})) == 1
    drawing = next(attrs for attrs in article.found("a") if "drawing" in str(attrs["href"]))
    assert "download" in drawing


async def test_mentions_are_names_and_places_lead_only_where_one_may_go(browser: Browser) -> None:
    general, ada, lena = browser.channel("general"), browser.person("Ada"), browser.person("Lena")
    hidden = browser.channel("stewards")
    said = await lena.says(
        f"<@{ada.id}> <@!{lena.id}> <@5> <#{general.id}> <#{hidden.id}> <#6> <@&7> "
        f"<:leaf:123456789012345678> </values show:9> {place_link(browser, hidden)} "
        f"[there]({place_link(browser, general, 8)})",
        general,
    )
    markup, article = await shown(browser, said)
    text = text_of(markup)

    assert f'<span class="mention me">@{ada.name}</span>' in markup
    assert (
        "@Lena @unknown-user #general #no-access #no-access @unknown-role :leaf: /values show"
        in text
    )
    here = browser.path("Ada", general)
    assert [attrs["href"] for attrs in article.found("a")] == [here, f"{here}#m8"]

    _, article = await shown(browser, said, name="Mara")
    assert len(article.found("a")) == 4


async def test_moments_are_on_the_clock_and_in_the_language_of_who_reads(browser: Browser) -> None:
    said = await browser.person("Lena").says("<t:1772452800:F>", browser.channel("general"))

    english, _ = await shown(browser, said)
    german, _ = await shown(browser, said, name="Jonas")

    assert "Monday" in english and "Montag" in german


async def test_an_answer_a_forward_and_a_thread_lead_to_what_they_are_about(
    browser: Browser,
) -> None:
    general = browser.channel("general")
    said = await browser.person("Lena").says("The **first** word ||secret||", general)
    reference = {"message_id": str(said.id), "channel_id": str(general.id)}
    answer = await posted(browser, content="Yes", message_reference=reference)
    forward = await posted(browser, message_reference={**reference, "type": 1})
    link = f"{browser.path('Ada', general)}#m{said.id}"

    markup, article = await shown(browser, answer)
    assert "in answer to Lena: The first word (spoiler)" in text_of(markup)
    assert "secret" not in markup
    assert article.found("a", href=link)
    markup, article = await shown(browser, forward)
    assert "The <strong>first</strong> word" in markup
    assert article.found("a", href=link)

    browser.person("Lena").deletes(said)
    markup, _ = await shown(browser, answer)
    assert "in answer to a message that was deleted" in text_of(markup)


async def test_what_discord_says_itself(browser: Browser) -> None:
    world, general, mara = (
        browser.page.sim.world,
        browser.channel("general"),
        browser.person("Mara"),
    )
    let_pin(browser, "Mara")
    said = await browser.person("Lena").says("Keep this", general)
    mara.pins(said)
    notice = max(general.messages.values(), key=lambda one: one.id)
    joined = messages.create(world, general, messages.Draft(author_id=mara.id, type=7))

    markup, article = await shown(browser, notice)
    assert "Mara has pinned a message to this channel." in text_of(markup)
    assert article.found("a", href=f"{browser.path('Ada', general)}#m{said.id}")
    assert "Mara has joined." in text_of((await shown(browser, joined))[0])
    assert "pinned" in text_of((await shown(browser, said))[0])
