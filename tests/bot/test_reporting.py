"""What a comparison found, as a tired steward reads it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot import capabilities
from bot.reporting import told
from bot.reports import COUNTS, Cause, Outcome, Report, Window
from bot.texts import Texts
from tests.conftest import GUILD, MONDAY

SINCE = MONDAY + timedelta(hours=6, minutes=2)
UNTIL = MONDAY + timedelta(hours=6, minutes=31)
FROM, TO = f"<t:{int(SINCE.timestamp())}:t>", f"<t:{int(UNTIL.timestamp())}:t>"

ENGLISH, GERMAN = Texts().speak("en"), Texts().speak("de")


def outcome(window: Window | None = None, **parts: Report) -> Outcome:
    return Outcome(GUILD, Cause.START, UNTIL, UNTIL + timedelta(seconds=3), window, parts)


def test_a_report_begins_with_what_happened_and_says_what_was_kept() -> None:
    found = outcome(
        Window(SINCE, UNTIL), pledges=Report(looked_at=214, added=2, removed=1), charter=Report(1)
    )

    assert told(found, ENGLISH) == (
        f"I was away from {FROM} to {TO}. 2 pledges were made meanwhile and one was taken back; "
        "I have kept all 3.\n-# 215 things looked at, in 3 seconds."
    )
    assert told(found, GERMAN) == (
        f"Ich war von {FROM} bis {TO} nicht da. Inzwischen sind 2 Bekenntnisse dazugekommen und "
        "eines wurde zurückgezogen; ich habe alle 3 festgehalten.\n"
        "-# 215 Dinge angesehen, in 3 Sekunden."
    )


def test_after_a_kill_the_beginning_is_known_to_the_minute() -> None:
    found = outcome(Window(SINCE, UNTIL, is_exact=False), pledges=Report(added=1))

    assert told(found, ENGLISH).startswith(
        f"I was away between {FROM} and {TO}, give or take a minute. One pledge was made meanwhile"
    )


def test_a_long_time_away_is_told_with_its_days() -> None:
    found = outcome(Window(SINCE - timedelta(days=3), UNTIL), pledges=Report(added=1))

    assert ":f>" in told(found, ENGLISH)


def test_without_a_time_away_nothing_is_said_to_have_happened_meanwhile() -> None:
    words = told(outcome(pledges=Report(added=1)), ENGLISH)

    assert "away" not in words
    assert "meanwhile" not in words
    assert "One pledge was made without my seeing it" in words


def test_nothing_found_is_said_in_one_sentence() -> None:
    assert told(outcome(pledges=Report(looked_at=4)), ENGLISH) == (
        "Everything is as it should be. I looked at 4 things and changed nothing."
    )
    assert "nothing here yet" in told(outcome(), ENGLISH)


def test_a_failure_names_the_capability_and_the_reason() -> None:
    failing = Report.failure("reconcile-why-refused", code=50013) + Report(failed=2)

    words = told(outcome(**{"pledges.roles": failing}), ENGLISH)

    assert "Roles for pledges: Discord refused me (code 50013)." in words
    assert "Roles for pledges: 2 things could not be looked at." in words


def test_a_remark_takes_the_place_of_the_general_sentence() -> None:
    remark = Report.remark("notice-bug", repaired=1, what="x")

    words = told(outcome(pledges=remark), ENGLISH)

    assert "Something of mine failed several times (x)." in words
    assert "needed mending" not in words


def test_several_things_stand_below_each_other_and_none_is_counted_twice() -> None:
    remarks = Report(looked_at=6, repaired=2)
    for value in ("Care", "Courage"):
        remarks += Report.remark(
            "pledges-compared-cleared", count=3, repaired=1, value=value, channel="<#1>"
        )

    first, *others = told(outcome(pledges=remarks), ENGLISH).splitlines()

    assert "not everything was as it should be" in first
    assert [line[:2] for line in others] == ["- ", "- ", "- ", "-#"]
    assert "Care" in others[0]
    assert "Courage" in others[1]
    assert "2 things about the pledge posts needed mending" in others[2]


def test_a_report_of_everything_going_wrong_fits_into_a_message() -> None:
    failing = Report()
    for number in range(500):
        failing += Report.failure("reconcile-why-refused", code=number)

    assert len(told(outcome(pledges=failing, charter=failing), GERMAN)) <= 2000


def test_a_capability_that_nobody_found_words_for_is_told_all_the_same() -> None:
    words = told(outcome(surveys=Report(added=2, repaired=1)), ENGLISH)

    assert "2 things were new (surveys)." in words
    assert "One thing needed mending (surveys)." in words


def test_every_capability_that_compares_has_a_name_in_reports() -> None:
    cogs = Path(__file__).parents[2] / "cogs"
    named = {
        name
        for name in capabilities.names()
        for file in (cogs / name).glob("*.py")
        if ".reconciler.register(" in file.read_text("utf-8")
    }

    assert {"charter", "pledges", "initiatives", "buddies", "onboarding"} <= named
    assert [name for name in named if not ENGLISH.has(f"reconcile-part-{name}")] == []


def test_reports_add_up_and_are_the_same_after_they_were_stored() -> None:
    one = Report(1, 2, 3, 4) + Report.failure("reconcile-why-bug")
    other = Report.failure("reconcile-why-bug", count=2) + Report.remark(
        "x", place="<#1>", number=3
    )

    total = one + other

    assert Report.load(total.dump()) == total
    assert [getattr(total, name) for name in COUNTS] == [1, 2, 3, 4, 3]
    assert [count for _, count in total.reasons] == [3]
    assert total.kept == Report(0, 2, 3, 4, remarks=total.remarks)


@pytest.mark.parametrize("say", [ENGLISH, GERMAN])
def test_no_sentence_of_a_report_has_a_gap(say: object, caplog: pytest.LogCaptureFixture) -> None:
    for counts in (Report(1, 1, 0, 0), Report(1, 0, 1, 0), Report(1, 1, 1, 1), Report(9, 5, 5, 5)):
        for window in (None, Window(SINCE, UNTIL)):
            parts = dict.fromkeys(("charter", "pledges", "initiatives", "onboarding"), counts)
            assert "{" not in told(outcome(window, **parts), say)  # type: ignore[arg-type]

    assert caplog.text == ""
