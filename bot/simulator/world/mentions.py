"""Who a text mentions, given what the sender may mention and wants to.

https://discord.com/developers/docs/resources/message#allowed-mentions-object
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.world.entities import Guild, Json, Message, User
from bot.simulator.world.snowflakes import parse

_USER = re.compile(r"<@!?([0-9]{15,20})>")
_ROLE = re.compile(r"<@&([0-9]{15,20})>")
_EVERYONE = re.compile(r"@(everyone|here)\b")
ALL_KINDS = frozenset({"users", "roles", "everyone"})
USERS_ONLY = frozenset({"users"})


@dataclass(slots=True)
class Mentions:
    user_ids: list[int] = field(default_factory=list)
    role_ids: list[int] = field(default_factory=list)
    everyone: bool = False


def texts_of(content: str, components: Iterable[Json]) -> str:
    """The text in which mentions count: the content and every text display."""
    parts = [content]
    for component in components:
        if component.get("type") == 10:
            parts.append(str(component.get("content", "")))
        children = component.get("components")
        if children:
            parts.append(texts_of("", children))
    return "\n".join(part for part in parts if part)


def find(
    text: str,
    *,
    guild: Guild | None,
    users: dict[int, User],
    may_mention_everyone: bool,
    allowed: Json | None,
    default_kinds: frozenset[str] = ALL_KINDS,
    replied_to: Message | None = None,
) -> Mentions:
    """What the text mentions.

    Args:
        allowed: The request's `allowed_mentions`; None lets `default_kinds` count.
        default_kinds: All kinds for channel messages, users only for interactions and webhooks.
        replied_to: Its author is mentioned too unless `allowed` says otherwise.
    """
    mentions = Mentions()
    if "<@" not in text and "@" not in text and replied_to is None:
        return mentions
    kinds = default_kinds if allowed is None else frozenset(allowed.get("parse") or ())
    named_users = _ids(allowed, "users")
    named_roles = _ids(allowed, "roles")
    replies = replied_to is not None and replied_to.author_id in users
    if replied_to is not None and replies and (allowed is None or allowed.get("replied_user")):
        mentions.user_ids.append(replied_to.author_id)
    for user_id in dict.fromkeys(int(found) for found in _USER.findall(text)):
        wanted = "users" in kinds or user_id in named_users
        if wanted and user_id in users and user_id not in mentions.user_ids:
            mentions.user_ids.append(user_id)
    if guild is None:
        return mentions
    for role_id in dict.fromkeys(int(found) for found in _ROLE.findall(text)):
        role = guild.roles.get(role_id)
        if role is None or role_id == guild.id:
            continue
        if ("roles" in kinds or role_id in named_roles) and (
            role.mentionable or may_mention_everyone
        ):
            mentions.role_ids.append(role_id)
    mentions.everyone = (
        may_mention_everyone and "everyone" in kinds and _EVERYONE.search(text) is not None
    )
    return mentions


def _ids(allowed: Json | None, key: str) -> set[int]:
    values: Any = (allowed or {}).get(key) or ()
    return {number for number in (parse(value) for value in values) if number is not None}
