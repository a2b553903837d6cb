"""Finding the button or menu that a person means, and what using it sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.simulator.forms.components import ButtonStyle, Kind
from bot.simulator.interactions.payloads import Entity
from bot.simulator.people.command_lines import Scene, find_entity
from bot.simulator.people.forms import ENTITY_SELECTS, pick
from bot.simulator.people.seen import SELECT_KINDS, CannotDo, walk
from bot.simulator.world.entities import Channel, Json, Message


def find_button(message: Message, label: str | None, custom_id: str | None) -> Json:
    """The button with this label (or emoji) or custom_id.

    Raises:
        CannotDo: There is none, it is greyed out, or it only leads to a page.
    """
    buttons = [item for item in walk(message.components) if item["type"] == Kind.BUTTON]
    for button in buttons:
        shown = (button.get("label"), button.get("emoji", {}).get("name"))
        if custom_id is not None:
            if button.get("custom_id") != custom_id:
                continue
        elif label not in shown:
            continue
        if button.get("disabled"):
            raise CannotDo(f"the button {button.get('label')!r} is greyed out")
        if button["style"] in (ButtonStyle.LINK, ButtonStyle.PREMIUM):
            raise CannotDo(f"the button {button.get('label')!r} only leads elsewhere")
        return button
    labels = [button.get("label") or button.get("emoji", {}).get("name") for button in buttons]
    raise CannotDo(f"there is no button {label or custom_id!r} here; there are {labels}")


def find_select(message: Message, custom_id: str | None) -> Json:
    """The only menu, or the one with this custom_id or placeholder.

    Raises:
        CannotDo: There is none, or it is greyed out.
    """
    selects = [item for item in walk(message.components) if item["type"] in SELECT_KINDS]
    for select in selects:
        if custom_id in (None, select["custom_id"], select.get("placeholder")):
            if select.get("disabled"):
                raise CannotDo("the menu is greyed out")
            return select
    raise CannotDo(
        f"there is no menu {custom_id!r} here; there are {[s['custom_id'] for s in selects]}"
    )


def choose(select: Json, choices: Sequence[Any], scene: Scene) -> tuple[list[str], list[Entity]]:
    """The values that choosing sends, and the things they name.

    Raises:
        CannotDo: A choice is not offered, or there are too few or too many.
    """
    least, most = select["min_values"], select["max_values"]
    if not least <= len(choices) <= most:
        raise CannotDo(f"the menu takes {least} to {most} choices, not {len(choices)}")
    kind = select["type"]
    if kind == Kind.STRING_SELECT:
        options = [(option["label"], option["value"]) for option in select["options"]]
        return pick(select.get("placeholder") or select["custom_id"], options, choices), []
    entities: list[Entity] = [
        find_entity(ENTITY_SELECTS[kind], choice, scene) for choice in choices
    ]
    types = select.get("channel_types")
    for entity in entities:
        if types and isinstance(entity, Channel) and entity.type not in types:
            raise CannotDo(f"the menu does not offer channels like {entity.name}")
    return [str(entity.id) for entity in entities if hasattr(entity, "id")], entities
