"""Messages on the page, as somebody sees them and acts on them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from aiohttp import FormData

from bot.simulator import permissions
from bot.simulator.people import SeenMessage
from bot.simulator.people.seen import look
from bot.simulator.world import messages
from bot.simulator.world.entities import Channel, Message
from tests.rehearsal.page.conftest import Browser, text_of

pytestmark = pytest.mark.asyncio

V2 = 1 << 15
PIXEL = b"\x89PNG\r\n\x1a\n"
HARMFUL = re.compile(r"^(on\w+|style|srcdoc|formaction)$")


class Reader(HTMLParser):
    """Notes the tags of a page, and that nothing in it could act by itself."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        assert tag not in ("iframe", "object", "embed", "base", "style"), tag
        assert not any(HARMFUL.match(name) for name in found), (tag, found)
        for name in ("href", "src", "action"):
            assert re.match(r"[/#](?!/)", found.get(name) or "/"), (tag, found)

    def found(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attrs
            for name, attrs in self.tags
            if name == tag and all(attrs.get(key) == value for key, value in wanted.items())
        ]


async def posted(browser: Browser, place: str = "general", **body: Any) -> Message:
    """A message that the bot writes through the API; `files` are names and bytes."""
    channel, world = browser.channel(place), browser.page.sim.world
    files: dict[str, bytes] = body.pop("files", {})
    form = FormData(default_to_multipart=True)
    form.add_field("payload_json", json.dumps(body), content_type="application/json")
    for number, (name, data) in enumerate(files.items()):
        form.add_field(f"files[{number}]", data, filename=name, content_type="image/png")
    address = f"{browser.page.sim.api_url}/channels/{channel.id}/messages"
    headers = {"Authorization": f"Bot {browser.page.community.application.token}"}
    async with browser.session.post(address, data=form, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        found = await answer.json()
    return world.channels[channel.id].messages[int(found["id"])]


async def shown(
    browser: Browser, message: Message | SeenMessage, *, name: str = "Ada"
) -> tuple[str, Reader]:
    """The article of a message as it stands in somebody's page, and what it is made of."""
    channel = browser.page.sim.world.channels[message.channel_id]
    whole = await browser.shows(name, channel)
    Reader(whole)
    found = re.search(rf'<article id="m{message.id}".*?</article>', whole, re.DOTALL)
    assert found is not None, "the message is not shown"
    return found[0], Reader(found[0])


def seen(browser: Browser, message: Message, name: str = "Ada") -> SeenMessage:
    return look(browser.page.sim.world, message, browser.person(name).id)


def place_link(browser: Browser, channel: Channel, message_id: int | None = None) -> str:
    tail = f"/{message_id}" if message_id else ""
    return f"https://discord.com/channels/{browser.page.community.guild.id}/{channel.id}{tail}"


HOSTILE = [
    "<script>alert(1)</script>",
    "[press](javascript:alert(1)) javascript:alert(1) <javascript:alert(1)>",
    '[x](data:text/html,<script>alert(1)</script>) [y](//evil.example) [z](https://e.org/"onx=1)',
    "\"><img src=x onerror=alert(1)> ' onmouseover=alert(1) <svg/onload=alert(1)>",
    "@everyone @here <@1> <@&1> <#1> </a b:1> <:a_b:1> <id:guide>",
    "<t:9999999999999:F> <t:-9999999999999> <t:253402300799:R> <t:0:d>",
    "\u202etxt.exe \u2066[a](https://e.org)\u2069 \u0000 \ufeff &lt;b&gt; &#60;b&#62;",
    "||" * 1000,
    "[" * 2000,
    "> " * 999,
    "*_~~||`" * 285,
    "x" * 2000,
]


async def test_nothing_that_is_written_does_harm(browser: Browser) -> None:
    lena, general = browser.person("Lena"), browser.channel("general")
    said = [await lena.says(text, general) for text in HOSTILE]
    for one in said:
        _, article = await shown(browser, one)
        assert not article.found("script")
        assert not article.found("a")


async def test_hostile_words_of_cards_menus_and_buttons_stay_words(browser: Browser) -> None:
    bad = '"><script>alert(1)</script>'
    option = {"label": bad, "value": bad, "description": bad}
    message = await posted(
        browser,
        embeds=[
            {
                "title": bad,
                "description": bad,
                "url": "https://e.org/'\"><script>",
                "author": {"name": bad},
                "footer": {"text": bad},
                "fields": [{"name": bad, "value": bad}],
                "image": {"url": "https://e.org/x.png"},
            }
        ],
        components=[
            row({"type": 2, "style": 1, "custom_id": bad, "label": bad}),
            row({"type": 3, "custom_id": f"{bad} 2", "placeholder": bad, "options": [option]}),
        ],
    )
    markup, article = await shown(browser, message)

    assert not article.found("script")
    assert not article.found("img")
    assert article.found("button", name="custom_id", value=bad)
    assert article.found("option", value=bad)
    assert markup.count("&gt;&lt;script&gt;") >= 10


def row(*inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inner)}


def button(label: str, style: int = 2, **more: Any) -> dict[str, Any]:
    custom_id = {} if style == 5 else {"custom_id": f"test:{label}"}
    return {"type": 2, "style": style, "label": label, **custom_id, **more}


