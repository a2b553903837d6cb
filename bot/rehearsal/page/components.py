"""The components of a message, and its files, ready for their template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit
from bot.simulator.forms.components import ButtonStyle, Kind
from bot.simulator.world.entities import ChannelType, Json

MOST_CHOICES = 200
"""How many members, roles or channels a menu lists."""

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
    return [_component(page, visit, item, words) for item in raw]


def file(raw: Json) -> dict[str, Any]:
    """A file that is attached."""
    return {
        "name": raw["filename"],
        "path": _path(raw["url"]),
        "is_picture": str(raw.get("content_type") or "").startswith("image/"),
        "said": raw.get("description") or "",
        "bytes": raw.get("size", 0),
    }


def picture(raw: Json | None) -> dict[str, str | None] | None:
    """A picture that is part of a message; `path` is None where it is somewhere else."""
    if raw is None:
        return None
    return {"path": _path(raw["url"]), "url": raw["url"], "said": raw.get("description") or ""}


def choices(page: Page, visit: Visit, raw: Json) -> Iterator[tuple[str, str, str]]:
    """What a menu offers: value, label, description."""
    if raw["type"] in (Kind.STRING_SELECT, Kind.RADIO_GROUP, Kind.CHECKBOX_GROUP):
        for option in raw["options"]:
            emoji = (option.get("emoji") or {}).get("name")
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
        return _button(raw)
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
            "accessory": _component(page, visit, raw["accessory"], words),
        }
    if kind == Kind.CONTAINER:
        colour = raw.get("accent_color")
        return {
            "kind": "container",
            "hue": None if not colour else f"#{colour:06x}",
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
        }
    return {"kind": "line"}


def _button(raw: Json) -> dict[str, Any]:
    style = raw["style"]
    return {
        "kind": "button",
        "label": raw.get("label") or "",
        "emoji": (raw.get("emoji") or {}).get("name"),
        "style": _STYLES.get(style, ""),
        "custom_id": raw.get("custom_id"),
        "url": raw.get("url"),
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


def _media(raw: Json) -> dict[str, str | None]:
    url = raw["media"]["url"]
    return {"path": _path(url), "url": url, "said": raw.get("description") or ""}


def _path(url: str) -> str | None:
    """Where the page has a file that was uploaded here; None for any other address."""
    found = _ON_OUR_CDN.match(url)
    return None if found is None else f"/file/{found[1]}/{found[2]}/{found[3]}"
