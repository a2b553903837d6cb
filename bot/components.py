"""Buttons, selects and forms whose custom_id is their whole state.

A control is declared once with the template of its custom_id and one handler, and drawn as often as
needed. Whatever is pressed or submitted is matched against the templates alone, so a control works
after any restart and holds no memory. discord.py's own views and modals live in memory (and keep
one modal per custom_id for everybody), so they are used for drawing only.
"""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.errors import MemberError
from bot.interactions import Interaction, answered, arrived, explain
from bot.logs import about
from bot.offering import is_no_mistake_of_ours
from bot.stewards import require_steward_in
from bot.switches import SwitchedOff, is_on

log = logging.getLogger(__name__)

Handler = Callable[..., Awaitable[None]]
Guard = Callable[[Interaction, Mapping[str, int]], Awaitable[None]]

LARGEST_ID = 2**63 - 1
"""What a database holds; nothing has a larger one."""

_DIGITS = {"page": 6, "hours": 6, "starts": 10, "ends": 10}
"""How long numbers may be that something is counted by; moments are seconds before 2286."""

_FIELD = re.compile(r"\{(\w+)\}")


class UnknownControl(MemberError):
    """A button or form of an older version, or one that is not ours."""

    key = "error-unknown-control"


class TooManyAtOnce(MemberError):
    """A form could not be opened at once."""

    key = "error-too-many-at-once"


class Control:
    """Something that can be pressed, chosen from or submitted.

    Args:
        template: `capability:action:{name}:…`; the names in braces are whole numbers.
        for_stewards: Nobody else may use it. The handler asks as well: what stands in a message can
            be pressed by whoever knows its custom_id.
    """

    def __init__(self, template: str, *, for_stewards: bool = False) -> None:
        self.template = template
        self.for_stewards = for_stewards
        self.names = _FIELD.findall(template)
        pattern = "".join(
            part if index % 2 == 0 else rf"(?P<{part}>[0-9]{{1,{_DIGITS.get(part, 19)}}})"
            for index, part in enumerate(
                piece if index % 2 else re.escape(piece)
                for index, piece in enumerate(_FIELD.split(template))
            )
        )
        self.pattern = re.compile(pattern)
        self.handler: Handler | None = None

    def handles(self, handler: Handler) -> Handler:
        """Decorator for `async def handler(interaction, *, id: int, …)`; also `values`, if any."""
        self.handler = handler
        return handler

    def custom_id(self, **ids: int) -> str:
        """The custom_id that carries these ids."""
        return self.template.format(**ids)

    def button(
        self,
        label: str | None = None,
        *,
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
        emoji: str | None = None,
        disabled: bool = False,
        row: int | None = None,
        **ids: int,
    ) -> ui.Button[ui.View]:
        """This control as a button."""
        return ui.Button(
            label=label,
            style=style,
            emoji=emoji,
            disabled=disabled,
            row=row,
            custom_id=self.custom_id(**ids),
        )

    def select(
        self,
        options: Sequence[discord.SelectOption],
        *,
        placeholder: str | None = None,
        minimum: int = 1,
        maximum: int = 1,
        **ids: int,
    ) -> ui.Select[ui.View]:
        """This control as a list to choose from; the handler gets `values: list[str]`."""
        return ui.Select(
            custom_id=self.custom_id(**ids),
            options=list(options),
            placeholder=placeholder,
            min_values=minimum,
            max_values=maximum,
        )

    def role_select(
        self,
        chosen: Iterable[int] = (),
        *,
        placeholder: str | None = None,
        minimum: int = 0,
        maximum: int = 1,
        **ids: int,
    ) -> ui.RoleSelect[ui.View]:
        """This control as a list of the server's roles; the handler gets their ids as `values`.

        Args:
            chosen: What is chosen already; at most `maximum` are shown.
        """
        return ui.RoleSelect(
            custom_id=self.custom_id(**ids),
            placeholder=placeholder,
            min_values=minimum,
            max_values=maximum,
            default_values=_defaults(chosen, discord.SelectDefaultValueType.role, maximum),
        )

    def user_select(
        self,
        chosen: Iterable[int] = (),
        *,
        placeholder: str | None = None,
        minimum: int = 0,
        maximum: int = 1,
        **ids: int,
    ) -> ui.UserSelect[ui.View]:
        """This control as a list of the server's members; the handler gets their ids as `values`.

        Args:
            chosen: Who is chosen already; at most `maximum` are shown.
        """
        return ui.UserSelect(
            custom_id=self.custom_id(**ids),
            placeholder=placeholder,
            min_values=minimum,
            max_values=maximum,
            default_values=_defaults(chosen, discord.SelectDefaultValueType.user, maximum),
        )

    def channel_select(
        self,
        chosen: Iterable[int] = (),
        *,
        placeholder: str | None = None,
        minimum: int = 0,
        maximum: int = 1,
        **ids: int,
    ) -> ui.ChannelSelect[ui.View]:
        """This control as a list of text channels; the handler gets their ids as `values`."""
        return ui.ChannelSelect(
            custom_id=self.custom_id(**ids),
            channel_types=[discord.ChannelType.text],
            placeholder=placeholder,
            min_values=minimum,
            max_values=maximum,
            default_values=_defaults(chosen, discord.SelectDefaultValueType.channel, maximum),
        )


