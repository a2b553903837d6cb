"""The pledge post in its layouts, and the panel that stewards shape it in, as plain data."""

from __future__ import annotations

import re
from typing import Any

import discord
import pytest

from bot.granting import Hindrance
from bot.texts import Texts
from cogs.charter.service import ValueText
from cogs.pledges.service import Count, Layout, Post, PostState
from cogs.pledges.views import board, panel

TEXTS = Texts()
LONG_EMOJI = "<a:" + "x" * 32 + ":12345678901234567890>"


def largest(emoji: str) -> list[ValueText]:
    """As many values as a charter holds, each as long as the file allows."""
    examples = tuple(f"{number}. " + "Wir fragen nach. " * 12 for number in range(5))
    return [
        ValueText(number, f"{number:02}" + "_" * 98, emoji, "P " * 100, examples, ("c",), 1)
        for number in range(12)
    ]


def read(embed: discord.Embed) -> str:
    fields = [f"{field.name}\n{field.value}" for field in embed.fields]
    return "\n".join([embed.description or "", *fields])


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("emoji", ["🌱", LONG_EMOJI])
def test_every_layout_of_the_largest_charter_fits(
    language: str, layout: Layout, emoji: str
) -> None:
    say = TEXTS.speak(language)
    counts = dict.fromkeys(range(12), Count(1_234_567, 1_234_567))

    embed = board(
        largest(emoji), counts, say, layout=layout, title="T" * 200, text="Lies das. " * 200
    )

    assert len(embed) <= 6000
    assert len(embed.description or "") <= 4096
    assert all(len(field.name or "") <= 256 for field in embed.fields)
    assert all(len(field.value or "") <= 1024 for field in embed.fields)
    text = read(embed)
    assert len(re.findall(r"1\D234\D567", text)) == 24
    assert "Lies das." in text
    assert all(f"{number:02}" in text for number in range(12))


def test_each_layout_says_more_than_the_one_before() -> None:
    value = ValueText(1, "Care", "❤️", "We hold.", ("We ask.", "We wait."), ("We rush.",), 1)

    short, full, examples = (
        read(board([value], {1: Count(2)}, TEXTS.speak("en"), layout=layout))
        for layout in (Layout.SHORT, Layout.FULL, Layout.EXAMPLES)
    )

    assert "❤️ **Care** · 2 people have pledged." in short
    assert "We hold." not in short
    assert "We hold." in full
    assert "• We ask." not in full
    assert "We hold.\n• We ask.\n• We wait.\n2 people" in examples


def post(**differences: Any) -> Post:
    given: dict[str, Any] = {"id": 7, "guild_id": 1, "channel_id": 2, "channel_name": "values"}
    given |= {"message_id": 3, "state": PostState.LIVE} | differences
    return Post(**given)


def drawn(language: str, **options: Any) -> tuple[discord.Embed, list[Any]]:
    others: dict[str, Any] = {"others_removed": False, "may_clear": True}
    others |= {key: options.pop(key) for key in list(options) if key in others}
    embed, view = panel.panel(post(**options), TEXTS.speak(language), **others)
    assert view is not None
    return embed, list(view.children)


@pytest.mark.asyncio
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("state", list(PostState))
async def test_the_panel_of_a_post_fits_in_every_state(language: str, state: PostState) -> None:
    embed, children = drawn(
        language, state=state, title="*" * 200, text="_" * 1000, others_removed=True
    )

    assert len(embed) <= 6000
    assert all(len(field.name or "") <= 256 for field in embed.fields)
    assert all(len(field.value or "") <= 1024 for field in embed.fields)
    select, *buttons = children
    assert all(len(option.description) <= 100 for option in select.options)
    assert all(0 < len(button.label) <= 80 for button in buttons)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_form_for_words_fits_and_shows_what_stands_there_while_it_is_empty(
    language: str,
) -> None:
    title, text = panel.wording_fields(
        post(title="Ours"), TEXTS.speak(language), usual_title="Usual", usual_text="x" * 1000
    )

    assert len(title.label) <= 45
    assert len(text.label) <= 45
    assert len(title.description or "") <= 100
    assert (title.value, title.placeholder) == ("Ours", "Usual")
    assert (text.value, text.placeholder) == (None, "x" * 1000)


@pytest.mark.asyncio
async def test_the_panel_offers_what_can_be_done_now() -> None:
    down = drawn("en", state=PostState.LIVE)[1][-1].custom_id
    up = drawn("en", state=PostState.REMOVED)[1][-1].custom_id
    embed, children = drawn("en", layout=Layout.SHORT, others_removed=True, may_clear=False)

    assert (down, up) == ("pledges:down:7", "pledges:up:7")
    assert [option.value for option in children[0].options if option.default] == ["short"]
    assert children[2].custom_id == "pledges:others:7:0"
    assert "I lack the permission Manage Messages" in read(embed)
    assert "https://discord.com/channels/1/2/3" in read(embed)


@pytest.mark.asyncio
@pytest.mark.parametrize("layout", [None, *Layout])
async def test_a_steward_who_posts_all_the_same_gets_the_layout_they_asked_for(
    layout: Layout | None,
) -> None:
    wrong = [Hindrance("role-above", {"role": "R" * 100, "mine": "M" * 100})] * 30

    embed, view = panel.confirm_up(wrong, TEXTS.speak("de"), channel_id=5, layout=layout)

    assert len(embed) <= 6000
    assert len(embed.description or "") <= 4096
    assert view is not None
    (button,) = view.children
    assert isinstance(button, discord.ui.Button)
    match = panel.anyway_control.pattern.fullmatch(button.custom_id or "")
    assert match is not None
    assert panel.layout_of(int(match["layout"])) is layout
    assert panel.layout_of(99) is None
