"""What Discord says, as a later version of it might, or as somebody who confuses servers would."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from typing import Any

from tests.fuzz import hostile

NEVER = frozenset({"READY", "RESUMED", "GUILD_CREATE", "GUILD_DELETE", "INTERACTION_CREATE"})
"""What begins or ends a session or a server: changed, it may rightly end them. Acts are made
elsewhere."""
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
_KEPT = frozenset({"guild_id"})
_NOWHERE = ("0", "1", str(2**63 - 1))
"""Servers that are not there."""


def changed(data: Any, seed: int, ids: Sequence[int]) -> Any:
    """A copy with some things left out, added, or confused.

    The server it is about stays, or is none; of another it would rightly be believed.

    Args:
        ids: What ids may be confused with.
    """
    dice = random.Random(seed)
    said = _change(copy.deepcopy(data), dice, [str(one) for one in ids])
    if "owner_id" in data and "guild_id" not in data:  # of a server, which is known by its id
        said |= {"id": data["id"], "roles": data["roles"]}  # there is always one for everyone
    if "guild_id" in said and dice.random() < 0.1:
        said["guild_id"] = dice.choice(_NOWHERE)
    return said


def as_update(data: dict[str, Any]) -> dict[str, Any]:
    """What GUILD_UPDATE would tell of a server, by its GUILD_CREATE."""
    return {key: value for key, value in data.items() if key not in _ONLY_AT_FIRST}


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
        elif key.endswith("id") and key not in _KEPT and isinstance(value, str):
            if dice.random() < 0.4:
                data[key] = dice.choice(ids)
        else:
            data[key] = _change(value, dice, ids)
    if dice.random() < 0.3:
        data["a_key_of_tomorrow"] = {"of": ["what", 1, None, {}]}
    return data
