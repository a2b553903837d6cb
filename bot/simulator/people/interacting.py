"""A person dealing with a bot: commands, buttons, menus and forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.simulator.interactions import payloads
from bot.simulator.interactions.registry import Command, Commands
from bot.simulator.interactions.state import Interaction, Kind
from bot.simulator.payloads import people as people_payloads
from bot.simulator.people import acting, command_lines, components, deeds, forms
from bot.simulator.people.acting import AFTERWARDS_SECONDS, PATIENCE_SECONDS
from bot.simulator.people.command_lines import Scene
from bot.simulator.people.looking import Viewer
from bot.simulator.people.rights import may_run, require_sight, visible_channels
from bot.simulator.people.seen import Answer, CannotDo, SeenMessage
from bot.simulator.world.entities import Channel, Member, Message, User


class Actor(Viewer):
    """One user who makes a bot act. What the client would not send raises `CannotDo`."""

    def offered(self, place: Channel) -> list[Command]:
        """The commands that they are offered in a place."""
        return self._commands(place)

    def commands(self, *, channel: Channel | None = None) -> list[str]:
        """The commands they can run here: `/name`, or the name of a menu entry."""
        found = self._commands(channel or self.here())
        return [f"/{item.name}" if item.type == 1 else item.name for item in found]

    async def runs(
        self,
        line: str,
        options: Mapping[str, Any] | None = None,
        /,
        *,
        channel: Channel | None = None,
        within: float = PATIENCE_SECONDS,
        **values: Any,
    ) -> Answer:
        """Run a slash command and see what comes of it.

        Args:
            line: `/command`, with subcommands, and perhaps options as `name:value`.
            options: Option values by name, for names that are arguments of this method too.
            channel: Where; their own place unless given.
            within: Real seconds to wait for an answer that the bot has put off.
            values: Option values by name; people, roles and channels may stand for themselves.
        """
        interaction = self.sends(line, {**(options or {}), **values}, channel=channel)
        return await acting.outcome(self.world, interaction, within=within)

    def sends(
        self,
        line: str,
        options: Mapping[str, Any] | None = None,
        *,
        channel: Channel | None = None,
    ) -> Interaction:
        """Run a slash command without waiting for what comes of it."""
        place = channel or self.here()
        filled = command_lines.fill(self._commands(place), line, options or {}, self._scene(place))
        return acting.start(
            self.world,
            application_id=filled.command.application_id,
            kind=Kind.COMMAND,
            user_id=self.user.id,
            channel=place,
            data=self._command_data(filled, place),
        )

    async def uses(
        self,
        entry: str,
        target: Viewer | User | Member | Message | SeenMessage,
        *,
        channel: Channel | None = None,
        within: float = PATIENCE_SECONDS,
    ) -> Answer:
        """Choose an entry of the Apps menu on a member or a message."""
        place = channel or self.here()
        found: User | Message
        if isinstance(target, SeenMessage | Message):
            found = self._message(target)
            place = self.world.channels[found.channel_id]
        else:
            found = target if isinstance(target, User) else target.user
        kind = 3 if isinstance(found, Message) else 2
        command = next(
            (c for c in self._commands(place) if c.type == kind and c.name == entry), None
        )
        if command is None:
            raise CannotDo(f"the menu has no entry {entry!r}")
        filled = command_lines.Filled(command, [], [found])
        data = self._command_data(filled, place)
        data["target_id"] = str(found.id)
        targets = (
            {"target_message_id": str(found.id)}
            if isinstance(found, Message)
            else {"target_user": people_payloads.user(found)}
        )
        interaction = acting.start(
            self.world,
            application_id=command.application_id,
            kind=Kind.COMMAND,
            user_id=self.user.id,
            channel=place,
            data=data,
            metadata=targets,
        )
        return await acting.outcome(self.world, interaction, within=within)

    async def clicks(
        self,
        label: str | None = None,
        *,
        on: Message | SeenMessage | Answer | None = None,
        custom_id: str | None = None,
        within: float = PATIENCE_SECONDS,
        afterwards: float = AFTERWARDS_SECONDS,
    ) -> Answer:
        """Press a button.

        Args:
            on: The message; the newest one they see with such a button unless given.
            afterwards: Real seconds to look for something when the bot only takes note.
        """
        message = self._message_with(on, label, custom_id)
        interaction = self._press(message, label, custom_id)
        return await acting.outcome(self.world, interaction, within=within, afterwards=afterwards)

    def presses(self, custom_id: str, *, on: Message | SeenMessage | Answer) -> Interaction:
        """Press a button without waiting for what comes of it."""
        return self._press(self._message(on), None, custom_id)

    async def selects(
        self,
        choices: Sequence[Any] | str,
        *,
        on: Message | SeenMessage | Answer,
        custom_id: str | None = None,
        within: float = PATIENCE_SECONDS,
        afterwards: float = AFTERWARDS_SECONDS,
    ) -> Answer:
        """Choose from a menu: labels or values, or people, roles, channels.

        Args:
            custom_id: Which menu (or its placeholder), when there are several.
        """
        message = self._message(on)
        place = self.world.channels[message.channel_id]
        select = components.find_select(message, custom_id)
        chosen = [choices] if isinstance(choices, str) else list(choices)
        values, entities = components.choose(select, chosen, self._scene(place))
        data = {
            "component_type": select["type"],
            "custom_id": select["custom_id"],
            "id": select["id"],
            "values": values,
        }
        if entities:
            data["resolved"] = payloads.resolved(
                self.world, place, entities, viewer_id=self.user.id, bot_id=message.author_id
            )
        interaction = self._uses_component(message, data)
        return await acting.outcome(self.world, interaction, within=within, afterwards=afterwards)

    async def fills_in(
        self,
        form: Answer,
        answers: Mapping[str, Any],
        *,
        within: float = PATIENCE_SECONDS,
        afterwards: float = AFTERWARDS_SECONDS,
    ) -> Answer:
        """Send a form, its fields named by label or custom_id."""
        if not isinstance(form, forms.Form) or form.opener is None:
            raise CannotDo(f"this is no form: {form.text!r}")
        opener = form.opener
        submission = forms.fill_in(form, answers, self._scene(opener.channel))
        data: dict[str, Any] = {"custom_id": form.custom_id, "components": submission.components}
        if submission.entities:
            data["resolved"] = payloads.resolved(
                self.world,
                opener.channel,
                submission.entities,
                viewer_id=self.user.id,
                bot_id=opener.application_id,
            )
        interaction = acting.start(
            self.world,
            application_id=opener.application_id,
            kind=Kind.MODAL_SUBMIT,
            user_id=self.user.id,
            channel=opener.channel,
            data=data,
            metadata={"triggering_interaction_metadata": payloads.metadata(self.world, opener)},
            message=opener.message,
            opener=opener,
        )
        return await acting.outcome(self.world, interaction, within=within, afterwards=afterwards)

    def _scene(self, place: Channel) -> Scene:
        guild = self.world.guild_of(place)
        visible = [] if guild is None else visible_channels(self.world, guild, self.user)
        return Scene(self.world, place, guild, visible, self.user.locale)

    def _commands(self, place: Channel) -> list[Command]:
        require_sight(self.world, self.user, place)
        guild = self.world.guild_of(place)
        bots = (
            [item for item in place.recipient_ids if item in self.world.applications]
            if guild is None
            else sorted(guild.bot_ids)
        )
        offered = self.world.part(Commands).available(bots, None if guild is None else guild.id)
        return [item for item in offered if may_run(self.world, self.user, place, item)]

    def _command_data(self, filled: command_lines.Filled, place: Channel) -> dict[str, Any]:
        command = filled.command
        data: dict[str, Any] = {
            "id": str(command.id),
            "name": command.name,
            "type": command.type,
        }
        if filled.options:
            data["options"] = filled.options
        if command.guild_id is not None:
            data["guild_id"] = str(command.guild_id)
        if filled.entities:
            data["resolved"] = payloads.resolved(
                self.world,
                place,
                filled.entities,
                viewer_id=self.user.id,
                bot_id=command.application_id,
            )
        return data

    def _press(self, message: Message, label: str | None, custom_id: str | None) -> Interaction:
        button = components.find_button(message, label, custom_id)
        data = {
            "component_type": button["type"],
            "custom_id": button["custom_id"],
            "id": button["id"],
        }
        return self._uses_component(message, data)

    def _uses_component(self, message: Message, data: dict[str, Any]) -> Interaction:
        application_id = message.application_id or message.author_id
        if application_id not in self.world.applications:
            raise CannotDo("nobody answers to this message")
        channel = self.world.channels[message.channel_id]
        if channel.thread is not None:
            deeds.wake_thread(self.world, self.user, channel)
        return acting.start(
            self.world,
            application_id=application_id,
            kind=Kind.COMPONENT,
            user_id=self.user.id,
            channel=channel,
            data=data,
            metadata={"interacted_message_id": str(message.id)},
            message=message,
        )

    def _message_with(
        self,
        on: Message | SeenMessage | Answer | None,
        label: str | None,
        custom_id: str | None,
    ) -> Message:
        if on is not None:
            return self._message(on)
        for seen in reversed(self.sees_anywhere()):
            for button in seen.buttons:
                if custom_id is not None and button.custom_id == custom_id:
                    return self._message(seen)
                if custom_id is None and label in (button.label, button.emoji):
                    return self._message(seen)
        raise CannotDo(f"{self.name} sees no button {label or custom_id!r} anywhere")
