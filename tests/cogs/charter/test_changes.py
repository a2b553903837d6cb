"""What differs between two texts, and how it is laid out on pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import Texts
from cogs.charter import pages
from cogs.charter.service import Content, Entry, Kind, Mark, compare, lines, words

say = Texts().speak("en")
SENTENCES = st.lists(
    st.sampled_from(["we", "carry", "*together*", "—", "  ", "\n", "愛", "و", "~~"]), max_size=30
).map("".join) | st.text(max_size=60)


@given(SENTENCES, SENTENCES)
def test_the_two_sides_spell_the_two_texts(before: str, after: str) -> None:
    runs = words(before, after)

    assert "".join(run.text for run in runs if run.mark is not Mark.NEW) == before
    assert "".join(run.text for run in runs if run.mark is not Mark.GONE) == after
    assert all(run.text for run in runs)


@given(SENTENCES)
def test_equal_texts_have_nothing_gone_or_new(text: str) -> None:
    assert {run.mark for run in words(text, text)} <= {Mark.SAME}


@given(st.lists(SENTENCES, max_size=5), st.lists(SENTENCES, max_size=5))
def test_the_two_sides_of_a_list_spell_its_lines(before: list[str], after: list[str]) -> None:
    shown = lines(tuple(before), tuple(after))

    def side(without: Mark) -> list[str]:
        spelled = [
            "".join(run.text for run in runs if run.mark is not without)
            for runs in shown
            if not runs or any(run.mark is not without for run in runs)
        ]
        return [line for line in spelled if line]

    assert side(Mark.NEW) == [line for line in before if line]
    assert side(Mark.GONE) == [line for line in after if line]


def entry(number: int, **differences: object) -> Entry:
    base = Entry(number, number, f"Value {number}", "🌱", "We do.", ("a", "b"), ("c",))
    return Entry(**{**base.__dict__, **differences})  # type: ignore[arg-type]


def test_a_charter_is_not_different_from_itself() -> None:
    content = Content("Clean water.", (entry(1), entry(2)))

    assert not compare(content, content)


def test_each_kind_of_change_is_told_apart() -> None:
    before = Content("Clean water.", (entry(1), entry(2), entry(3), entry(4)))
    after = Content(
        "Clean water.",
        (
            entry(3),
            entry(1, promise="We do more."),
            entry(2, emoji="🌿"),
            entry(9, id=None, name="New"),
        ),
    )

    changes = compare(before, after)

    assert changes.mission is None
    assert [(change.kind, (change.after or change.before).name) for change in changes.values] == [  # type: ignore[union-attr]
        (Kind.REWORDED, "Value 1"),
        (Kind.REMARKED, "Value 2"),
        (Kind.ADDED, "New"),
        (Kind.RETIRED, "Value 4"),
    ]
    assert changes.order == (
        ("Value 1", "Value 2", "Value 3"),
        ("Value 3", "Value 1", "Value 2"),
    )


def test_a_long_passage_that_did_not_change_is_shortened_to_what_is_next_to_the_change() -> None:
    same = "word " * 60
    before = Content(same + "end " + same, ())
    after = Content(same + "beginning " + same, ())

    ((_, text),) = pages.of_changes(compare(before, after), say)

    assert "~~end~~ **beginning**" in text
    assert len(text) < 160
    assert text.count("…") == 2


@given(
    st.lists(st.tuples(SENTENCES, SENTENCES), max_size=12),
    st.text(alphabet="*_~ ", max_size=1000),
)
def test_every_page_fits_whatever_is_written(texts: list[tuple[str, str]], mission: str) -> None:
    values = tuple(
        Entry(number, number, name[:100], "🌱", promise, (promise,) * 5, (name,) * 5)
        for number, (name, promise) in enumerate(texts, 1)
    )
    content = Content(mission, values)

    for blocks in (
        pages.of_changes(compare(Content("", ()), content), say),
        pages.of_changes(compare(content, Content("", ())), say),
        pages.of_content(content, say),
    ):
        shown = pages.paginate(blocks)
        assert shown
        assert all(len(page) <= 4096 for page in shown)


@pytest.mark.parametrize("mark", ["*", "_", "~", "`", "|", "\\"])
def test_marks_of_markdown_in_a_text_mean_nothing(mark: str) -> None:
    before, after = Content("", ()), Content(f"{mark * 2}bold{mark * 2}", ())

    ((_, text),) = pages.of_changes(compare(before, after), say)

    assert text == "**" + f"\\{mark}" * 2 + "bold" + f"\\{mark}" * 2 + "**"
