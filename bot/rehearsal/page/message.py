"""One message as somebody sees it, ready for its template."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from bot.rehearsal.page import components, markdown
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit, path_of
from bot.rehearsal.wording import Wording
from bot.simulator import permissions
from bot.simulator.people import SeenMessage
from bot.simulator.world.entities import Json, Message, MessageType

USUAL_EMOJIS = ("👍", "❤️", "🎉")
_MOST_NAMES = 30
_SIGNS = {"user": "@", "role": "@&", "channel": "#"}


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
        "answered": _answered(page, raw),
        "language": _language(page, visit, seen),
        "content": words(seen.content),
        "embeds": [_embed(embed, words) for embed in raw["embeds"]],
        "files": [components.file(file) for file in raw["attachments"]],
        "poll": _poll(page, visit, raw),
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
            return _way(page, visit, *text.split("/"))
        name = escape(wording.named(_SIGNS[kind], int(text)))
        if kind == "channel":
            way = _way(page, visit, str(page.community.guild.id), text, "")
            return f"{way}{name}</a>" if way else f'<span class="mention">{name}</span>'
        is_me = kind == "user" and int(text) == visit.person.id
        return f'<span class="mention{" me" if is_me else ""}">{name}</span>'

    def words(text: str) -> Markup:
        return markdown.render(text, resolve)

    return words


def _way(page: Page, visit: Visit, guild_id: str, channel_id: str, message_id: str) -> str:
    """How a link to a place of this server begins; empty where there is no such place."""
    channel = page.sim.world.channels.get(int(channel_id))
    if channel is None or guild_id != str(page.community.guild.id):
        return ""
    target = f"#m{message_id}" if message_id else ""
    return f'<a class="mention" href="{path_of(visit.person.id, channel.id)}{target}">'


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
        return f"{seen.author}'s vote has ended."
    return None


def _answered(page: Page, raw: Json) -> str | None:
    """What the message answers: a command, or another message."""
    metadata = raw.get("interaction_metadata")
    if metadata is not None and metadata.get("name") and raw["type"] == 20:
        user = page.sim.world.users.get(int(metadata["user"]["id"]))
        who = "Somebody" if user is None else user.display_name
        return f"{who} used /{metadata['name']}"
    target = raw.get("referenced_message")
    if target is not None:
        author = target["author"]
        name = author.get("global_name") or author["username"]
        return f"in answer to {name}: {' '.join(target['content'].split())[:80]}"
    return None


def _embed(raw: Json, words: Callable[[str], Markup]) -> dict[str, Any]:
    fields = [
        {
            "name": words(field["name"]),
            "value": words(field["value"]),
            "inline": field.get("inline", False),
        }
        for field in raw.get("fields", ())
    ]
    colour = raw.get("color")
    return {
        "hue": None if not colour else f"#{colour:06x}",
        "author": raw.get("author", {}).get("name"),
        "title": words(raw["title"]) if raw.get("title") else None,
        "description": words(raw["description"]) if raw.get("description") else None,
        "fields": fields,
        "footer": raw.get("footer", {}).get("text"),
        "image": components.picture(raw.get("image")),
        "thumbnail": components.picture(raw.get("thumbnail")),
    }


def _poll(page: Page, visit: Visit, raw: Json) -> dict[str, Any] | None:
    poll = raw.get("poll")
    if poll is None:
        return None
    results = {item["id"]: item for item in poll["results"]["answer_counts"]}
    answers = [
        {
            "id": answer["answer_id"],
            "text": answer["poll_media"]["text"],
            "emoji": (answer["poll_media"].get("emoji") or {}).get("name"),
            "count": results.get(answer["answer_id"], {}).get("count", 0),
            "me": results.get(answer["answer_id"], {}).get("me_voted", False),
        }
        for answer in poll["answers"]
    ]
    return {
        "question": poll["question"]["text"],
        "answers": answers,
        "several": poll["allow_multiselect"],
        "ends": page.moment(datetime.fromisoformat(poll["expiry"]), visit),
        "is_over": poll["results"]["is_finalized"],
        "has_voted": any(answer["me"] for answer in answers),
    }


def _reactions(page: Page, raw: Json, message: Message | None) -> list[dict[str, Any]]:
    found = []
    for entry in raw.get("reactions", ()):
        emoji = entry["emoji"]
        key = emoji["id"] or emoji["name"]
        ids = [] if message is None else message.reactions[key].user_ids
        found.append(
            {
                "name": emoji["name"] if emoji["id"] is None else f":{emoji['name']}:",
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
    thread = page.sim.world.channels.get(seen.thread_id or 0)
    if thread is None or not any(item.id == thread.id for item in visit.person.channels()):
        return None
    return {"name": thread.name or "thread", "path": path_of(visit.person.id, thread.id)}