def let_pin(browser: Browser, name: str) -> None:
    """Give a person's first role the right to pin, which nobody's has by itself."""
    guild = browser.page.community.guild
    role_id = min(browser.person(name).member.role_ids)
    guild.roles[role_id].permissions |= permissions.PIN_MESSAGES


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
    said = await browser.person("Lena").says("The **first** word", general)
    reference = {"message_id": str(said.id), "channel_id": str(general.id)}
    answer = await posted(browser, content="Yes", message_reference=reference)
    forward = await posted(browser, message_reference={**reference, "type": 1})
    link = f"{browser.path('Ada', general)}#m{said.id}"

    markup, article = await shown(browser, answer)
    assert "in answer to Lena: The **first** word" in text_of(markup)
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


async def test_a_vote_is_given_changed_taken_back_and_told_when_over(browser: Browser) -> None:
    message = await posted(
        browser,
        poll={
            "question": {"text": "Where <b>to</b>?"},
            "answers": [
                {"poll_media": {"text": "Park", "emoji": {"name": "🌳"}}},
                {"poll_media": {"text": "Lake"}},
            ],
            "duration": 1,
        },
    )
    markup, article = await shown(browser, message)
    assert "Where &lt;b&gt;to&lt;/b&gt;?" in markup
    assert len(article.found("input", type="radio")) == 2
    assert "Take my vote back" not in markup

    one = str(message.id)
    await browser.posts("Ada", "general", "vote", message=one, answer="Lake")
    markup, article = await shown(browser, message)
    assert "checked" in article.found("input", value="Lake")[0]
    assert "Take my vote back" in markup
    await browser.posts("Ada", "general", "vote", message=one)
    assert "Take my vote back" not in (await shown(browser, message))[0]

    await browser.posts("Lena", "general", "vote", message=one, answer="Park")
    await browser.page.move_to(message.poll.expires_at)  # type: ignore[union-attr]
    markup, article = await shown(browser, message)
    assert "The vote is over." in markup
    assert not article.found("button", **{"class": ""})
    end = max(browser.channel("general").messages.values(), key=lambda found: found.id)
    assert "has ended: Park (1 of 1)." in text_of((await shown(browser, end))[0])


async def test_reactions_say_who_and_are_pressed_again_to_take_them_back(browser: Browser) -> None:
    said = await browser.person("Lena").says("Hello", browser.channel("general"))
    one = str(said.id)
    await browser.person("Jonas").reacts("🌱", to=said)

    await browser.posts("Ada", "general", "react", message=one, emoji="🌱")
    markup, article = await shown(browser, said)
    assert article.found("button", value="🌱")[0]["aria-pressed"] == "true"
    assert "2 reacted: Jonas, Ada" in text_of(markup)
    assert (await shown(browser, said, name="Lena"))[1].found(
        "button", value="🌱", **{"aria-pressed": "false"}
    )

    await browser.posts("Ada", "general", "react", message=one, emoji="🌱")
    assert "1 reacted: Jonas" in text_of((await shown(browser, said))[0])
    await browser.posts("Ada", "general", "react", message=one, emoji="nonsense")
    assert "nonsense&#39; is not an emoji here" in await browser.shows("Ada", "general")


async def test_what_may_be_done_with_a_message_depends_on_who_looks(browser: Browser) -> None:
    let_pin(browser, "Mara")
    said = await browser.person("Lena").says("Mine", browser.channel("general"))

    own = text_of((await shown(browser, said, name="Lena"))[0])
    other = text_of((await shown(browser, said, name="Ada"))[0])
    steward = text_of((await shown(browser, said, name="Mara"))[0])

    assert "Delete" in own and "Delete" not in other and "Delete" in steward
    assert "Pin" not in other.split() and "Pin" in steward.split()
    await browser.posts("Ada", "general", "delete", message=str(said.id))
    assert f'id="m{said.id}"' in await browser.shows("Ada", "general")
    await browser.posts("Mara", "general", "pin", message=str(said.id))
    assert "pinned" in text_of((await shown(browser, said))[0])
    await browser.posts("Lena", "general", "delete", message=str(said.id))
    assert f'id="m{said.id}"' not in await browser.shows("Ada", "general")


async def test_what_only_one_sees_says_so_and_is_dismissed(browser: Browser) -> None:
    general = browser.channel("general")
    answer = await browser.person("Ada").runs("/values show value:Honesty", channel=general)
    assert isinstance(answer, SeenMessage)
    markup, _ = await shown(browser, answer)
    assert "Only you can see this." in text_of(markup)
    assert "Ada used a command" in text_of(markup)
    assert f'id="m{answer.id}"' not in await browser.shows("Lena", general)

    await browser.posts("Ada", "general", "delete", message=str(answer.id))
    assert f'id="m{answer.id}"' not in await browser.shows("Ada", general)


async def test_edited_thinking_and_nothing_chosen(browser: Browser) -> None:
    message = await posted(
        browser,
        content="One",
        components=[
            row(
                {
                    "type": 3,
                    "custom_id": "t:one",
                    "placeholder": "Pick",
                    "options": [{"label": "One", "value": "1"}],
                }
            )
        ],
    )
    world = browser.page.sim.world
    messages.edit(world, message, content="Two")
    assert "edited" in text_of((await shown(browser, message))[0])

    await browser.posts(
        "Ada", "general", "choose", message=str(message.id), custom_id="t:one", value=""
    )
    assert "the menu takes 1 to 1 choices, not 0" in await browser.shows("Ada", "general")
    messages.edit(world, message, flags=message.flags | 1 << 7)
    assert "is thinking" in (await shown(browser, message))[0]
