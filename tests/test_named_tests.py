"""Every test that a document names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_that_a_page_names_is_there(page: Path) -> None:
    for file, name in NAMED.findall(page.read_text("utf-8")):
        path = ROOT / file
        assert path.exists(), f"{page.name} names {file}"
        assert re.search(rf"def {name}\(", path.read_text("utf-8")), f"{page.name} names {name}"


def test_each_promise_has_at_least_one_test() -> None:
    text = (ROOT / "docs" / "promises.md").read_text("utf-8")
    promised = re.findall(r"^\| \*\*(\d+)\.", text, re.MULTILINE)
    assert promised == [str(number) for number in range(1, 12)]
    assert len(NAMED.findall(text)) > 30
