"""What can be made to go wrong: answers, persons who cannot be reached, and the gateway.

Rules are consulted where they bite: the server asks `on_request` before it handles a call, the DM
routes ask `refusal_for`, the gateway asks `on_dispatch` once for every event and
`take_chunk_refusal` for op 8, looks at `refuse_intents`, and subscribes to `gateway_orders`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from bot.simulator import errors
from bot.simulator.ratelimits import Admission, refusal

_ids = itertools.count(1)


class RestKind(StrEnum):
    """What happens to a request."""

    STATUS = "status"
    """It is answered with a status and, given one, a JSON error code; nothing is done."""
    RATE_LIMITED = "rate_limited"
    """429, of the scope user, shared or global; a sub-limit leaves Remaining above 0."""
    SLOW = "slow"
    """It is handled, and the answer waits."""
    LOST_ANSWER = "lost_answer"
    """It is handled, and the connection is cut instead of answering."""
    CUT = "cut"
    """The connection is cut and nothing is done."""


class DispatchKind(StrEnum):
    """What happens to a gateway event."""

    DUPLICATE = "duplicate"
    SWALLOW = "swallow"
    REORDER = "reorder"
    """It is held back until the next event has gone out."""


class GatewayOrder(StrEnum):
    """What every session, or those of one application, is told at once."""

    RECONNECT = "reconnect"
    INVALID_RESUMABLE = "invalid_session_true"
    INVALID = "invalid_session_false"
    DROP = "drop"
    """The socket goes away without a word; RESUME works."""
    DISALLOWED_INTENTS = "disallowed_intents"
    """Close 4014, now and on every IDENTIFY until cleared."""


@dataclass(slots=True)
class RestFault:
    """A rule about requests; `left` counts down with every request it strikes.

    `method` and `route` are patterns as file names have them, over the route's template, such as
    `/channels/*/messages`.
    """

    kind: RestKind
    method: str = "*"
    route: str = "*"
    left: int = 1
    skip: int = 0
    status: int = 500
    code: int = 0
    message: str = ""
    scope: str = "user"
    retry_after: float = 1.0
    seconds: float = 0.0
    id: int = field(default_factory=lambda: next(_ids))

    def strikes(self, method: str, route: str) -> bool:
        return self.left > 0 and fnmatchcase(method, self.method) and fnmatchcase(route, self.route)

    def error(self) -> errors.ApiError:
        """The refusal of a STATUS rule."""
        words = self.message or _WORDS.get(self.status, f"{self.status}: Refused")
        return errors.ApiError(self.status, self.code, words)

    def admission(self) -> Admission:
        """The refusal of a RATE_LIMITED rule."""
        # A sub-limit, and a limit shared with others, strike while the bucket shows room.
        headers = {
            "X-RateLimit-Limit": "5",
            "X-RateLimit-Remaining": "0" if self.scope == "user" else "4",
            "X-RateLimit-Reset-After": f"{self.retry_after:.3f}",
            "X-RateLimit-Bucket": f"fault{self.id}",
        }
        if self.scope == "global":
            headers = {}
        scope = "user" if self.scope == "sub" else self.scope
        return refusal(self.retry_after, scope=scope, headers=headers, code=self.code or None)


@dataclass(slots=True)
class DispatchFault:
    """A rule about gateway events named `event`, a pattern such as `MESSAGE_REACTION_*`."""

    kind: DispatchKind
    event: str = "*"
    left: int = 1
    id: int = field(default_factory=lambda: next(_ids))


@dataclass(slots=True)
class Faults:
    """The rules of one simulator; without any, everything works.

    Attributes:
        unreachable: User id to the code that sending them a DM, or opening one, is refused with:
            50007, 50278, or 40003 for opening.
        refuse_intents: Whether every IDENTIFY is closed with 4014.
        gateway_orders: Called with an order and the application it is for, or None for all.
    """

    rest: list[RestFault] = field(default_factory=list)
    dispatches: list[DispatchFault] = field(default_factory=list)
    unreachable: dict[int, int] = field(default_factory=dict)
    chunk_refusals: int = 0
    refuse_intents: bool = False
    gateway_orders: list[Callable[[GatewayOrder, int | None], None]] = field(default_factory=list)

    def answer(
        self,
        status: int,
        *,
        method: str = "*",
        route: str = "*",
        times: int = 1,
        skip: int = 0,
        code: int = 0,
        message: str = "",
    ) -> RestFault:
        """Answer the next matching requests with a status.

        Args:
            skip: How many matching requests go through before.
        """
        return self._add(
            RestFault(
                RestKind.STATUS, method, route, times, skip, status, code=code, message=message
            )
        )

    def rate_limit(
        self,
        *,
        method: str = "*",
        route: str = "*",
        times: int = 1,
        scope: str = "user",
        retry_after: float = 1.0,
        code: int = 0,
    ) -> RestFault:
        """Answer the next matching requests with 429.

        Args:
            scope: `user`, `shared`, `global`, or `sub`: a limit that the headers do not show.
        """
        return self._add(
            RestFault(
                RestKind.RATE_LIMITED,
                method,
                route,
                times,
                scope=scope,
                retry_after=retry_after,
                code=code,
            )
        )

    def slow(
        self, seconds: float, *, method: str = "*", route: str = "*", times: int = 1
    ) -> RestFault:
        """Let the answers to the next matching requests wait, in real seconds."""
        return self._add(RestFault(RestKind.SLOW, method, route, times, seconds=seconds))

    def lose_answer(self, *, method: str = "*", route: str = "*", times: int = 1) -> RestFault:
        """Do what is asked and cut the connection instead of answering."""
        return self._add(RestFault(RestKind.LOST_ANSWER, method, route, times))

    def cut(self, *, method: str = "*", route: str = "*", times: int = 1) -> RestFault:
        """Cut the connection of the next matching requests before anything is done."""
        return self._add(RestFault(RestKind.CUT, method, route, times))

    def disturb(
        self, kind: DispatchKind | str, *, event: str = "*", times: int = 1
    ) -> DispatchFault:
        """Duplicate, swallow or reorder the next matching gateway events."""
        fault = DispatchFault(DispatchKind(kind), event, times)
        self.dispatches.append(fault)
        return fault

    def order(self, order: GatewayOrder | str, *, application_id: int | None = None) -> None:
        """Tell the connected sessions to reconnect, start anew, or drop them."""
        order = GatewayOrder(order)
        if order is GatewayOrder.DISALLOWED_INTENTS:
            self.refuse_intents = True
        for carry_out in list(self.gateway_orders):
            carry_out(order, application_id)

    def clear(self) -> None:
        """Let everything work again."""
        self.rest.clear()
        self.dispatches.clear()
        self.unreachable.clear()
        self.chunk_refusals = 0
        self.refuse_intents = False

    def remove(self, fault_id: int) -> bool:
        """Withdraw one rule; whether there was one."""
        before = len(self.rest) + len(self.dispatches)
        self.rest = [fault for fault in self.rest if fault.id != fault_id]
        self.dispatches = [fault for fault in self.dispatches if fault.id != fault_id]
        return len(self.rest) + len(self.dispatches) < before

    def on_request(self, method: str, route: str) -> RestFault | None:
        """The rule that strikes this request, counted down; None when it goes through."""
        for fault in self.rest:
            if not fault.strikes(method, route):
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.left -= 1
            if not fault.left:
                self.rest.remove(fault)
            return fault
        return None

    def on_dispatch(self, event: str) -> DispatchKind | None:
        """What happens to this event on its way to a session."""
        for fault in self.dispatches:
            if fnmatchcase(event, fault.event):
                fault.left -= 1
                if fault.left <= 0:
                    self.dispatches.remove(fault)
                return fault.kind
        return None

    def refusal_for(self, user_id: int, *, opening: bool = False) -> errors.ApiError | None:
        """Why a DM to this user is refused, if it is.

        Args:
            opening: Whether the DM is being opened rather than written to; only 40003 strikes then.
        """
        code = self.unreachable.get(user_id)
        if code is None or opening != (code == 40003):
            return None
        return errors.refused(code)

    def take_chunk_refusal(self) -> bool:
        """Whether this request for members is answered with RATE_LIMITED."""
        if self.chunk_refusals <= 0:
            return False
        self.chunk_refusals -= 1
        return True

    def listed(self) -> list[dict[str, Any]]:
        """The present rules, for the controls."""
        rules: list[dict[str, Any]] = [
            {
                "id": fault.id,
                "kind": fault.kind.value,
                "method": fault.method,
                "route": fault.route,
                "left": fault.left,
            }
            for fault in self.rest
        ]
        rules += [
            {"id": fault.id, "kind": fault.kind.value, "event": fault.event, "left": fault.left}
            for fault in self.dispatches
        ]
        rules += [
            {"kind": "unreachable", "user_id": str(user_id), "code": code}
            for user_id, code in self.unreachable.items()
        ]
        if self.chunk_refusals:
            rules.append({"kind": "chunk_rate_limited", "left": self.chunk_refusals})
        if self.refuse_intents:
            rules.append({"kind": GatewayOrder.DISALLOWED_INTENTS.value})
        return rules

    def _add(self, fault: RestFault) -> RestFault:
        self.rest.append(fault)
        return fault


_WORDS = {
    403: "Missing Permissions",
    404: "404: Not Found",
    500: "500: Internal Server Error",
    502: "502: Bad Gateway",
    503: "503: Service Unavailable",
    504: "504: Gateway Timeout",
}
