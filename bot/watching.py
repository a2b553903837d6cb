"""Having a server checked by itself, and keeping the notices about what is found.

A server is checked with every comparison: at a start, when we join, after an outage and every few
hours. Besides a while after a role, a channel or our own member has changed: those who put
permissions in order make many changes, and are told what is left at the end.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import discord
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices, settings
from bot.actions import Post, needed
from bot.checks import CHANNEL_ID, PERMISSIONS, Problem, is_found_by_checks, lacks, needs_of
from bot.db import reason
from bot.notices import NoticeText
from bot.places import find_channel
from bot.reports import Report
from bot.settings import STEWARDS_CHANNEL, GuildSettings

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

TICK = "checks"
TICK_SECONDS = 60.0

QUIET = timedelta(seconds=10)
"""From a change until it is looked at what it means."""

EVENTS = (
    "GUILD_ROLE_CREATE",
    "GUILD_ROLE_UPDATE",
    "GUILD_ROLE_DELETE",
    "CHANNEL_CREATE",
    "CHANNEL_UPDATE",
    "CHANNEL_DELETE",
)
"""What changes permissions, or whether something that somebody named is there."""

UNTOLD = "untold"
"""The argument of a notice that nobody could be told of so far."""

REFUSED = "notice-refused-channel"
"""The text with which the outbox tells of a refusal that no missing permission explains."""


class Watching:
    """Checks servers when there is reason to, and tells stewards what it finds, once."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._due: dict[int, datetime] = {}

    def start(self) -> None:
        """Begin to listen; once, before the connection."""
        bot = self._bot
        for event in EVENTS:
            bot.hear(event, lambda data: self.soon(int(data["guild_id"])))
        bot.hear("GUILD_UPDATE", lambda data: self.soon(int(data["id"])))
        bot.hear("GUILD_MEMBER_UPDATE", self._member)
        bot.ticks.add(TICK, self.tick, seconds=TICK_SECONDS)
        bot.reconciler.register(TICK, self._compare)

    def soon(self, guild_id: int) -> None:
        """Have a server checked when `QUIET` has passed; asked meanwhile, it is checked once."""
        if guild_id not in self._due:
            self._due[guild_id] = self._bot.clock.now() + QUIET
            self._bot.ticks.once(TICK, seconds=QUIET.total_seconds())

    async def tick(self) -> None:
        """Check what is due. What cannot be checked now is checked with the next comparison."""
        now = self._bot.clock.now()
        for guild_id in [guild_id for guild_id, at in self._due.items() if at <= now]:
            del self._due[guild_id]
            guild = self._bot.get_guild(guild_id)
            try:
                if guild is not None and not guild.unavailable:
                    await self.check(guild)
            except SQLAlchemyError as error:
                log.warning("a server could not be checked: %s", reason(error))
        if self._due:
            seconds = (min(self._due.values()) - now).total_seconds()
            self._bot.ticks.once(TICK, seconds=seconds)

    async def check(self, guild: discord.Guild) -> list[Problem]:
        """Look what is wrong in a server now, and open and close the notices about it.

        A crash leaves them as they were; the next check does the same again.

        Returns:
            All of it, hints last.
        """
        bot = self._bot
        self._due.pop(guild.id, None)
        async with bot.db.read() as session:
            # Not from memory, where one for every server would stay after a start.
            stored = await settings.read(session, guild.id)
            told = await notices.list_texts(session, guild.id)
            also = needs_of((notice.about, notice.arguments) for notice in told)
            problems = await bot.checks.find(guild, stored, session, also=also)
        changes = _changes(told, problems, can_tell=_can_tell(guild, stored))
        if changes:
            async with bot.db.begin() as session:
                for change in changes:
                    await change.make(session, guild.id, bot.clock.now())
        return problems

    async def _compare(self, guild: discord.Guild) -> Report:
        await self.check(guild)
        return Report()

    def _member(self, data: Mapping[str, Any]) -> None:
        if self._bot.user is not None and int(data["user"]["id"]) == self._bot.user.id:
            self.soon(int(data["guild_id"]))


