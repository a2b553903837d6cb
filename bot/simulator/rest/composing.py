"""From a checked request body to a message: files kept, mentions found, defaults written out."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from bot.simulator.rest.routing import Upload
from bot.simulator.world import mentions, normal
from bot.simulator.world.entities import Guild, Json, Message, Poll, PollAnswer
from bot.simulator.world.world import World

SUPPRESS_EMBEDS = 1 << 2
SUPPRESS_NOTIFICATIONS = 1 << 12
VOICE_MESSAGE = 1 << 13
COMPONENTS_V2 = 1 << 15
SETTABLE = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | VOICE_MESSAGE | COMPONENTS_V2
_DEFAULT_POLL_HOURS = 24


def parts(world: World, channel_id: int, body: Json, files: Sequence[Upload]) -> Json:
    """Content, embeds, components, attachments and poll of a new message, as `Draft` takes them."""
    attachments = store(world, channel_id, files, body.get("attachments"))
    found: Json = {
        "content": str(body.get("content") or "").strip(),
        "attachments": attachments,
        "embeds": normal.embeds(body.get("embeds") or (), attachments),
        "components": normal.components(body.get("components") or (), attachments, world.new_id),
        "tts": bool(body.get("tts", False)),
    }
    if body.get("poll"):
        found["poll"] = poll(world, body["poll"])
    return found


def changes(world: World, message: Message, body: Json, files: Sequence[Upload]) -> Json:
    """What an edit changes, as `messages.edit` takes it; null empties a field."""
    found: Json = {}
    attachments = message.attachments
    if "attachments" in body or files:
        listed = body.get("attachments") or []
        kept_ids = {str(entry.get("id")) for entry in listed}
        kept = [entry for entry in message.attachments if entry["id"] in kept_ids]
        known = {entry["id"] for entry in message.attachments}
        new = [entry for entry in listed if str(entry.get("id")) not in known]
        added = store(world, message.channel_id, files, new)
        attachments = found["attachments"] = kept + added
    if "content" in body:
        found["content"] = str(body["content"] or "").strip()
    if "embeds" in body:
        found["embeds"] = normal.embeds(body["embeds"] or (), attachments)
    if "components" in body:
        found["components"] = normal.components(body["components"] or (), attachments, world.new_id)
    if body.get("flags") is not None:
        wanted = int(body["flags"])
        kept_flags = message.flags & ~SUPPRESS_EMBEDS
        found["flags"] = kept_flags | wanted & (SUPPRESS_EMBEDS | COMPONENTS_V2)
    return found


def mentioned(
    world: World,
    guild: Guild | None,
    *,
    content: str,
    components: Sequence[Json],
    allowed: Json | None,
    may_mention_everyone: bool,
    default_kinds: frozenset[str] = mentions.ALL_KINDS,
    replied_to: Message | None = None,
) -> mentions.Mentions:
    return mentions.find(
        mentions.texts_of(content, components),
        guild=guild,
        users=world.users,
        may_mention_everyone=may_mention_everyone,
        allowed=allowed,
        default_kinds=default_kinds,
        replied_to=replied_to,
    )


def store(
    world: World, channel_id: int, files: Sequence[Upload], listed: Iterable[Json] | None
) -> list[Json]:
    """Keep uploads and write them as attachments; `listed` names and describes them by index."""
    described = {f"files[{entry.get('id')}]": entry for entry in listed or ()}
    stored = []
    for file in files:
        entry = described.get(file.field, {})
        name = str(entry.get("filename") or file.name)
        attachment_id = world.new_id()
        world.files[channel_id, attachment_id, name] = file.data
        url = f"{world.cdn_url}/attachments/{channel_id}/{attachment_id}/{name}"
        shown: Json = {
            "id": str(attachment_id),
            "filename": name,
            "size": len(file.data),
            "url": url,
            "proxy_url": url,
            "content_type": _content_type(name, file.content_type),
        } | _extent(file.data)
        for key in ("description", "title"):
            if entry.get(key):
                shown[key] = str(entry[key])
        stored.append(shown)
    return stored


def _content_type(name: str, uploaded_as: str) -> str:
    """A client that does not say what a file is leaves it to its name, as on Discord."""
    if uploaded_as != "application/octet-stream":
        return uploaded_as
    return mimetypes.guess_type(name)[0] or uploaded_as


def _extent(data: bytes) -> Json:
    """Width and height of a PNG, which stand at a fixed place in it; of other files none."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) < 24:
        return {}
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    return {"width": width, "height": height}


def poll(world: World, raw: Json) -> Poll:
    answers = {}
    for number, answer in enumerate(raw["answers"], 1):
        media: Json = {"text": answer["poll_media"]["text"]}
        emoji: Any = answer["poll_media"].get("emoji")
        if emoji:
            media["emoji"] = {
                "id": None if emoji.get("id") is None else str(emoji["id"]),
                "name": emoji.get("name"),
            }
        answers[number] = PollAnswer(id=number, media=media)
    hours = int(raw.get("duration") or _DEFAULT_POLL_HOURS)
    return Poll(
        question=str(raw["question"]["text"]),
        answers=answers,
        expires_at=world.now() + timedelta(hours=hours),
        allow_multiselect=bool(raw.get("allow_multiselect", False)),
        layout_type=int(raw.get("layout_type") or 1),
    )
