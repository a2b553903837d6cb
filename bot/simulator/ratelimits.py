"""Rate limits: a bucket for each route and major parameter, and 50 requests a second over all.

Discord documents the headers but no numbers except the global one; those below were observed by
authors of libraries and may change: https://docs.discord.com/developers/topics/rate-limits
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.simulator.clock import Clock

K = TypeVar("K")

GLOBAL_PER_SECOND = 50
INVALID_REQUESTS = 10_000
INVALID_WINDOW = timedelta(minutes=10)
# Renaming a channel has a limit of its own which no header shows.
RENAMES = 2
RENAME_WINDOW = timedelta(minutes=10)

_RENAME_KEYS = ("name", "topic")
_SWEEP_EVERY = 4096


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests per window; the window begins with the first request in it."""

    requests: int
    window: timedelta


_DEFAULT = Limit(50, timedelta(seconds=1))
_MESSAGE = "/channels/{channel_id}/messages"
_LIMITS: tuple[tuple[re.Pattern[str], Limit], ...] = tuple(
    (re.compile(pattern), Limit(requests, timedelta(seconds=seconds)))
    for pattern, requests, seconds in (
        (r"(PUT|DELETE) /channels/.*/reactions.*", 1, 0.25),
        (r"POST /channels/\{channel_id\}/messages", 5, 5),
        (r"PATCH /channels/\{channel_id\}/messages/\{message_id\}", 5, 5),
        (r"DELETE /channels/\{channel_id\}/messages/\{message_id\}", 5, 1),
        (r"POST /channels/\{channel_id\}/messages/bulk-delete", 1, 1),
        (r"PATCH /channels/\{channel_id\}", 10, 15),
        (r"(POST|PATCH|GET|DELETE) /webhooks/\{webhook_id\}/\{webhook_token\}.*", 5, 2),
        (r"(PUT|DELETE) /guilds/\{guild_id\}/members/\{user_id\}/roles/\{role_id\}", 10, 10),
        (r"PATCH /guilds/\{guild_id\}/members/.*", 10, 10),
        (r"GET /guilds/\{guild_id\}/members", 10, 10),
        (r"POST /users/@me/channels", 10, 10),
        (r"POST /guilds/\{guild_id\}/scheduled-events", 5, 60),
    )
)


