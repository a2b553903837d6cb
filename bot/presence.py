"""Who is in a server, asked of Discord: the client keeps no list of members."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime

import discord
from discord.http import HTTPClient

from bot.errors import MemberError

PER_REQUEST = 100
"""Members that Discord looks up in one request over the gateway (FACTS §3)."""

PER_PAGE = 1000
"""Members in one answer to `GET /guilds/{id}/members`, in the order of their ids."""

UNKNOWN_MEMBER = 10007


class NotAMember(MemberError):
    """They act in a direct message about a server that they have left, or that has removed us."""

    key = "error-not-a-member"


async def require_member(client: discord.Client, guild_id: int, user_id: int) -> discord.Member:
    """Somebody who acts in a direct message about a server, as a member of it.

    Asked by REST: a connection may ask the gateway twice a second, which a few people who press
    buttons would use up for everybody.

    Raises:
        NotAMember: They are not in it any more, or we are not.
    """
    guild = client.get_guild(guild_id)
    if guild is None:
        raise NotAMember
    try:
        return await guild.fetch_member(user_id)
    except discord.NotFound:
        raise NotAMember from None


async def find_members(
    guild: discord.Guild,
    user_ids: Sequence[int],
    *,
    certainly: bool = True,
    turn: Callable[[], Awaitable[None]] | None = None,
) -> dict[int, discord.Member]:
    """Those of the users who are in a server.

    The gateway answers for a hundred at once. Who is missing from its answer is asked for by name:
    an incomplete answer must not cost anybody what is theirs.

    Args:
        certainly: False where most are not expected to be there: then the gateway's answer is
            enough, and nobody is asked for by name.
        turn: Waits until the next request may be made; a comparison has one.
    """
    present: dict[int, discord.Member] = {}
    for start in range(0, len(user_ids), PER_REQUEST):
        asked = list(user_ids[start : start + PER_REQUEST])
        for member in await guild.query_members(user_ids=asked, limit=PER_REQUEST, cache=False):
            present[member.id] = member
        for user_id in asked:
            if certainly and user_id not in present:
                if turn is not None:
                    await turn()
                try:
                    present[user_id] = await guild.fetch_member(user_id)
                except discord.NotFound as error:
                    if error.code != UNKNOWN_MEMBER:
                        raise
    return present


class Roll:
    """Who is in a server, for one comparison, with as few requests as there can be.

    Those in question are looked up a hundred at a time. As soon as it would take fewer requests to
    page through everybody, that is done instead; eight bytes are kept of each member then.

    Args:
        turn: Waits until a comparison may make its next request.
    """

    def __init__(
        self, http: HTTPClient, guild: discord.Guild, *, turn: Callable[[], Awaitable[None]]
    ) -> None:
        self._http = http
        self._guild = guild
        self._turn = turn
        self._everybody: array[int] | None = None
        self._seen: dict[int, bool] = {}
        """Those who were looked up, and whether they are there."""
        self._gone: set[int] = set()
        self._lookups = 0

    async def _missing(self, user_ids: Collection[int], more: int) -> set[int]:
        """Those of the users who are not in the server, as far as one answer can tell."""
        unseen = [user_id for user_id in user_ids if user_id not in self._seen]
        if unseen and self._everybody is None:
            wanted = self._lookups + -(-(len(unseen) + more) // PER_REQUEST)
            count = self._guild.member_count
            if count is not None and count // PER_PAGE + 1 <= wanted:
                self._everybody = await self._page_through()
        if self._everybody is None:
            there = await self._look_up(unseen)
            self._seen.update((user_id, user_id in there) for user_id in unseen)
        return {user_id for user_id in user_ids if not self._is_there(user_id)}

    async def gone(self, user_ids: Collection[int], *, more: int = 0) -> set[int]:
        """Those who are missing when they are asked about once more by name.

        An incomplete answer must not cost anybody what is theirs.

        Args:
            more: How many others will probably be asked about.
        """
        missing = await self._missing(user_ids, more)
        unsure = missing - self._gone
        there = await self._look_up(sorted(unsure))
        self._seen.update((user_id, user_id in there) for user_id in unsure)
        self._gone |= unsure - there.keys()
        return missing - there.keys()

    async def find(self, user_ids: Collection[int]) -> dict[int, datetime | None]:
        """Those who are there although they need not be, and since when."""
        missing = await self._missing(user_ids, 0)
        return await self._look_up([one for one in user_ids if one not in missing])

    def _is_there(self, user_id: int) -> bool:
        if user_id in self._seen:
            return self._seen[user_id]
        assert self._everybody is not None
        at = bisect_left(self._everybody, user_id)
        return at < len(self._everybody) and self._everybody[at] == user_id

    async def _page_through(self) -> array[int]:
        everybody = array("Q")
        after: int | None = None
        while True:
            await self._turn()
            page = await self._http.get_members(self._guild.id, PER_PAGE, after)
            everybody.extend(int(member["user"]["id"]) for member in page)
            if len(page) < PER_PAGE:
                return everybody
            after = everybody[-1]

    async def _look_up(self, user_ids: Sequence[int]) -> dict[int, datetime | None]:
        there: dict[int, datetime | None] = {}
        for start in range(0, len(user_ids), PER_REQUEST):
            asked = list(user_ids[start : start + PER_REQUEST])
            self._lookups += 1
            there.update(
                (member.id, member.joined_at)
                for member in await self._guild.query_members(
                    user_ids=asked, limit=PER_REQUEST, cache=False
                )
            )
        return there
