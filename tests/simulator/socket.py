"""A gateway client that shows every frame, for what a library would hide."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable
from typing import Any, Self

import aiohttp
import zstandard

PATIENCE = 5.0


class Socket:
    """One connection. Frames are taken in order; READY and guilds by `identify`."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, *, compress: str) -> None:
        self._socket = socket
        self._compress = compress
        self._inflate: Any = None
        if compress == "zlib-stream":
            self._inflate = zlib.decompressobj()
        elif compress == "zstd-stream":
            self._inflate = zstandard.ZstdDecompressor().decompressobj()
        self.hello: dict[str, Any] = {}
        self.ready: dict[str, Any] = {}
        self.guilds: list[dict[str, Any]] = []
        self.sequence: int | None = None

    @classmethod
    async def open(cls, http: aiohttp.ClientSession, url: str, **query: str) -> Self:
        params = {"v": "10", "encoding": "json", **query}
        socket = await http.ws_connect(url, params=params)
        return cls(socket, compress=query.get("compress", ""))

    @property
    def close_code(self) -> int | None:
        return self._socket.close_code

    async def send(self, op: int, data: Any) -> None:
        await self._socket.send_str(json.dumps({"op": op, "d": data}))

    async def send_raw(self, text: str) -> None:
        await self._socket.send_str(text)

    async def frame(self) -> dict[str, Any]:
        """The next frame.

        Raises:
            ConnectionError: The server has closed; see `close_code`.
        """
        message = await self._socket.receive(timeout=PATIENCE)
        if message.type == aiohttp.WSMsgType.BINARY and self._inflate is not None:
            if self._compress == "zlib-stream":
                assert message.data.endswith(b"\x00\x00\xff\xff")
            text = self._inflate.decompress(message.data).decode()
        elif message.type == aiohttp.WSMsgType.TEXT:
            text = message.data
        else:
            raise ConnectionError(self._socket.close_code)
        found: dict[str, Any] = json.loads(text)
        if found["s"] is not None if "s" in found else False:
            self.sequence = found["s"]
        return found

    async def event(self, name: str, matching: Callable[[Any], bool] = lambda _: True) -> Any:
        """The data of the next event of that name, others passed over."""
        while True:
            found = await self.frame()
            if found.get("t") == name and matching(found["d"]):
                return found["d"]

    async def names_until_ack(self) -> list[str]:
        """The names of the events that are on their way: those before an answered heartbeat."""
        await self.send(1, self.sequence)
        names = []
        while (found := await self.frame())["op"] != 11:
            names.append(found.get("t") or f"op {found['op']}")
        return names

    async def closed(self) -> int | None:
        """The close code, once the server has closed."""
        try:
            while True:
                await self.frame()
        except ConnectionError:
            return self._socket.close_code

    async def identify(self, token: str, intents: int, **extra: Any) -> None:
        self.hello = await self.frame()
        await self.send_identify(token, intents, **extra)
        self.ready = await self.event("READY")
        if intents & 1:
            for _ in self.ready["guilds"]:
                self.guilds.append(await self.event("GUILD_CREATE"))

    async def send_identify(self, token: str, intents: int, **extra: Any) -> None:
        properties = {"os": "linux", "browser": "test", "device": "test"}
        await self.send(2, {"token": token, "properties": properties, "intents": intents, **extra})

    async def resume(self, token: str, session_id: str, sequence: int | None) -> None:
        self.hello = await self.frame()
        await self.send(6, {"token": token, "session_id": session_id, "seq": sequence})

    async def close(self, code: int = 1000) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._socket.close(code=code)

    def cut(self) -> None:
        """Lose the connection without a close frame."""
        transport = self._socket._response.connection
        assert transport is not None
        assert transport.transport is not None
        transport.transport.abort()
