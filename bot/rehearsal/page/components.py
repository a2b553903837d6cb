"""The components of a message, and its files, ready for their template."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from bot.rehearsal.page import ways
from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit
from bot.simulator.forms.components import ButtonStyle, Kind
from bot.simulator.world.entities import ChannelType, Json

MOST_CHOICES = 200
"""How many members, roles or channels a menu lists."""

SHOWN_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Kinds of files that are shown where they are attached; a drawing in SVG could hold anything."""

_STYLES = {
    ButtonStyle.PRIMARY: "main",
    ButtonStyle.SECONDARY: "",
    ButtonStyle.SUCCESS: "success",
    ButtonStyle.DANGER: "danger",
}
_ON_OUR_CDN = re.compile(r"http://[^/]+/cdn/attachments/([0-9]+)/([0-9]+)/([^/?#]+)")

Words = Callable[[str], Markup]


def shown(page: Page, visit: Visit, raw: Sequence[Json], words: Words) -> list[dict[str, Any]]:
    """Each component with what its template needs, those inside it included."""
    return [{"number": item.get("id", 0), **_component(page, visit, item, words)} for item in raw]


def file(raw: Json) -> dict[str, Any]:
    """A file that is attached."""
    return {
        "name": raw["filename"],
        "path": _path(raw["url"]),
        "is_picture": mimetypes.guess_type(raw["filename"])[0] in SHOWN_PICTURES,
        "is_hidden": raw["filename"].startswith("SPOILER_"),
        "said": raw.get("description") or "",
        "bytes": raw.get("size", 0),
    }


def picture(raw: Json | None) -> dict[str, Any] | None:
    """A picture that is part of a message; `path` is None where it is somewhere else."""
    if raw is None:
        return None
    return {"path": _path(raw["url"]), "url": raw["url"], "said": raw.get("description") or ""}


def link(page: Page, visit: Visit, url: str | None) -> dict[str, str] | None:
    """An address, and where it leads here; `way` is empty where it leads out. None for none."""
    return {"url": url, "way": ways.to_link(page, visit, url)} if url else None


def emoji_name(raw: Json | None) -> str | None:
    """An emoji as it is read; one of the server's own by its name."""
    if not raw:
        return None
    return f":{raw['name']}:" if raw.get("id") else raw["name"]


def choices(page: Page, visit: Visit, raw: Json) -> Iterator[tuple[str, str, str]]:
    """What a menu offers: value, label, description."""
    if raw["type"] in (Kind.STRING_SELECT, Kind.RADIO_GROUP, Kind.CHECKBOX_GROUP):
        for option in raw["options"]:
            emoji = emoji_name(option.get("emoji"))
            label = f"{emoji} {option['label']}" if emoji else option["label"]
            yield option["value"], label, option.get("description") or ""
    if raw["type"] in (Kind.USER_SELECT, Kind.MENTIONABLE_SELECT):
        for member in list(page.community.guild.members.values())[:MOST_CHOICES]:
            yield str(member.id), member.display_name, ""
    if raw["type"] in (Kind.ROLE_SELECT, Kind.MENTIONABLE_SELECT):
        for role in list(page.community.guild.roles.values())[:MOST_CHOICES]:
            yield str(role.id), f"@{role.name.lstrip('@')}", ""
    if raw["type"] == Kind.CHANNEL_SELECT:
        wanted = raw.get("channel_types")
        for channel in visit.person.channels()[:MOST_CHOICES]:
            if not wanted or channel.type in wanted:
                sign = "" if channel.type == ChannelType.CATEGORY else "#"
                yield str(channel.id), f"{sign}{channel.name}", ""


def _component(page: Page, visit: Visit, raw: Json, words: Words) -> dict[str, Any]:
    kind = raw["type"]
    if kind == Kind.ACTION_ROW:
        return {"kind": "row", "inner": shown(page, visit, raw["components"], words)}
    if kind == Kind.BUTTON:
        return _button(page, visit, raw)
    if kind in (
        Kind.STRING_SELECT,
        Kind.USER_SELECT,
        Kind.ROLE_SELECT,
        Kind.MENTIONABLE_SELECT,
        Kind.CHANNEL_SELECT,
    ):
        return _menu(page, visit, raw)
    if kind == Kind.TEXT_DISPLAY:
        return {"kind": "text", "text": words(raw["content"])}
    if kind == Kind.SECTION:
        return {
            "kind": "section",
            "inner": shown(page, visit, raw["components"], words),
            "accessory": shown(page, visit, [raw["accessory"]], words)[0],
        }
    if kind == Kind.CONTAINER:
        colour = raw.get("accent_color")
        return {
            "kind": "container",
            "hue": f"#{colour:06x}" if colour else None,
            "is_hidden": raw.get("spoiler", False),
            "inner": shown(page, visit, raw["components"], words),
        }
    if kind == Kind.THUMBNAIL:
        return {"kind": "picture", "picture": _media(raw)}
    if kind == Kind.MEDIA_GALLERY:
        return {"kind": "gallery", "pictures": [_media(item) for item in raw["items"]]}
    if kind == Kind.FILE:
        return {
            "kind": "file",
            "name": raw.get("name") or "file",
            "path": _path(raw["file"]["url"]),
            "is_hidden": raw.get("spoiler", False),
        }
    return {"kind": "line" if raw.get("divider", True) else "space"}


def _button(page: Page, visit: Visit, raw: Json) -> dict[str, Any]:
    style = raw["style"]
    return {
        "kind": "button",
        "label": raw.get("label") or "",
        "emoji": emoji_name(raw.get("emoji")),
        "style": _STYLES.get(style, ""),
        "custom_id": raw.get("custom_id"),
        "link": link(page, visit, raw.get("url")),
        "disabled": raw.get("disabled", False),
    }


def _menu(page: Page, visit: Visit, raw: Json) -> dict[str, Any]:
    chosen = {option["value"] for option in raw.get("options", ()) if option.get("default")}
    chosen |= {default["id"] for default in raw.get("default_values", ())}
    least, most = raw.get("min_values", 1), raw.get("max_values", 1)
    return {
        "kind": "menu",
        "custom_id": raw["custom_id"],
        "label": raw.get("placeholder") or "Choose",
        "choices": list(choices(page, visit, raw)),
        "chosen": chosen,
        "least": least,
        "most": most,
        "disabled": raw.get("disabled", False),
    }


def _media(raw: Json) -> dict[str, Any]:
    url = raw["media"]["url"]
    said, is_hidden = raw.get("description") or "", raw.get("spoiler", False)
    return {"path": _path(url), "url": url, "said": said, "is_hidden": is_hidden}


def _path(url: str) -> str | None:
    """Where the page has a file that was uploaded here; None for any other address."""
    found = _ON_OUR_CDN.match(url)
    return None if found is None else f"/file/{found[1]}/{found[2]}/{found[3]}"
