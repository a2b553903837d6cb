"""The way of every REST request: route, token, faults, rate limit, handler, answer."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from aiohttp import web
from aiohttp.multipart import BodyPartReader

from bot.simulator import errors, wire
from bot.simulator.exchange import Exchange
from bot.simulator.faults import RestFault, RestKind
from bot.simulator.limits import FILE_BYTES, REQUEST_BYTES
from bot.simulator.rest import table
from bot.simulator.rest.routing import Call, Reply, Route, Upload
from bot.simulator.world.entities import Application

if TYPE_CHECKING:
    from bot.simulator.server import Simulator

log = logging.getLogger(__name__)

PREFIX = "/api/v10"
_REASON_LENGTH = 512
_BAN_SECONDS = 600
_BOUNDARY = re.compile(r"^multipart/form-data\b", re.IGNORECASE)


class Front:
    """Takes requests under /api/v10 to the handlers."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._table = table.build()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        simulator = self._simulator
        if simulator.rate_limits.banned:
            return _banned()
        began = time.perf_counter()
        path = request.rel_url.raw_path
        route: Route | None = None
        params: dict[str, str] = {}
        if path.startswith(PREFIX):
            path = path.removeprefix(PREFIX)
            route, params = self._table.find(request.method, path)
        fault: RestFault | None = None
        headers: dict[str, str] = {}
        body: Any = None
        files: list[Upload] = []
        application: Application | None = None
        try:
            if route is None:
                self._note_unknown(request.method, path)
                raise errors.not_found()
            application = self._authenticate(request, route)
            fault = simulator.faults.on_request(route.method, route.template)
            if fault is not None and fault.kind is RestKind.CUT:
                return self._cut(request)
            if fault is not None and fault.kind is RestKind.STATUS:
                raise fault.error()
            body, files = await _parse(request)
            _require_kind(body, route)
            refused = None
            if fault is not None and fault.kind is RestKind.RATE_LIMITED:
                refused = fault.admission()
            else:
                admission = simulator.rate_limits.admit(
                    route.bucket,
                    route.major(params),
                    counts_globally=route.counts_globally,
                    application_id=0 if application is None else application.id,
                    body=body,
                )
                headers = dict(admission.headers)
                if not admission.admitted:
                    refused = admission
            if refused is not None:
                headers = dict(refused.headers)
                reply = Reply(429, dict(refused.body or {}))
            else:
                reply = await self._call(
                    request, route, params, application=application, body=body, files=files
                )
        except errors.ApiError as error:
            reply = Reply(error.status, error.body())
        if fault is not None and fault.kind is RestKind.SLOW:
            await asyncio.sleep(fault.seconds)
        seconds = time.perf_counter() - began
        self._observe(request, route, path, body, files, reply, application, seconds, headers)
        if fault is not None and fault.kind is RestKind.LOST_ANSWER:
            return self._cut(request)
        simulator.rate_limits.note_answer(reply.status, scope=headers.get("X-RateLimit-Scope"))
        return _response(reply, headers)

    async def _call(
        self,
        request: web.Request,
        route: Route,
        params: dict[str, str],
        *,
        application: Application | None,
        body: Any,
        files: list[Upload],
    ) -> Reply:
        world = self._simulator.world
        now = world.now()
        world.agenda.run_due(now)
        call = Call(
            simulator=self._simulator,
            world=world,
            route=route,
            application=application,
            params=params,
            query=request.query,
            body=body,
            files=files,
            reason=_reason(request.headers),
            now=now,
        )
        return await route.handler(call)

    def _authenticate(self, request: web.Request, route: Route) -> Application | None:
        header = request.headers.get("Authorization", "")
        known = self._simulator.world.applications_by_token
        application = known.get(header[4:]) if header.startswith("Bot ") else None
        if application is None and route.authorized:
            raise errors.unauthorized()
        return application

    def _note_unknown(self, method: str, path: str) -> None:
        log.error("the local Discord has no route %s %s", method, path)
        self._simulator.unknown_routes.append(f"{method} {path}")

    def _cut(self, request: web.Request) -> web.StreamResponse:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    def _observe(
        self,
        request: web.Request,
        route: Route | None,
        path: str,
        body: Any,
        files: list[Upload],
        reply: Reply,
        application: Application | None,
        seconds: float,
        headers: Mapping[str, str],
    ) -> None:
        template = "" if route is None else route.template
        self._simulator.requests[f"{request.method} {template or path}"] += 1
        observers = [*self._simulator.observers, *self._simulator.exchange_observers]
        if not observers:
            return
        exchange = Exchange(
            method=request.method,
            template=template,
            path=path,
            body=body,
            file_names=tuple(file.name for file in files),
            status=reply.status,
            answer=reply.body,
            application_id=None if application is None else application.id,
            seconds=seconds,
            headers=headers,
        )
        for observer in observers:
            observer(exchange)


def _response(reply: Reply, headers: Mapping[str, str]) -> web.Response:
    sent = {"Via": "1.1 sim", **headers}
    if reply.status == 204 or reply.body is None:
        return web.Response(status=reply.status, headers=sent)
    # discord.py parses an answer only if its type is exactly this, without a charset.
    sent["Content-Type"] = "application/json"
    return web.Response(status=reply.status, body=wire.dumps(reply.body), headers=sent)


def _reason(headers: Mapping[str, str]) -> str | None:
    text = headers.get("X-Audit-Log-Reason")
    if text is None:
        return None
    reason = unquote(text)
    if len(reason) > _REASON_LENGTH:
        raise errors.field(
            "X-Audit-Log-Reason",
            "BASE_TYPE_MAX_LENGTH",
            f"Must be {_REASON_LENGTH} or fewer in length.",
        )
    return reason or None


async def _parse(request: web.Request) -> tuple[Any, list[Upload]]:
    """The JSON body, or a form's `payload_json` and its files."""
    if not request.body_exists:
        return None, []
    if request.content_length is not None and request.content_length > REQUEST_BYTES:
        raise errors.refused(40005)
    if _BOUNDARY.match(request.headers.get("Content-Type", "")):
        try:
            return await _parse_form(request)
        except ValueError:  # no boundary, or parts that end in the middle
            raise errors.refused(50109) from None
    try:
        raw = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise errors.refused(40005) from None
    if not raw:
        return None, []
    try:
        return wire.loads(raw), []
    except ValueError:
        raise errors.refused(50109) from None


def _require_kind(body: Any, route: Route) -> None:
    """Refuse a body that is not an object, or not an array of objects where one is wanted."""
    if body is None:
        return
    if route.takes_list:
        fits = isinstance(body, list) and all(isinstance(entry, dict) for entry in body)
    else:
        fits = isinstance(body, dict)
    if not fits:
        raise errors.form(
            errors.leaf("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        )


async def _parse_form(request: web.Request) -> tuple[Any, list[Upload]]:
    body: dict[str, Any] = {}
    files: list[Upload] = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read(decode=True))
        name = part.name or ""
        if name == "payload_json":
            try:
                body.update(wire.loads(data))
            except (ValueError, TypeError):
                raise errors.refused(50109) from None
        elif part.filename is not None:
            if len(data) > FILE_BYTES:
                raise errors.refused(40005, message="Request entity too large")
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files.append(Upload(name, part.filename, kind, data))
        else:
            body.setdefault(name, data.decode(errors="replace"))
    return body, files


def _banned() -> web.Response:
    """What an address gets after too many invalid requests: neither JSON nor a Via header."""
    headers = {"Retry-After": str(_BAN_SECONDS)}
    return web.Response(status=429, text="error code: 1015", headers=headers)