class _Change:
    """Something to write about one problem.

    Args:
        closes: Whether what is open about it is closed.
        opens: The problem to open anew.
        amends: What the open notice is to say.
        is_known: Stewards were told already, in other words.
    """

    def __init__(
        self,
        about: str,
        *,
        closes: bool = False,
        opens: tuple[Problem, bool] | None = None,
        amends: Mapping[str, str | int] | None = None,
        is_known: bool = False,
    ) -> None:
        self.about, self.closes, self.opens, self.amends = about, closes, opens, amends
        self.is_known = is_known

    async def make(self, session: AsyncSession, guild_id: int, now: datetime) -> None:
        """Write it."""
        if self.closes:
            await notices.close_notice(session, self.about, guild_id=guild_id, now=now)
        if self.amends is not None:
            await notices.amend(session, self.about, guild_id=guild_id, arguments=self.amends)
        if self.opens is not None:
            problem, is_told = self.opens
            if is_told and not self.is_known:
                await notices.open_notice(
                    session,
                    self.about,
                    guild_id=guild_id,
                    text_key=problem.text_key,
                    now=now,
                    **problem.noted(),
                )
                return
            await notices.list_only(
                session,
                self.about,
                guild_id=guild_id,
                text_key=problem.text_key,
                arguments=_arguments(problem, is_told=self.is_known),
                now=now,
            )


def _changes(
    told: Sequence[NoticeText], problems: Iterable[Problem], *, can_tell: bool
) -> list[_Change]:
    known = {notice.about: notice for notice in told}
    found = {problem.about: problem for problem in problems if not problem.is_hint}
    changes = [
        _Change(about, closes=True)
        for about, notice in known.items()
        if about not in found and is_found_by_checks(about, notice.arguments)
    ]
    for about, problem in found.items():
        notice = known.get(about)
        if notice is None:
            refused = _same_refusal(problem, told)
            if refused is not None:
                changes.append(_Change(refused.about, closes=True))
            changes.append(_Change(about, opens=(problem, can_tell), is_known=refused is not None))
        elif can_tell and UNTOLD in notice.arguments:
            changes.append(_Change(about, closes=True, opens=(problem, True)))
        elif notice.text_key == problem.text_key:
            is_told = UNTOLD not in notice.arguments
            arguments = _arguments(problem, is_told=is_told)
            if arguments == notice.arguments:
                continue
            if is_told and _is_worse(problem, notice):
                changes.append(_Change(about, closes=True, opens=(problem, can_tell)))
            else:
                changes.append(_Change(about, amends=arguments))
    return changes


def _same_refusal(problem: Problem, told: Iterable[NoticeText]) -> NoticeText | None:
    """What stewards were told when Discord said first that a channel is not there."""
    channel_id = problem.arguments.get(CHANNEL_ID)
    for notice in told:
        if notice.text_key == REFUSED and notice.about.endswith(f":{channel_id}"):
            return notice
    return None


def _is_worse(problem: Problem, notice: NoticeText) -> bool:
    """Whether more permissions are missing than stewards were told of."""
    before = set(str(notice.arguments.get(PERMISSIONS, "")).split(","))
    return not set(str(problem.arguments.get(PERMISSIONS, "")).split(",")) <= before


def _arguments(problem: Problem, *, is_told: bool) -> dict[str, str | int]:
    return problem.noted() if is_told else {**problem.noted(), UNTOLD: 1}


def _can_tell(guild: discord.Guild, stored: GuildSettings) -> bool:
    """Whether the stewards' channel takes what we write, as far as we know."""
    channel = find_channel(guild, stored.place(STEWARDS_CHANNEL))
    return channel is not None and not lacks(guild, channel, needed(Post))
