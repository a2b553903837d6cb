"""The form that is open before somebody: shown, filled in, sent, or put away."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from aiohttp.web import FileField
from multidict import MultiDictProxy

from bot.rehearsal.page import components
from bot.rehearsal.page.message import worded
from bot.rehearsal.page.state import OpenForm, Page
from bot.rehearsal.page.visit import Visit
from bot.simulator.forms.components import SELECTS, Kind
from bot.simulator.people import Answer, CannotDo, Field, File, NoAnswer, NotFilledIn
from bot.simulator.world.entities import Json

Fields = MultiDictProxy[Any]

PREFIX = "field:"
"""What the names of a form's fields begin with; the custom_id follows."""

SELECTS_BY_ID = SELECTS - {Kind.STRING_SELECT}
_BOXES = {Kind.RADIO_GROUP: "radio", Kind.CHECKBOX_GROUP: "checkbox"}


def dialog(page: Page, visit: Visit) -> dict[str, Any]:
    """The open form with its fields, if one is open."""
    opened = page.forms.get(visit.person.id)
    if opened is None:
        return {"opened": None, "parts": []}
    parts = list(_parts(page, visit, opened))
    first = next((part for part in parts if part.get("error")), None)
    first = first or next((part for part in parts if part["kind"] != "text"), None)
    for part in parts:
        part["is_first"] = part is first
    return {"opened": opened, "parts": parts}


async def send(page: Page, visit: Visit, fields: Fields) -> None:
    """Send the form; what the client refuses stays open with what was entered."""
    person = visit.person
    opened = page.forms.get(person.id)
    if opened is None:
        raise CannotDo("the form is not open any more")
    earlier = opened.entered
    opened.entered = {
        entry.custom_id: _given(entry, fields, earlier) for entry in opened.form.fields
    }
    opened.error = opened.field = None

    async def do() -> Answer | None:
        try:
            answer = await person.fills_in(opened.form, opened.entered)
        except NotFilledIn as refused:
            opened.error, opened.field = str(refused), refused.field
            raise
        except CannotDo as refused:
            opened.error = str(refused)  # the notice is behind the dialog
            raise
        if isinstance(answer, NoAnswer):
            opened.error = answer.text
        elif page.forms.get(person.id) is opened:
            del page.forms[person.id]
        return answer

    told = {
        entry.label: _told(page, entry, value)
        for entry in opened.form.fields
        if _is_told(value := opened.entered[entry.custom_id]) or (entry.value and not value)
    }
    await page.acts(
        person,
        f"{person.name} fills in “{opened.form.title}” and sends it.",
        do,
        steps=[{f"{person.name} fills in": told or None}],
    )


async def cancel(page: Page, visit: Visit, _fields: Fields) -> None:
    """Put the form away; nobody hears of it."""
    page.forms.pop(visit.person.id, None)
    page.changed("dialog")


ACTS: Mapping[str, Callable[[Page, Visit, Fields], Awaitable[None]]] = {
    "form": send,
    "cancel": cancel,
}


def _parts(page: Page, visit: Visit, opened: OpenForm) -> Iterator[dict[str, Any]]:
    """Texts and fields from top to bottom."""
    assert opened.form.opener is not None
    assert opened.form.opener.modal is not None
    words = worded(page, visit)
    for raw in opened.form.opener.modal["components"]:
        if raw["type"] == Kind.TEXT_DISPLAY:
            yield {"kind": "text", "text": words(raw["content"])}
        elif raw["type"] == Kind.LABEL:
            yield _part(page, visit, opened, raw["component"])
        else:
            for child in raw["components"]:
                yield _part(page, visit, opened, child)


