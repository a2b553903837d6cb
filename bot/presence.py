"""Who is in a server, asked of Discord: the client keeps no list of members."""

from __future__ import annotations

from collections.abc import Sequence

import discord

PER_REQUEST = 100
"""Members that Discord looks up in one request over the gateway (FACTS §3)."""

UNKNOWN_MEMBER = 10007


async def find_members(
    guild: discord.Guild, user_ids: Sequence[int], *, certainly: bool = True
) -> dict[int, discord.Member]:
    """Those of the users who are in a server.

    The gateway answers for a hundred at once. Who is missing from its answer is asked for by name:
    an incomplete answer must not cost anybody what is theirs.

    Args:
        certainly: False where most are not expected to be there: then the gateway's answer is
            enough, and nobody is asked for by name.
    """
    present: dict[int, discord.Member] = {}
    for start in range(0, len(user_ids), PER_REQUEST):
        asked = list(user_ids[start : start + PER_REQUEST])
        for member in await guild.query_members(user_ids=asked, limit=PER_REQUEST, cache=False):
            present[member.id] = member
        for user_id in asked:
            if certainly and user_id not in present:
                try:
                    present[user_id] = await guild.fetch_member(user_id)
                except discord.NotFound as error:
                    if error.code != UNKNOWN_MEMBER:
                        raise
    return present
