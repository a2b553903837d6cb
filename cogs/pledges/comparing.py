"""Compares the reactions under our posts with what is known, and keeps what members did meanwhile.

The reads are requests to Discord and take their time; whatever happens under a post during them is
left to the events themselves.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import aiohttp
import discord

from bot import notices
from bot.actions import React, missing_permissions
from bot.reconcile import Report
from cogs.charter import service as charter
from cogs.charter.service import ValueText
from cogs.pledges import tending
from cogs.pledges.intake import Intake, Watch
from cogs.pledges.posting import GONE, UNKNOWN_CHANNEL
from cogs.pledges.service import PostState, Source, posts, reactions, recovery
from cogs.pledges.service.emojis import key_from, key_of
from cogs.pledges.service.posts import Post
from cogs.pledges.service.reactions import Mark

if TYPE_CHECKING:
    from bot.client import Tenet

log = logging.getLogger(__name__)

PAGE = 100
"""Users under a reaction in one answer (FACTS §1)."""

CHUNK = 250
"""Reactions kept in one transaction."""


class Comparing:
    """The comparison that the reconciler runs for each server."""

    def __init__(self, bot: Tenet, intake: Intake) -> None:
        self._bot = bot
        self._intake = intake

    async def compare(self, guild: discord.Guild) -> Report:
        """Compare every post of a server."""
        async with self._bot.db.read() as session:
            found = await posts.list_posts(
                session, guild.id, states=[PostState.WAITING, PostState.LIVE]
            )
            values = await charter.list_values(session, guild.id)
        report = Report()
        for post in found:
            if post.state is PostState.WAITING:
                report += await self._place(guild, post)
            else:
                report += await self._compare_post(post, values)
        return report

    async def _place(self, guild: discord.Guild, post: Post) -> Report:
        await tending.place(self._bot, guild, post)
        return Report(looked_at=1)

    async def _compare_post(self, post: Post, values: Sequence[ValueText]) -> Report:
        assert post.channel_id is not None
        assert post.message_id is not None
        with self._intake.watch(post.id) as watch:
            try:
                message = await self._bot.http.get_message(post.channel_id, post.message_id)
                standing = {
                    key_from(shown["emoji"]["id"], shown["emoji"]["name"]): shown
                    for shown in message.get("reactions", ())
                }
                report = Report()
                for value in values:
                    shown = standing.get(key_of(value.emoji))
                    report += await self._compare_value(post, value, shown, watch)
            except discord.HTTPException as error:
                return await self._refused(post, error)
            except (aiohttp.ClientError, OSError) as error:
                log.warning("post %d could not be compared: %s", post.id, error)
                return Report(failed=1)
        tidied = await tending.tidy(self._bot, post, standing.values())
        report += Report(repaired=tidied)
        ours = {key for key, shown in standing.items() if shown["me"]}
        wanted = {key_of(value.emoji) for value in values}
        if not ours >= wanted and not self._missing(post) and not tending.sleeps(self._bot, post):
            async with self._bot.db.begin() as session:
                await posts.ask_reactions(
                    session, [(post.guild_id, post.id)], now=self._bot.clock.now()
                )
            report += Report(repaired=1)
        return report

    async def _compare_value(
        self, post: Post, value: ValueText, shown: Any | None, watch: Watch
    ) -> Report:
        async with self._bot.db.read() as session:
            known = await recovery.known_reactions(session, post.id, key_of(value.emoji))
        ours_stands = shown is not None and bool(shown["me"])
        if shown is None or (ours_stands and shown["count"] == 1):
            seen: set[int] = set()
        else:
            seen = await self._page_through(post, shown)
        if watch.cleared:
            return Report(looked_at=1)  # the events tell it better than pages from before and after
        finding = recovery.find(known, seen, ours_stands=ours_stands)
        added = await self._keep_appeared(post, value, finding.appeared, watch)
        removed = await self._keep_vanished(post, value, finding, watch)
        if finding.forgiven:
            await self._forgive(post, value, finding, ours_stands=ours_stands)
        return Report(
            looked_at=max(1, len(seen)),
            added=added,
            removed=removed,
            repaired=1 if finding.forgiven else 0,
        )

    async def _page_through(self, post: Post, shown: Any) -> set[int]:
        """Everybody under one emoji who is no bot; super reactions are listed by themselves."""
        assert post.channel_id is not None
        assert post.message_id is not None
        emoji = shown["emoji"]["name"]
        if shown["emoji"]["id"] is not None:
            emoji = f"{emoji}:{shown['emoji']['id']}"
        kinds: tuple[Literal[0, 1], ...] = (0,)
        if shown.get("count_details", {}).get("burst"):
            kinds = (0, 1)
        seen: set[int] = set()
        for kind in kinds:
            after: int | None = None
            while True:
                page = await self._bot.http.get_reaction_users(
                    post.channel_id, post.message_id, emoji, PAGE, after, kind
                )
                seen.update(int(user["id"]) for user in page if not user.get("bot"))
                if len(page) < PAGE:
                    break
                after = int(page[-1]["id"])
        return seen

    async def _keep_appeared(
        self, post: Post, value: ValueText, user_ids: frozenset[int], watch: Watch
    ) -> int:
        if not user_ids:
            return 0
        async with self._bot.db.read() as session:
            wanted = await recovery.without_erased(session, post.guild_id, user_ids)
        kept = 0
        for chunk in _chunks(wanted):
            async with self._bot.db.begin() as session:
                kept += await reactions.react(
                    session,
                    _marks(post, value, chunk, watch),
                    source=Source.RECOVERED,
                    now=self._bot.clock.now(),
                )
        return kept

    async def _keep_vanished(
        self, post: Post, value: ValueText, finding: recovery.Finding, watch: Watch
    ) -> int:
        kept = 0
        for chunk in _chunks(sorted(finding.vanished)):
            async with self._bot.db.begin() as session:
                marks = _marks(post, value, chunk, watch)
                if finding.forgiven:
                    await reactions.let_go(session, marks)
                else:
                    kept += await reactions.unreact(
                        session, marks, source=Source.RECOVERED, now=self._bot.clock.now()
                    )
        return kept

    async def _forgive(
        self, post: Post, value: ValueText, finding: recovery.Finding, *, ours_stands: bool
    ) -> None:
        """Stewards hear of it where only the number was suspicious; a cleared emoji is mended."""
        log.info(
            "%d reactions of value %d vanished at once; the pledges stay",
            len(finding.vanished),
            value.id,
            extra={"guild_id": post.guild_id},
        )
        if not ours_stands:
            return
        now = self._bot.clock.now()
        about = f"pledges.vanished:{post.id}:{value.id}"
        async with self._bot.db.begin() as session:
            await notices.close_notice(session, about, guild_id=post.guild_id, now=now)
            await notices.open_notice(
                session,
                about,
                guild_id=post.guild_id,
                text_key="pledges-notice-many-vanished",
                now=now,
                channel=f"<#{post.channel_id}>",
                count=len(finding.vanished),
                value=value.name,
            )

    async def _refused(self, post: Post, error: discord.HTTPException) -> Report:
        now = self._bot.clock.now()
        if error.code in GONE:
            async with self._bot.db.begin() as session:
                await posts.mark_missing(
                    session, post.id, now=now, with_place=error.code == UNKNOWN_CHANNEL
                )
            self._intake.close(post.id)
            return Report(looked_at=1, repaired=1)
        log.warning(
            "post %d could not be compared: %s", post.id, error, extra={"guild_id": post.guild_id}
        )
        if error.status == 403:
            missing = self._missing(post)
            async with self._bot.db.begin() as session:
                await notices.open_notice(
                    session,
                    f"{posts.REACT}:{post.channel_id}",
                    guild_id=post.guild_id,
                    text_key="notice-refused-channel",
                    now=now,
                    place=f"<#{post.channel_id}>",
                    what=posts.REACT,
                    missing=", ".join(missing) or "none",
                    code=error.code,
                )
        return Report(looked_at=1, failed=1)

    def _missing(self, post: Post) -> tuple[str, ...]:
        assert post.channel_id is not None
        assert post.message_id is not None
        action = React(post.channel_id, post.message_id, ())
        return missing_permissions(self._bot, post.guild_id, action)


def _marks(post: Post, value: ValueText, user_ids: Sequence[int], watch: Watch) -> list[Mark]:
    """Whom the comparison speaks for: those who did nothing since it began.

    Asked inside the transaction: whoever acts after that is committed after it.
    """
    if watch.cleared:
        return []
    key = key_of(value.emoji)
    return [
        Mark(post.guild_id, post.id, user_id, key, value)
        for user_id in user_ids
        if (user_id, key) not in watch.touched
    ]


def _chunks(user_ids: Sequence[int]) -> list[Sequence[int]]:
    return [user_ids[start : start + CHUNK] for start in range(0, len(user_ids), CHUNK)]
