"""The funnel's picture and words: the same figures, whatever the values are called."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from bot.texts import Texts
from cogs.charter.service import CharterText, ValueText
from cogs.onboarding import funnel, picture
from cogs.onboarding.service.funnels import Funnel, Native, Stage, Week
from cogs.onboarding.service.steps import Plan
from tests.conftest import GUILD

NAMES = ("Honesty", "誠実", "ערבות הדדית", "Long " * 60, "🌱 *Care* $5 and $6")


def a_plan(names: Sequence[str]) -> Plan:
    values = tuple(
        ValueText(number, name[:100], "🌱", "We try.", ("a", "b"), ("c",), 1)
        for number, name in enumerate(names, 1)
    )
    return Plan(GUILD, CharterText("We look after the river.", 1, values))


PLAN = a_plan(NAMES)


def a_funnel(*, weeks: int = 8, reached: int = 40, joined: int = 60, plan: Plan = PLAN) -> Funnel:
    stages = tuple(
        Stage(step, max(reached - n, 0), max(reached - n - 1, 0), timedelta(seconds=30 * n + 8))
        for n, step in enumerate(plan.steps)
    )
    return Funnel(
        joined=joined,
        started=reached,
        finished=reached // 2,
        whole=Stage("started", reached, reached // 2, timedelta(minutes=9)),
        stages=(*stages[:-1], Stage("finish", 4, 4, None)),
        gone=(Stage("value:99", 3),),
        off=(Stage("reflection", 1),),
        later=2,
        stopped=1,
        weeks=tuple(
            Week(date(2026, 1, 5) + timedelta(weeks=n), n + 3, n + 2, n) for n in range(weeks)
        ),
        native=Native(7, 5),
        under_way=6,
    )


def drawn(found: Funnel, language: str = "en") -> picture.Picture:
    say = Texts().speak(language)
    told = funnel.lines(found, PLAN, say)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return picture.draw(*funnel.sketch(found, told, say))


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_picture_opens_fits_a_phone_and_holds_no_boxes(language: str) -> None:
    pytest.importorskip("matplotlib")

    shown = drawn(a_funnel(), language)

    assert shown.png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", shown.png[16:24])
    assert width == 800
    assert height < 2 * width
    assert len(shown.png) < 500_000
    assert shown.aliased == {"誠実", "ערבות הדדית"}


def test_a_funnel_without_anybody_past_the_start_can_be_drawn() -> None:
    pytest.importorskip("matplotlib")

    assert drawn(a_funnel(weeks=1, reached=0, joined=3)).png


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("weeks", [1, 8, 52])
def test_the_description_says_what_the_picture_shows(language: str, weeks: int) -> None:
    say, found = Texts().speak(language), a_funnel(weeks=weeks)
    told = funnel.lines(found, PLAN, say)

    text = funnel.description(found, told, {"誠実"}, say)

    assert len(text) <= 1024
    for line in told:
        assert line.figures.replace(" · ", ", ") in text
    assert f"{say('onboarding-funnel-value', number=2)} (誠実)" in text
    if weeks > 1:
        for week in found.weeks[-8:]:
            assert f"{week.finished}/{week.started}" in text


@pytest.mark.parametrize("language", ["en", "de"])
def test_twelve_values_with_long_names_leave_room_for_every_figure(language: str) -> None:
    say, plan = Texts().speak(language), a_plan([f"{n} " + "long " * 30 for n in range(12)])
    found = a_funnel(reached=40_000, joined=60_000, plan=plan)
    told = funnel.lines(found, plan, say)

    text = funnel.description(found, told, (), say)
    shown = funnel.embed(found, told, say)

    assert len(text) <= 1024
    assert len(shown) <= 6000
    for line in told:
        assert line.figures.replace(" · ", ", ") in text
        assert line.figures in (shown.description or "")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_words_fit_and_break_no_layout(language: str) -> None:
    say, found = Texts().speak(language), a_funnel(weeks=52)

    shown = funnel.embed(found, funnel.lines(found, PLAN, say), say)

    assert shown.description is not None
    assert r"\*Care\*" in shown.description
    assert len(shown.description) <= 4096
    assert all(len(field.value or "") <= 1024 for field in shown.fields)
    assert len(shown) <= 6000


def test_small_groups_have_no_time_and_shares_are_of_those_who_started() -> None:
    say, found = Texts().speak("en"), a_funnel()

    told = {line.name: line.figures for line in funnel.lines(found, PLAN, say)}

    assert told["Came to the server"] == "60"
    assert told["Started"] == "40 · 67% of those"
    assert told["Welcome"] == "40 · 100% · 8 sec"
    assert told["The end"] == "4 · 10% · fewer than 5"
    assert told["Finished"] == "20 · 50%"


def test_more_who_start_than_come_make_no_share() -> None:
    say = Texts().speak("en")

    told = {line.name: line.figures for line in funnel.lines(a_funnel(joined=5), PLAN, say)}

    assert told["Started"] == "40"
