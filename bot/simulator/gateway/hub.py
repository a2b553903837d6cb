"""Who is connected, and who hears of what."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.simulator import intents, permissions, wire
from bot.simulator.exchange import Delivery
from bot.simulator.faults import DispatchKind, Faults, GatewayOrder
from bot.simulator.gateway import codec
from bot.simulator.gateway.connection import Close, Connection, Op, Refused
from bot.simulator.gateway.session import Session
from bot.simulator.gateway.sessions import Sessions
from bot.simulator.limits import (
    CHUNK_ALL_EVERY,
    GATEWAY_GUILDS_PER_SHARD,
)
from bot.simulator.payloads import guilds as guild_payloads
from bot.simulator.payloads import messages as message_payloads
from bot.simulator.payloads import people
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Application, Guild, Json
from bot.simulator.world.world import World

log = logging.getLogger(__name__)

_GUILDS_AT_ONCE = 25


class Gateway:
    """Sessions by application, and the fan-out of events to them.

    Args:
        heartbeat_seconds: Told to clients in HELLO; one that is silent half as long again is cut.
        identify_seconds: See `Sessions`.
        replay_events: See `Sessions`.
    """

    def __init__(
        self,
        world: World,
        faults: Faults,
        *,
        heartbeat_seconds: float,
        identify_seconds: float,
        replay_events: int,
    ) -> None:
        self.world = world
        self.faults = faults
        self.heartbeat_seconds = heartbeat_seconds
        self.url = ""
        self.observers: list[Callable[[Any], None]] = []
        self.sessions = Sessions(
            world, identify_seconds=identify_seconds, replay_events=replay_events
        )
        self._connections: set[Connection] = set()
        self._chunked_at: dict[tuple[int, int], datetime] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        world.listeners.append(self.dispatch)
        faults.gateway_orders.append(self.carry_out)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one WebSocket."""
        socket = web.WebSocketResponse(compress=False, max_msg_size=1 << 20, timeout=2.0)
        await socket.prepare(request)
        if request.query.get("v") != "10" or request.query.get("encoding", "json") != "json":
            await socket.close(code=Close.INVALID_API_VERSION, message=b"Invalid API version.")
            return socket
        try:
            encode = codec.encoder(request.query.get("compress"))
        except LookupError as unknown:
            log.error("transport compression %s is not available here", unknown)
            await socket.close(code=Close.DECODE_ERROR, message=b"Unknown compression.")
            return socket
        connection = Connection(self, socket, encode)
        self._connections.add(connection)
        await connection.run()
        return socket

    async def stop(self) -> None:
        """Cut every connection and whatever is still being sent."""
        for connection in list(self._connections):
            connection.close(1001)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def identify(self, connection: Connection, body: Json) -> None:
        """Begin a session, or refuse it with the documented close code."""
        application = self._application(body.get("token"))
        shard_id, shard_count = self._shard(application, body.get("shard"))
        wanted = body.get("intents")
        if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted & ~intents.ALL:
            raise Refused(Close.INVALID_INTENTS)
        if wanted < 0:
            raise Refused(Close.INVALID_INTENTS)
        if wanted & intents.PRIVILEGED & ~application.intents or self.faults.refuse_intents:
            raise Refused(Close.DISALLOWED_INTENTS)
        if not self.sessions.take_start(application, shard_id):
            connection.send_op(Op.INVALID_SESSION, False)
            return
        session = self.sessions.open(
            application,
            shard_id=shard_id,
            shard_count=shard_count,
            intents=wanted,
            large_threshold=int(body.get("large_threshold") or 50),
        )
        self._attach(session, connection)
        guilds = [guild for guild in self._guilds(application) if session.carries(guild.id)]
        session.awaited_guild_ids = {guild.id for guild in guilds}
        self._push(session, "READY", self._ready(session, guilds))
        if wanted & intents.GUILDS:
            task = asyncio.create_task(self._introduce(session, guilds))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            session.awaited_guild_ids.clear()

    def resume(self, connection: Connection, body: Json) -> None:
        """Go on with a session where its client left off, or have it start anew."""
        application = self._application(body.get("token"))
        session = self.sessions.find(str(body.get("session_id")))
        sequence = body.get("seq")
        if session is None or session.application is not application:
            connection.send_op(Op.INVALID_SESSION, False)
            return
        if not isinstance(sequence, int) or sequence > session.sequence:
            self.sessions.forget(session)
            raise Refused(Close.INVALID_SEQ)
        missed = session.since(sequence)
        if missed is None:
            self.sessions.forget(session)
            connection.send_op(Op.INVALID_SESSION, False)
            return
        if session.connection is not None:
            session.connection.session = None
            session.connection.close(Close.UNKNOWN_ERROR)
        self._attach(session, connection)
        for frame in missed:
            connection.send(frame)
        self._push(session, "RESUMED", {"_trace": []})

    def disconnected(self, connection: Connection, *, said_goodbye: bool) -> None:
        """The socket is gone; the session lives on for a while unless the client ended it."""
        self._connections.discard(connection)
        session = connection.session
        if session is not None and session.connection is connection:
            self.sessions.left(session, said_goodbye=said_goodbye)

    def connected(self, application_id: int) -> bool:
        """Whether any session of the application has a live connection."""
        return self.sessions.connected(application_id)

    async def until_disconnected(self, application_id: int) -> None:
        """Wait until no session of the application has a live connection."""
        await self.sessions.until_disconnected(application_id)

    def chunk_wait(self, application_id: int, guild_id: int) -> float:
        """Seconds until all members of the guild may be requested again; 0 takes the turn."""
        now = self.world.now()
        last = self._chunked_at.get((application_id, guild_id))
        if last is not None and now - last < CHUNK_ALL_EVERY:
            return (CHUNK_ALL_EVERY - (now - last)).total_seconds()
        self._chunked_at[application_id, guild_id] = now
        return 0.0

    def dispatch(self, event: Dispatch) -> None:
        """Send an event to every session that may and wants to hear of it.

        Its payload is written at most once in each form, and the bytes are shared.
        """
        guild = self.world.guilds.get(event.guild_id) if event.guild_id is not None else None
        if event.bot_ids is not None:
            bots = event.bot_ids
        elif guild is not None:
            bots = frozenset(guild.bot_ids)
        else:
            return
        written: dict[object, bytes] = {}
        for bot_id in bots:
            for session in self.sessions.of(bot_id):
                if not self._hears(session, event, guild):
                    continue
                key = self._form(session, event)
                data = written.get(key)
                if data is None:
                    data = written[key] = wire.dumps(_write(event, bot_id, key))
                self._deliver(session, event.name, data)

    def carry_out(self, order: GatewayOrder, application_id: int | None) -> None:
        """What a fault demands of the connected sessions."""
        for session in self.sessions.all():
            connection = session.connection
            if connection is None or application_id not in (None, session.application.id):
                continue
            if order is GatewayOrder.RECONNECT:
                connection.send_op(Op.RECONNECT)
            elif order is GatewayOrder.INVALID_RESUMABLE:
                connection.send_op(Op.INVALID_SESSION, True)
            elif order is GatewayOrder.INVALID:
                self.sessions.forget(session)
                connection.session = None
                connection.send_op(Op.INVALID_SESSION, False)
            elif order is GatewayOrder.DROP:
                connection.drop()
            else:
                self.sessions.forget(session)
                connection.close(Close.DISALLOWED_INTENTS)

    def begin_outage(self, guild: Guild) -> None:
        """Make a server unavailable to everybody: nothing that happens in it is told any more."""
        for session in self._told_of(guild):
            if guild.id not in session.awaited_guild_ids:
                session.awaited_guild_ids.add(guild.id)
                self._push(session, "GUILD_DELETE", {"id": str(guild.id), "unavailable": True})

    async def end_outage(self, guild: Guild) -> None:
        """Show it again as it is now; what happened meanwhile nobody is told."""
        for session in self._told_of(guild):
            if guild.id in session.awaited_guild_ids:
                await self._introduce(session, [guild])

    def _told_of(self, guild: Guild) -> list[Session]:
        return [
            session
            for bot_id in sorted(guild.bot_ids)
            for session in self.sessions.of(bot_id)
            if session.carries(guild.id)
        ]

    def _application(self, token: object) -> Application:
        text = str(token).removeprefix("Bot ")
        application = self.world.applications_by_token.get(text)
        if application is None:
            raise Refused(Close.AUTHENTICATION_FAILED)
        return application

    def _guilds(self, application: Application) -> list[Guild]:
        ids = sorted(self.world.users[application.id].guild_ids)
        return [self.world.guilds[guild_id] for guild_id in ids]

    def _shard(self, application: Application, shard: object) -> tuple[int, int]:
        if shard is None:
            shard_id, shard_count = 0, 1
        elif (
            isinstance(shard, list)
            and len(shard) == 2
            and all(isinstance(number, int) for number in shard)
        ):
            shard_id, shard_count = shard
        else:
            raise Refused(Close.INVALID_SHARD)
        if shard_count < 1 or not 0 <= shard_id < shard_count:
            raise Refused(Close.INVALID_SHARD)
        ids = self.world.users[application.id].guild_ids
        mine = sum((guild_id >> 22) % shard_count == shard_id for guild_id in ids)
        if mine > GATEWAY_GUILDS_PER_SHARD or shard_count < application.required_shards:
            raise Refused(Close.SHARDING_REQUIRED)
        return shard_id, shard_count

    def _attach(self, session: Session, connection: Connection) -> None:
        session.connection = connection
        session.disconnected_at = None
        connection.session = session

    def _ready(self, session: Session, guilds: list[Guild]) -> Json:
        application = session.application
        return {
            "v": 10,
            "user_settings": {},
            "user": people.own_user(self.world.users[application.id]),
            "session_type": "normal",
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "relationships": [],
            "private_channels": [],
            "presences": [],
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "guild_join_requests": [],
            "geo_ordered_rtc_regions": [],
            "shard": [session.shard_id, session.shard_count],
            "application": {
                "id": str(application.id),
                "flags": people.application_flags(application),
            },
            "_trace": ["simulator"],
        }

    async def _introduce(self, session: Session, guilds: list[Guild]) -> None:
        """Send one GUILD_CREATE per guild, letting others have a turn in between."""
        for index, guild in enumerate(guilds, 1):
            session.awaited_guild_ids.discard(guild.id)
            if session.application.id in guild.bot_ids:
                presences = bool(session.intents & intents.GUILD_PRESENCES)
                data = guild_payloads.guild_create(
                    self.world, guild, session.application.id, presences=presences
                )
                self._push(session, "GUILD_CREATE", data)
            if index % _GUILDS_AT_ONCE == 0:
                await asyncio.sleep(0)

    def _hears(self, session: Session, event: Dispatch, guild: Guild | None) -> bool:
        if not session.carries(event.guild_id):
            return False
        bot_id = session.application.id
        if event.intents and not session.intents & event.intents and event.concerns_id != bot_id:
            return False
        if guild is None:
            return True
        if guild.id in session.awaited_guild_ids:
            return False
        member = guild.members.get(bot_id)
        if member is None:
            return event.bot_ids is not None
        now = self.world.now()
        if event.channel is not None and not permissions.sees(guild, member, event.channel, now):
            return False
        if not event.permission:
            return True
        if event.channel is not None:
            granted = permissions.in_channel(guild, member, event.channel, now)
        else:
            granted = permissions.in_guild(guild, member, now)
        return not event.permission & ~granted

    def _form(self, session: Session, event: Dispatch) -> object:
        """Which of its forms the event takes for this session: its own, bare, or the common one."""
        if event.variant is not None:
            return session.application.id
        message = event.message
        if message is None or session.intents & intents.MESSAGE_CONTENT:
            return None
        bot_id = session.application.id
        if message.guild_id is None or message.is_ephemeral:
            return None
        if bot_id in (message.author_id, message.application_id) or bot_id in message.mention_ids:
            return None
        return "bare"

    def _deliver(self, session: Session, name: str, data: bytes) -> None:
        kind = self.faults.on_dispatch(name) if self.faults.dispatches else None
        if kind is DispatchKind.SWALLOW:
            return
        if kind is DispatchKind.REORDER:
            session.held_back.append((name, data))
            return
        self._push_bytes(session, name, data)
        if kind is DispatchKind.DUPLICATE:
            self._push_bytes(session, name, data)
        if session.held_back:
            held, session.held_back = session.held_back, []
            for late_name, late_data in held:
                self._push_bytes(session, late_name, late_data)

    def _push(self, session: Session, name: str, data: Json) -> None:
        self._push_bytes(session, name, wire.dumps(data))

    def _push_bytes(self, session: Session, name: str, data: bytes) -> None:
        session.push(name, data)
        if self.observers:
            seen = Delivery(name, wire.loads(data), session.application.id, session.shard_id)
            for observer in self.observers:
                observer(seen)


def _write(event: Dispatch, bot_id: int, form: object) -> Json:
    if event.variant is not None:
        return event.variant(bot_id)
    if form == "bare":
        return message_payloads.without_content(event.build())
    return event.build()
