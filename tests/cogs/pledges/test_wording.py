"""Earlier and new words as a member sees them side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.texts import Speaker, Texts
from cogs.charter.service import ValueText
from cogs.pledges.service.objections import LONGEST, PER_PAGE, Page, Read
from cogs.pledges.service.versions import Reworded
from cogs.pledges.views import objections as objection_views
from cogs.pledges.views import versions as pages
from cogs.pledges.views.wording import side_by_side

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
SAY = Texts().speak("en")

HONESTY = ValueText(
    id=1,
    name="Honesty",
    emoji="🌱",
    promise="We say what is so, kindly and early.",
    looks_like=("We name a mistake the day we see it.", "We ask before we assume."),
    does_not_look_like=("We talk about people who are not in the room.",),
    revision=1,
)


def show(before: ValueText, now: ValueText, **differences: str | None) -> discord.Embed:
    one = Reworded(7, before, now, NOW, differences.get("objection"))
    embed, _ = pages.page([one], now.id, SAY, guild_id=5, server=differences.get("server"))
    return embed


def test_only_what_changed_is_shown_with_marks_down_to_the_word() -> None:
    now = replace(
        HONESTY,
        revision=2,
        looks_like=("We name a mistake the hour we see it.", "We ask before we assume."),
    )

    embed = show(HONESTY, now)

    assert [(field.name, field.value) for field in embed.fields] == [
        ("Earlier words", "__Looks like__\n• We name a mistake the ~~day~~ we see it."),
        ("New words", "__Looks like__\n• We name a mistake the **hour** we see it."),
    ]
    assert "> We say what is so, kindly and early." in (embed.description or "")


def test_words_that_have_nothing_in_common_stand_without_marks() -> None:
    now = replace(HONESTY, revision=2, name="Candour", promise="Nobody wonders where they stand.")

    (pair,) = side_by_side(HONESTY, now, SAY)

    assert pair.before == f"__Name__\nHonesty\n__Promise__\n{HONESTY.promise}"
    assert pair.now == f"__Name__\nCandour\n__Promise__\n{now.promise}"


def test_a_line_that_came_or_went_leaves_a_dash_on_the_other_side() -> None:
    now = replace(HONESTY, revision=2, looks_like=(*HONESTY.looks_like, "We thank for doubts."))

    (pair,) = side_by_side(HONESTY, now, SAY)

    assert (pair.before, pair.now) == (
        "__Looks like__\n• —",
        "__Looks like__\n• We thank for doubts.",
    )


def test_words_that_came_back_are_called_that_and_shown_once() -> None:
    embed = show(HONESTY, replace(HONESTY, revision=3, emoji="🌿"))

    assert "It had other words in between" in (embed.description or "")
    assert "> We say what is so, kindly and early." in (embed.description or "")
    assert embed.fields == []


def test_what_was_typed_is_shown_as_it_was_typed() -> None:
    now = replace(HONESTY, revision=2, promise="We say *what* is so, <@7> and `early`.")

    embed = show(HONESTY, now, objection="# Not *so*\n> early", server="A *server*")

    assert "> \\# Not \\*so\\*\n> \\> early" in (embed.description or "")
    assert "**\\*what\\*** is so, **<@7>** and **\\`early\\`.**" in (embed.fields[1].value or "")
    assert embed.author.name == "A *server*"


def short(longest: int) -> st.SearchStrategy[str]:
    words = st.text(st.sampled_from("abc*_~`|>\\[]()é界 \n"), max_size=longest)
    return words | st.builds(lambda word: (word or "a") * longest, words).map(
        lambda text: text[:longest]
    )


wordings = st.builds(
    ValueText,
    id=st.just(1),
    name=short(100),
    emoji=st.just("<:honesty_in_all_we_do:1477998910352916481>"),
    promise=short(200),
    looks_like=st.lists(short(200), min_size=2, max_size=5).map(tuple),
    does_not_look_like=st.lists(short(200), min_size=1, max_size=5).map(tuple),
    revision=st.just(2),
)


@pytest.mark.thorough
@settings(max_examples=150, deadline=None)
@given(before=wordings, now=wordings, objection=short(LONGEST))
def test_whatever_the_words_are_a_page_fits_into_a_message(
    before: ValueText, now: ValueText, objection: str
) -> None:
    for language in ("en", "de"):
        say = Texts().speak(language)
        one = Reworded(7, before, now, NOW, objection)
        embed, view = pages.page([one, one], 1, say, guild_id=10**18, server="x" * 100)
        assert view is not None
        assert len(embed) <= 6000
        assert len(embed.description or "") <= 4096
        assert len(embed.fields) <= 25
        assert all(0 < len(field.value or "") <= 1024 for field in embed.fields)


@pytest.mark.thorough
@settings(max_examples=80, deadline=None)
@given(written=st.lists(st.tuples(wordings, short(LONGEST)), min_size=1, max_size=PER_PAGE))
def test_whatever_was_written_a_page_of_objections_fits_into_a_message(
    written: list[tuple[ValueText, str]],
) -> None:
    page = Page(tuple(Read(words, True, reason) for words, reason in written), 0, 9, 30)

    embed, _ = objection_views.objections(page, SAY)

    assert len(embed) <= 6000
    assert 0 < len(embed.description or "") <= 4096


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_form_says_within_discords_limits_who_reads_it(language: str) -> None:
    say: Speaker = Texts().speak(language)

    (field,) = pages.objection_fields(None, say)

    assert len(field.label) <= 45
    assert field.description is not None
    assert len(field.description) <= 100
    assert "Steward" in field.description
    assert len(field.placeholder or "") <= 100
