"""How a person's act becomes an interaction, and how long they wait for what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.simulator.interactions import payloads
from bot.simulator.interactions.state import (
    RESPOND_WITHIN,
    Callback,
    Interaction,
    Interactions,
    Kind,
)
from bot.simulator.people import forms, waiting
from bot.simulator.people.seen import Acknowledged, Answer, NoAnswer, look
from bot.simulator.world.entities import Channel, Json, Message
from bot.simulator.world.world import World

# Real seconds after which a person gives up although the simulator's clock says otherwise.
PATIENCE_SECONDS = 15.0
# Real seconds to see what comes after "I have noted it", which shows nothing by itself.
AFTERWARDS_SECONDS = 2.0

_FAILED = {
    Kind.COMMAND: "The application did not respond",
    Kind.COMPONENT: "This interaction failed",
    Kind.MODAL_SUBMIT: "Something went wrong. Try again.",
    Kind.AUTOCOMPLETE: "Loading options failed",
}


def start(
    world: World,
    *,
    application_id: int,
    kind: Kind,
    user_id: int,
    channel: Channel,
    data: Json,
    metadata: Json | None = None,
    message: Message | None = None,
    opener: Interaction | None = None,
) -> Interaction:
    """Open an interaction and let the bot know of it."""
    interaction = world.part(Interactions).open(
        world,
        application_id=application_id,
        kind=kind,
        user_id=user_id,
        channel=channel,
        data=data,
        metadata=metadata or {},
        message=message,
        opener=opener,
    )
    payloads.emit(world, interaction)
    return interaction


async def first_response(world: World, interaction: Interaction) -> Callback | None:
    """How the bot answered within its three seconds; None when it did not."""
    return await waiting.until_moment(
        world,
        interaction,
        lambda: interaction.response,
        deadline=interaction.created_at + RESPOND_WITHIN,
        within=PATIENCE_SECONDS,
    )


def failure(interaction: Interaction) -> NoAnswer:
    return NoAnswer(text=_FAILED[interaction.kind])


async def outcome(
    world: World,
    interaction: Interaction,
    *,
    within: float = PATIENCE_SECONDS,
    afterwards: float = AFTERWARDS_SECONDS,
) -> Answer:
    """What the person sees in the end.

    A deferred answer is waited for; one that does not come is the "thinking" message. After a
    deferred update the next thing that the bot shows counts: a followup or the changed message.

    Args:
        within: Real seconds to wait for a deferred answer.
        afterwards: Real seconds to wait for something after a deferred update.
    """
    response = await first_response(world, interaction)
    if response is None:
        return failure(interaction)
    if response is Callback.MODAL:
        return forms.read(interaction)
    if response is Callback.DEFERRED_MESSAGE:
        await waiting.until_changed(
            interaction, _true(lambda: interaction.completed), within=within
        )
    elif response is Callback.DEFERRED_UPDATE:
        shown = await waiting.until_changed(
            interaction, _true(lambda: interaction.effects > 0), within=afterwards
        )
        if shown is None:
            return Acknowledged(text="")
        if interaction.followups:
            return _seen(world, interaction, interaction.followups[-1])
    return _seen(world, interaction, interaction.original)


def _seen(world: World, interaction: Interaction, message: Message | None) -> Answer:
    if message is None or not _exists(world, message):
        return Acknowledged(text="")
    return look(world, message, interaction.user_id)


def _exists(world: World, message: Message) -> bool:
    channel = world.channels.get(message.channel_id)
    if channel is None:
        return False
    return message.id in (channel.ephemerals if message.is_ephemeral else channel.messages)


def _true(claim: Callable[[], bool]) -> Callable[[], Any]:
    return lambda: True if claim() else None
