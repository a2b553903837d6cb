"""What is wrong with a story file is said with its line, and in the words of stories."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from bot.rehearsal import loading
from bot.rehearsal.story import Story

HEAD = "title: T\npeople: {Ada: , Bea: }\nsteps:\n"


def read(text: str) -> Story:
    return loading.parse(text.encode(), Path("story.yaml"))


def problems(text: str) -> str:
    with pytest.raises(ConfigurationError) as caught:
        read(text)
    return str(caught.value)


def problem_of(*lines: str) -> str:
    """What is wrong with these lines of steps, which begin on line 4."""
    return problems(HEAD + "".join(f"{line}\n" for line in lines))


def test_a_step_is_who_does_what_and_more_about_it() -> None:
    (step,) = read(HEAD + "- Ada sees: [One, Two]\n  in: '#values'\n  times: 1\n").steps

    assert (step.who, step.verb.phrase, step.what) == ("Ada", "sees", ("One", "Two"))
    assert step.options == {"in": "values", "times": 1}
    assert (step.spot.name, step.spot.line) == ("story.yaml", 4)


def test_a_name_may_have_several_words() -> None:
    (joins, leaves) = read(HEAD + "- Ada van Dam joins\n- Ada van Dam leaves\n").steps

    assert (joins.who, leaves.who) == ("Ada van Dam", "Ada van Dam")


def test_whose_dms_they_are_may_be_said() -> None:
    steps = read(HEAD + "- Ada closes her DMs\n- Ada opens DMs\n").steps

    assert [step.verb.phrase for step in steps] == ["closes DMs", "opens DMs"]


def test_a_story_says_when_it_begins() -> None:
    story = read("title: T\nbegins: 2026-05-01 08:30\nsteps: [Ada joins]\n")

    assert story.begins == datetime(2026, 5, 1, 8, 30)  # noqa: DTZ001  # local


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["- Ada click: Start"], "story.yaml:4:3: expected what somebody does or sees; "),
        (["- Ada click: Start"], "did you mean `Ada clicks`?"),
        (["- Ada clicks Start"], "write `Ada clicks: Start`"),
        (["- tiem: 09:00"], "did you mean `time`?"),
        (["- Ada leaves", "- Add leaves"], "story.yaml:5:3: nobody called Add is here yet"),
        (["- Ada leaves", "- Add leaves"], "did you mean `Ada`?"),
        (["- Zoe leaves"], "say before that `Zoe joins`"),
        (["- Ada clicks:"], "story.yaml:4:3: expected a text, for Ada clicks; found nothing"),
        (["- Ada leaves: now"], "expected nothing after it, for Ada leaves"),
        (["- Ada goes to: #values"], "so quote it"),
        (["- Ada runs: values show"], "expected a command as it is typed"),
        (["- Ada types: /values show"], "whose last option is being typed"),
        (["- time: someday"], '"next Monday 09:00"'),
        (["- bot: explode"], "expected start, stop, restart or kill, for bot"),
        (["- ledger: 3 kittens fed"], 'such as "3 pledges made"'),
        (["- Ada sees:"], "or one of `buttons:`, `reactions:`, `from:`"),
        (["- Ada sees: x", "  tims: 1"], "story.yaml:5:3: `sees` has no option tims"),
        (["- Ada sees: x", "  tims: 1"], "did you mean `times`?"),
        (["- Ada sees: x", "  times: often"], "story.yaml:5:10: expected a whole number"),
        (["- Ada leaves:", "  in: values"], "`leaves` has no option in; it has none"),
        (["- Ada joins", "  screening: true"], "expected a colon after a step that goes on below"),
        (["- Zoe joins:", "  language: klingon"], "a language of Discord, such as en, de"),
        (["- 7"], "expected a step, such as `- Ada clicks: Start`; found 7"),
    ],
)
def test_a_step_that_cannot_be_read_is_explained(lines: list[str], said: str) -> None:
    assert said in problem_of(*lines)


def test_every_problem_is_told_at_once_in_the_order_of_the_file() -> None:
    told = problem_of("- Ada clicks:", "- Ada sees: x", "- Ada jumps", "- time: never").split("\n")

    assert [line.split(":")[1] for line in told] == ["4", "6", "7"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "story.yaml:1:1: expected title: a title; found nothing"),
        ("title: T\nsteps: Ada joins\n", "story.yaml:2:8: expected steps: a list of steps"),
        ("title: T\nsteps: []\nstep: []\n", "story.yaml:3:1: step: unknown part of a story"),
        ("title: T\nbegins: noon\nsteps: []\n", "story.yaml:2:9: expected a date and a time"),
        ("title: T\npeople: [Ada]\nsteps: []\n", "story.yaml:2:9: expected people: names"),
        ("title: T\npeople: {Ada: tall}\nsteps: []\n", "expected what is said of Ada"),
        ("title: T\npeople: {Ada: {age: 7}}\nsteps: []\n", "Ada has no option age"),
        ("title: T\ntitle: U\nsteps: []\n", "it stands on line 1 already"),
        ("\tsteps\n", "spaces at the beginning of the line"),
    ],
)
def test_a_story_that_is_none_is_explained(text: str, said: str) -> None:
    assert said in problems(text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"found no .*nowhere\.yaml"):
        loading.load(tmp_path / "nowhere.yaml")
