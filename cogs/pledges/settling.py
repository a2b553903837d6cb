"""What follows from the reactions that a comparison found, or did not find any more.

Whatever its members do meanwhile is theirs to say: the comparison speaks only for the others.
"""

from __future__ import annotations

import logging
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from bot.presence import Roll
from bot.reports import Report
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.intake import Watch
from cogs.pledges.paging import Pages
from cogs.pledges.service import Source, leaving, reactions, recovery
from cogs.pledges.service.emojis import base_of, by_emoji
from cogs.pledges.service.posts import Post
from cogs.pledges.service.reactions import Mark

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

CHUNK = 250
"""Reactions kept in one transaction: a command behind it waits 30 ms on a small machine."""


@dataclass
class Around:
    """What one comparison of a server knows besides the post it reads, and what it has found.

    Args:
        roll: Tells who is in the server.
        moved: Who comes to it or leaves it meanwhile.
        fresh: By value, who has newly appeared under any post; None where there is only one.
    """

    roll: Roll
    moved: Collection[int]
    fresh: defaultdict[int, set[int]] | None
    report: Report = field(default_factory=Report)


@dataclass
class Emoji:
    """One emoji of a value: a skin tone, or a spelling of it."""

    key: str
    known: int
    """How many were known to have reacted with it."""
    pages: Pages | None
    """None where nobody stands any more."""
    seen: int = 0
    is_unknown: bool = False
    """Whether Discord does not know it any more."""
    vanished: array[int] = field(default_factory=lambda: array("Q"))
    erased: set[str] = field(default_factory=set)
    """Of whom it stands although they had their pledges erased, as digests."""


@dataclass
class Found:
    """A value with its emojis, and what is being found out about them."""

    value: ValueText
    ours_stands: bool
    emojis: list[Emoji]
    fresh: set[int] | None
    """Who has newly appeared, where that can be under another emoji than they took away."""
    at: int = 0


