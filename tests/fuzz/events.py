"""What Discord says, as a later version of it might, or as somebody who confuses servers would."""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from typing import Any

from tests.fuzz import hostile

NEVER = frozenset(
    {"READY", "RESUMED", "GUILD_CREATE", "GUILD_DELETE", "INTERACTION_CREATE", "GUILD_UPDATE"}
)
"""What begins a session or a server is Discord's alone; acts are made elsewhere."""
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
_KEPT = frozenset({"guild_id"})


def changed(data: Any, seed: int, ids: Sequence[int]) -> Any:
    """A copy with some things left out, added, or confused; the server it is about stays.

    Args:
        ids: What ids may be confused with.
    """
    return _change(copy.deepcopy(data), random.Random(seed), [str(one) for one in ids])


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
