"""A message, a form, suggestions: as lines that read like what is on somebody's screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.rehearsal.paper import Line, Style
from bot.rehearsal.wording import Wording
from bot.simulator.people import Field, Form, SeenMessage
from bot.simulator.world.entities import Json

_ACTION_ROW, _BUTTON, _SECTION, _TEXT, _THUMBNAIL, _GALLERY, _FILE, _SEPARATOR, _CONTAINER = (
    1, 2, 9, 10, 11, 12, 13, 14, 17,
)  # fmt: skip
_SELECTS = (3, 5, 6, 7, 8)
_TEXT_INPUT, _CHECKBOX = 4, 23
_LINK = 5
_RULE = Line("")


def message(seen: SeenMessage, wording: Wording, locale: str) -> list[Line]:
    """Everything that can be read on a message, without who wrote it and where."""
    if seen.is_thinking:
        return [Line("is thinking …", Style.DIM)]
    lines = [Line(text) for text in _paragraph(wording.plain(seen.content, locale))]
    for embed in seen.payload.get("embeds", ()):
        if lines:
            lines.append(_RULE)
        lines += _embed(embed, wording, locale)
    if seen.poll:
        lines.append(Line(wording.plain(seen.poll[0], locale), Style.STRONG))
        lines += [Line(f"( ) {answer}", hanging=4) for answer in seen.poll[1:]]
    lines += [_file(file) for file in seen.payload.get("attachments", ())]
    lines += _components(seen.payload.get("components", ()), wording, locale)
    return lines


def reactions(seen: SeenMessage) -> list[Line]:
    """The reactions below a message, with their counts; nothing if there are none."""
    if not seen.reactions:
        return []
    return [Line("   ".join(f"{name} {count}" for name, count in seen.reactions.items()))]


def form(open_form: Form) -> list[Line]:
    """A form with its fields; a star marks what has to be filled in."""
    lines = [Line(open_form.title, Style.STRONG)]
    for entry in open_form.fields:
        star = " *" if entry.required else ""
        lines.append(Line(f"{entry.label}{star}  {_box(entry)}", Style.BUTTON, hanging=2))
        if entry.description:
            lines.append(Line(f"  {entry.description}", Style.DIM, hanging=2))
    return lines


def readable(seen: SeenMessage, wording: Wording, locale: str) -> str:
    """All that can be read on a message, as one text without line breaks."""
    lines = message(seen, wording, locale)
    return " ".join(" ".join(line.text for line in lines).split())


def _file(file: Json) -> Line:
    """A file; a picture by the words that stand for it where it cannot be seen."""
    is_picture = file.get("content_type", "").startswith("image/")
    said = f": {file['description']}" if file.get("description") else ""
    return Line(f"[{'picture' if is_picture else 'file'} {file['filename']}{said}]", Style.DIM)


def _box(entry: Field) -> str:
    if entry.kind == _TEXT_INPUT:
        return f"[{entry.value or entry.placeholder or '…'}]"
    if entry.kind == _CHECKBOX:
        return "[ ]"
    if entry.options:
        return "[" + " | ".join(label for label, _ in entry.options) + "]"
    return f"[{entry.placeholder or '…'} ▾]"


def _paragraph(text: str) -> Sequence[str]:
    return text.split("\n") if text else ()


def _embed(embed: Json, wording: Wording, locale: str) -> Iterator[Line]:
    author = embed.get("author", {}).get("name")
    if author:
        yield Line(author, Style.DIM)
    if embed.get("title"):
        yield Line(wording.plain(embed["title"], locale), Style.STRONG)
    for text in _paragraph(wording.plain(embed.get("description", ""), locale)):
        yield Line(text)
    for field in embed.get("fields", ()):
        name = wording.plain(field["name"], locale)
        value = wording.plain(field["value"], locale)
        if field.get("inline") and "\n" not in value:
            yield Line(f"{name}: {value}", hanging=2)
            continue
        yield Line(name, Style.STRONG)
        for text in _paragraph(value):
            yield Line(f"  {text}", hanging=2)
    if embed.get("image"):
        yield Line("[picture]", Style.DIM)
    footer = embed.get("footer", {}).get("text")
    if footer:
        yield Line(footer, Style.DIM)


def _components(components: Sequence[Json], wording: Wording, locale: str) -> Iterator[Line]:
    for component in components:
        kind = component["type"]
        if kind == _ACTION_ROW:
            yield from _row(component["components"])
        elif kind == _TEXT:
            for text in _paragraph(wording.plain(component["content"], locale)):
                yield Line(text)
        elif kind == _SECTION:
            yield from _components(component["components"], wording, locale)
            accessory = component["accessory"]
            if accessory["type"] == _BUTTON:
                yield Line(_button(accessory), Style.BUTTON)
        elif kind == _CONTAINER:
            yield from _components(component["components"], wording, locale)
        elif kind == _SEPARATOR:
            yield _RULE
        elif kind in (_GALLERY, _FILE, _THUMBNAIL):
            yield Line("[picture]" if kind != _FILE else "[file]", Style.DIM)


def _row(components: Sequence[Json]) -> Iterator[Line]:
    buttons = [_button(item) for item in components if item["type"] == _BUTTON]
    if buttons:
        yield Line("  ".join(buttons), Style.BUTTON)
    for item in components:
        if item["type"] in _SELECTS:
            yield Line(f"[{item.get('placeholder') or 'Choose'} ▾]", Style.BUTTON)
            for option in item.get("options", ()):
                sign = "✓" if option.get("default") else " "
                said = " · ".join(filter(None, (option["label"], option.get("description"))))
                yield Line(f"  {sign} {said}", Style.DIM, hanging=4)


def _button(raw: Json) -> str:
    emoji = raw.get("emoji", {}).get("name")
    label = " ".join(part for part in (emoji, raw.get("label")) if part)
    if raw["style"] == _LINK:
        label += " ↗"
    return f"({label})" if raw.get("disabled") else f"[{label}]"