class Settling:
    """Keeps what was found under one post.

    Args:
        watch: What happens there meanwhile.
    """

    def __init__(self, bot: Tenet, post: Post, watch: Watch) -> None:
        self._bot = bot
        self._post = post
        self._watch = watch
        self.around: Around
        """The comparison that is under way."""

    async def pledge(self, appeared: Sequence[tuple[str, int]]) -> None:
        """Pledge for those who appeared; whoever is not in the server any more holds it closed.

        Args:
            appeared: Each an emoji and who reacted with it.
        """
        gone = await self.around.roll.gone({user_id for _, user_id in appeared})
        guild_id, now, found = self._post.guild_id, self._bot.clock.now(), self.around.report
        assert self._post.message_id is not None
        async with self._bot.db.begin() as session:
            if await recovery.still_stands(session, self._post.id, self._post.message_id):
                values = by_emoji(await charter.list_values(session, guild_id))
                erased = await recovery.erased_among(session, self._post, appeared)
                marks = [
                    Mark(guild_id, self._post.id, user_id, key, values.get(base_of(key)))
                    for key, user_id in self._untouched(appeared)
                    if (key, user_id) not in erased and user_id not in self.around.moved
                ]
                made = await reactions.react(session, marks, source=Source.RECOVERED, now=now)
                left = sorted(gone.intersection(mark.user_id for mark in marks))
                members = [MemberKey(guild_id, user_id) for user_id in left]
                closed = await leaving.leave(session, members, now=now)
                found = await self._keep(session, Report(added=max(0, made - closed)))
        self.around.report = found

    async def judge(self, found: Found, emoji: Emoji) -> None:
        """Whose reaction vanished: they withdrew, unless there were too many of them for that."""
        vanished = [
            user_id
            for _, user_id in self._untouched((emoji.key, user_id) for user_id in emoji.vanished)
        ]
        if recovery.is_doubtful(emoji.known, len(vanished), ours_stands=found.ours_stands):
            await self._forgive(found, emoji, vanished)
            return
        moved_on: set[int] = found.fresh or set()
        for start in range(0, len(vanished), CHUNK):
            async with self._bot.db.begin() as session:
                marks = await self._still_gone(session, emoji, vanished[start : start + CHUNK])
                stays = [mark for mark in marks if mark.user_id in moved_on]
                await reactions.let_go(session, stays)
                taken = [mark for mark in marks if mark.user_id not in moved_on]
                withdrawn = await reactions.unreact(
                    session, taken, source=Source.RECOVERED, now=self._bot.clock.now()
                )
                report = await self._keep(session, Report(removed=withdrawn))
            self.around.report = report

    async def end_erasures(self, emoji: Emoji) -> None:
        """What was erased and does not stand any more need not be remembered."""
        async with self._bot.db.read() as session:
            erased = await recovery.erased_under(session, self._post.id, emoji.key)
        past = [(self._post.id, emoji.key, each) for each in erased - emoji.erased]
        if past and not emoji.is_unknown:
            async with self._bot.db.begin() as session:
                await recovery.end_erasures(session, past)

    async def _forgive(self, found: Found, emoji: Emoji, vanished: Sequence[int]) -> None:
        """The pledges stay, and stewards read so in the report.

        In one transaction: of half of it, what is left would look like an act of its members.
        """
        log.info(
            "%d reactions of value %d vanished by nobody's act; the pledges stay",
            len(vanished),
            found.value.id,
            extra={"guild_id": self._post.guild_id},
        )
        remark = Report.remark(
            "pledges-compared-vanished" if found.ours_stands else "pledges-compared-cleared",
            count=len(vanished),
            repaired=1,
            channel=f"<#{self._post.channel_id}>",
            value=discord.utils.escape_markdown(found.value.name),
        )
        async with self._bot.db.begin() as session:
            marks = await self._still_gone(session, emoji, vanished)
            await reactions.let_go(session, marks)
            report = await self._keep(session, remark if marks else Report())
        self.around.report = report

    async def _still_gone(
        self, session: AsyncSession, emoji: Emoji, user_ids: Sequence[int]
    ) -> list[Mark]:
        assert self._post.message_id is not None
        if not await recovery.still_stands(session, self._post.id, self._post.message_id):
            return []
        return [
            Mark(self._post.guild_id, self._post.id, user_id, emoji.key, None)
            for _, user_id in self._untouched((emoji.key, user_id) for user_id in user_ids)
        ]

    def _untouched(self, found: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
        """Those for whom the comparison speaks: who did nothing since it began.

        Asked inside the transaction: whoever acts after that is committed after it. Where everybody
        was cleared, the event tells it better than pages from before and after.
        """
        for emoji, user_id in found:
            if not self._watch.was_cleared(emoji) and (user_id, emoji) not in self._watch.touched:
                yield emoji, user_id

    async def _keep(self, session: AsyncSession, found: Report) -> Report:
        """What has been found with this, noted so that a kill does not keep it from being told."""
        await self._bot.reconciler.keep(session, self._post.guild_id, "pledges", found)
        return self.around.report + found

    async def forget(self, keys: Iterable[str]) -> None:
        """Emojis of no value under which nobody stands any more: that asks nothing of Discord.

        Whoever puts one again after a value has taken it pledges by that.
        """
        for key in keys:
            async with self._bot.db.read() as session:
                user_ids = await recovery.known_between(
                    session, self._post.id, key, after=0, upto=None
                )
            gone = sorted(user_ids)
            for start in range(0, len(gone), CHUNK):
                some = gone[start : start + CHUNK]
                async with self._bot.db.begin() as session:
                    marks = [
                        Mark(self._post.guild_id, self._post.id, user_id, key, None)
                        for _, user_id in self._untouched((key, user_id) for user_id in some)
                    ]
                    await reactions.let_go(session, marks)
