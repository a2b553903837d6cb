"""Where the local Discord listens, and whom it answers."""

from __future__ import annotations

import logging

import aiohttp
import pytest

from bot.simulator.gateway import codec
from bot.simulator.server import Simulator

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
async def test_it_refuses_to_listen_anywhere_but_on_loopback(host: str) -> None:
    with pytest.raises(ValueError, match="loopback only"):
        Simulator(host=host)


async def test_listening_elsewhere_on_purpose_is_alarming(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.CRITICAL):
        Simulator(host="0.0.0.0", dangerously_expose=True)

    assert "EXPOSED" in caplog.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:1"}, 200),
        ({"Host": "[::1]:1"}, 200),
        ({"Host": "rebound.example:80"}, 403),
        ({"Host": "127.0.0.1.example"}, 403),
        ({"Origin": "http://127.0.0.1:3000"}, 200),
        ({"Origin": "https://page.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
async def test_it_answers_to_this_machine_only(headers: dict[str, str], status: int) -> None:
    async with Simulator() as sim, aiohttp.ClientSession() as http:
        async with http.get(f"{sim.api_url}/gateway", headers=headers) as answer:
            assert answer.status == status


async def test_stopping_frees_the_port_and_starting_again_takes_it() -> None:
    async with Simulator() as first:
        port = first.port

    async with Simulator(port=port) as second:
        assert second.port == port


async def test_a_compression_that_is_unknown_is_refused() -> None:
    with pytest.raises(LookupError):
        codec.encoder("brotli-stream")


async def test_zstd_stream_is_one_frame_flushed_with_every_message() -> None:
    zstandard = pytest.importorskip("zstandard", reason="zstandard is not installed here")
    encode = codec.encoder("zstd-stream")
    assert encode is not None
    decode = zstandard.ZstdDecompressor().decompressobj()

    assert [decode.decompress(encode(text)) for text in (b"one", b"two")] == [b"one", b"two"]