@dataclass(frozen=True)
class Field:
    """One question of a form.

    Args:
        name: What the handler calls the answer.
        label: At most 45 characters (Discord).
        description: At most 100 characters (Discord).
        choices: What to choose from, up to 25; without them the answer is typed.
        most: How many may be chosen; several are answered one to a line.
        picker: A select of members, roles or channels to answer with instead, by their ids.
    """

    name: str
    label: str
    description: str | None = None
    value: str | None = None
    placeholder: str | None = None
    required: bool = True
    long: bool = False
    shortest: int | None = None
    longest: int = 4000
    choices: Sequence[discord.SelectOption] = ()
    most: int = 1
    picker: ui.UserSelect[Any] | ui.RoleSelect[Any] | ui.ChannelSelect[Any] | None = None

    def draw(self) -> ui.Label[ui.LayoutView]:
        """The question with its label, as a form shows it."""
        placeholder = shorten(self.placeholder, 100) if self.placeholder else None
        answer: ui.Item[ui.LayoutView]
        if self.picker is not None:
            self.picker.custom_id = self.name
            self.picker.required = self.required
            answer = self.picker
        elif self.choices:
            answer = ui.Select(
                custom_id=self.name,
                options=list(self.choices),
                placeholder=placeholder,
                required=self.required,
                min_values=1 if self.required else 0,
                max_values=min(self.most, len(self.choices)),
            )
        else:
            answer = ui.TextInput(
                custom_id=self.name,
                style=discord.TextStyle.long if self.long else discord.TextStyle.short,
                default=self.value,
                placeholder=placeholder,
                required=self.required,
                min_length=self.shortest,
                max_length=self.longest,
            )
        return ui.Label(
            text=shorten(self.label, 45),
            description=shorten(self.description, 100) if self.description else None,
            component=answer,
        )


class Form(Control):
    """A form; its handler gets `values: dict[str, str]`, trimmed, by field name."""

    async def open(
        self, interaction: Interaction, title: str, fields: Iterable[Field], **ids: int
    ) -> None:
        """Show the form as the answer to an act. Discord shows titles of up to 45 characters.

        Raises:
            TooManyAtOnce: The act had to wait, and a form can only be a first answer.
        """
        if interaction.response.is_done():
            raise TooManyAtOnce
        modal = ui.Modal(title=shorten(title, 45), custom_id=self.custom_id(**ids))
        for field in fields:
            modal.add_item(field.draw())
        modal.stop()  # a stopped modal is sent but not remembered
        await interaction.response.send_modal(modal)


