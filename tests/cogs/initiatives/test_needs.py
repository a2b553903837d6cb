"""What organisers type about what they need."""

from __future__ import annotations

import pytest

from cogs.initiatives.service import needs
from cogs.initiatives.service.needs import NeedText, read_needs, write_needs


def test_needs_are_read_however_a_list_is_typed() -> None:
    wanted = (NeedText("drivers", 3), NeedText("photographer", 1), NeedText("x-ray people", 2))

    for typed in (
        "3 drivers\n1 photographer\n2 x-ray people",
        "- 3 drivers\n\n• photographer\n2× x-ray  people ",
        "3x drivers, photographer; x-ray people: 2",
        "drivers x3, photographer = 1, \u202ex-ray people × 2",
    ):
        assert read_needs(typed) == wanted

    assert read_needs(write_needs(wanted)) == wanted
    assert read_needs(" \n ") == ()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("0 drivers", needs.BadNeed),
        ("-3 drivers", needs.BadNeed),
        ("501 drivers", needs.BadNeed),
        ("99999999999999999999 drivers", needs.BadNeed),
        ("3", needs.BadNeed),
        ("3 drivers\n1 Drivers", needs.NeedTwice),
        ("x" * 61, needs.NeedTooLong),
        ("\n".join("abcdefghijk"), needs.TooManyNeeds),
    ],
)
def test_what_is_no_need_is_said_to_be_none(typed: str, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        read_needs(typed)
