"""Modals: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal."""

from __future__ import annotations

from collections.abc import Callable

from bot.simulator.forms.components import (
    SELECTS,
    Kind,
    Seen,
    check_options,
    check_select,
    check_text_display,
    kind_of,
)
from bot.simulator.forms.fields import Form, checked

COMPONENTS_PER_MODAL = 5
TITLE_LENGTH = 45
LABEL_LENGTH = 45
LABEL_DESCRIPTION_LENGTH = 100
TEXT_INPUT_LENGTH = 4000

_TOP = frozenset({Kind.ACTION_ROW, Kind.TEXT_DISPLAY, Kind.LABEL})
_IN_LABEL = SELECTS | {
    Kind.TEXT_INPUT,
    Kind.FILE_UPLOAD,
    Kind.RADIO_GROUP,
    Kind.CHECKBOX_GROUP,
    Kind.CHECKBOX,
}


def check_modal(data: object, *, path: tuple[str, ...] = ()) -> None:
    """Check the data of a callback that opens a form.

    Args:
        path: Where the data stands in the request, for the paths of problems.
    """

    def check(root: Form) -> None:
        form = Form(root.body, root.problems, path)
        seen = Seen()
        form.string("title", minimum=1, maximum=TITLE_LENGTH, required=True)
        form.string("custom_id", minimum=1, maximum=100, required=True)
        for component in form.forms(
            "components", minimum=1, maximum=COMPONENTS_PER_MODAL, required=True
        ):
            _check_top(component, seen)

    checked(data, check)


def _check_top(component: Form, seen: Seen) -> None:
    kind = kind_of(component, _TOP)
    if kind is None:
        return
    seen.enter(component)
    if kind is Kind.TEXT_DISPLAY:
        check_text_display(component, seen)
    elif kind is Kind.ACTION_ROW:
        for child in component.forms("components", minimum=1, maximum=1, required=True):
            if kind_of(child, frozenset({Kind.TEXT_INPUT})) is not None:
                seen.enter(child)
                child.string("label", minimum=1, maximum=LABEL_LENGTH, required=True)
                _check_text_input(child, seen)
    else:
        _check_label(component, seen)


def _check_label(label: Form, seen: Seen) -> None:
    label.string("label", minimum=1, maximum=LABEL_LENGTH, required=True)
    label.string("description", minimum=1, maximum=LABEL_DESCRIPTION_LENGTH)
    child = label.form("component", required=True)
    if child is None:
        return
    kind = kind_of(child, _IN_LABEL)
    if kind is None:
        return
    seen.enter(child)
    if kind in SELECTS:
        check_select(child, kind, seen, in_modal=True)
    else:
        _CHECKS[kind](child, seen)


def _check_text_input(field: Form, seen: Seen) -> None:
    seen.custom_id(field)
    field.integer("style", required=True, choices=(1, 2))
    least = field.integer("min_length", minimum=0, maximum=TEXT_INPUT_LENGTH)
    most = field.integer("max_length", minimum=1, maximum=TEXT_INPUT_LENGTH)
    if least is not None and most is not None and least > most:
        field.refuse(
            "min_length",
            "TEXT_INPUT_COMPONENT_MIN_LENGTH_GREATER_THAN_MAX",
            "min_length cannot be greater than max_length",
        )
    field.boolean("required")
    field.string("placeholder", maximum=100)
    field.string("value", maximum=most or TEXT_INPUT_LENGTH)


def _check_upload(field: Form, seen: Seen) -> None:
    seen.custom_id(field)
    required = field.boolean("required")
    least = field.integer("min_values", minimum=0, maximum=10)
    most = field.integer("max_values", minimum=1, maximum=10)
    _check_bounds(field, least, most, required)
    field.values("file_types", maximum=10)


def _check_radio(field: Form, seen: Seen) -> None:
    seen.custom_id(field)
    field.boolean("required")
    check_options(field, minimum=2, maximum=10, emojis=False)
    _check_single_default(field)


def _check_boxes(field: Form, seen: Seen) -> None:
    seen.custom_id(field)
    required = field.boolean("required")
    options = check_options(field, minimum=1, maximum=10, emojis=False)
    least = field.integer("min_values", minimum=0, maximum=max(options, 1))
    most = field.integer("max_values", minimum=1, maximum=max(options, 1))
    _check_bounds(field, least, most, required)


def _check_box(field: Form, seen: Seen) -> None:
    seen.custom_id(field)
    field.boolean("default")
    if field.body.get("required"):
        field.refuse(
            "required",
            "CHECKBOX_COMPONENT_REQUIRED_NOT_ALLOWED",
            "A single checkbox cannot be required; use a checkbox group",
        )


def _check_bounds(field: Form, least: int | None, most: int | None, required: bool | None) -> None:
    if least is not None and most is not None and least > most:
        field.refuse(
            "min_values",
            "COMPONENT_MIN_VALUES_GREATER_THAN_MAX",
            "min_values cannot be greater than max_values",
        )
    if least == 0 and required is not False:
        field.refuse(
            "min_values",
            "COMPONENT_REQUIRED_MIN_VALUES",
            "min_values must be at least 1 when the component is required",
        )


def _check_single_default(field: Form) -> None:
    options = field.body.get("options")
    if not isinstance(options, list):
        return
    chosen = [o for o in options if isinstance(o, dict) and o.get("default")]
    if len(chosen) > 1:
        field.refuse(
            "options", "RADIO_GROUP_MULTIPLE_DEFAULTS", "Only one option can be the default"
        )


_CHECKS: dict[Kind, Callable[[Form, Seen], None]] = {
    Kind.TEXT_INPUT: _check_text_input,
    Kind.FILE_UPLOAD: _check_upload,
    Kind.RADIO_GROUP: _check_radio,
    Kind.CHECKBOX_GROUP: _check_boxes,
    Kind.CHECKBOX: _check_box,
}
