"""The first answer to an interaction.

https://docs.discord.com/developers/interactions/receiving-and-responding#responding-to-an-interaction
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from bot.simulator import errors
from bot.simulator.forms import commands as command_forms
from bot.simulator.forms import messages as message_forms
from bot.simulator.forms import modals as modal_forms
from bot.simulator.forms.fields import Form, checked
from bot.simulator.forms.messages import LOADING
from bot.simulator.interactions.state import Callback, Interaction, Interactions, Kind
from bot.simulator.payloads import messages as message_payloads
from bot.simulator.rest import answering
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world.entities import EPHEMERAL, Json

_DATA = ("data",)
_CHOICES = 25


@route(
    "POST",
    "/interactions/{interaction_id}/{interaction_token}/callback",
    rules=(
        "3 seconds (10062)",
        "once (40060)",
        "which type answers what",
        "modal first, and not to a modal",
        "25 choices",
        "message and modal limits",
        "with_response",
    ),
    authorized=False,
    counts_globally=False,
)
async def answer(call: Call) -> Reply:
    interaction = call.world.part(Interactions).to_answer(
        _number(call.params["interaction_id"]), call.params["interaction_token"], call.now
    )
    kind = _callback(call.body, interaction)
    data = call.body.get("data")
    _ANSWERS[kind](call, interaction, data)
    interaction.answered(kind)
    interaction.changed()
    if not call.flag_query("with_response"):
        return NO_CONTENT
    return Reply(200, _response(call, interaction, kind))


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise errors.unknown("interaction")
    return int(text)


def _callback(body: object, interaction: Interaction) -> Callback:
    """The type of the answer, if it suits what it answers."""
    found: list[Callback] = []

    def check(form: Form) -> None:
        number = form.integer("type", required=True, choices=[int(kind) for kind in Callback])
        if number is None:
            return
        kind = Callback(number)
        if kind in _allowed(interaction):
            found.append(kind)
        else:
            form.refuse(
                "type",
                "INTERACTION_CALLBACK_TYPE_INVALID",
                f"An interaction of type {int(interaction.kind)} cannot be answered with {number}.",
            )

    checked(body, check)
    return found[0]


def _allowed(interaction: Interaction) -> set[Callback]:
    if interaction.kind is Kind.AUTOCOMPLETE:
        return {Callback.CHOICES}
    allowed = {Callback.MESSAGE, Callback.DEFERRED_MESSAGE}
    if interaction.kind is not Kind.MODAL_SUBMIT:
        allowed.add(Callback.MODAL)
    if interaction.may_update:
        allowed |= {Callback.DEFERRED_UPDATE, Callback.UPDATE}
    return allowed


def _message(call: Call, interaction: Interaction, data: Any) -> None:
    _require_data(data)
    message_forms.check_create(data, call.files, surface="interaction", path=_DATA)
    interaction.original = answering.send(
        call,
        interaction,
        data,
        ephemeral=answering.is_ephemeral(data),
        kind=answering.response_type(interaction),
        reference=interaction.message,
    )
    interaction.effects += 1


def _defer(call: Call, interaction: Interaction, data: Any) -> None:
    flags = int((data or {}).get("flags") or 0)
    interaction.original = answering.think(call, interaction, ephemeral=bool(flags & EPHEMERAL))
    interaction.completed = False


def _defer_update(_call: Call, interaction: Interaction, _data: Any) -> None:
    interaction.original = interaction.message


def _update(call: Call, interaction: Interaction, data: Any) -> None:
    message = interaction.message
    assert message is not None
    if data is not None:
        answering.check_edit(call, message, data, _DATA)
        answering.change(call, interaction, message, data)
    interaction.original = message
    interaction.effects += 1


def _choices(_call: Call, interaction: Interaction, data: Any) -> None:
    _require_data(data)
    focused = next(_focused(interaction.data.get("options") or ()), None)
    kind = command_forms.STRING if focused is None else int(focused["type"])

    def check(root: Form) -> None:
        form = Form(root.body, root.problems, _DATA)
        command_forms.check_choices(form.forms("choices", maximum=_CHOICES, required=True), kind)

    checked(data, check)
    interaction.choices = [
        {"name": str(choice["name"]), "value": choice["value"]} for choice in data["choices"]
    ]


def _modal(_call: Call, interaction: Interaction, data: Any) -> None:
    _require_data(data)
    modal_forms.check_modal(data, path=_DATA)
    modal = deepcopy(data)
    _number_components(modal["components"])
    interaction.modal = modal
    interaction.effects += 1


_ANSWERS: Mapping[Callback, Callable[[Call, Interaction, Any], None]] = {
    Callback.MESSAGE: _message,
    Callback.DEFERRED_MESSAGE: _defer,
    Callback.DEFERRED_UPDATE: _defer_update,
    Callback.UPDATE: _update,
    Callback.CHOICES: _choices,
    Callback.MODAL: _modal,
}


def _require_data(data: object) -> None:
    if data is None:
        raise errors.field("data", "BASE_TYPE_REQUIRED", "This field is required")
    if not isinstance(data, dict):
        raise errors.field(
            "data", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType"
        )


def _focused(options: Any) -> Iterator[Json]:
    for option in options:
        if option.get("focused"):
            yield option
        yield from _focused(option.get("options") or ())


def _number_components(components: list[Json]) -> None:
    """Give every component of a modal the id that its submission will name."""
    every: list[Json] = []
    for component in components:
        every.append(component)
        every += component.get("components") or ()
        if component.get("component"):
            every.append(component["component"])
    taken = {int(component["id"]) for component in every if component.get("id")}
    free = (number for number in range(1, 1000) if number not in taken)
    for component in every:
        component["id"] = int(component.get("id") or 0) or next(free)
        component["type"] = int(component["type"])


def _response(call: Call, interaction: Interaction, kind: Callback) -> Json:
    shown: Json = {"id": str(interaction.id), "type": int(interaction.kind)}
    answered: Json = {"interaction": shown}
    message = interaction.original
    if message is None:
        return answered
    shown["response_message_id"] = str(message.id)
    shown["response_message_loading"] = bool(message.flags & LOADING)
    shown["response_message_ephemeral"] = message.is_ephemeral
    if kind in (Callback.MESSAGE, Callback.UPDATE):
        answered["resource"] = {
            "type": int(kind),
            "message": message_payloads.message(call.world, message, interaction.application_id),
        }
    return answered
