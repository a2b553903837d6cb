"""What Discord says, as a later version of it might, or as somebody who confuses servers would."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.fuzz import hostile

NEVER = frozenset({"READY", "RESUMED", "INTERACTION_CREATE"})
"""What begins a session: changed, it may rightly end it, and with it the run. Acts are made
elsewhere."""
OF_SERVERS = frozenset({"GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE"})
"""They carry the server as `id`. What they bring about lasts until the truth is told again."""
_OF_USERS = frozenset(
    {
        "banner",
        "accent_color",
        "public_flags",
        "avatar_decoration_data",
        "collectibles",
        "primary_guild",
    }
)
_OF_OTHERS = frozenset(
    {
        "nick",
        "avatar",
        "banner",
        "premium_since",
        "communication_disabled_until",
        "unusual_dm_activity_until",
        "avatar_decoration_data",
        "collectibles",
        "message_author_id",
        "burst_colors",
        "description",
        "image",
        "creator",
        "user_count",
        "last_message_id",
        "last_pin_timestamp",
        "rate_limit_per_user",
        "unicode_emoji",
    }
)
"""Keys that Discord's documentation marks with a question mark, in users and elsewhere."""
_ENUMS = frozenset(
    {"status", "entity_type", "privacy_level", "premium_type", "system_channel_flags"}
)
_TEXTS = frozenset({"name", "description", "topic", "username", "global_name", "nick", "content"})
_ONLY_AT_FIRST = frozenset(
    {
        *("channels", "members", "threads", "voice_states", "presences", "stage_instances"),
        *("guild_scheduled_events", "soundboard_sounds", "joined_at", "large", "unavailable"),
        "member_count",
    }
)
"""What GUILD_CREATE tells and GUILD_UPDATE does not."""
_SERVER = frozenset({"guild_id"})
NOWHERE = ("0", "1", str(2**63 - 1))
"""Servers that are not there. Discord's ids reach 2^63, which no database holds, in 2084."""


@dataclass(frozen=True)
class Around:
    """What ids may be confused with.

    Attributes:
        here: The server that events are about, and what is in it.
        there: The other server, and what is in it.
    """

    here: Sequence[int]
    there: Sequence[int]


def changed(name: str, data: dict[str, Any], seed: int, around: Around) -> dict[str, Any]:
    """A copy with some things left out, added, or confused.

    It mostly stays with its server. It may be said of one that is not there; or of the other one,
    but then of nothing that is in that one: of its own affairs the bot would rightly believe it.
    """
    dice = random.Random(seed)
    lot = dice.random()
    moves = lot < 0.1 and _may_move(name, data, around)
    ids = around.here if moves else [*around.here, *around.there]
    said: dict[str, Any] = _change(copy.deepcopy(data), dice, [str(one) for one in ids])
    key = "id" if name in OF_SERVERS else "guild_id"
    if name in OF_SERVERS:
        said["id"] = data["id"]
        # There is always a role for everyone, and the bot is always among its members.
        said |= {key: data[key] for key in ("roles", "members") if key in data}
        if "unavailable" in data and dice.random() < 0.5:
            said["unavailable"] = dice.choice((True, False))
    if name == "GUILD_ROLE_DELETE" and said["role_id"] == data["guild_id"]:
        said["role_id"] = data["role_id"]  # the role for everyone cannot be deleted
    if moves:
        said[key] = str(around.there[0])
    elif lot > 0.85:
        said[key] = dice.choice(NOWHERE)
    return said


def _may_move(name: str, data: dict[str, Any], around: Around) -> bool:
    """Whether it would rightly change nothing there; who joins a server is counted in it."""
    if name in OF_SERVERS or name == "GUILD_MEMBER_ADD":
        return False
    text = json.dumps(data)
    return not any(str(one) in text for one in around.there)


def of_server(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What else may be told of a server, by its GUILD_CREATE."""
    update = {key: value for key, value in data.items() if key not in _ONLY_AT_FIRST}
    return {
        "GUILD_CREATE": data,
        "GUILD_UPDATE": update,
        "GUILD_DELETE": {"id": data["id"], "unavailable": True},
    }


def _change(data: Any, dice: random.Random, ids: Sequence[str]) -> Any:
    if isinstance(data, list):
        return [_change(item, dice, ids) for item in data]
    if not isinstance(data, dict):
        return data
    optional = _OF_USERS if "username" in data else _OF_OTHERS
    for key, value in list(data.items()):
        if key in optional and dice.random() < 0.3:
            del data[key]
        elif key in _ENUMS and isinstance(value, int) and dice.random() < 0.4:
            data[key] = dice.choice((0, 99, 2**31))
        elif key in _TEXTS and isinstance(value, str) and dice.random() < 0.3:
            data[key] = dice.choice(hostile.TEXTS) * dice.choice((1, 1, 50))
        elif key.endswith("id") and key not in _SERVER and isinstance(value, str):
            if dice.random() < 0.4:
                data[key] = dice.choice(ids)
        else:
            data[key] = _change(value, dice, ids)
    if dice.random() < 0.3:
        data["a_key_of_tomorrow"] = {"of": ["what", 1, None, {}]}
    return data
