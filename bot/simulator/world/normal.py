"""Request bodies into what Discord keeps and shows of them: embeds, components, files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.simulator.world.entities import Json
from bot.simulator.world.timestamps import iso

_ATTACHMENT = "attachment://"
_EMBED_KEYS = ("title", "description", "url")


def embeds(raw: Sequence[Json], attachments: Sequence[Json]) -> list[Json]:
    """Embeds as shown: kind `rich`, texts trimmed, files resolved to their addresses."""
    files = {file["filename"]: file for file in attachments}
    return [_embed(embed, files) for embed in raw]


def components(
    raw: Sequence[Json], attachments: Sequence[Json], new_id: Callable[[], int]
) -> list[Json]:
    """Components as shown: each with an `id`, defaults written out, media unfurled.

    Args:
        new_id: Gives ids to media that are no attachment.
    """
    files = {file["filename"]: file for file in attachments}
    taken = {number for number in _given_ids(raw) if number}
    numbers = (number for number in range(1, 10_000) if number not in taken)
    return [_component(component, files, numbers, new_id) for component in raw]


def _embed(raw: Json, files: Mapping[str, Json]) -> Json:
    embed: Json = {"type": "rich"}
    for key in _EMBED_KEYS:
        if raw.get(key):
            embed[key] = str(raw[key]).strip()
    if raw.get("color") is not None:
        embed["color"] = int(raw["color"])
    if raw.get("timestamp"):
        embed["timestamp"] = iso(datetime.fromisoformat(str(raw["timestamp"])))
    if raw.get("fields"):
        embed["fields"] = [
            {
                "name": str(field["name"]).strip(),
                "value": str(field["value"]).strip(),
                "inline": bool(field.get("inline", False)),
            }
            for field in raw["fields"]
        ]
    author = raw.get("author")
    if author and author.get("name"):
        embed["author"] = {"name": str(author["name"]).strip(), **_icon(author, files)}
        if author.get("url"):
            embed["author"]["url"] = author["url"]
    footer = raw.get("footer")
    if footer and footer.get("text"):
        embed["footer"] = {"text": str(footer["text"]).strip(), **_icon(footer, files)}
    for key in ("image", "thumbnail"):
        picture = raw.get(key)
        if picture and picture.get("url"):
            url = _address(picture["url"], files)
            embed[key] = {"url": url, "proxy_url": url, "width": 0, "height": 0}
    return embed


def _icon(part: Json, files: Mapping[str, Json]) -> Json:
    if not part.get("icon_url"):
        return {}
    url = _address(part["icon_url"], files)
    return {"icon_url": url, "proxy_icon_url": url}


def _address(url: str, files: Mapping[str, Json]) -> str:
    if url.startswith(_ATTACHMENT):
        file = files.get(url.removeprefix(_ATTACHMENT))
        if file is not None:
            return str(file["url"])
    return url


def _given_ids(raw: Sequence[Json]) -> Iterator[int]:
    for component in raw:
        if component.get("id"):
            yield int(component["id"])
        yield from _given_ids(component.get("components") or ())
        if component.get("accessory"):
            yield from _given_ids([component["accessory"]])


def _component(
    raw: Json, files: Mapping[str, Json], numbers: Iterator[int], new_id: Callable[[], int]
) -> Json:
    kind = int(raw["type"])
    shown: Json = {"type": kind, "id": int(raw["id"]) if raw.get("id") else next(numbers)}

    def nested(children: Sequence[Json]) -> list[Json]:
        return [_component(child, files, numbers, new_id) for child in children]

    if kind in (1, 9, 17):
        shown["components"] = nested(raw["components"])
    if kind == 9:
        shown["accessory"] = nested([raw["accessory"]])[0]
    elif kind == 17:
        shown["accent_color"] = raw.get("accent_color")
        shown["spoiler"] = bool(raw.get("spoiler", False))
    elif kind == 2:
        shown["style"] = int(raw["style"])
        _copy(raw, shown, ("label", "custom_id", "url"))
        if raw.get("sku_id"):
            shown["sku_id"] = str(raw["sku_id"])
        if raw.get("emoji"):
            shown["emoji"] = _emoji(raw["emoji"])
        if raw.get("disabled"):
            shown["disabled"] = True
    elif kind in (3, 5, 6, 7, 8):
        _select(raw, shown, kind)
    elif kind == 10:
        shown["content"] = str(raw["content"])
    elif kind == 11:
        shown["media"] = _media(raw["media"], files, new_id)
        shown["description"] = raw.get("description")
        shown["spoiler"] = bool(raw.get("spoiler", False))
    elif kind == 12:
        shown["items"] = [
            {
                "media": _media(item["media"], files, new_id),
                "description": item.get("description"),
                "spoiler": bool(item.get("spoiler", False)),
            }
            for item in raw["items"]
        ]
    elif kind == 13:
        file = files.get(str(raw["file"]["url"]).removeprefix(_ATTACHMENT))
        shown["file"] = _media(raw["file"], files, new_id)
        shown["name"] = None if file is None else file["filename"]
        shown["size"] = None if file is None else file["size"]
        shown["spoiler"] = bool(raw.get("spoiler", False))
    elif kind == 14:
        shown["spacing"] = int(raw.get("spacing") or 1)
        shown["divider"] = bool(raw.get("divider", True))
    return shown


def _select(raw: Json, shown: Json, kind: int) -> None:
    shown["custom_id"] = raw["custom_id"]
    _copy(raw, shown, ("placeholder",))
    shown["min_values"] = 1 if raw.get("min_values") is None else int(raw["min_values"])
    shown["max_values"] = 1 if raw.get("max_values") is None else int(raw["max_values"])
    if raw.get("disabled"):
        shown["disabled"] = True
    if kind == 3 and raw.get("options") is not None:
        shown["options"] = [_option(option) for option in raw["options"]]
    if kind == 8 and raw.get("channel_types"):
        shown["channel_types"] = [int(kind) for kind in raw["channel_types"]]
    if kind != 3 and raw.get("default_values"):
        shown["default_values"] = [
            {"id": str(value["id"]), "type": value["type"]} for value in raw["default_values"]
        ]


def _option(raw: Json) -> Json:
    option: Json = {"label": raw["label"], "value": raw["value"]}
    _copy(raw, option, ("description",))
    if raw.get("emoji"):
        option["emoji"] = _emoji(raw["emoji"])
    if raw.get("default"):
        option["default"] = True
    return option


def _emoji(raw: Any) -> Json:
    emoji: Json = {"name": raw.get("name") or ""}
    if raw.get("id"):
        emoji["id"] = str(raw["id"])
        emoji["animated"] = bool(raw.get("animated", False))
    return emoji


def _media(raw: Json, files: Mapping[str, Json], new_id: Callable[[], int]) -> Json:
    url = str(raw["url"])
    file = files.get(url.removeprefix(_ATTACHMENT)) if url.startswith(_ATTACHMENT) else None
    if file is None:
        return {"id": str(new_id()), "url": url, "proxy_url": url, "width": None, "height": None}
    media = {
        "id": str(new_id()),
        "url": file["url"],
        "proxy_url": file["proxy_url"],
        "width": file.get("width"),
        "height": file.get("height"),
        "attachment_id": file["id"],
    }
    if file.get("content_type"):
        media["content_type"] = file["content_type"]
    return media


def _copy(raw: Json, shown: Json, keys: Sequence[str]) -> None:
    for key in keys:
        if raw.get(key) not in (None, ""):
            shown[key] = raw[key]
