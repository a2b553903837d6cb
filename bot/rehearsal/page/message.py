"""One message as somebody sees it, ready for its template."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from bot.rehearsal.page import components, embeds, markdown, ways
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit
from bot.rehearsal.wording import Wording
from bot.simulator import permissions
from bot.simulator.forms.messages import COMPONENTS_V2
from bot.simulator.people import SeenMessage
from bot.simulator.world.entities import Json, Message, MessageType

USUAL_EMOJIS = ("👍", "❤️", "🎉")
_MOST_NAMES = 30
_LONGEST_GLIMPSE = 80
_SPOILER = re.compile(r"\|\|.+?\|\|", re.DOTALL)
_SIGNS = {"user": "@", "role": "@&"}
_COMMANDS = (MessageType.CHAT_INPUT_COMMAND, MessageType.CONTEXT_MENU_COMMAND)


def shown(page: Page, visit: Visit, seen: SeenMessage) -> dict[str, Any]:
    """What the template of a message needs."""
    raw, world = seen.payload, page.sim.world
    message = world.channels[seen.channel_id].messages.get(seen.id)
    words = worded(page, visit)
    at = datetime.fromisoformat(raw["timestamp"])
    bits = _bits(page, visit)
    author = world.users.get(seen.author_id)
    is_own = seen.author_id == visit.person.id
    return {
        "seen": seen,
        "initial": seen.author[:1].upper(),
        "hue": seen.author_id % 6,
        "is_bot": author is not None and author.bot,
        "at": page.moment(at, visit),
        "system": _system(page, seen, raw),
        "answered": _answered(page, visit, raw),
        "target": ways.to_target(page, visit, raw),
        "language": _language(page, visit, seen),
        "content": words(seen.content),
        "embeds": [embeds.embed(page, visit, item, words) for item in embeds.cards(raw)],
        "files": [components.file(file) for file in _loose_files(raw)],
        "poll": embeds.poll(page, visit, raw),
        "passed_on": [_passed_on(page, visit, item, words) for item in _others(raw)],
        "components": components.shown(page, visit, raw["components"], words),
        "reactions": _reactions(page, raw, message),
        "usual": [emoji for emoji in _usual(page) if emoji not in seen.reactions],
        "thread": _thread(page, visit, seen),
        "may_react": not seen.is_ephemeral and bool(bits & permissions.ADD_REACTIONS),
        "may_delete": is_own or seen.is_ephemeral or bool(bits & permissions.MANAGE_MESSAGES),
        "may_pin": not seen.is_ephemeral and bool(bits & permissions.PIN_MESSAGES),
    }


def worded(page: Page, visit: Visit) -> Callable[[str], Markup]:
    """Makes HTML of a text as one person reads it."""
    wording = Wording(page.sim.world, page.community.guild, visit.zone)

    def resolve(kind: str, text: str) -> str:
        if kind == "moment":
            seconds, _, style = text.partition(":")
            read = wording.moment(int(seconds), style or "f", visit.locale)
            full = wording.moment(int(seconds), "F", visit.locale)
            return f'<time title="{escape(full)}">{escape(read)}</time>'
        if kind == "message":
            guild_id, channel_id, message_id = text.split("/")
            if guild_id != str(page.community.guild.id):
                return ""
            way = ways.to_channel(page, visit, int(channel_id), int(message_id or 0))
            return f'<a class="mention" href="{way}">' if way else ""
        if kind == "channel":
            channel = ways.seen_channel(page, visit, int(text))
            if channel is None:
                return '<span class="mention">#no-access</span>'
            name, way = escape(f"#{channel.name}"), ways.to_channel(page, visit, channel.id)
            return f'<a class="mention" href="{way}">{name}</a>'
        name = escape(wording.named(_SIGNS[kind], int(text)))
        is_me = kind == "user" and int(text) == visit.person.id
        return f'<span class="mention{" me" if is_me else ""}">{name}</span>'

    def words(text: str) -> Markup:
        return markdown.render(text, resolve)

    return words


def _bits(page: Page, visit: Visit) -> int:
    channel, member = visit.channel, visit.person.membership
    if channel is None or channel.is_dm:
        return permissions.IN_DMS
    if member is None:
        return 0
    return permissions.in_channel(page.community.guild, member, channel, page.now())


def _language(page: Page, visit: Visit, seen: SeenMessage) -> str:
    """What a bot's words are in: private ones in the person's language, others in the server's."""
    is_private = seen.is_ephemeral or seen.guild_id is None
    return visit.locale if is_private else page.community.language


