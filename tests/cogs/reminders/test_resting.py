"""Which days are quiet."""

from __future__ import annotations

from datetime import date

import pytest

from cogs.reminders.service.resting import holds


@pytest.mark.parametrize(
    ("from_on", "until_on", "is_yearly", "quiet", "loud"),
    [
        ("2026-03-02", "2026-03-04", False, ["2026-03-02", "2026-03-04"], ["2026-03-05"]),
        ("2026-03-02", "2026-03-04", False, ["2026-03-03"], ["2027-03-03", "2026-03-01"]),
        ("2026-12-24", "2027-01-02", True, ["2030-12-31", "2031-01-02"], ["2031-01-03"]),
        ("2026-12-24", "2027-01-02", True, ["2026-12-24"], ["2026-12-23", "2027-06-01"]),
        ("2024-02-29", "2024-02-29", True, ["2028-02-29"], ["2027-02-28", "2027-03-01"]),
        ("2026-05-01", "2026-05-01", True, ["2031-05-01"], ["2031-05-02", "2031-04-30"]),
    ],
)
def test_days_hold_on_their_calendar_and_yearly_ones_across_the_turn_of_the_year(
    from_on: str, until_on: str, is_yearly: bool, quiet: list[str], loud: list[str]
) -> None:
    def rests(day: str) -> bool:
        first, last = date.fromisoformat(from_on), date.fromisoformat(until_on)
        return holds(first, last, is_yearly=is_yearly, day=date.fromisoformat(day))

    assert all(map(rests, quiet))
    assert not any(map(rests, loud))
