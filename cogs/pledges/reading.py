"""Reads the reactions under one post, page by page, and keeps what members did meanwhile.

What has appeared is kept as it is read. What has vanished is collected until every emoji of its
value has been read: how much it is decides whether it was the members' doing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import discord

from bot.reports import Report
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges.intake import Watch
from cogs.pledges.marking import UNKNOWN_EMOJI
from cogs.pledges.paging import PAGE, Kind, Pages, Span
from cogs.pledges.service import posts, recovery
from cogs.pledges.service.emojis import base_of, key_from, key_of, spelled
from cogs.pledges.service.posts import Post
from cogs.pledges.settling import CHUNK, Around, Emoji, Found, Settling

if TYPE_CHECKING:
    from bot.client import Tenet


class Reading:
    """One post being read; a request that fails leaves it where it is, to be taken up again."""

    def __init__(self, bot: Tenet, post: Post, watch: Watch) -> None:
        self._bot = bot
        self.post = post
        self._settling = Settling(bot, post, watch)
        self._values: deque[Found] | None = None
        self._appeared: list[tuple[str, int]] = []
        self.is_stale = False
        """Whether events were missed since it began, so that it cannot be taken up again."""
        self.ours_missing: set[int] = set()
        """Values under which our own reaction does not stand, and has to be put."""
        self.standing: Sequence[Mapping[str, Any]] = ()
        """What stands under the message, as Discord tells it."""

    async def read(self, around: Around) -> None:
        """Read to the end."""
        self._around = self._settling.around = around
        if self._values is None:
            self._values = deque(await self._begin())
        while self._values:
            await self._read_value(self._values[0])
            self._values.popleft()

    async def _begin(self) -> list[Found]:
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
            key_from(shown["emoji"].get("id"), shown["emoji"]["name"]): shown
            for shown in self.standing
        }
        bases = {base_of(key_of(value.emoji)) for value in values}
        await self._settling.forget(
            [key for key in known if key not in standing and base_of(key) not in bases]
        )
        return [self._value(value, standing, known) for value in values]

    def _value(self, value: ValueText, standing: Mapping[str, Any], known: dict[str, int]) -> Found:
        base = base_of(key_of(value.emoji))
        keys = [key for key in {**standing, **known} if base_of(key) == base]
        ours = [key for key, shown in standing.items() if shown["me"]]
        if not any(spelled(key) == spelled(value.emoji) for key in ours):
            self.ours_missing.add(value.id)
        ours_stands = any(key in ours for key in keys)
        emojis = [Emoji(key, known.get(key, 0), self._pages(standing.get(key))) for key in keys]
        fresh: set[int] | None = set() if len(keys) > 1 else None
        if self._around.fresh is not None:
            fresh = self._around.fresh[value.id]
        return Found(value, ours_stands, emojis, fresh)

    def _pages(self, shown: Any | None) -> Pages | None:
        if shown is None or (shown["me"] and shown["count"] == 1):
            return None
        name = shown["emoji"]["name"]
        if shown["emoji"].get("id") is not None:
            name = f"{name}:{shown['emoji']['id']}"

        async def fetch(kind: Kind, after: int | None) -> Sequence[Any]:
            assert self.post.channel_id is not None
            assert self.post.message_id is not None
            await self._bot.reconciler.turn()
            return await self._bot.http.get_reaction_users(
                self.post.channel_id, self.post.message_id, name, PAGE, after, kind
            )

        return Pages(fetch, (0, 1) if shown.get("count_details", {}).get("burst") else (0,))

    async def _read_value(self, found: Found) -> None:
        while found.at < len(found.emojis):
            emoji = found.emojis[found.at]
            await self._read_emoji(found, emoji)
            self._around.report += Report(looked_at=max(1, emoji.seen))
            found.at += 1
        await self._settle()
        for emoji in found.emojis:
            await self._settling.judge(found, emoji)
            await self._settling.end_erasures(emoji)

    async def _read_emoji(self, found: Found, emoji: Emoji) -> None:
        if emoji.pages is None:
            await self._compare(found, emoji, Span(0, None, []))
            return
        try:
            while (span := await emoji.pages.next()) is not None:
                await self._compare(found, emoji, span)
                if len(self._appeared) > CHUNK - PAGE:
                    await self._settle()
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

    async def _compare(self, found: Found, emoji: Emoji, span: Span) -> None:
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

    async def _settle(self) -> None:
        """Keep those who appeared since the last time."""
        if self._appeared:
            await self._settling.pledge(self._appeared)
            self._appeared.clear()
