"""The bot's requests to Discord, in words that a steward understands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from bot.simulator.exchange import Exchange
from bot.simulator.interactions.state import Callback
from bot.simulator.world.entities import Guild, Json
from bot.simulator.world.world import World

_ANSWERS = {
    Callback.MESSAGE: "answers with a message",
    Callback.DEFERRED_MESSAGE: "says that it is thinking",
    Callback.DEFERRED_UPDATE: "takes note",
    Callback.UPDATE: "changes the message that was clicked",
    Callback.CHOICES: "suggests what to choose from",
    Callback.MODAL: "opens a form",
}
_SECRET = frozenset({"token", "authorization"})


class Requests:
    """Words for the requests of one server's bot."""

    def __init__(self, world: World, guild: Guild) -> None:
        self._world = world
        self._guild = guild

    def words(self, exchange: Exchange) -> str:
        """What was asked for, and how it went."""
        asked = self._asked(exchange)
        told = [f"{max(1, round(exchange.seconds * 1000))} ms"]
        limit = exchange.headers.get("X-RateLimit-Limit")
        if limit is not None:
            left = exchange.headers.get("X-RateLimit-Remaining", "0")
            told.append(f"{left} of {limit} requests left")
        if exchange.status == 429:
            scope = exchange.headers.get("X-RateLimit-Scope", "user")
            again = exchange.answer.get("retry_after") if isinstance(exchange.answer, dict) else "?"
            told.insert(0, f"has to wait {again} s ({scope} limit)")
        elif exchange.status >= 400:
            told.insert(0, f"is refused: {exchange.status} {_reason(exchange.answer)}".strip())
        return f"{asked}: {', '.join(told)}"

    def _asked(self, exchange: Exchange) -> str:
        known = _WORDS.get((exchange.method, re.sub(r"\{[^}]+\}", "{}", exchange.template)))
        if known is None:
            return f"{exchange.method} {exchange.template or exchange.path}"
        named = dict(
            zip(
                re.findall(r"\{([^}]+)\}", exchange.template),
                _values(exchange.template, exchange.path),
                strict=False,
            )
        )
        words = {name: self._name(name, value) for name, value in named.items()}
        if known == "answers":
            kind = exchange.body.get("type") if isinstance(exchange.body, dict) else None
            return _ANSWERS.get(Callback(kind), "answers") if kind else "answers"
        if exchange.template == "/users/@me/channels" and isinstance(exchange.body, dict):
            words["person"] = self._name("user_id", str(exchange.body.get("recipient_id", "")))
        return known.format_map(_Known(words))

    def _name(self, name: str, value: str) -> str:
        number = int(value) if value.isdigit() else 0
        if name in ("channel_id", "thread_id"):
            return self._place(number)
        if name in ("user_id", "member_id"):
            user = self._world.users.get(number)
            return "somebody" if user is None else user.display_name
        if name == "role_id":
            role = self._guild.roles.get(number)
            return "a role" if role is None else role.name
        return unquote(value)

    def _place(self, channel_id: int) -> str:
        channel = self._world.channels.get(channel_id)
        if channel is None:
            return "a channel that is gone"
        if channel.is_dm:
            people = [self._world.users[item] for item in channel.recipient_ids]
            names = [user.display_name for user in people if not user.bot]
            return f"the DM with {names[0]}" if names else "a DM"
        return f"the thread “{channel.name}”" if channel.is_thread else f"#{channel.name}"


class _Known(dict[str, str]):
    """What is not named stays out of the sentence."""

    def __missing__(self, key: str) -> str:
        return "…"


