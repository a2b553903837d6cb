"""Somebody runs every command and uses every control, whether or not it is shown to them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

from discord import app_commands

from bot.components import Control, Form
from bot.simulator.interactions import payloads
from bot.simulator.interactions.registry import Command, Commands
from bot.simulator.interactions.state import Interactions, Kind
from bot.simulator.people import Answer, File, Person, acting, command_lines
from bot.simulator.people.command_lines import Scene
from bot.simulator.world.entities import Message
from tests.factories import Village
from tests.running import RunningBot

ANSWERED = re.compile(r"""values(?:\[|\.get\()"(\w+)\"""")


def leaves(tenet: RunningBot) -> Iterator[app_commands.Command[Any, ..., Any]]:
    """Every slash command that can be run."""
    for command in tenet.bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield command


async def runs_hidden(
    person: Person, village: Village, command: app_commands.Command[Any, ..., Any]
) -> Answer:
    """Run a command with what it needs, as in a server that shows every command to everybody."""
    world, place = village.world, person.here()
    uploaded = world.part(Commands).available([village.application.id], village.guild.id)
    line = f"/{command.qualified_name}"
    entities = {
        6: village.steward.user,
        7: village.channels["general"],
        8: village.roles["Steward"],
    }
    values = {
        option["name"]: _given(option, entities)
        for option in _options(uploaded, command)
        if option.get("required")
    }
    scene = Scene(world, place, village.guild, list(village.guild.channels.values()), "en-US")
    filled = command_lines.fill(uploaded, line, values, scene)
    interaction = acting.start(
        world,
        application_id=village.application.id,
        kind=Kind.COMMAND,
        user_id=person.user.id,
        channel=place,
        data=person._command_data(filled, place),
    )
    return await acting.outcome(world, interaction)


async def uses_hidden(person: Person, village: Village, control: Control, *, on: Message) -> Answer:
    """Press, choose from or submit a control that nobody showed them."""
    world = village.world
    ids = {name: village.guild.id if name in ("guild", "guild_id") else 1 for name in control.names}
    data: dict[str, Any] = {"custom_id": control.custom_id(**ids)}
    assert control.handler is not None
    handler = getattr(control.handler, "func", control.handler)
    source = inspect.getsource(handler)
    kind = Kind.COMPONENT
    if isinstance(control, Form):
        kind = Kind.MODAL_SUBMIT
        data["components"] = [
            {"type": 18, "id": number, "component": {"type": 4, "custom_id": name, "value": "1"}}
            for number, name in enumerate(dict.fromkeys(ANSWERED.findall(source)), 1)
        ]
    elif "values" in inspect.signature(handler).parameters:
        data |= {"component_type": 3, "values": ["1"]}
    else:
        data |= {"component_type": 2}
    options: dict[str, Any] = {
        "application_id": village.application.id,
        "user_id": person.user.id,
        "channel": world.channels[on.channel_id],
        "message": on,
    }
    pressed: dict[str, Any] = {"interacted_message_id": str(on.id)}
    if isinstance(control, Form):
        opener = world.part(Interactions).open(
            world, kind=Kind.COMPONENT, data={}, metadata=pressed, **options
        )
        pressed = {"triggering_interaction_metadata": payloads.metadata(world, opener)}
        options["opener"] = opener
    interaction = acting.start(world, kind=kind, data=data, metadata=pressed, **options)
    return await acting.outcome(world, interaction, afterwards=0.05)


def _options(
    uploaded: list[Command], command: app_commands.Command[Any, ..., Any]
) -> list[dict[str, Any]]:
    first, *rest = command.qualified_name.split()
    options: list[dict[str, Any]] = next(c.options for c in uploaded if c.fields["name"] == first)
    for word in rest:
        options = next(option for option in options if option["name"] == word).get("options", [])
    return options


def _given(option: dict[str, Any], entities: dict[int, Any]) -> Any:
    if option.get("choices"):
        return option["choices"][0]["name"]
    if option["type"] == 11:
        return File("charter.yaml", b"mission: x")
    least = max(1, option.get("min_value", 1))
    return entities.get(option["type"], {4: least, 5: True, 10: least}.get(option["type"], "1"))
