"""What a refusal complains about, flattened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def complaints(nested: Mapping[str, Any] | None, path: str = "") -> set[tuple[str, str]]:
    """Pairs of dotted path and code from nested form errors."""
    found: set[tuple[str, str]] = set()
    for key, value in (nested or {}).items():
        if key == "_errors":
            found |= {(path, error["code"]) for error in value}
        else:
            found |= complaints(value, f"{path}.{key}" if path else key)
    return found