_WORDS: Mapping[tuple[str, str], str] = {
    ("POST", "/channels/{}/messages"): "writes a message in {channel_id}",
    ("PATCH", "/channels/{}/messages/{}"): "edits a message in {channel_id}",
    ("DELETE", "/channels/{}/messages/{}"): "deletes a message in {channel_id}",
    ("GET", "/channels/{}/messages"): "reads the latest messages in {channel_id}",
    ("GET", "/channels/{}/messages/{}"): "reads a message in {channel_id}",
    (
        "PUT",
        "/channels/{}/messages/{}/reactions/{}/@me",
    ): "reacts with {emoji_name} in {channel_id}",
    ("GET", "/channels/{}/messages/{}/reactions/{}"): "reads who reacted with {emoji_name}",
    ("DELETE", "/channels/{}/messages/{}/reactions/{}/{}"): "takes a reaction away",
    ("PUT", "/channels/{}/messages/pins/{}"): "pins a message in {channel_id}",
    ("PUT", "/channels/{}/pins/{}"): "pins a message in {channel_id}",
    ("POST", "/channels/{}/threads"): "opens a thread in {channel_id}",
    ("POST", "/channels/{}/messages/{}/threads"): "opens a thread in {channel_id}",
    ("PUT", "/channels/{}/thread-members/{}"): "adds {user_id} to {channel_id}",
    ("PATCH", "/channels/{}"): "changes {channel_id}",
    ("GET", "/channels/{}"): "looks at {channel_id}",
    ("POST", "/users/@me/channels"): "opens direct messages with {person}",
    ("POST", "/interactions/{}/{}/callback"): "answers",
    ("PATCH", "/webhooks/{}/{}/messages/@original"): "fills in its answer",
    ("GET", "/webhooks/{}/{}/messages/@original"): "looks at its answer",
    ("DELETE", "/webhooks/{}/{}/messages/@original"): "takes its answer back",
    ("PATCH", "/webhooks/{}/{}/messages/{}"): "changes its answer",
    ("POST", "/webhooks/{}/{}"): "adds to its answer",
    ("PUT", "/guilds/{}/members/{}/roles/{}"): "gives {user_id} the role {role_id}",
    ("DELETE", "/guilds/{}/members/{}/roles/{}"): "takes the role {role_id} from {user_id}",
    ("GET", "/guilds/{}/members/{}"): "looks whether {user_id} is there",
    ("GET", "/guilds/{}/members"): "reads who is a member",
    ("POST", "/guilds/{}/scheduled-events"): "makes an event",
    ("PATCH", "/guilds/{}/scheduled-events/{}"): "changes an event",
    ("DELETE", "/guilds/{}/scheduled-events/{}"): "deletes an event",
    ("GET", "/guilds/{}/scheduled-events/{}/users"): "reads who is interested in an event",
    ("GET", "/guilds/{}/scheduled-events"): "reads the server's events",
    ("PUT", "/applications/{}/commands"): "uploads its commands",
    ("GET", "/applications/{}/commands"): "reads its commands",
    ("GET", "/gateway/bot"): "asks where to connect",
    ("GET", "/users/@me"): "asks who it is",
    ("GET", "/applications/@me"): "asks who it is",
    ("GET", "/oauth2/applications/@me"): "asks who it is",
}
"""By method and route; `{…}` is filled in with a name."""


def without_secrets(raw: Any) -> Any:
    """The same without tokens: they give the right to act in the bot's name."""
    if isinstance(raw, dict):
        return {
            key: "(left out)" if str(key).casefold() in _SECRET else without_secrets(value)
            for key, value in raw.items()
        }
    if isinstance(raw, list | tuple):
        return [without_secrets(item) for item in raw]
    return raw if isinstance(raw, str | int | float | bool | None) else str(raw)


def raw(exchange: Exchange) -> Json:
    """A request as it went over the wire; its address only as far as it holds no token."""
    holds_token = "token}" in exchange.template
    return {
        "request": f"{exchange.method} {exchange.template if holds_token else exchange.path}",
        "body": without_secrets(exchange.body),
        "files": list(exchange.file_names),
        "status": exchange.status,
        "answer": without_secrets(exchange.answer),
        "milliseconds": round(exchange.seconds * 1000, 1),
        "rate limit": dict(exchange.headers),
    }


def _values(template: str, path: str) -> list[str]:
    """What stands in a path where its template has a name."""
    wanted = re.escape(template).replace(r"\{", "{").replace(r"\}", "}")
    found = re.match(re.sub(r"\{[^}]+\}", "([^/]+)", wanted), path)
    return list(found.groups()) if found else []


def _reason(answer: Any) -> str:
    return str(answer.get("message", "")) if isinstance(answer, dict) else ""
