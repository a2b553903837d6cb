"""What an interaction's token reaches: its response and its followups.

https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages
"""

from __future__ import annotations

from bot.simulator import errors
from bot.simulator.forms import messages as forms
from bot.simulator.forms.messages import LOADING
from bot.simulator.interactions.state import Callback, Interaction, Interactions
from bot.simulator.payloads import messages as payloads
from bot.simulator.rest import answering
from bot.simulator.rest.routing import NO_CONTENT, Call, Reply, route
from bot.simulator.world import messages
from bot.simulator.world.entities import Json, Message, MessageType

_HOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ORIGINAL = _HOOK + "/messages/@original"
_ONE = _HOOK + "/messages/{message_id}"
_TOKEN_RULES = ("15 minutes (50027)", "not before the first response (10015)")


@route(
    "POST",
    _HOOK,
    rules=(*_TOKEN_RULES, "first after a deferral edits the response", "message limits"),
    authorized=False,
    counts_globally=False,
)
async def follow_up(call: Call) -> Reply:
    interaction = _interaction(call)
    forms.check_create(call.body, call.files, surface="interaction")
    body: Json = call.body
    original = interaction.original
    if interaction.response is Callback.DEFERRED_MESSAGE and not interaction.completed:
        assert original is not None
        answering.change(call, interaction, original, body)
        interaction.completed = True
        message = original
    else:
        message = answering.send(
            call,
            interaction,
            body,
            ephemeral=answering.is_ephemeral(body),
            kind=MessageType.DEFAULT if original is None else MessageType.REPLY,
            reference=original,
        )
        interaction.followups.append(message)
    return _done(call, interaction, message)


@route("GET", _ORIGINAL, rules=_TOKEN_RULES, authorized=False, counts_globally=False)
@route("GET", _ONE, rules=_TOKEN_RULES, authorized=False, counts_globally=False)
async def get_message(call: Call) -> Reply:
    interaction = _interaction(call)
    return Reply(200, _shown(call, interaction, _message(call, interaction)))


@route(
    "PATCH",
    _ORIGINAL,
    rules=(*_TOKEN_RULES, "message limits", "completes a deferral"),
    authorized=False,
    counts_globally=False,
)
@route(
    "PATCH",
    _ONE,
    rules=(*_TOKEN_RULES, "message limits"),
    authorized=False,
    counts_globally=False,
)
async def edit_message(call: Call) -> Reply:
    interaction = _interaction(call)
    message = _message(call, interaction)
    answering.check_edit(call, message, call.body)
    completes = bool(message.flags & LOADING)
    answering.change(call, interaction, message, call.body)
    if completes:
        interaction.completed = True
    return _done(call, interaction, message)


@route("DELETE", _ORIGINAL, rules=_TOKEN_RULES, authorized=False, counts_globally=False)
@route("DELETE", _ONE, rules=_TOKEN_RULES, authorized=False, counts_globally=False)
async def delete_message(call: Call) -> Reply:
    interaction = _interaction(call)
    message = _message(call, interaction)
    messages.delete(call.world, message)
    if message is interaction.original:
        interaction.completed = True
    interaction.effects += 1
    interaction.changed()
    return NO_CONTENT


def _interaction(call: Call) -> Interaction:
    webhook_id = call.params["webhook_id"]
    if not webhook_id.isascii() or not webhook_id.isdigit():
        raise errors.unknown("webhook")
    return call.world.part(Interactions).by_token(
        int(webhook_id), call.params["webhook_token"], call.now
    )


def _message(call: Call, interaction: Interaction) -> Message:
    """The message of the path, if it still exists."""
    found = interaction.original
    if "message_id" in call.params:
        found = interaction.find_message(call.id("message_id"))
    channel = None if found is None else call.world.channels.get(found.channel_id)
    if found is None or channel is None:
        raise errors.unknown("message")
    if found.id not in (channel.ephemerals if found.is_ephemeral else channel.messages):
        raise errors.unknown("message")
    return found


def _done(call: Call, interaction: Interaction, message: Message) -> Reply:
    interaction.effects += 1
    interaction.changed()
    return Reply(200, _shown(call, interaction, message))


def _shown(call: Call, interaction: Interaction, message: Message) -> Json:
    return payloads.message(call.world, message, interaction.application_id)
