"""One WebSocket: what the client may send, how often, and what it is answered.

Opcodes and close codes:
https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from bot.simulator import wire
from bot.simulator.gateway import chunks
from bot.simulator.gateway.codec import Encoder
from bot.simulator.gateway.session import Session
from bot.simulator.limits import (
    GATEWAY_PAYLOAD_BYTES,
    GATEWAY_SEND_SECONDS,
    GATEWAY_SENDS,
)

if TYPE_CHECKING:
    from bot.simulator.gateway.hub import Gateway

log = logging.getLogger(__name__)


class Op(IntEnum):
    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE_UPDATE = 3
    VOICE_STATE_UPDATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_GUILD_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11
    REQUEST_SOUNDBOARD_SOUNDS = 31
    REQUEST_CHANNEL_INFO = 43


class Close(IntEnum):
    UNKNOWN_ERROR = 4000
    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQ = 4007
    RATE_LIMITED = 4008
    SESSION_TIMED_OUT = 4009
    INVALID_SHARD = 4010
    SHARDING_REQUIRED = 4011
    INVALID_API_VERSION = 4012
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


_REASONS = {
    Close.UNKNOWN_OPCODE: "Unknown opcode.",
    Close.DECODE_ERROR: "Error while decoding payload.",
    Close.NOT_AUTHENTICATED: "Not authenticated.",
    Close.AUTHENTICATION_FAILED: "Authentication failed.",
    Close.ALREADY_AUTHENTICATED: "Already authenticated.",
    Close.INVALID_SEQ: "Invalid seq.",
    Close.RATE_LIMITED: "Rate limited.",
    Close.SESSION_TIMED_OUT: "Session timed out.",
    Close.INVALID_SHARD: "Invalid shard.",
    Close.SHARDING_REQUIRED: "Sharding required.",
    Close.INVALID_API_VERSION: "Invalid API version.",
    Close.INVALID_INTENTS: "Invalid intent(s).",
    Close.DISALLOWED_INTENTS: "Disallowed intent(s).",
}
# The client says goodbye: https://discord.com/developers/docs/events/gateway#disconnecting
_ENDS_SESSION = (1000, 1001)
_QUIET = (
    Op.PRESENCE_UPDATE,
    Op.VOICE_STATE_UPDATE,
    Op.REQUEST_SOUNDBOARD_SOUNDS,
    Op.REQUEST_CHANNEL_INFO,
)


class Refused(Exception):
    """The connection is closed with this code."""

    def __init__(self, code: Close) -> None:
        super().__init__(code.name)
        self.code = code


class Connection:
    """Reads one client and writes to it in order."""

    def __init__(
        self, gateway: Gateway, socket: web.WebSocketResponse, encode: Encoder | None
    ) -> None:
        self.gateway = gateway
        self.session: Session | None = None
        self._socket = socket
        self._encode = encode
        self._outgoing: deque[bytes] = deque()
        self._wake = asyncio.Event()
        self._closing: int | None = None
        self._sends: deque[float] = deque()
        self._heard_at = asyncio.get_running_loop().time()

    def send(self, frame: bytes) -> None:
        """Queue a payload; the writer sends them in this order."""
        self._outgoing.append(frame)
        self._wake.set()

    def send_op(self, op: Op, data: Any = None) -> None:
        self.send(wire.dumps({"op": int(op), "d": data, "s": None, "t": None}))

    def close(self, code: int) -> None:
        """Close with a code once what is queued has been written."""
        if self._closing is None:
            self._closing = code
            self._wake.set()

    def drop(self) -> None:
        """Cut the connection without a word."""
        self._closing = 0
        self._wake.set()

    async def run(self) -> None:
        """Greet, then read until either side has had enough."""
        self.send_op(Op.HELLO, {"heartbeat_interval": round(self.gateway.heartbeat_seconds * 1000)})
        writer = asyncio.create_task(self._write())
        watchdog = asyncio.create_task(self._watch_heartbeat())
        try:
            await self._read()
        finally:
            watchdog.cancel()
            writer.cancel()
            await asyncio.gather(writer, watchdog, return_exceptions=True)
            self.gateway.disconnected(self, said_goodbye=self._said_goodbye())

    def _said_goodbye(self) -> bool:
        return self._closing is None and self._socket.close_code in _ENDS_SESSION

    async def _read(self) -> None:
        async for message in self._socket:
            if self._closing is not None:
                continue
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                break
            try:
                self._take(message.data)
            except Refused as refused:
                self.close(refused.code)

    async def _write(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._outgoing:
                frame = self._outgoing.popleft()
                if self._closing == 0:
                    break
                try:
                    if self._encode is None:
                        await self._socket.send_str(frame.decode())
                    else:
                        await self._socket.send_bytes(self._encode(frame))
                except ConnectionError:
                    return
            if self._closing == 0:
                transport = self._socket._req.transport if self._socket._req else None
                if transport is not None:
                    transport.abort()
                return
            if self._closing is not None:
                reason = _REASONS.get(Close(self._closing), "") if self._closing >= 4000 else ""
                await self._socket.close(code=self._closing, message=reason.encode())
                return

    async def _watch_heartbeat(self) -> None:
        loop = asyncio.get_running_loop()
        patience = self.gateway.heartbeat_seconds * 1.5
        while True:
            silent = loop.time() - self._heard_at
            if silent >= patience:
                self.close(Close.SESSION_TIMED_OUT)
                return
            await asyncio.sleep(patience - silent)

    def _take(self, data: str | bytes) -> None:
        self._count_send()
        raw = data.encode() if isinstance(data, str) else data
        if len(raw) > GATEWAY_PAYLOAD_BYTES:
            raise Refused(Close.DECODE_ERROR)
        try:
            payload = wire.loads(raw)
        except ValueError:
            raise Refused(Close.DECODE_ERROR) from None
        if not isinstance(payload, dict) or not isinstance(payload.get("op"), int):
            raise Refused(Close.DECODE_ERROR)
        op, body = payload["op"], payload.get("d")
        if op == Op.HEARTBEAT:
            self._heard_at = asyncio.get_running_loop().time()
            self.send_op(Op.HEARTBEAT_ACK)
        elif op in (Op.IDENTIFY, Op.RESUME):
            if self.session is not None:
                raise Refused(Close.ALREADY_AUTHENTICATED)
            if not isinstance(body, dict):
                raise Refused(Close.DECODE_ERROR)
            if op == Op.IDENTIFY:
                self.gateway.identify(self, body)
            else:
                self.gateway.resume(self, body)
        elif op == Op.REQUEST_GUILD_MEMBERS:
            chunks.answer(self.gateway, self._identified(), body)
        elif op in _QUIET:
            self._identified()
        else:
            raise Refused(Close.UNKNOWN_OPCODE)

    def _identified(self) -> Session:
        if self.session is None:
            raise Refused(Close.NOT_AUTHENTICATED)
        return self.session

    def _count_send(self) -> None:
        now = asyncio.get_running_loop().time()
        self._sends.append(now)
        while self._sends[0] <= now - GATEWAY_SEND_SECONDS:
            self._sends.popleft()
        if len(self._sends) > GATEWAY_SENDS:
            raise Refused(Close.RATE_LIMITED)
