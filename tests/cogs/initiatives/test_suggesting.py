"""Names in a list of suggestions, which Discord refuses if two are alike."""

from __future__ import annotations

from datetime import UTC, datetime

from cogs.initiatives.service import Suggested
from cogs.initiatives.suggesting import name_apart

AT = datetime(2026, 3, 7, 17, 0, tzinfo=UTC)


def test_whatever_titles_are_alike_no_two_names_are_and_all_fit() -> None:
    long = "x" * 99
    titles = ["Park", "Park", "Park", "Park", "Soup", long + "yy", long + "zz", "Park · 2"]
    dates = [AT, AT, None, None, AT, None, None, None]
    found = [Suggested(number, *one) for number, one in enumerate(zip(titles, dates, strict=True))]

    names = name_apart(found, language="de", zone="Europe/Berlin")

    assert names[:2] == [
        "Park · Samstag, 7. März 2026, 18:00",
        "Park · Samstag, 7. März 2026, 18:00 · 2",
    ]
    assert names[4] == "Soup"
    assert len(set(names)) == len(names)
    assert all(len(name) <= 100 for name in names)
