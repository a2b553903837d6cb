"""One comparison of one server: what is asked for, how far it has come, and what it ran into."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import aiohttp
import discord
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import metrics
from bot.actions import Verdict, judge
from bot.db import reason
from bot.errors import MemberError, UnavailableError
from bot.logs import new_reference
from bot.reports import Cause, Outcome, Report, Unfinished, Window

log = logging.getLogger(__name__)

Comparison = Callable[[discord.Guild], Awaitable[Report]]
"""Compares one server, through the capability's own service.

What passes may be raised (Discord or the database do not answer) and is tried again; of what got
only so far `Unfinished` tells. Failures that somebody must mend belong in the report.
"""

Concerns = Callable[[AsyncSession], Awaitable[Collection[int]]]
"""The servers in which a capability has anything to compare; one statement or two for all."""

UNREACHABLE = "reconcile-why-unreachable"
REFUSED = "reconcile-why-refused"
BUG = "reconcile-why-bug"


@dataclass
class Run:
    """A comparison that was asked for or is under way."""

    guild_id: int
    causes: list[Cause] = field(default_factory=list)
    window: Window | None = None
    names: tuple[str, ...] | None = None
    """The capabilities that are still to compare; None while nobody has asked which."""
    parts: dict[str, Report] = field(default_factory=dict)
    noted: Report = field(default_factory=Report)
    """What the capability that is comparing has found so far."""
    tries: int = 0
    began_at: datetime | None = None
    not_before: datetime | None = None
    waiters: list[asyncio.Future[Outcome]] = field(default_factory=list)
    """Stewards who want to hear what comes of it."""

    def ask(self, cause: Cause, window: Window | None) -> None:
        """It is asked for, perhaps once more: then everything is to be looked at."""
        if cause not in self.causes:
            self.causes.append(cause)
        if window is not None:
            self.window = window | self.window
        self.names, self.not_before, self.tries = None, None, 0

    def take_up(self, other: Run) -> None:
        """Go on with what another run of this server has found."""
        self.parts = other.parts
        self.waiters += [waiter for waiter in other.waiters if not waiter.done()]
        self.began_at = other.began_at
        if other.window is not None:
            self.window = other.window | self.window
        self.causes = list(dict.fromkeys([*other.causes, *self.causes]))

    def end(self, outcome: Outcome | MemberError) -> None:
        """Tell those who wait."""
        for waiter in self.waiters:
            if waiter.done():
                continue
            if isinstance(outcome, MemberError):
                waiter.set_exception(outcome)
            else:
                waiter.set_result(outcome)

    def outcome(self, now: datetime) -> Outcome:
        """How far it has come."""
        return Outcome(
            self.guild_id,
            self.causes[0],
            self.began_at or now,
            now,
            self.window,
            dict(self.parts),
        )

    def so_far(self, name: str, now: datetime) -> Outcome:
        """How far it has come in the middle of a capability's comparison."""
        parts = self.parts | {name: self.parts.get(name, Report()).kept + self.noted}
        return replace(self.outcome(now), parts=parts)


async def attempt(
    name: str, comparison: Comparison, guild: discord.Guild
) -> tuple[Report, timedelta | None]:
    """Let one capability compare a server; what goes wrong stops no other.

    Returns:
        What came of it, and how long to wait before it is worth trying again: None if it is not.
    """
    try:
        return await comparison(guild), None
    except Unfinished as error:
        return error.report, error.retry_after
    except (SQLAlchemyError, UnavailableError) as error:
        why = reason(error) if isinstance(error, SQLAlchemyError) else str(error)
        log.warning("%s could not be compared: %s", name, why, extra={"guild_id": guild.id})
        return Report.failure(UNREACHABLE), timedelta(0)
    except (discord.ConnectionClosed, discord.GatewayNotFound) as error:
        log.warning("%s could not be compared: %s", name, error, extra={"guild_id": guild.id})
        return Report.failure(UNREACHABLE), timedelta(0)
    except (
        discord.HTTPException,
        discord.RateLimited,
        aiohttp.ClientError,
        OSError,
        TimeoutError,
    ) as error:
        refusal = judge(error)
        why = refusal.reason
        log.warning("%s could not be compared: %s", name, why, extra={"guild_id": guild.id})
        if refusal.verdict is Verdict.TRANSIENT:
            return Report.failure(UNREACHABLE), refusal.retry_after
        return Report.failure(REFUSED, code=refusal.code), None
    except Exception:  # outermost: one capability's mistake must not stop the others
        reference = new_reference()
        metrics.ERRORS.labels("reconcile").inc()
        log.exception(
            "comparing %s failed in our own code, reference %s",
            name,
            reference,
            extra={"guild_id": guild.id, "reference": reference},
        )
        return Report.failure(BUG), None
