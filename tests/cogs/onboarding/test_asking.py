"""What the steps that ask look like, whatever stewards and members wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import zones
from bot.models import MemberKey
from bot.texts import Texts
from cogs.buddies.service import PairState, Wish
from cogs.charter.service import CharterText, ValueText
from cogs.onboarding import reading, views
from cogs.onboarding.models import RoleState, State, Where
from cogs.onboarding.service.details import NextStep, ZoneDetail
from cogs.onboarding.service.dilemmas import LONGEST_QUESTION, Distribution
from cogs.onboarding.service.reflections import LONGEST, PAGE, Page, Reflection
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.service.steps import DilemmaText, Plan
from cogs.onboarding.views.asking import distribution, quoted
from cogs.pledges.service import Held
from tests.initiatives import an_overview

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TEXTS = Texts()
ENGLISH, GERMAN = TEXTS.speak("en"), TEXTS.speak("de")
AROUND = views.Around("Riverbank", NOW)


def value(number: int, name: str = "Honesty", emoji: str = "🌱") -> ValueText:
    return ValueText(
        id=number,
        name=name,
        emoji=emoji,
        promise="We say what is so. " * 10,
        looks_like=("We ask.", "We listen."),
        does_not_look_like=("We guess.",),
        revision=1,
    )


def scene(step: str, *values: ValueText, question: str = "Which?", **differences: Any) -> Scene:
    given = values or (value(1), value(2, "Care", "❤️"))
    dilemma = DilemmaText(3, question, given[0], given[-1])
    plan = Plan(800, CharterText("Why.", 1, given), dilemmas=(dilemma,))
    shown = Scene(
        id=7,
        member=MemberKey(800, 11),
        state=State.RUNNING,
        turn=4,
        step=step,
        number=plan.steps.index(step) + 1,
        plan=plan,
        place=Where.DM,
        channel_id=50,
        message_id=60,
        thread_id=None,
        role=RoleState.NONE,
        locale="en-GB",
    )
    return replace(shown, **differences)


def require_that_it_fits(shown: views.Shown) -> None:
    """Discord's limits of a message."""
    assert len(shown.text) <= 2000
    embed = shown.embed
    if embed is not None:
        assert len(embed) <= 6000
        assert len(embed.title or "") <= 256
        assert len(embed.description or "") <= 4096
        assert all(0 < len(field.name or "") <= 256 for field in embed.fields)
        assert all(0 < len(field.value or "") <= 1024 for field in embed.fields)
    for item in shown.view.children if shown.view else ():
        if isinstance(item, discord.ui.Button):
            assert 0 < len(item.label or "") <= 80
            assert len(item.custom_id or "") <= 100
        if isinstance(item, discord.ui.Select):
            assert 0 < len(item.options) <= 25
            assert item.max_values <= len(item.options)
            assert len(item.placeholder or "") <= 150
            assert all(len(option.label) <= 100 for option in item.options)
            assert all(len(option.description or "") <= 100 for option in item.options)


LONG = [value(n, name="*النزاهة* " * 10, emoji="🌱") for n in range(1, 13)]
HELD = [Held(one, NOW, earlier_words=one.id % 2 == 0) for one in LONG]
AS_LARGE_AS_CAN_BE = [
    scene("dilemma:3", *LONG, question="*" * LONGEST_QUESTION),
    scene(
        "dilemma:3",
        *LONG,
        question="*" * LONGEST_QUESTION,
        answers={"dilemma:3": {"value_id": 1}},
        detail=Distribution(123_456, 7),
    ),
    scene("reflection", answers={"reflection": {"text": "*\n" * (LONGEST // 2)}}),
    scene("interests", *LONG, answers={"interests": {"values": [1, 2], "kinds": ["event"]}}),
    scene("zone", detail=ZoneDetail("America/Argentina/Buenos_Aires", "*" * 100)),
    scene(
        "zone",
        detail=ZoneDetail(None, "USA", tuple(zones.search("USA", "de", now=NOW))),
    ),
    scene("pledges", *LONG, detail=HELD),
    scene(
        "finish",
        *LONG,
        state=State.FINISHED,
        role=RoleState.GIVEN,
        detail=NextStep(
            an_overview(title="*" * 100),
            LONG[0],
            Wish(1, PairState.WANTED, None, None, NOW),
        ),
    ),
]


@pytest.mark.parametrize("say", [ENGLISH, GERMAN], ids=["en", "de"])
@pytest.mark.parametrize("now", AS_LARGE_AS_CAN_BE, ids=lambda now: now.step)
def test_every_step_fits_into_a_message_however_much_was_written(now: Scene, say: Any) -> None:
    around = replace(AROUND, server="*" * 200, role="*" * 200, hello_channel_id=9)

    require_that_it_fits(views.scene(now, say, around))


def test_marks_of_a_question_and_of_names_take_no_effect() -> None:
    now = scene(
        "dilemma:3",
        value(1, "*Honesty*"),
        value(2, "Care"),
        question="**Which** [one](x)?",
        answers={"dilemma:3": {"value_id": 1}},
    )

    embed = views.scene(now, ENGLISH, AROUND).embed

    assert embed is not None
    assert r"\*\*Which\*\*" in (embed.description or "")
    assert r"hold on to **\*Honesty\***" in (embed.description or "")


def test_a_custom_emoji_which_may_be_gone_is_left_out_of_buttons_and_lists() -> None:
    odd = value(1, emoji="<:gone:123456789012345678>")
    asked = views.scene(scene("dilemma:3", odd, value(2)), ENGLISH, AROUND)
    offered = views.scene(scene("pledges", odd, value(2)), ENGLISH, AROUND)

    assert asked.view is not None
    assert offered.view is not None
    first, second = asked.view.children[:2]
    assert isinstance(first, discord.ui.Button)
    assert isinstance(second, discord.ui.Button)
    assert (first.emoji, str(second.emoji)) == (None, "🌱")
    menu = offered.view.children[0]
    assert isinstance(menu, discord.ui.Select)
    assert [option.emoji is None for option in menu.options] == [True, False]


def test_a_pledge_to_earlier_words_is_named_and_not_chosen_again_by_itself() -> None:
    now = scene("pledges", detail=[Held(value(1), NOW, earlier_words=True)])

    shown = views.scene(now, ENGLISH, AROUND)

    assert shown.embed is not None
    assert "You pledged to Honesty in earlier words." in (shown.embed.description or "")
    assert shown.view is not None
    menu = shown.view.children[0]
    assert isinstance(menu, discord.ui.Select)
    assert not any(option.default for option in menu.options)


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_shares_of_two_values_make_a_hundred(first: int, second: int) -> None:
    if first + second == 0:
        return
    told = distribution(Distribution(first, second), value(1), value(2, "Care"), ENGLISH)

    shares = [int(line.rpartition("(")[2].removesuffix(" %)")) for line in told.splitlines()]
    assert sum(shares) == 100


@settings(max_examples=50)
@given(st.lists(st.text(min_size=1, max_size=LONGEST), min_size=1, max_size=PAGE))
def test_a_page_of_reflections_fits_whatever_was_written(written: list[str]) -> None:
    theirs = tuple(
        Reflection(n, text, NOW - timedelta(days=n)) for n, text in enumerate(written, 1)
    )

    require_that_it_fits(reading.draw(Page(0, 3, 7, theirs), GERMAN))


def test_every_line_of_a_quotation_is_one() -> None:
    assert quoted("one\n\n# two", 100).splitlines() == ["> one", "> ", r"> \# two"]
