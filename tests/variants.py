"""Cases of one test, of which the quick run needs one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def variants(cases: Iterable[Any]) -> list[Any]:
    """The first case for the quick run; the others are thorough."""
    first, *others = cases
    return [first, *(_thorough(case) for case in others)]


def _thorough(case: Any) -> Any:
    values = case if isinstance(case, tuple) else (case,)
    return pytest.param(*values, marks=pytest.mark.thorough)
