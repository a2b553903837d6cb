"""A form as a person has it before them, and what becomes of it when they send it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.forms.components import SELECTS, Kind
from bot.simulator.interactions.payloads import Entity
from bot.simulator.interactions.state import Interaction
from bot.simulator.people.command_lines import Scene, attach, find_entity
from bot.simulator.people.seen import Answer, CannotDo, NotFilledIn
from bot.simulator.world.entities import Json

TEXT_LIMIT = 4000
ENTITY_SELECTS: dict[int, tuple[str, ...]] = {
    Kind.USER_SELECT: ("user",),
    Kind.ROLE_SELECT: ("role",),
    Kind.MENTIONABLE_SELECT: ("user", "role"),
    Kind.CHANNEL_SELECT: ("channel",),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to fill in; `kind` as in the API (4 text, 3 menu, 21 radio, 22 and 23 boxes)."""

    label: str
    custom_id: str
    kind: int
    description: str = ""
    required: bool = True
    value: str = ""
    placeholder: str = ""
    min_length: int = 0
    max_length: int = TEXT_LIMIT
    options: tuple[tuple[str, str], ...] = ()
    min_values: int = 1
    max_values: int = 1
    is_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Form(Answer):
    """A modal, open on one person's screen."""

    title: str = ""
    custom_id: str = ""
    fields: tuple[Field, ...] = ()
    opener: Interaction | None = field(default=None, repr=False, compare=False)

    @property
    def is_form(self) -> bool:
        return True

    def field(self, name: str) -> Field:
        """The field with this label or custom_id.

        Raises:
            CannotDo: There is none.
        """
        for entry in self.fields:
            if name in (entry.label, entry.custom_id):
                return entry
        raise CannotDo(
            f"the form {self.title!r} has no field {name!r}; it has "
            f"{[entry.label for entry in self.fields]}"
        )


def read(interaction: Interaction) -> Form:
    """The form that the bot opened in answer to the interaction."""
    modal = interaction.modal
    assert modal is not None
    fields: list[Field] = []
    texts = [modal["title"]]
    for component in modal["components"]:
        if component["type"] == Kind.TEXT_DISPLAY:
            texts.append(component["content"])
        elif component["type"] == Kind.LABEL:
            fields.append(_field(component["component"], component))
        else:
            fields.extend(_field(child, child) for child in component["components"])
    for entry in fields:
        texts += [entry.label, entry.description]
    return Form(
        text="\n".join(text for text in texts if text),
        title=modal["title"],
        custom_id=modal["custom_id"],
        fields=tuple(fields),
        opener=interaction,
    )


def _field(component: Json, label: Json) -> Field:
    kind = int(component["type"])
    required = component.get("required")
    options = component.get("options") or ()
    defaults = [option["value"] for option in options if option.get("default")]
    least = component.get("min_values")
    most = component.get("max_values")
    if most is None:
        most = len(options) if kind == Kind.CHECKBOX_GROUP else 1
    return Field(
        label=label.get("label") or "",
        description=label.get("description") or "",
        custom_id=component["custom_id"],
        kind=kind,
        required=(kind != Kind.CHECKBOX) if required is None else bool(required),
        value=component.get("value") or (defaults[0] if len(defaults) == 1 else ""),
        placeholder=component.get("placeholder") or "",
        min_length=int(component.get("min_length") or 0),
        max_length=int(component.get("max_length") or TEXT_LIMIT),
        options=tuple((option["label"], option["value"]) for option in options),
        min_values=1 if least is None else int(least),
        max_values=int(most),
        is_paragraph=component.get("style") == 2,
    )


@dataclass(slots=True)
class Submission:
    """A filled-in form as the client sends it: components, and what their values name."""

    components: list[Json]
    entities: list[Entity]


