"""Message components: rows of buttons and selects, and Components V2 layouts.

https://docs.discord.com/developers/components/reference
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import IntEnum

from bot.simulator.forms.emoji import check_emoji
from bot.simulator.forms.fields import Form

ROWS_PER_MESSAGE = 5
BUTTONS_PER_ROW = 5
COMPONENTS_V2_TOTAL = 40
# Observed rather than documented: the text of all TextDisplays of a message together.
TEXT_V2_TOTAL = 4000
CUSTOM_ID_LENGTH = 100
MEDIA_DESCRIPTION_LENGTH = 1024


class Kind(IntEnum):
    ACTION_ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    SECTION = 9
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    SEPARATOR = 14
    CONTAINER = 17
    LABEL = 18
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22
    CHECKBOX = 23


class ButtonStyle(IntEnum):
    PRIMARY = 1
    SECONDARY = 2
    SUCCESS = 3
    DANGER = 4
    LINK = 5
    PREMIUM = 6


SELECTS = frozenset(
    {
        Kind.STRING_SELECT,
        Kind.USER_SELECT,
        Kind.ROLE_SELECT,
        Kind.MENTIONABLE_SELECT,
        Kind.CHANNEL_SELECT,
    }
)
_TOP_V1 = frozenset({Kind.ACTION_ROW})
_TOP_V2 = frozenset(
    {
        Kind.ACTION_ROW,
        Kind.SECTION,
        Kind.TEXT_DISPLAY,
        Kind.MEDIA_GALLERY,
        Kind.FILE,
        Kind.SEPARATOR,
        Kind.CONTAINER,
    }
)
_IN_CONTAINER = _TOP_V2 - {Kind.CONTAINER}
_DEFAULT_TYPES = {
    Kind.USER_SELECT: ("user",),
    Kind.ROLE_SELECT: ("role",),
    Kind.MENTIONABLE_SELECT: ("user", "role"),
    Kind.CHANNEL_SELECT: ("channel",),
}
_ATTACHMENT = "attachment://"
_CHANNEL_TYPES = (0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16)


class Seen:
    """What must be unique or is counted over a whole message or modal.

    Args:
        file_names: The message's files, which `attachment://` may name.
    """

    def __init__(self, file_names: Collection[str] = ()) -> None:
        self.file_names = file_names
        self.custom_ids: set[str] = set()
        self.ids: set[int] = set()
        self.components = 0
        self.characters = 0

    def enter(self, component: Form) -> None:
        """Count a component and check the `id` it may carry."""
        self.components += 1
        number = component.integer("id", minimum=0, maximum=2**31 - 1)
        if number:
            if number in self.ids:
                component.refuse(
                    "id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated"
                )
            self.ids.add(number)

    def custom_id(self, component: Form, *, required: bool = True) -> None:
        custom_id = component.string(
            "custom_id", minimum=1, maximum=CUSTOM_ID_LENGTH, required=required
        )
        if custom_id is None:
            return
        if custom_id in self.custom_ids:
            component.refuse(
                "custom_id",
                "COMPONENT_CUSTOM_ID_DUPLICATED",
                "Component custom id cannot be duplicated",
            )
        self.custom_ids.add(custom_id)


def check_components(form: Form, *, v2: bool, file_names: Collection[str] = ()) -> None:
    """Check the `components` of a message.

    Args:
        v2: Whether the message carries (or gets) the IS_COMPONENTS_V2 flag.
        file_names: The message's files, kept and new.
    """
    seen = Seen(file_names)
    if v2:
        for component in form.forms("components", maximum=COMPONENTS_V2_TOTAL):
            _check_v2(component, seen, _TOP_V2)
        if seen.components > COMPONENTS_V2_TOTAL:
            form.refuse(
                "components",
                "BASE_TYPE_MAX_LENGTH",
                f"Must be {COMPONENTS_V2_TOTAL} or fewer in length.",
            )
        if seen.characters > TEXT_V2_TOTAL:
            form.refuse(
                "components",
                "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
                f"Displayable text exceeds maximum size of {TEXT_V2_TOTAL}",
            )
        return
    for row in form.forms("components", maximum=ROWS_PER_MESSAGE):
        kind = kind_of(row, _TOP_V1)
        if kind is not None:
            _check_row(row, seen)


def kind_of(component: Form, allowed: frozenset[Kind]) -> Kind | None:
    """The component's type, after reporting one that may not stand here."""
    number = component.integer("type", required=True)
    if number is None:
        return None
    if number not in allowed:
        listed = ", ".join(str(int(kind)) for kind in sorted(allowed))
        component.refuse(
            "type", "UNION_TYPE_CHOICES", f'Value of field "type" must be one of ({listed}).'
        )
        return None
    return Kind(number)


