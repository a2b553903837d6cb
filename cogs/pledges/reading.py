"""Reads the reactions under one post, page by page, and keeps what members did meanwhile.

What has appeared is kept as it is read. What has vanished is collected until every emoji of its
value has been read: how much it is decides whether it was the members' doing.
"""

from __future__ import annotations

import logging
from array import array
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import MemberKey
from bot.presence import Roll
from bot.reports import Report
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.intake import Watch
from cogs.pledges.marking import UNKNOWN_EMOJI
from cogs.pledges.paging import PAGE, Kind, Pages, Span
from cogs.pledges.service import Source, leaving, posts, reactions, recovery
from cogs.pledges.service.emojis import base_of, by_emoji, key_from, key_of, spelled
from cogs.pledges.service.posts import Post
from cogs.pledges.service.reactions import Mark

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

CHUNK = 250
"""Reactions kept in one transaction: a command behind it waits 30 ms on a small machine."""


@dataclass
class _Emoji:
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
class _Value:
    """A value with its emojis, and what is being found out about them."""

    value: ValueText
    ours_stands: bool
    emojis: list[_Emoji]
    fresh: set[int] | None
    """Who has newly appeared, where that can be under another emoji than they took away."""
    at: int = 0


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


class Reading:
    """One post being read; a request that fails leaves it where it is, to be taken up again."""

    def __init__(self, bot: Tenet, post: Post, watch: Watch) -> None:
        self._bot = bot
        self.post = post
        self._watch = watch
        self._values: deque[_Value] | None = None
        self._appeared: list[tuple[str, int]] = []
        self.is_stale = False
        """Whether events were missed since it began, so that it cannot be taken up again."""
        self.ours_missing: set[int] = set()
        """Values under which our own reaction does not stand, and has to be put."""
        self.standing: Sequence[Mapping[str, Any]] = ()
        """What stands under the message, as Discord tells it."""

    async def read(self, around: Around) -> None:
        """Read to the end."""
        self._around = around
        if self._values is None:
            self._values = deque(await self._begin())
        while self._values:
            await self._read_value(self._values[0])
            self._values.popleft()

    async def _begin(self) -> list[_Value]:
        """Ask for the message itself: which emojis stand there, and whether ours does."""
        assert self.post.channel_id is not None
        assert self.post.message_id is not None
        await self._bot.reconciler.turn()
        message = await self._bot.http.get_message(self.post.channel_id, self.post.message_id)
        async with self._bot.db.read() as session:
            known = await recovery.known_emojis(session, self.post.id)
            values = await charter.list_values(session, self.post.guild_id)
        self.standing = message.get("reactions", ())
        standing = {
            key_from(shown["emoji"]["id"], shown["emoji"]["name"]): shown for shown in self.standing
        }
        bases = {base_of(key_of(value.emoji)) for value in values}
        await self._forget(
            [key for key in known if key not in standing and base_of(key) not in bases]
        )
        return [self._value(value, standing, known) for value in values]

    async def _forget(self, keys: Iterable[str]) -> None:
        """Emojis of no value under which nobody stands any more: that asks nothing of Discord.

        Whoever puts one again after a value has taken it pledges by that.
        """
        for key in keys:
            async with self._bot.db.read() as session:
                user_ids = await recovery.known_between(
                    session, self.post.id, key, after=0, upto=None
                )
            gone = sorted(user_ids)
            for start in range(0, len(gone), CHUNK):
                some = gone[start : start + CHUNK]
                async with self._bot.db.begin() as session:
                    marks = [
                        Mark(self.post.guild_id, self.post.id, user_id, key, None)
                        for _, user_id in self._untouched((key, user_id) for user_id in some)
                    ]
                    await reactions.let_go(session, marks)

    def _value(
        self, value: ValueText, standing: Mapping[str, Any], known: dict[str, int]
    ) -> _Value:
        base = base_of(key_of(value.emoji))
        keys = [key for key in {**standing, **known} if base_of(key) == base]
        ours = [key for key, shown in standing.items() if shown["me"]]
        if not any(spelled(key) == spelled(value.emoji) for key in ours):
            self.ours_missing.add(value.id)
        ours_stands = any(key in ours for key in keys)
        emojis = [_Emoji(key, known.get(key, 0), self._pages(standing.get(key))) for key in keys]
        fresh: set[int] | None = set() if len(keys) > 1 else None
        if self._around.fresh is not None:
            fresh = self._around.fresh[value.id]
        return _Value(value, ours_stands, emojis, fresh)

    def _pages(self, shown: Any | None) -> Pages | None:
        if shown is None or (shown["me"] and shown["count"] == 1):
            return None
        name = shown["emoji"]["name"]
        if shown["emoji"]["id"] is not None:
            name = f"{name}:{shown['emoji']['id']}"

        async def fetch(kind: Kind, after: int | None) -> Sequence[Any]:
            assert self.post.channel_id is not None
            assert self.post.message_id is not None
            await self._bot.reconciler.turn()
            return await self._bot.http.get_reaction_users(
                self.post.channel_id, self.post.message_id, name, PAGE, after, kind
            )

        return Pages(fetch, (0, 1) if shown.get("count_details", {}).get("burst") else (0,))

    async def _read_value(self, found: _Value) -> None:
        while found.at < len(found.emojis):
            emoji = found.emojis[found.at]
            await self._read_emoji(found, emoji)
            self._around.report += Report(looked_at=max(1, emoji.seen))
            found.at += 1
        await self._keep_appeared()
        for emoji in found.emojis:
            await self._judge(found, emoji)
            await self._end_erasures(emoji)

    async def _read_emoji(self, found: _Value, emoji: _Emoji) -> None:
        if emoji.pages is None:
            await self._compare(found, emoji, Span(0, None, []))
            return
        try:
            while (span := await emoji.pages.next()) is not None:
                await self._compare(found, emoji, span)
                if len(self._appeared) > CHUNK - PAGE:
                    await self._keep_appeared()
        except discord.NotFound as error:
            if error.code != UNKNOWN_EMOJI:
                raise
            # It was deleted from its server; that says nothing about those who reacted with it.
            del emoji.vanished[:]
            emoji.is_unknown = True
            async with self._bot.db.begin() as session:
                await posts.tell_unknown_emoji(
                    session, self.post.guild_id, found.value.id, now=self._bot.clock.now()
                )

    async def _compare(self, found: _Value, emoji: _Emoji, span: Span) -> None:
        """A range of ids: who is known there, and who stands there."""
        after, upto, user_ids = span
        async with self._bot.db.read() as session:
            known = await recovery.known_between(
                session, self.post.id, emoji.key, after=after, upto=upto
            )
            appeared = [user_id for user_id in user_ids if user_id not in known]
            erased: frozenset[tuple[str, int]] = frozenset()
            if appeared:
                marks = [(emoji.key, user_id) for user_id in appeared]
                erased = await recovery.erased_among(session, self.post, marks)
        if after == 0:  # it may be read anew
            del emoji.vanished[:]
            emoji.erased.clear()
        emoji.erased.update(recovery.digest(self.post.guild_id, user_id) for _, user_id in erased)
        appeared = [user_id for user_id in appeared if (emoji.key, user_id) not in erased]
        emoji.seen += len(user_ids)
        emoji.vanished.extend(sorted(known.difference(user_ids)))
        if found.fresh is not None:
            found.fresh.update(appeared)
        self._appeared += [(emoji.key, user_id) for user_id in appeared]

    async def _keep_appeared(self) -> None:
        """Pledge for those who appeared; whoever is not in the server any more holds it closed."""
        if not self._appeared:
            return
        gone = await self._around.roll.gone({user_id for _, user_id in self._appeared})
        guild_id, now, found = self.post.guild_id, self._bot.clock.now(), self._around.report
        assert self.post.message_id is not None
        async with self._bot.db.begin() as session:
            if await recovery.still_stands(session, self.post.id, self.post.message_id):
                values = by_emoji(await charter.list_values(session, guild_id))
                erased = await recovery.erased_among(session, self.post, self._appeared)
                marks = [
                    Mark(guild_id, self.post.id, user_id, key, values.get(base_of(key)))
                    for key, user_id in self._untouched(self._appeared)
                    if (key, user_id) not in erased and user_id not in self._around.moved
                ]
                made = await reactions.react(session, marks, source=Source.RECOVERED, now=now)
                left = sorted(gone.intersection(mark.user_id for mark in marks))
                members = [MemberKey(guild_id, user_id) for user_id in left]
                closed = await leaving.leave(session, members, now=now)
                found = await self._keep(session, Report(added=max(0, made - closed)))
        self._around.report = found
        self._appeared.clear()

    async def _judge(self, found: _Value, emoji: _Emoji) -> None:
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
            self._around.report = report

    async def _end_erasures(self, emoji: _Emoji) -> None:
        """What was erased and does not stand any more need not be remembered."""
        async with self._bot.db.read() as session:
            erased = await recovery.erased_under(session, self.post.id, emoji.key)
        past = [(self.post.id, emoji.key, each) for each in erased - emoji.erased]
        if past and not emoji.is_unknown:
            async with self._bot.db.begin() as session:
                await recovery.end_erasures(session, past)

    async def _forgive(self, found: _Value, emoji: _Emoji, vanished: Sequence[int]) -> None:
        """The pledges stay, and stewards read so in the report.

        In one transaction: of half of it, what is left would look like an act of its members.
        """
        log.info(
            "%d reactions of value %d vanished by nobody's act; the pledges stay",
            len(vanished),
            found.value.id,
            extra={"guild_id": self.post.guild_id},
        )
        remark = Report.remark(
            "pledges-compared-vanished" if found.ours_stands else "pledges-compared-cleared",
            count=len(vanished),
            repaired=1,
            channel=f"<#{self.post.channel_id}>",
            value=discord.utils.escape_markdown(found.value.name),
        )
        async with self._bot.db.begin() as session:
            marks = await self._still_gone(session, emoji, vanished)
            await reactions.let_go(session, marks)
            report = await self._keep(session, remark if marks else Report())
        self._around.report = report

    async def _still_gone(
        self, session: AsyncSession, emoji: _Emoji, user_ids: Sequence[int]
    ) -> list[Mark]:
        assert self.post.message_id is not None
        if not await recovery.still_stands(session, self.post.id, self.post.message_id):
            return []
        return [
            Mark(self.post.guild_id, self.post.id, user_id, emoji.key, None)
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
        await self._bot.reconciler.keep(session, self.post.guild_id, "pledges", found)
        return self._around.report + found
