"""Rehearsals begin with an empty database; here it need not be made anew each time."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def begin_migrated(migrated_already: None) -> None:
    """For every test in this folder."""
