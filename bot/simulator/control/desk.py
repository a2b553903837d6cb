"""The routes under /_simulator/ and their answers."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.simulator import arrivals, crowds, sample, wire
from bot.simulator.clock import MovableClock
from bot.simulator.control import faulting, showing
from bot.simulator.control.acts import ACTS
from bot.simulator.control.naming import BadRequest, Naming, required
from bot.simulator.people.joining import join
from bot.simulator.people.person import Person
from bot.simulator.people.seen import CannotDo, NotSeen
from bot.simulator.rest.routing import ROUTES
from bot.simulator.world.entities import Channel, Message, User
from bot.simulator.world.timestamps import iso, parse

if TYPE_CHECKING:
    from bot.simulator.server import Simulator

PREFIX = "/_simulator"
_LOCAL = ("127.0.0.1", "localhost", "::1")


def install(app: web.Application, simulator: Simulator) -> None:
    """Add the controls to a server."""
    desk = Desk(simulator)
    routes: list[tuple[str, str, Callable[[web.Request], Awaitable[Any]]]] = [
        ("GET", "/", desk.summary),
        ("GET", "/unknown-routes", desk.unknown_routes),
        ("GET", "/routes", desk.routes),
        ("GET", "/requests", desk.requests),
        ("GET", "/clock", desk.clock),
        ("POST", "/clock", desk.move_clock),
        ("GET", "/faults", desk.faults),
        ("POST", "/faults", desk.inject),
        ("DELETE", "/faults", desk.clear_faults),
        ("DELETE", "/faults/{id}", desk.remove_fault),
        ("GET", "/people", desk.people),
        ("POST", "/people", desk.new_person),
        ("GET", "/people/{person}/sees", desk.sees),
        ("GET", "/people/{person}/channels", desk.channels),
        ("GET", "/people/{person}/commands", desk.commands),
        ("POST", "/people/{person}/{act}", desk.act),
        ("POST", "/crowd", desk.crowd),
        ("POST", "/bench/reactions", desk.bench_reactions),
        ("POST", "/bench/chatter", desk.bench_chatter),
        ("POST", "/bench/edits", desk.watch_edits),
        ("GET", "/bench/edits", desk.edits),
        ("POST", "/bench/commands", desk.bench_commands),
        ("POST", "/bench/clicks", desk.bench_clicks),
        ("POST", "/bench/joins", desk.bench_joins),
        ("POST", "/bench/presses", desk.bench_presses),
    ]
    for method, path, handler in routes:
        app.router.add_route(method, PREFIX + path, _answering(handler))


def _answering(
    handler: Callable[[web.Request], Awaitable[Any]],
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).hostname not in _LOCAL:
            return _json(403, {"error": "a page from elsewhere may not use these controls"})
        try:
            return _json(200, await handler(request))
        except CannotDo as refused:
            return _json(409, {"error": str(refused)})
        except NotSeen as missed:
            return _json(408, {"error": str(missed)})
        except (BadRequest, ValueError, TypeError) as wrong:
            return _json(400, {"error": str(wrong)})

    return answer


def _taken(taken: crowds.Latencies) -> dict[str, Any]:
    return {
        "milliseconds": taken.milliseconds,
        "p50": taken.percentile(0.50),
        "p99": taken.percentile(0.99),
        "unanswered": taken.unanswered,
        "seconds": taken.seconds,
    }


def _json(status: int, body: Any) -> web.Response:
    return web.Response(status=status, body=wire.dumps(body), content_type="application/json")


async def _body(request: web.Request) -> dict[str, Any]:
    raw = await request.read()
    body = wire.loads(raw) if raw else {}
    if not isinstance(body, dict):
        raise BadRequest("the body is a JSON object")
    return body


class Desk:
    """Answers requests to the controls of one simulator."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._world = simulator.world
        self._naming = Naming(simulator)
        self._edits: crowds.Edits | None = None

    async def summary(self, _request: web.Request) -> Any:
        return showing.summary(self._world)

    async def unknown_routes(self, _request: web.Request) -> Any:
        return self._simulator.unknown_routes

    async def requests(self, _request: web.Request) -> Any:
        return dict(self._simulator.requests)

    async def routes(self, _request: web.Request) -> Any:
        return [
            {"method": route.method, "template": route.template, "rules": list(route.rules)}
            for route in ROUTES
        ]

    async def clock(self, _request: web.Request) -> Any:
        return {"now": iso(self._world.now())}

    async def move_clock(self, request: web.Request) -> Any:
        body = await _body(request)
        clock = self._world.clock
        if not isinstance(clock, MovableClock):
            raise CannotDo("this clock cannot be moved")
        moment: datetime
        if "to" in body:
            moment = clock.move_to(parse(str(body["to"])))
        else:
            moment = clock.advance(timedelta(seconds=float(required(body, "advance"))))
        return {"now": iso(moment)}

    async def faults(self, _request: web.Request) -> Any:
        return self._simulator.faults.listed()

    async def inject(self, request: web.Request) -> Any:
        return faulting.inject(self._naming, await _body(request))

    async def clear_faults(self, _request: web.Request) -> Any:
        self._simulator.faults.clear()
        return []

    async def remove_fault(self, request: web.Request) -> Any:
        if not self._simulator.faults.remove(int(request.match_info["id"])):
            raise BadRequest("there is no such fault")
        return self._simulator.faults.listed()

    async def people(self, _request: web.Request) -> Any:
        return showing.people(self._world)

    async def new_person(self, request: web.Request) -> Any:
        body = await _body(request)
        guild = self._naming.guild(body.get("guild_id"))
        role_ids = self._naming.role_ids(body.get("roles", ()), guild)
        person = join(
            self._world,
            str(required(body, "name")),
            guild,
            pending=bool(body.get("pending", False)),
            locale=str(body.get("locale", "en-US")),
            roles=[guild.roles[role_id] for role_id in role_ids],
            accepts_dms=bool(body.get("accepts_dms", True)),
        )
        return showing.person(self._world, person.user)

    async def sees(self, request: web.Request) -> Any:
        person = self._naming.person(request.match_info["person"])
        word = request.query.get("channel")
        if word is None:
            return [showing.message(seen) for seen in person.sees_anywhere()]
        channel = self._naming.channel(word, person)
        return [showing.message(seen) for seen in person.sees(channel)]

    async def channels(self, request: web.Request) -> Any:
        person = self._naming.person(request.match_info["person"])
        return [showing.channel(channel) for channel in person.channels()]

    async def commands(self, request: web.Request) -> Any:
        person = self._naming.person(request.match_info["person"])
        return person.commands(channel=self._naming.channel(request.query.get("channel"), person))

    async def act(self, request: web.Request) -> Any:
        person = self._naming.person(request.match_info["person"])
        act = ACTS.get(request.match_info["act"])
        if act is None:
            raise BadRequest(f"there is no act {request.match_info['act']!r}")
        return await act(self._naming, person, await _body(request))

    async def crowd(self, request: web.Request) -> Any:
        body = await _body(request)
        guild = self._naming.guild(body.get("guild_id"))
        users = sample.crowd(self._world, guild, int(required(body, "count")))
        return {"guild_id": str(guild.id), "member_count": len(guild.members), "new": len(users)}

    async def bench_reactions(self, request: web.Request) -> Any:
        body = await _body(request)
        channel = self._naming.channel(required(body, "channel"))
        assert channel is not None
        guild = self._world.guilds.get(channel.guild_id or 0)
        message = channel.messages.get(int(required(body, "message")))
        if guild is None or message is None:
            raise BadRequest("there is no such message in a server")
        users = [
            guild.members[user_id].user
            for user_id in guild.member_ids
            if not guild.members[user_id].user.bot
        ][: int(required(body, "count"))]
        storm = await crowds.storm(
            self._world,
            message,
            str(required(body, "emoji")),
            users,
            withdraw=bool(body.get("withdraw", False)),
        )
        shown: dict[str, Any] = {"count": storm.count, "seconds": storm.seconds}
        if body.get("behind") is not None:
            shown["behind_ms"] = await self._behind(users[0], str(body["behind"]), channel)
        return shown

    async def bench_chatter(self, request: web.Request) -> Any:
        body = await _body(request)
        channel = self._naming.channel(required(body, "channel"))
        assert channel is not None
        members = self._world.guilds[channel.guild_id or 0].members.values()
        users = [member.user for member in members if not member.user.bot]
        seconds = await crowds.chatter(self._world, channel, users, int(required(body, "count")))
        return {"seconds": seconds}

    async def watch_edits(self, request: web.Request) -> Any:
        body = await _body(request)
        watching = self._simulator.exchange_observers
        if self._edits is not None:
            watching.remove(self._edits)
        self._edits = crowds.Edits(int(required(body, "message")))
        watching.append(self._edits)
        return []

    async def edits(self, _request: web.Request) -> Any:
        seen = [] if self._edits is None else self._edits.seen
        return [{"at": at, "body": body} for at, body in seen]

    async def bench_commands(self, request: web.Request) -> Any:
        body = await _body(request)
        channel = self._naming.channel(required(body, "channel"))
        assert channel is not None
        named = body.get("people")
        if named:
            people = [self._naming.person(word) for word in named]
        else:
            members = self._world.guilds[channel.guild_id or 0].members.values()
            people = [self._naming.as_person(m.user) for m in members if not m.user.bot]
        taken = await crowds.commands(
            people,
            str(required(body, "command")),
            body.get("options"),
            channel=channel,
            per_second=float(required(body, "per_second")),
            count=int(required(body, "count")),
        )
        return _taken(taken)

    async def bench_clicks(self, request: web.Request) -> Any:
        body = await _body(request)
        people, message = self._newest(body)
        taken = await crowds.clicks(
            people,
            message,
            str(required(body, "custom_id")),
            seconds=float(required(body, "seconds")),
        )
        return _taken(taken)

    async def bench_joins(self, request: web.Request) -> Any:
        body = await _body(request)
        channel = self._naming.channel(required(body, "channel"))
        assert channel is not None
        guild = self._naming.guild(channel.guild_id and str(channel.guild_id))
        begun = time.perf_counter()
        users = await arrivals.joins(self._simulator, guild, int(required(body, "count")))
        shown: dict[str, Any] = {"count": len(users), "seconds": time.perf_counter() - begun}
        if body.get("behind") is not None:
            shown["behind_ms"] = await self._behind(users[0], str(body["behind"]), channel)
            shown["drained_s"] = time.perf_counter() - begun
        return shown

    async def bench_presses(self, request: web.Request) -> Any:
        body = await _body(request)
        people, message = self._newest(body)
        return await arrivals.presses(
            self._simulator,
            people,
            message,
            str(required(body, "custom_id")),
            shows=str(required(body, "shows")),
            seconds=float(required(body, "seconds")),
            within=float(required(body, "within")),
            afterwards=float(body.get("afterwards", 0)),
        )

    def _newest(self, body: dict[str, Any]) -> tuple[list[Person], Message]:
        """As many of the newest members as are asked for, and the message that they press on."""
        channel = self._naming.channel(required(body, "channel"))
        assert channel is not None
        guild = self._naming.guild(channel.guild_id and str(channel.guild_id))
        message = channel.messages.get(int(required(body, "message")))
        if message is None:
            raise BadRequest("there is no such message in a server")
        newest = [user_id for user_id in reversed(guild.member_ids) if user_id not in guild.bot_ids]
        count = int(required(body, "count"))
        people = [self._naming.as_person(guild.members[id_].user) for id_ in newest[:count]]
        return people, message

    async def _behind(self, user: User, command: str, channel: Channel) -> float | None:
        """How long somebody waits who sends a command now; None without an answer."""
        taken = await crowds.commands(
            [self._naming.as_person(user)], command, channel=channel, per_second=1, count=1
        )
        return taken.milliseconds[0] if taken.milliseconds else None
