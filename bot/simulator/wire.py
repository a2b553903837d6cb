"""JSON on the wire, by orjson where it is installed."""

from __future__ import annotations

import importlib
import json
from typing import Any

_orjson: Any
try:
    _orjson = importlib.import_module("orjson")
except ImportError:  # an optional dependency, for speed only
    _orjson = None


def dumps(value: Any) -> bytes:
    if _orjson is not None:
        written: bytes = _orjson.dumps(value)
        return written
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def loads(data: bytes | str) -> Any:
    """Parse JSON.

    Raises:
        ValueError: It is none.
    """
    return json.loads(data) if _orjson is None else _orjson.loads(data)