def check_select(select: Form, kind: Kind, seen: Seen, *, in_modal: bool = False) -> None:
    """Check a select of any kind, in a row or under a Label."""
    seen.custom_id(select)
    select.string("placeholder", maximum=150)
    disabled = select.boolean("disabled")
    required = select.boolean("required")
    if in_modal and disabled:
        select.refuse(
            "disabled", "COMPONENT_INVALID_IN_MODAL", "A component in a modal cannot be disabled"
        )
    least = select.integer("min_values", minimum=0, maximum=25)
    most = select.integer("max_values", minimum=1, maximum=25)
    least_value = 1 if least is None else least
    most_value = 1 if most is None else most
    if least_value > most_value:
        select.refuse(
            "min_values",
            "SELECT_COMPONENT_MIN_VALUES_GREATER_THAN_MAX",
            "min_values cannot be greater than max_values",
        )
    if in_modal and least == 0 and required is not False:
        select.refuse(
            "min_values",
            "SELECT_COMPONENT_REQUIRED_MIN_VALUES",
            "min_values must be at least 1 when the select is required",
        )
    if kind is Kind.STRING_SELECT:
        options = check_options(select, minimum=1, maximum=25, emojis=True)
        if options and least_value > options:
            select.refuse(
                "min_values",
                "SELECT_COMPONENT_MIN_VALUES_GREATER_THAN_OPTIONS",
                "min_values cannot be greater than the number of options",
            )
        if options and most is not None and most > options:
            select.refuse(
                "max_values",
                "SELECT_COMPONENT_MAX_VALUES_GREATER_THAN_OPTIONS",
                "max_values cannot be greater than the number of options",
            )
        return
    if kind is Kind.CHANNEL_SELECT:
        select.integers("channel_types", choices=_CHANNEL_TYPES)
    defaults = select.forms("default_values", maximum=25)
    for default in defaults:
        default.snowflake("id", required=True)
        default.string("type", required=True, choices=_DEFAULT_TYPES[kind])
    if defaults and not least_value <= len(defaults) <= most_value:
        select.refuse(
            "default_values",
            "BASE_TYPE_BAD_LENGTH",
            f"Must be between {least_value} and {most_value} in length.",
        )


def check_options(holder: Form, *, minimum: int, maximum: int, emojis: bool) -> int:
    """Check the options of a select or group of boxes; returns how many there are."""
    values: set[str] = set()
    options = holder.forms("options", minimum=minimum, maximum=maximum, required=True)
    for option in options:
        option.string("label", minimum=1, maximum=100, required=True)
        value = option.string("value", minimum=1, maximum=100, required=True)
        option.string("description", maximum=100)
        option.boolean("default")
        if emojis:
            check_emoji(option)
        if value is not None and value in values:
            option.refuse(
                "value",
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            )
        if value is not None:
            values.add(value)
    return len(options)


def check_button(button: Form, seen: Seen) -> None:
    """A button has a label or an emoji, and what its style needs: custom_id, url or sku_id."""
    style = button.integer("style", required=True, choices=[int(style) for style in ButtonStyle])
    button.string("label", maximum=80)
    button.boolean("disabled")
    check_emoji(button)
    if style is None:
        return
    needs = {ButtonStyle.LINK: "url", ButtonStyle.PREMIUM: "sku_id"}.get(
        ButtonStyle(style), "custom_id"
    )
    for key in ("custom_id", "url", "sku_id"):
        if key != needs and button.given(key):
            button.refuse(
                key,
                f"BUTTON_COMPONENT_{key.upper()}_NOT_ALLOWED",
                f"A button of this style cannot have a {key}",
            )
    if needs == "custom_id":
        seen.custom_id(button)
    elif needs == "url":
        button.url("url", maximum=512, required=True, schemes=("http", "https", "discord"))
    else:
        button.snowflake("sku_id", required=True)
        if button.given("label") or button.given("emoji"):
            button.refuse(
                "label",
                "BUTTON_COMPONENT_LABEL_NOT_ALLOWED",
                "A premium button cannot have a label or an emoji",
            )
        return
    if not button.body.get("label") and not button.given("emoji"):
        button.refuse(
            None,
            "BUTTON_COMPONENT_INVALID",
            "A button must have a label or an emoji",
        )