class Controls:
    """Every control of every capability, and the way from an interaction to its handler."""

    def __init__(self) -> None:
        self._by_prefix: dict[str, list[Control]] = {}
        self._guards: dict[str, Guard] = {}

    def __iter__(self) -> Iterator[Control]:
        return itertools.chain.from_iterable(self._by_prefix.values())

    def add(self, *controls: Control) -> None:
        """Make controls answer."""
        for control in controls:
            if control.handler is None:
                raise ValueError(f"{control.template} has no handler")
            self._by_prefix.setdefault(control.template.partition(":")[0], []).append(control)

    def guard(self, capability: str, guard: Guard) -> None:
        """Have every act on a capability's controls looked at before its handler is called."""
        self._guards[capability] = guard

    async def dispatch(self, interaction: Interaction) -> None:
        """Answer a press, a choice or a submitted form; whatever goes wrong is explained."""
        data: dict[str, Any] = dict(interaction.data or {})
        capability = str(data.get("custom_id", "")).partition(":")[0]
        known = capability if capability in self._by_prefix else "unknown"
        arrived(interaction)
        outcome = "ok"
        try:
            is_form = interaction.type is discord.InteractionType.modal_submit
            control, ids = self._find(data.get("custom_id", ""), is_form=is_form)
            if _is_about_another_server(interaction, ids):
                raise UnknownControl
            arguments: dict[str, Any] = dict(ids)
            if is_form:
                arguments["values"] = _answers(data)
            elif data.get("component_type") != discord.ComponentType.button.value:
                arguments["values"] = _chosen(data)
            assert control.handler is not None
            await _require_on(interaction, capability, ids)
            if control.for_stewards:
                await require_steward_in(interaction, _guild_of(interaction, ids))
            with about(capability=known, guild_id=interaction.guild_id):
                async with interaction.client.admission.of(interaction):
                    if (guard := self._guards.get(capability)) is not None:
                        await guard(interaction, ids)
                    await control.handler(interaction, **arguments)
        except Exception as error:  # noqa: BLE001  # outermost: the member must be told
            told = UnknownControl() if is_no_mistake_of_ours(interaction, error) else error
            outcome = "refused" if isinstance(told, MemberError) else "failed"
            await explain(interaction, told)
        answered(interaction, known, outcome)

    def _find(self, custom_id: str, *, is_form: bool) -> tuple[Control, dict[str, int]]:
        for control in self._by_prefix.get(custom_id.partition(":")[0], ()):
            if isinstance(control, Form) is not is_form:
                continue
            match = control.pattern.fullmatch(custom_id)
            if match is not None:
                ids = {name: int(value) for name, value in match.groupdict().items()}
                if max(ids.values(), default=0) > LARGEST_ID:
                    break
                return control, ids
        raise UnknownControl


async def _require_on(interaction: Interaction, capability: str, ids: dict[str, int]) -> None:
    """Let nothing be done that the stewards of its server have switched off.

    What hangs from a direct message and does not name its server is let through: it changes what
    is kept, and whatever would follow from it is not posted.

    Raises:
        SwitchedOff: It is.
    """
    guild_id = _guild_of(interaction, ids)
    if guild_id is None:
        return
    if not is_on(await interaction.client.settings.of(guild_id), capability):
        raise SwitchedOff


def _is_about_another_server(interaction: Interaction, ids: dict[str, int]) -> bool:
    """Whether it was pressed in one server and names another; none of ours ever does."""
    named = ids.get("guild") or ids.get("guild_id")
    return named is not None and interaction.guild_id not in (None, named)


def _guild_of(interaction: Interaction, ids: dict[str, int]) -> int | None:
    """The server that an act is about, as far as it says."""
    return interaction.guild_id or ids.get("guild") or ids.get("guild_id")


def rows(*items: ui.Item[Any] | None) -> ui.View | None:
    """A view to send; None items are left out, and nothing to show is no view."""
    shown = [item for item in items if item is not None]
    if not shown:
        return None
    view = ui.View(timeout=None)
    for item in shown:
        view.add_item(item)
    view.stop()  # a stopped view is sent but not remembered
    return view


def shorten(text: str, longest: int) -> str:
    """`text`, cut at a word with an ellipsis when it is longer than Discord takes."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    at_word = cut.rsplit(None, 1)[0] if " " in cut[longest // 2 :] else cut
    return at_word.rstrip() + "…"


def _defaults(
    ids: Iterable[int], kind: discord.SelectDefaultValueType, most: int
) -> list[discord.SelectDefaultValue]:
    """What is shown as chosen; more than can be chosen Discord refuses."""
    return [discord.SelectDefaultValue(id=one, type=kind) for one in ids][:most]


def _chosen(data: dict[str, Any]) -> list[str]:
    """What was chosen from a select.

    Raises:
        UnknownControl: A number is larger than any that could have been offered.
    """
    chosen = [str(value) for value in data.get("values", ())]
    for value in chosen:
        with suppress(ValueError):
            if abs(int(value)) > LARGEST_ID:
                raise UnknownControl
    return chosen


def _answers(data: dict[str, Any]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for row in data.get("components", ()):
        inner = row.get("component") or (row.get("components") or [{}])[0]
        if "custom_id" in inner:
            chosen = inner.get("values") or [inner.get("value") or ""]
            # A database need not take the null character, and nobody means it.
            answers[inner["custom_id"]] = "\n".join(map(str, chosen)).replace("\0", "").strip()
    return answers