def _system(page: Page, seen: SeenMessage, raw: Json) -> str | None:
    """What Discord itself says; None for a message that somebody wrote."""
    if raw["type"] == MessageType.USER_JOIN:
        return f"{seen.author} has joined."
    if raw["type"] == MessageType.CHANNEL_PINNED_MESSAGE:
        return f"{seen.author} has pinned a message to this channel."
    if raw["type"] == MessageType.THREAD_CREATED:
        return f"{seen.author} has started the thread “{seen.content}”."
    if raw["type"] == MessageType.POLL_RESULT:
        return embeds.result(raw) or f"{seen.author}'s vote has ended."
    return None


def _answered(page: Page, visit: Visit, raw: Json) -> str | None:
    """What the message answers: a command, or another message."""
    metadata = raw.get("interaction_metadata")
    if metadata is not None and raw["type"] in _COMMANDS:
        user = page.sim.world.users.get(int(metadata["user"]["id"]))
        return f"{'Somebody' if user is None else user.display_name} used a command"
    if raw["type"] != MessageType.REPLY:
        return None
    target = raw.get("referenced_message")
    if target is None:
        return "in answer to a message that was deleted"
    wording = Wording(page.sim.world, page.community.guild, visit.zone)
    text = wording.plain(_SPOILER.sub("(spoiler)", target["content"]), visit.locale)
    return f"in answer to {_author(target)}: {' '.join(text.split())[:_LONGEST_GLIMPSE]}"


def _loose_files(raw: Json) -> list[Json]:
    """What is attached and not shown by a card or a component already."""
    if raw["flags"] & COMPONENTS_V2:
        return []
    pictures = [card.get(key) or {} for card in raw["embeds"] for key in ("image", "thumbnail")]
    used = {picture.get("url") for picture in pictures}
    return [file for file in raw["attachments"] if file["url"] not in used]


def _author(raw: Json) -> str:
    author = raw["author"]
    return str(author.get("global_name") or author["username"])


def _others(raw: Json) -> list[Json]:
    """The messages that this one shows: those it passes on, and the one a thread began with."""
    found = [item["message"] for item in raw.get("message_snapshots") or ()]
    if raw["type"] == MessageType.THREAD_STARTER_MESSAGE and raw.get("referenced_message"):
        found.append(raw["referenced_message"])
    return found


def _passed_on(
    page: Page, visit: Visit, raw: Json, words: Callable[[str], Markup]
) -> dict[str, Any]:
    return {
        "said": f"{_author(raw)} wrote" if "author" in raw else "Passed on",
        "content": words(raw["content"]),
        "embeds": [embeds.embed(page, visit, item, words) for item in embeds.cards(raw)],
        "files": [components.file(file) for file in _loose_files(raw)],
    }


def _reactions(page: Page, raw: Json, message: Message | None) -> list[dict[str, Any]]:
    found = []
    for entry in raw.get("reactions", ()):
        emoji = entry["emoji"]
        key = emoji["id"] or emoji["name"]
        ids = [] if message is None else message.reactions[key].user_ids
        found.append(
            {
                "name": components.emoji_name(emoji),
                "value": emoji["name"],
                "count": entry["count"],
                "me": entry["me"],
                "who": _names(page, ids),
            }
        )
    return found


def _names(page: Page, user_ids: list[int]) -> str:
    users = page.sim.world.users
    names = [users[user_id].display_name for user_id in user_ids[:_MOST_NAMES] if user_id in users]
    more = len(user_ids) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _usual(page: Page) -> list[str]:
    """Emojis that are offered: those of the values as the file has them, and a few that fit all."""
    described = page.community.config.communities[page.community.guild.id]
    return [value.emoji for value in described.values][:6] + list(USUAL_EMOJIS)


def _thread(page: Page, visit: Visit, seen: SeenMessage) -> dict[str, str] | None:
    thread = ways.seen_channel(page, visit, seen.thread_id or 0)
    if thread is None:
        return None
    return {"name": thread.name or "thread", "path": ways.to_channel(page, visit, thread.id)}