def check_text_display(component: Form, seen: Seen) -> None:
    text = component.string("content", minimum=1, maximum=TEXT_V2_TOTAL, required=True)
    seen.characters += len(text or "")


def _check_row(row: Form, seen: Seen) -> None:
    seen.enter(row)
    children = row.forms("components", minimum=1, maximum=BUTTONS_PER_ROW, required=True)
    width = 0
    for child in children:
        kind = kind_of(child, SELECTS | {Kind.BUTTON})
        if kind is None:
            continue
        seen.enter(child)
        width += 1 if kind is Kind.BUTTON else BUTTONS_PER_ROW
        if width > BUTTONS_PER_ROW:
            child.refuse(
                None,
                "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                "The specified component exceeds the maximum width",
            )
        if kind is Kind.BUTTON:
            check_button(child, seen)
        else:
            check_select(child, kind, seen)


def _check_v2(component: Form, seen: Seen, allowed: frozenset[Kind]) -> None:
    kind = kind_of(component, allowed)
    if kind is None:
        return
    if kind is Kind.ACTION_ROW:
        _check_row(component, seen)
        return
    seen.enter(component)
    _V2_CHECKS[kind](component, seen)


def _check_section(section: Form, seen: Seen) -> None:
    for child in section.forms("components", minimum=1, maximum=3, required=True):
        _check_v2(child, seen, frozenset({Kind.TEXT_DISPLAY}))
    accessory = section.form("accessory", required=True)
    if accessory is None:
        return
    kind = kind_of(accessory, frozenset({Kind.BUTTON, Kind.THUMBNAIL}))
    if kind is None:
        return
    seen.enter(accessory)
    if kind is Kind.BUTTON:
        check_button(accessory, seen)
    else:
        _check_media(accessory, seen)


def _check_media(holder: Form, seen: Seen) -> None:
    holder.string("description", minimum=1, maximum=MEDIA_DESCRIPTION_LENGTH)
    holder.boolean("spoiler")
    _check_file_url(holder.form("media", required=True), seen, ("http", "https", "attachment"))


def _check_file_url(media: Form | None, seen: Seen, schemes: Collection[str]) -> None:
    url = None if media is None else media.url("url", required=True, schemes=schemes)
    if media is None or not url or not url.startswith(_ATTACHMENT):
        return
    if url.removeprefix(_ATTACHMENT) not in seen.file_names:
        media.refuse(
            "url",
            "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
            "The referenced attachment was not found",
        )


def _check_gallery(gallery: Form, seen: Seen) -> None:
    for item in gallery.forms("items", minimum=1, maximum=10, required=True):
        _check_media(item, seen)


def _check_file(component: Form, seen: Seen) -> None:
    component.boolean("spoiler")
    _check_file_url(component.form("file", required=True), seen, ("attachment",))


def _check_separator(component: Form, _seen: Seen) -> None:
    component.integer("spacing", choices=(1, 2))
    component.boolean("divider")


def _check_container(container: Form, seen: Seen) -> None:
    container.integer("accent_color", minimum=0, maximum=0xFFFFFF)
    container.boolean("spoiler")
    for child in container.forms(
        "components", minimum=1, maximum=COMPONENTS_V2_TOTAL, required=True
    ):
        _check_v2(child, seen, _IN_CONTAINER)


_V2_CHECKS: dict[Kind, Callable[[Form, Seen], None]] = {
    Kind.SECTION: _check_section,
    Kind.TEXT_DISPLAY: check_text_display,
    Kind.MEDIA_GALLERY: _check_gallery,
    Kind.FILE: _check_file,
    Kind.SEPARATOR: _check_separator,
    Kind.CONTAINER: _check_container,
}