@dataclass(slots=True)
class _Window:
    ends_at: datetime
    used: int = 0


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a request may go on, the headers to send either way, and the body if it may not."""

    admitted: bool
    headers: Mapping[str, str]
    body: Mapping[str, Any] | None = None


_FREE = Admission(True, {})


@dataclass(slots=True)
class RateLimits:
    """The counters of one simulator.

    Attributes:
        enabled: Off, everything is admitted and no header is sent.
        invalid_requests: Answers of 401, 403 and 429 (other than shared) in the present window;
            Discord bans the address at 10,000 in ten minutes.
    """

    clock: Clock
    enabled: bool = True
    invalid_requests: int = 0
    _windows: dict[tuple[int, str, str], _Window] = field(default_factory=dict)
    _global: dict[int, _Window] = field(default_factory=dict)
    _known: dict[str, tuple[Limit, str]] = field(default_factory=dict)
    _invalid_until: datetime | None = None
    _admitted: int = 0

    def admit(
        self,
        bucket: str,
        major: str,
        *,
        counts_globally: bool,
        application_id: int = 0,
        body: object = None,
    ) -> Admission:
        """Count one request.

        Args:
            bucket: Method and route template, such as `POST /channels/{channel_id}/messages`.
            major: The channel, server, or webhook with its token, that the bucket is split by.
            counts_globally: False for interaction routes, which the global limit leaves alone.
            application_id: Whose request it is; 0 for requests that carry no bot token.
            body: Looked at for the hidden limit on a channel's name and topic.
        """
        if not self.enabled:
            return _FREE
        now = self.clock.now()
        limit, opaque = self._limit_of(bucket)
        if counts_globally:
            overall = _current(self._global, application_id, now, timedelta(seconds=1))
            if overall.used >= GLOBAL_PER_SECOND:
                return refusal(_seconds(overall.ends_at - now), scope="global")
            overall.used += 1
        key = (application_id, opaque, major)
        if _renames(bucket, body):
            renames = _current(
                self._windows, (application_id, "channel name and topic", major), now, RENAME_WINDOW
            )
            if renames.used >= RENAMES:
                window = _current(self._windows, key, now, limit.window)
                visible = _headers(limit, opaque, window, now)
                return refusal(_seconds(renames.ends_at - now), scope="user", headers=visible)
            renames.used += 1
        window = _current(self._windows, key, now, limit.window)
        if window.used >= limit.requests:
            wait = _seconds(window.ends_at - now)
            return refusal(wait, scope="user", headers=_headers(limit, opaque, window, now))
        window.used += 1
        self._sweep(now)
        return Admission(True, _headers(limit, opaque, window, now))

    def note_answer(self, status: int, *, scope: str | None = None) -> None:
        """Count an answer that Discord regards as an invalid request.

        Args:
            scope: Of a 429; those of scope `shared` do not count.
        """
        if status not in (401, 403, 429) or scope == "shared":
            return
        now = self.clock.now()
        if self._invalid_until is None or now >= self._invalid_until:
            self._invalid_until = now + INVALID_WINDOW
            self.invalid_requests = 0
        self.invalid_requests += 1

    @property
    def banned(self) -> bool:
        """Whether Discord would have cut this address off for its invalid requests."""
        return (
            self.enabled
            and self.invalid_requests >= INVALID_REQUESTS
            and self._invalid_until is not None
            and self.clock.now() < self._invalid_until
        )

    def _limit_of(self, bucket: str) -> tuple[Limit, str]:
        known = self._known.get(bucket)
        if known is None:
            limit = next((limit for route, limit in _LIMITS if route.fullmatch(bucket)), _DEFAULT)
            # Reactions share one bucket whichever of their routes is used.
            name = "reactions" if "/reactions" in bucket and "GET" not in bucket else bucket
            opaque = hashlib.blake2s(name.encode(), digest_size=16).hexdigest()
            known = self._known[bucket] = (limit, opaque)
        return known

    def _sweep(self, now: datetime) -> None:
        """Forget windows that are over, now and then: each interaction token has one of its own."""
        self._admitted += 1
        if self._admitted % _SWEEP_EVERY == 0:
            for key in [key for key, window in self._windows.items() if window.ends_at <= now]:
                del self._windows[key]


def refusal(
    retry_after: float,
    *,
    scope: str,
    headers: Mapping[str, str] | None = None,
    code: int | None = None,
) -> Admission:
    """A 429 as Discord words it.

    Args:
        scope: `user`, `global` or `shared`.
        code: A JSON code that goes with it, such as 40062 for a resource limited for everybody.
    """
    is_global = scope == "global"
    body: dict[str, Any] = {
        "message": "You are being rate limited.",
        "retry_after": round(retry_after, 3),
        "global": is_global,
    }
    if code is not None:
        body["code"] = code
    sent = {
        **(headers or {}),
        "Retry-After": str(max(1, math.ceil(retry_after))),
        "X-RateLimit-Scope": scope,
    }
    if is_global:
        sent["X-RateLimit-Global"] = "true"
    return Admission(False, sent, body)


def _current(windows: dict[K, _Window], key: K, now: datetime, length: timedelta) -> _Window:
    window = windows.get(key)
    if window is None or window.ends_at <= now:
        window = windows[key] = _Window(now + length)
    return window


def _headers(limit: Limit, opaque: str, window: _Window, now: datetime) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(limit.requests),
        "X-RateLimit-Remaining": str(limit.requests - window.used),
        "X-RateLimit-Reset": f"{window.ends_at.timestamp():.3f}",
        "X-RateLimit-Reset-After": f"{_seconds(window.ends_at - now):.3f}",
        "X-RateLimit-Bucket": opaque,
    }


def _seconds(span: timedelta) -> float:
    return max(0.001, math.ceil(span.total_seconds() * 1000) / 1000)


def _renames(bucket: str, body: object) -> bool:
    return (
        bucket == "PATCH /channels/{channel_id}"
        and isinstance(body, Mapping)
        and any(key in body for key in _RENAME_KEYS)
    )
