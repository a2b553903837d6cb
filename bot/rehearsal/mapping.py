"""A community's file says ids of a real server; here each gets a name, and what is lost is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from bot.config import Community as Described
from bot.config import Value
from bot.config.kinds import same_emoji

_SPARE_EMOJIS = "💠🔶🔷🔺🟢🟣🟡🔴🔵🟠⭐🌀💎🍀🎈🎯🎵🏮🐚🐝🍁🌻🌙🔔"
"""One for each custom emoji; there are at most half as many values."""
_OF_A_SERVER = re.compile(r"<(#|@&|@!?|a?:\w+:|/[^:<>]+:)(\d{14,20})>")
_KINDS = {"#": "channel", "@&": "role", "@": "member", "@!": "member"}


@dataclass
class _Names:
    """Which name stands for which id; the same id is the same place everywhere in the file."""

    noun: str
    taken: set[str]
    by_id: dict[int, str] = field(default_factory=dict)
    settings: dict[int, str] = field(default_factory=dict)

    def __call__(self, reference: int | str | None, setting: str, wish: str) -> str | None:
        """The name of what a setting refers to."""
        if reference is None or isinstance(reference, str):
            return reference
        if reference not in self.by_id:
            name, number = wish, 2
            while name.casefold() in self.taken:
                name, number = f"{wish}-{number}", number + 1
            self.taken.add(name.casefold())
            self.by_id[reference] = name
            self.settings[reference] = setting
        return self.by_id[reference]

    def sentences(self, mark: str) -> list[str]:
        return [
            f"{setting}: {mark}{self.by_id[number]} stands here for the {self.noun} {number}."
            for number, setting in self.settings.items()
        ]


@dataclass
class Mapped:
    """A description in which every channel and role has a name.

    Attributes:
        described: The description; `ping` of reminders and what texts mention still are ids.
        channels: The names of channels that it says by id.
        roles: The names of roles that it says by id.
        sentences: What stands for what.
        unmapped: What has nothing here that could stand for it, in words.
    """

    described: Described
    channels: Mapping[int, str]
    roles: Mapping[int, str]
    emojis: Mapping[str, str]
    sentences: list[str]
    unmapped: list[str]


def with_names(described: Described) -> Mapped:
    """Give each channel and role a name, and each custom emoji another."""
    channel = _Names("channel", {"general", *_casefolded(_texts(described, "channels"))})
    role = _Names("role", _casefolded(_texts(described, "roles")))
    channels = _group(described.channels, "channels", channel)
    roles = _group(described.roles, "roles", role)
    pledges = described.pledges.model_copy(
        update={
            "channel": channel(described.pledges.channel, "pledges.channel", "pledge-post"),
            "roles": {
                value: role(item, f"pledges.roles.{value}", value)
                for value, item in described.pledges.roles.items()
            },
        }
    )
    reminders = tuple(
        reminder.model_copy(
            update={"channel": channel(reminder.channel, f"reminders.{number}.channel", "reminder")}
        )
        for number, reminder in enumerate(described.reminders)
    )
    for number, reminder in enumerate(described.reminders):
        role(reminder.ping, f"reminders.{number}.ping", "pinged")
    onboarding = described.onboarding
    if onboarding.roles is not None:
        given = [role(it, f"onboarding.roles.{n}", "role") for n, it in enumerate(onboarding.roles)]
        onboarding = onboarding.model_copy(update={"roles": tuple(given)})
    values, emojis = _known_emojis(described.values)
    parts = {
        "channels": channels,
        "roles": roles,
        "values": values,
        "pledges": pledges,
        "reminders": reminders,
        "onboarding": onboarding,
    }
    return Mapped(
        described.model_copy(update=parts),
        channel.by_id,
        role.by_id,
        emojis,
        sentences=[*channel.sentences("#"), *role.sentences("@")],
        unmapped=[
            f"The emoji {emoji} of a value is your server's own; {stand_in} stands here for it."
            for emoji, stand_in in emojis.items()
        ],
    )


def with_ids(
    mapped: Mapped, *, channel_ids: Mapping[str, int], role_ids: Mapping[str, int]
) -> Described:
    """The description with what it needs ids for: pings, and mentions within its texts.

    Args:
        channel_ids: By their names here.
        role_ids: By their names here.
    """
    channels = {number: channel_ids.get(name) for number, name in mapped.channels.items()}
    roles = {number: role_ids.get(name) for number, name in mapped.roles.items()}
    reminders = tuple(
        reminder.model_copy(update={"ping": roles.get(reminder.ping or 0)})
        for reminder in mapped.described.reminders
    )
    described = mapped.described.model_copy(update={"reminders": reminders})

    def here(found: re.Match[str], where: str) -> str:
        kind, number = found[1], int(found[2])
        stand_in = {"#": channels, "@&": roles}.get(kind, {}).get(number)
        if stand_in is not None:
            return f"<{kind}{stand_in}>"
        if found[0] in mapped.emojis:
            return mapped.emojis[found[0]]
        mapped.unmapped.append(
            f"{where} mentions the {_KINDS.get(kind, 'emoji')} {number}, of which the file says "
            "nothing else: the text shows it as unknown here."
            if kind in _KINDS
            else f"{where} has {found[0]} in it, which is your server's own."
        )
        return found[0]

    rewritten = _rewritten(
        described, "", lambda text, where: _OF_A_SERVER.sub(lambda it: here(it, where), text)
    )
    assert isinstance(rewritten, Described)
    return rewritten


def _rewritten(value: Any, where: str, change: Callable[[str, str], str]) -> Any:
    """A description with every text in it changed; `change` hears where the text stands."""
    below = f"{where}." if where else ""
    if isinstance(value, BaseModel):
        given = {name: getattr(value, name) for name in type(value).model_fields}
        return value.model_copy(
            update={name: _rewritten(it, f"{below}{name}", change) for name, it in given.items()}
        )
    if isinstance(value, dict):
        return {key: _rewritten(it, f"{below}{key}", change) for key, it in value.items()}
    if isinstance(value, tuple):
        return tuple(_rewritten(it, f"{below}{n}", change) for n, it in enumerate(value))
    return change(value, where) if type(value) is str else value


def _group(group: Any, name: str, names: _Names) -> Any:
    """The settings of a group that is all references, each with the setting's name if need be."""

    def named(setting: str) -> Any:
        given = getattr(group, setting)
        if isinstance(given, tuple):
            return tuple(names(one, f"{name}.{setting}", setting) for one in given)
        return names(given, f"{name}.{setting}", setting)

    return group.model_copy(
        update={setting: named(setting) for setting in type(group).model_fields}
    )


def _texts(described: Described, kind: str) -> Iterable[int | str | None]:
    """Every reference to a channel, or to a role."""
    group = getattr(described, kind)
    for name in type(group).model_fields:
        given = getattr(group, name)
        yield from given if isinstance(given, tuple) else (given,)
    if kind == "channels":
        yield described.pledges.channel
        yield from (reminder.channel for reminder in described.reminders)
    else:
        yield from described.pledges.roles.values()
        yield from described.onboarding.roles or ()


def _casefolded(references: Iterable[int | str | None]) -> set[str]:
    return {it.casefold() for it in references if isinstance(it, str)}


def _known_emojis(values: tuple[Value, ...]) -> tuple[tuple[Value, ...], dict[str, str]]:
    """The values with emojis that exist here, and which stands for which."""
    taken = {same_emoji(value.emoji) for value in values}
    spare = (emoji for emoji in _SPARE_EMOJIS if emoji not in taken)
    stand_ins = {value.emoji: next(spare) for value in values if value.emoji.startswith("<")}
    known = tuple(
        value.model_copy(update={"emoji": stand_ins.get(value.emoji, value.emoji)})
        for value in values
    )
    return known, stand_ins
