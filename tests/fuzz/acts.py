"""What can be done to the bot: drawn from what it has registered, so that nothing is left out."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from bot.components import Control, Form
from bot.simulator.interactions.registry import Command
from bot.simulator.interactions.state import Kind
from tests.fuzz import hostile

_ANSWERED = re.compile(r"""values(?:\[|\.get\()"(\w+)\"""")
_SUB, _GROUP, _ATTACHMENT = 1, 2, 11
_TEXT, _WHOLE, _YES, _DECIMAL = 3, 4, 5, 10
EVERYWHERE = ("server", "dm")
UNKNOWN = "unknown"
"""Stands for the questions of a form that its handler does not name."""


@dataclass(frozen=True)
class Act:
    """Something that somebody does.

    Attributes:
        actor: Which of the people: a number, taken modulo how many there are.
        where: In the server, or in a direct message.
        name: The command's or the control's.
        data: As INTERACTION_CREATE carries it; `entities` in it are filled in later.
        on: Which of the messages something is pressed on, likewise a number.
    """

    kind: Kind
    actor: int
    where: str
    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    on: int = 0

    def __str__(self) -> str:
        given = {key: value for key, value in self.data.items() if key != "command"}
        return f"{self.kind.name} by {self.actor} in {self.where}: {self.name} {given!r:.700}"


@dataclass(frozen=True)
class Event:
    """Something that Discord says has happened: one of the events seen so far, changed."""

    number: int
    seed: int

    def __str__(self) -> str:
        return f"event {self.number}, changed with {self.seed}"


def _by(kind: Kind, name: str, data: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[Act]:
    where = st.sampled_from(EVERYWHERE)
    return st.builds(
        Act,
        kind=st.just(kind),
        actor=st.integers(0, 3),
        where=where,
        name=st.just(name),
        data=data,
        on=st.integers(0, 20),
    )


def commands(uploaded: Sequence[Command]) -> list[st.SearchStrategy[Act]]:
    """Every command there is, with values for its options that make no sense."""
    found: list[st.SearchStrategy[Act]] = []
    for command in uploaded:
        if command.type != 1:
            found.append(_by(Kind.COMMAND, command.name, st.just({"command": command})))
            continue
        for path, options in _leaves([], command.options):
            name = " ".join([command.name, *(step["name"] for step in path)])
            filled = st.tuples(*(_option(option) for option in options))
            found.append(_by(Kind.COMMAND, name, filled.map(_wrapping(command, path))))
            for option in options:
                if option.get("autocomplete"):
                    typed = hostile.texts.map(
                        lambda text, option=option: [
                            {
                                "name": option["name"],
                                "type": option["type"],
                                "value": text[:100],
                                "focused": True,
                            }
                        ]
                    )
                    found.append(_by(Kind.AUTOCOMPLETE, name, typed.map(_wrapping(command, path))))
    return found


def trying(uploaded: Sequence[Command]) -> list[Act]:
    """Every command there is, once: by a steward, with all of its options."""
    found: list[Act] = []
    for command in uploaded:
        where = EVERYWHERE[0] if command.allows_context(0) else EVERYWHERE[1]
        if command.type != 1:
            found.append(Act(Kind.COMMAND, 0, where, command.name, {"command": command}))
            continue
        for path, options in _leaves([], command.options):
            name = " ".join([command.name, *(step["name"] for step in path)])
            given = [
                {"name": option["name"], "type": option["type"], "value": _one(option)}
                for option in options
            ]
            data = _wrapping(command, path)(given)
            found.append(Act(Kind.COMMAND, 0, where, name, data))
    return found


def _one(option: dict[str, Any]) -> Any:
    """A value that Discord lets through."""
    if option.get("choices"):
        return option["choices"][0]["value"]
    if option["type"] == _TEXT:
        text = "@everyone @here"[: option.get("max_length", 6000)]
        return text.ljust(option.get("min_length", 0), "x")
    if option["type"] in (_WHOLE, _DECIMAL):
        return option.get("min_value", 1)
    return option["type"] == _YES or 1


def _leaves(
    path: list[dict[str, Any]], options: Sequence[dict[str, Any]]
) -> list[tuple[list[dict[str, Any]], Sequence[dict[str, Any]]]]:
    steps = [option for option in options if option["type"] in (_SUB, _GROUP)]
    if not steps:
        return [(path, options)]
    return [leaf for step in steps for leaf in _leaves([*path, step], step.get("options", []))]


def _wrapping(command: Command, path: Sequence[dict[str, Any]]) -> Any:
    def wrap(options: Sequence[dict[str, Any] | None]) -> dict[str, Any]:
        leaves = [option for option in options if option is not None]
        for step in reversed(path):
            leaves = [{"name": step["name"], "type": step["type"], "options": leaves}]
        return {"command": command, "options": leaves}

    return wrap


def _option(option: dict[str, Any]) -> st.SearchStrategy[dict[str, Any] | None]:
    kind = option["type"]
    least, most = option.get("min_value", -(2**53)), option.get("max_value", 2**53)
    values: st.SearchStrategy[Any]
    if option.get("choices"):
        values = st.sampled_from([choice["value"] for choice in option["choices"]])
    elif kind == _TEXT:
        shortest, longest = option.get("min_length", 0), option.get("max_length", 6000)
        values = hostile.texts.map(lambda text: (text[:longest] or "x").ljust(shortest, "x"))
    elif kind in (_WHOLE, _DECIMAL):
        values = st.one_of(st.just(least), st.just(most), st.integers(int(least), int(most)))
    elif kind == _YES:
        values = st.booleans()
    else:
        values = st.integers(0, 50)  # whom or what it stands for is settled when it is done
    given = values.map(lambda value: {"name": option["name"], "type": kind, "value": value})
    return given if option.get("required") else st.one_of(st.none(), given)


def controls(registered: Sequence[Control], ids: Sequence[int]) -> list[st.SearchStrategy[Act]]:
    """Every button, select and form there is, with ids of others and of nobody."""
    numbers = st.one_of(st.sampled_from(ids), st.integers(0, 12), hostile.numbers)
    return [_control(control, numbers) for control in registered]


def crossing(registered: Sequence[Control], guild_id: int, number: int) -> list[Act]:
    """Every control there is, about things of another server, from every place and by everybody.

    Args:
        guild_id: The other server.
        number: What most of our own ids are there.
    """
    found: list[Act] = []
    for control in registered:
        ids = {name: guild_id if name.startswith("guild") else number for name in control.names}
        custom_id = control.custom_id(**ids)
        for actor, where in ((0, "server"), (1, "dm"), (3, "dm")):
            data: dict[str, Any] = {"custom_id": custom_id, "component_type": 2}
            kind = Kind.COMPONENT
            if isinstance(control, Form):
                kind = Kind.MODAL_SUBMIT
                data = _submitted(custom_id, dict.fromkeys(_names(control), "1"))
            elif _chooses(control):
                data = _chosen(custom_id, 3, [str(number)])
            found.append(Act(kind, actor, where, control.template, data))
    return found


def _names(form: Form) -> list[str]:
    """What its handler calls the answers."""
    handler = getattr(form.handler, "func", form.handler)
    assert handler is not None
    return list(dict.fromkeys(_ANSWERED.findall(inspect.getsource(handler)))) or [UNKNOWN]


def _chooses(control: Control) -> bool:
    handler = getattr(control.handler, "func", control.handler)
    assert handler is not None
    return "values" in inspect.signature(handler).parameters


def _control(control: Control, numbers: st.SearchStrategy[int]) -> st.SearchStrategy[Act]:
    right = st.fixed_dictionaries(dict.fromkeys(control.names, numbers)).map(
        lambda given: control.custom_id(**given)
    )
    custom_ids = st.one_of(right, right, right, right.flatmap(hostile.spoiled))
    if isinstance(control, Form):
        answers = st.fixed_dictionaries(dict.fromkeys(_names(control), hostile.texts))
        data = st.builds(_submitted, custom_ids, answers)
        return _by(Kind.MODAL_SUBMIT, control.template, data)
    if _chooses(control):
        chosen = st.lists(st.one_of(hostile.texts, numbers.map(str)), max_size=3)
        data = st.builds(_chosen, custom_ids, st.sampled_from((3, 5, 6, 8)), chosen)
        return _by(Kind.COMPONENT, control.template, data)
    pressed = custom_ids.map(lambda custom_id: {"custom_id": custom_id, "component_type": 2})
    return _by(Kind.COMPONENT, control.template, pressed)


def _submitted(custom_id: str, answers: dict[str, str]) -> dict[str, Any]:
    fields = [
        {"type": 18, "id": number, "component": {"type": 4, "custom_id": name, "value": value}}
        for number, (name, value) in enumerate(answers.items(), 1)
    ]
    return {"custom_id": custom_id, "components": fields}


def _chosen(custom_id: str, kind: int, values: list[str]) -> dict[str, Any]:
    return {"custom_id": custom_id, "component_type": kind, "values": values, "resolved": {}}


def events() -> st.SearchStrategy[Event]:
    """Something of what Discord says, changed."""
    return st.builds(Event, number=st.integers(0, 10**6), seed=st.integers(0, 10**6))
