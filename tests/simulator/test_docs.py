"""docs/simulator.md says what is there, no more and no less."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.simulator import coverage
from bot.simulator.rest import table
from tests.simulator.conformance import spec as description

PAGE = Path(__file__).parents[2] / "docs" / "simulator.md"
AGAIN = "run `python -m bot.simulator.coverage docs/simulator.md --openapi …` again"


def test_the_table_of_routes_is_up_to_date() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert coverage.rewritten(page, None) == page, AGAIN


def test_the_list_of_missing_routes_is_up_to_date() -> None:
    found = description.find()
    if found is None:
        pytest.skip(description.ABSENT)
    page = PAGE.read_text(encoding="utf-8")

    assert coverage.rewritten(page, found.document) == page, AGAIN


def test_every_route_that_is_here_is_one_of_discords() -> None:
    found = description.find()
    if found is None:
        pytest.skip(description.ABSENT)

    foreign = [
        route.bucket
        for route in table.load()
        if (route.method, description.plain(route.template)) not in found.operations
    ]

    assert foreign == []


def test_a_page_without_the_marker_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("by hand", encoding="utf-8")

    assert coverage.main([str(page)]) == 1
    assert page.read_text(encoding="utf-8") == "by hand"
    assert "no line" in capsys.readouterr().err