def fill_in(form: Form, answers: Mapping[str, Any], scene: Scene) -> Submission:
    """Answers by label or custom_id; what is not answered keeps what the form came with.

    Raises:
        NotFilledIn: The client would not send it: something required is missing, a text is too
            short or too long, a choice is not among the options.
    """
    assert form.opener is not None
    assert form.opener.modal is not None
    given = {form.field(name).custom_id: value for name, value in answers.items()}
    submission = Submission([], [])
    for component in form.opener.modal["components"]:
        entry: Json = {"type": component["type"], "id": component["id"]}
        if component["type"] == Kind.LABEL:
            child = component["component"]
            entry["component"] = _answer(form, child, given, scene, submission)
        elif component["type"] == Kind.ACTION_ROW:
            entry["components"] = [
                _answer(form, child, given, scene, submission) for child in component["components"]
            ]
        submission.components.append(entry)
    return submission


def _answer(
    form: Form, component: Json, given: Mapping[str, Any], scene: Scene, submission: Submission
) -> Json:
    entry = form.field(component["custom_id"])
    try:
        return _filled_in(entry, component, given.get(entry.custom_id), scene, submission)
    except CannotDo as refused:
        raise NotFilledIn(entry.custom_id, str(refused)) from None


def _filled_in(
    entry: Field, component: Json, answer: Any, scene: Scene, submission: Submission
) -> Json:
    shown: Json = {"type": entry.kind, "id": component["id"], "custom_id": entry.custom_id}
    if entry.kind == Kind.TEXT_INPUT:
        shown["value"] = _text(entry, entry.value if answer is None else str(answer))
    elif entry.kind == Kind.CHECKBOX:
        shown["value"] = bool(component.get("default") if answer is None else answer)
    elif entry.kind == Kind.RADIO_GROUP:
        chosen = _chosen(entry, entry.value or None if answer is None else answer)
        shown["value"] = chosen[0] if chosen else None
    elif entry.kind in (Kind.STRING_SELECT, Kind.CHECKBOX_GROUP):
        defaults = [o["value"] for o in component["options"] if o.get("default")]
        shown["values"] = _chosen(entry, defaults if answer is None else answer)
    elif entry.kind in SELECTS:
        defaults = [default["id"] for default in component.get("default_values", ())]
        wanted = _several(defaults if answer is None else answer)
        picked = [find_entity(ENTITY_SELECTS[entry.kind], value, scene) for value in wanted]
        _check_count(entry, len(picked))
        submission.entities.extend(picked)
        shown["values"] = [str(entity.id) for entity in picked]
    else:
        files = [attach(value, scene) for value in _several(answer)]
        _check_count(entry, len(files))
        submission.entities.extend(files)
        shown["values"] = [str(file.id) for file in files]
    return shown


def _text(entry: Field, text: str) -> str:
    if not text.strip():
        if entry.required:
            raise CannotDo(f"{entry.label!r} is required")
        return text
    if len(text) < entry.min_length:
        raise CannotDo(f"{entry.label!r} needs at least {entry.min_length} characters")
    if len(text) > entry.max_length:
        raise CannotDo(f"{entry.label!r} takes at most {entry.max_length} characters")
    return text


def _chosen(entry: Field, answer: Any) -> list[str]:
    values = pick(entry.label, entry.options, _several(answer))
    _check_count(entry, len(values))
    return values


def pick(what: str, options: Sequence[tuple[str, str]], answers: Sequence[Any]) -> list[str]:
    """The values of options named by label or value.

    Raises:
        CannotDo: One is not among them.
    """
    values: list[str] = []
    for answer in answers:
        found = next((value for label, value in options if answer in (label, value)), None)
        if found is None:
            raise CannotDo(f"{what!r} does not offer {answer!r}: {[label for label, _ in options]}")
        values.append(found)
    return values


def _check_count(entry: Field, count: int) -> None:
    if count == 0 and not entry.required:
        return
    if count < entry.min_values:
        raise CannotDo(f"{entry.label!r} is required")
    if count > entry.max_values:
        raise CannotDo(f"{entry.label!r} takes at most {entry.max_values}")


def _several(answer: Any) -> Sequence[Any]:
    if answer is None:
        return ()
    return tuple(answer) if isinstance(answer, (list, tuple, set, frozenset)) else (answer,)
