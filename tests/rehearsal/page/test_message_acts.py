"""What somebody does with a message on the page."""

from __future__ import annotations

import pytest

from bot.simulator.people import SeenMessage
from bot.simulator.world import messages
from tests.rehearsal.page.articles import let_pin, posted, row, shown
from tests.rehearsal.page.conftest import Browser, text_of

pytestmark = [pytest.mark.asyncio, pytest.mark.thorough]


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
    assert "menu takes 1 to 1 choices, not 0" in await browser.shows("Ada", "general")
    messages.edit(world, message, flags=message.flags | 1 << 7)
    assert "is thinking" in (await shown(browser, message))[0]