def _part(page: Page, visit: Visit, opened: OpenForm, raw: Json) -> dict[str, Any]:
    entry = opened.form.field(raw["custom_id"])
    entered = opened.entered.get(entry.custom_id)
    chosen = _chosen(raw) if entered is None else set(_listed(entered))
    shown: dict[str, Any] = {
        "entry": entry,
        "id": _id(opened, entry),
        "name": f"{PREFIX}{entry.custom_id}",
        "error": opened.error if opened.field == entry.custom_id else None,
        "value": entry.value if entered is None else entered,
        "chosen": chosen,
        "choices": list(components.choices(page, visit, raw)),
        "rule": _rule(entry),
        "most": entry.max_length if entry.kind == Kind.TEXT_INPUT else None,
        "kept": [item.name for item in _listed(entered) if isinstance(item, File)],
    }
    shown["described"] = _described(shown)
    if entry.kind == Kind.TEXT_INPUT:
        shown["kind"] = "paragraph" if entry.is_paragraph else "line"
    elif entry.kind == Kind.CHECKBOX:
        shown["kind"] = "box"
        shown["is_on"] = raw.get("default", False) if entered is None else bool(entered)
    elif entry.kind == Kind.FILE_UPLOAD:
        shown["kind"] = "file"
    elif entry.kind in _BOXES:
        shown["kind"], shown["box"] = "boxes", _BOXES[Kind(entry.kind)]
    elif entry.max_values > 1:
        shown["kind"], shown["box"] = "boxes", "checkbox"
    else:
        shown["kind"] = "menu"
    return shown


def _id(opened: OpenForm, entry: Field) -> str:
    """The id of a field's element: no two forms share one, or what was written would move over."""
    assert opened.form.opener is not None
    place = opened.form.fields.index(entry)
    return f"field-{opened.form.opener.id}-{place}"


def _described(shown: Mapping[str, Any]) -> str:
    """The ids of what is said about a field, the error first."""
    said = {
        "wrong": shown["error"],
        "about": shown["entry"].description,
        "kept": shown["kept"],
        "rule": shown["rule"],
    }
    return " ".join(f"{shown['id']}-{part}" for part, text in said.items() if text)


def _rule(entry: Field) -> str:
    """What a field takes, in words; nothing where that goes without saying."""
    if entry.kind == Kind.TEXT_INPUT:
        if entry.min_length > 1:
            return f"{entry.min_length} to {entry.max_length} characters"
        return f"at most {entry.max_length} characters"
    least, most = entry.min_values, entry.max_values
    if most <= 1:
        return ""
    what = "files" if entry.kind == Kind.FILE_UPLOAD else "choices"
    if least == most:
        return f"{most} {what}"
    return f"{least} to {most} {what}" if least > 1 else f"up to {most} {what}"


def _chosen(raw: Json) -> set[str]:
    """What a menu comes with."""
    chosen = {option["value"] for option in raw.get("options", ()) if option.get("default")}
    return chosen | {default["id"] for default in raw.get("default_values", ())}


def _given(entry: Field, fields: Fields, earlier: Mapping[str, Any]) -> Any:
    """What was entered into a field; files that were sent before stay unless there are others."""
    found = [value for value in fields.getall(f"{PREFIX}{entry.custom_id}", []) if value != ""]
    if entry.kind == Kind.TEXT_INPUT:
        return str(found[0]).replace("\r\n", "\n") if found else ""
    if entry.kind == Kind.CHECKBOX:
        return bool(found)
    if entry.kind == Kind.FILE_UPLOAD:
        files = [_file(value) for value in found if isinstance(value, FileField)]
        return files or earlier.get(entry.custom_id, [])
    return [str(value) for value in found]


def _file(given: FileField) -> File:
    return File(given.filename, given.file.read(), given.content_type)


def _listed(entered: Any) -> list[Any]:
    return entered if isinstance(entered, list) else [entered]


def _told(page: Page, entry: Field, value: Any) -> Any:
    """What was entered, with names instead of the ids that only this server knows."""
    return [page.name_of(item) for item in value] if entry.kind in SELECTS_BY_ID else value


def _is_told(value: Any) -> bool:
    """Whether a story can say it: not what is empty, and no files."""
    if isinstance(value, list):
        return bool(value) and not any(isinstance(item, File) for item in value)
    return value not in ("", None)
