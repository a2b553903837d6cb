"""PRIVACY.md says what is so: its tables are those of the models, and its figures the code's."""

from __future__ import annotations

import re

from bot import claims, contact, notices
from bot.db import Base
from bot.models import GRACE
from tests import privacy_page


def test_the_tables_are_those_of_the_models() -> None:
    text = privacy_page.PAGE.read_text("utf-8")
    assert privacy_page.written() == text, "run: python3 run.py python -m tests.privacy_page"


def test_every_table_says_what_it_is_and_until_when() -> None:
    lines = [line for line in privacy_page.tables() if line.startswith("| `")]
    named = {line.split("`")[1] for line in lines}
    assert named == set(Base.metadata.tables)
    for line in lines:
        assert "|  |" not in line, line


def test_the_periods_are_those_of_the_code() -> None:
    text = privacy_page.PAGE.read_text("utf-8")
    said = {int(days) for days in re.findall(r"\*\*(\d+) days\*\*", text)}
    periods = (GRACE, contact.KEEP, notices.KEEP_CLOSED, claims.KEEP_DONE, claims.KEEP_FAILED)
    assert said == {one.days for one in periods}
