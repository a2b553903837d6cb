"""Faults from what a request says of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.simulator.control.naming import BadRequest, Naming, required
from bot.simulator.faults import DispatchKind, Faults, GatewayOrder, RestKind

_UNREACHABLE_CODES = (40003, 50007, 50278)
_SCOPES = ("user", "shared", "global", "sub")


def inject(naming: Naming, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Add what the request describes; the rules that hold then."""
    faults = naming.simulator.faults
    kind = str(required(body, "kind"))
    where = {"method": str(body.get("method", "*")), "route": str(body.get("route", "*"))}
    times = int(body.get("times", 1))
    if kind == RestKind.STATUS:
        faults.answer(
            int(required(body, "status")),
            **where,
            times=times,
            skip=int(body.get("skip", 0)),
            code=int(body.get("code", 0)),
            message=str(body.get("message", "")),
        )
    elif kind == RestKind.RATE_LIMITED:
        scope = str(body.get("scope", "user"))
        if scope not in _SCOPES:
            raise BadRequest(f"scope is one of {', '.join(_SCOPES)}")
        faults.rate_limit(
            **where,
            times=times,
            scope=scope,
            retry_after=float(body.get("retry_after", 1)),
            code=int(body.get("code", 0)),
        )
    elif kind == RestKind.SLOW:
        faults.slow(float(required(body, "seconds")), **where, times=times)
    elif kind == RestKind.LOST_ANSWER:
        faults.lose_answer(**where, times=times)
    elif kind == RestKind.CUT:
        faults.cut(**where, times=times)
    elif kind in list(DispatchKind):
        faults.disturb(kind, event=str(body.get("event", "*")), times=times)
    elif kind in list(GatewayOrder):
        application_id = body.get("application_id")
        faults.order(kind, application_id=None if application_id is None else int(application_id))
    else:
        _special(naming, faults, kind, body)
    return faults.listed()


def _special(naming: Naming, faults: Faults, kind: str, body: Mapping[str, Any]) -> None:
    if kind == "unreachable":
        code = int(body.get("code", 50007))
        if code not in _UNREACHABLE_CODES:
            raise BadRequest(f"code is one of {_UNREACHABLE_CODES}")
        faults.unreachable[naming.person(required(body, "person")).id] = code
    elif kind == "chunk_rate_limited":
        faults.chunk_refusals += int(body.get("times", 1))
    else:
        raise BadRequest(f"there is no fault {kind!r}")
