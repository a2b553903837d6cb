"""Transport compression: one context per connection, flushed after every message."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any

zstandard: Any
try:
    zstandard = importlib.import_module("zstandard")
except ImportError:  # an optional dependency; clients ask for zstd only where they have it too
    zstandard = None

Encoder = Callable[[bytes], bytes]


def encoder(compress: str | None) -> Encoder | None:
    """What turns a payload into a frame; None sends text frames as they are.

    Args:
        compress: The query parameter of the connection: `zlib-stream`, `zstd-stream` or absent.

    Raises:
        LookupError: The method is unknown or not installed here.
    """
    if not compress:
        return None
    if compress == "zlib-stream":
        return _zlib()
    if compress == "zstd-stream" and zstandard is not None:
        return _zstd()
    raise LookupError(compress)


def _zlib() -> Encoder:
    # Loopback has bandwidth to spare, so the fastest level is the right one.
    context = zlib.compressobj(level=1)

    def encode(data: bytes) -> bytes:
        return context.compress(data) + context.flush(zlib.Z_SYNC_FLUSH)

    return encode


def _zstd() -> Encoder:
    context: Any = zstandard.ZstdCompressor(level=1).compressobj()

    def encode(data: bytes) -> bytes:
        head: bytes = context.compress(data)
        tail: bytes = context.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        return head + tail

    return encode
