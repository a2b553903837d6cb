"""Embeds in messages: https://docs.discord.com/developers/resources/message#embed-object-embed-limits."""

from __future__ import annotations

from collections.abc import Sequence

from bot.simulator.forms.fields import Form

EMBEDS_PER_MESSAGE = 10
EMBED_SIZE = 6000
FIELDS_PER_EMBED = 25

_LINKS = ("http", "https", "attachment")


def check_embeds(form: Form, key: str = "embeds") -> None:
    """Check a list of embeds; the total of 6000 characters counts over all of them."""
    embeds = form.forms(key, maximum=EMBEDS_PER_MESSAGE)
    for embed in embeds:
        _check_embed(embed)
    if embed_size([embed.body for embed in embeds]) > EMBED_SIZE:
        form.refuse(
            key, "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {EMBED_SIZE}"
        )


def embed_size(embeds: Sequence[object]) -> int:
    """Characters that count towards the total: titles, texts, fields, footers and author names."""
    total = 0
    for embed in embeds:
        if not isinstance(embed, dict):
            continue
        parts = [embed.get("title"), embed.get("description")]
        parts.extend(_part(embed.get(key), part) for key, part in _NAMED_PARTS)
        fields = embed.get("fields")
        for field in fields if isinstance(fields, (list, tuple)) else ():
            parts += [_part(field, "name"), _part(field, "value")]
        total += sum(len(part.strip()) for part in parts if isinstance(part, str))
    return total


def is_empty(embed: object) -> bool:
    """Whether an embed would show nothing at all."""
    if not isinstance(embed, dict):
        return False
    shown = ("title", "description", "url", "image", "thumbnail", "author", "footer", "fields")
    return not any(embed.get(key) for key in (*shown, "timestamp", "video"))


_NAMED_PARTS = (("footer", "text"), ("author", "name"))


def _part(holder: object, key: str) -> object:
    return holder.get(key) if isinstance(holder, dict) else None


def _check_embed(embed: Form) -> None:
    embed.string("title", maximum=256, trimmed=True)
    embed.string("description", maximum=4096, trimmed=True)
    embed.url("url")
    embed.integer("color", minimum=0, maximum=0xFFFFFF)
    embed.moment("timestamp")
    for field in embed.forms("fields", maximum=FIELDS_PER_EMBED):
        field.string("name", minimum=1, maximum=256, required=True, trimmed=True)
        field.string("value", minimum=1, maximum=1024, required=True, trimmed=True)
        field.boolean("inline")
    footer = embed.form("footer")
    if footer is not None:
        footer.string("text", minimum=1, maximum=2048, required=True, trimmed=True)
        footer.url("icon_url", schemes=_LINKS)
    author = embed.form("author")
    if author is not None:
        author.string("name", minimum=1, maximum=256, required=True, trimmed=True)
        author.url("url")
        author.url("icon_url", schemes=_LINKS)
    for key in ("image", "thumbnail"):
        media = embed.form(key)
        if media is not None:
            media.url("url", required=True, schemes=_LINKS)
