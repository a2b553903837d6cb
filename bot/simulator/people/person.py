"""A member of the community: what they can do on Discord, and exactly what they see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.simulator import permissions
from bot.simulator.interactions import payloads
from bot.simulator.interactions.registry import Command, Commands
from bot.simulator.interactions.state import Callback, Kind
from bot.simulator.payloads import people as people_payloads
from bot.simulator.people import acting, command_lines, components, deeds, forms, waiting
from bot.simulator.people.acting import AFTERWARDS_SECONDS, PATIENCE_SECONDS
from bot.simulator.people.command_lines import Scene
from bot.simulator.people.rights import (
    may_run,
    require_sight,
    sees_channel,
    visible_channels,
)
from bot.simulator.people.seen import (
    Answer,
    CannotDo,
    NotSeen,
    SeenMessage,
    describe,
    look,
    place_name,
)
from bot.simulator.world import channels as world_channels
from bot.simulator.world import members
from bot.simulator.world.entities import (
    Application,
    Channel,
    ChannelType,
    Guild,
    Member,
    Message,
    ScheduledEvent,
    User,
)
from bot.simulator.world.world import World


@dataclass(frozen=True, slots=True)
class Choice:
    """A suggestion of autocomplete."""

    name: str
    value: str | int | float


class Person:
    """One user, with their hands on the keyboard.

    Everything that Discord's client would not let them do raises `CannotDo`.

    Attributes:
        guild: The server they are looking at; `None` for somebody who is in none.
        place: Where they act unless told otherwise; the first text channel they see at first.
    """

    def __init__(self, world: World, user: User, guild: Guild | None = None) -> None:
        self.world = world
        self.user = user
        self.guild = guild
        self.place: Channel | None = None

    def __repr__(self) -> str:
        return f"<Person {self.name}>"

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.display_name

    @property
    def mention(self) -> str:
        return f"<@{self.user.id}>"

    @property
    def member(self) -> Member:
        """Their membership in the server they look at.

        Raises:
            CannotDo: They are not in it.
        """
        member = None if self.guild is None else self.guild.members.get(self.user.id)
        if member is None:
            raise CannotDo(f"{self.name} is not in this server")
        return member

    @property
    def role_names(self) -> set[str]:
        guild = self.guild
        return set() if guild is None else {guild.roles[r].name for r in self.member.role_ids}

    # Coming and going

    def joins(self, guild: Guild, *, pending: bool = False) -> Member:
        """Join a server; `pending` until its rules are accepted."""
        if self.user.id in guild.bans:
            raise CannotDo(f"{self.name} is banned from {guild.name}")
        if self.user.id in guild.members:
            raise CannotDo(f"{self.name} is already in {guild.name}")
        self.guild = guild
        self.place = None
        rejoined = members.DID_REJOIN if self.user.id in self.world.part(_Left).left else 0
        return members.join(self.world, guild, self.user, pending=pending, flags=rejoined)

    def leaves(self) -> None:
        guild = self._guild()
        members.leave(self.world, guild, self.member.id)
        self.world.part(_Left).left.add(self.user.id)
        self.place = None

    def passes_screening(self) -> None:
        """Accept the server's rules."""
        if not self.member.pending:
            raise CannotDo(f"{self.name} has nothing to accept")
        members.update(self.world, self._guild(), self.member, pending=False)

    def completes_onboarding(self, role_ids: Sequence[int] = ()) -> None:
        """Answer the server's own questions; the roles chosen come in the same update."""
        member = self.member
        flags = member.flags | members.STARTED_ONBOARDING | members.COMPLETED_ONBOARDING
        members.update(
            self.world,
            self._guild(),
            member,
            flags=flags,
            role_ids=member.role_ids | set(role_ids),
        )

    def closes_dms(self) -> None:
        """Refuse direct messages from members of servers."""
        self.user.accepts_dms = False

    def opens_dms(self) -> None:
        self.user.accepts_dms = True

    def blocks(self, other: User | Application) -> None:
        self.user.blocked_ids.add(other.id)

    def unblocks(self, other: User | Application) -> None:
        self.user.blocked_ids.discard(other.id)

    # Commands

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
        place = channel or self.here()
        scene = self._scene(place)
        filled = command_lines.fill(
            self._commands(place), line, {**(options or {}), **values}, scene
        )
        interaction = acting.start(
            self.world,
            application_id=filled.command.application_id,
            kind=Kind.COMMAND,
            user_id=self.user.id,
            channel=place,
            data=self._command_data(filled, place),
        )
        return await acting.outcome(self.world, interaction, within=within)

    async def completes(
        self,
        line: str,
        options: Mapping[str, Any] | None = None,
        /,
        *,
        channel: Channel | None = None,
        **values: Any,
    ) -> list[Choice]:
        """What autocomplete suggests while they type the last of the options given.

        Raises:
            NotSeen: The bot did not answer: "Loading options failed".
        """
        place = channel or self.here()
        given = {**(options or {}), **values}
        if not given:
            raise CannotDo("nothing is being typed")
        filled = command_lines.fill(
            self._commands(place), line, given, self._scene(place), focus=list(given)[-1]
        )
        interaction = acting.start(
            self.world,
            application_id=filled.command.application_id,
            kind=Kind.AUTOCOMPLETE,
            user_id=self.user.id,
            channel=place,
            data=self._command_data(filled, place),
        )
        if await acting.first_response(self.world, interaction) is not Callback.CHOICES:
            raise NotSeen(acting.failure(interaction).text)
        return [Choice(item["name"], item["value"]) for item in interaction.choices]

    async def uses(
        self,
        entry: str,
        target: Person | User | Member | Message | SeenMessage,
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

    # Buttons, menus, forms

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
        button = components.find_button(message, label, custom_id)
        data = {
            "component_type": button["type"],
            "custom_id": button["custom_id"],
            "id": button["id"],
        }
        return await self._uses_component(message, data, within, afterwards)

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
        return await self._uses_component(message, data, within, afterwards)

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

    # Reactions, messages, events

    async def reacts(self, emoji: str, *, to: Message | SeenMessage | Answer) -> None:
        deeds.react(self.world, self.user, self._message(to), emoji)

    async def unreacts(self, emoji: str, *, to: Message | SeenMessage | Answer) -> None:
        deeds.unreact(self.world, self.user, self._message(to), emoji)

    async def says(self, text: str, channel: Channel | None = None) -> SeenMessage:
        """Write a message."""
        message = deeds.say(self.world, self.user, channel or self.here(), text)
        return look(self.world, message, self.user.id)

    async def votes(self, *answers: str, on: Message | SeenMessage | Answer) -> None:
        """Vote in a poll; no answer takes the vote back."""
        deeds.vote(self.world, self.user, self._message(on), answers)

    def subscribes(self, event: ScheduledEvent) -> None:
        """Press Interested on an event."""
        deeds.subscribe(self.world, self.member, event)

    def unsubscribes(self, event: ScheduledEvent) -> None:
        deeds.unsubscribe(self.world, self.member, event)

    # Looking

    def here(self) -> Channel:
        """Their place: the first text channel they see, unless they have gone elsewhere."""
        if self.place is not None and sees_channel(self.world, self.user, self.place):
            return self.place
        for channel in self.channels():
            if channel.type == ChannelType.TEXT:
                return channel
        raise CannotDo(f"{self.name} sees no channel")

    def goes_to(self, place: Channel | str) -> Channel:
        """Look at a channel or thread, named without `#`, or at one handed over."""
        if isinstance(place, str):
            wanted = place.lstrip("#")
            found = next((c for c in self.channels() if c.name == wanted), None)
            if found is None:
                raise CannotDo(f"{self.name} sees no channel #{wanted}")
            place = found
        require_sight(self.world, self.user, place)
        self.place = place
        return place

    def channels(self) -> list[Channel]:
        """The channels and threads of the server that they see, in order."""
        return [] if self.guild is None else visible_channels(self.world, self._guild(), self.user)

    def dm(self, bot: Application | User) -> Channel:
        """The direct messages with a bot; opened if there are none yet."""
        return world_channels.open_dm(self.world, self.user.id, bot.id)

    def dms(self, bot: Application | User) -> list[SeenMessage]:
        """What stands in the direct messages with a bot, oldest first."""
        channel = self.world.dms.get(frozenset({self.user.id, bot.id}))
        return [] if channel is None else self.sees(channel)

    def sees(self, channel: Channel | str | None = None) -> list[SeenMessage]:
        """The messages of a channel as their screen shows them, oldest first."""
        if isinstance(channel, str):
            channel = next((c for c in self.channels() if c.name == channel.lstrip("#")), None)
            if channel is None:
                return []
        place = channel or self.here()
        return [look(self.world, message, self.user.id) for message in self._messages(place)]

    def sees_anywhere(self) -> list[SeenMessage]:
        """Every message they can see, in direct messages too, oldest first."""
        direct = [c for pair, c in self.world.dms.items() if self.user.id in pair]
        found = [
            message for place in (*self.channels(), *direct) for message in self._messages(place)
        ]
        found.sort(key=lambda message: message.id)
        return [look(self.world, message, self.user.id) for message in found]

    def looks_again(self, message: Message | SeenMessage | Answer) -> SeenMessage:
        """The message as it is now."""
        return look(self.world, self._message(message), self.user.id)

    async def waits_for(
        self,
        wanted: str | Callable[[SeenMessage], bool],
        *,
        channel: Channel | str | None = None,
        after: SeenMessage | Message | int = 0,
        within: float = 5.0,
    ) -> SeenMessage:
        """Wait until they see a message with this text, or that the claim holds for.

        Args:
            channel: Look there only; everywhere they can, unless given.
            after: Only newer messages than this one.
            within: Real seconds.

        Raises:
            NotSeen: It did not come; the text says what they saw instead.
        """
        since = after if isinstance(after, int) else after.id

        def fits(message: SeenMessage) -> bool:
            return wanted in message.text if isinstance(wanted, str) else wanted(message)

        def find() -> SeenMessage | None:
            seen = self.sees_anywhere() if channel is None else self.sees(channel)
            return next((m for m in reversed(seen) if m.id > since and fits(m)), None)

        found = await waiting.until(self.world, find, within=within)
        if found is None:
            seen = self.sees_anywhere() if channel is None else self.sees(channel)
            what = repr(wanted) if isinstance(wanted, str) else "what they waited for"
            raise NotSeen(
                f"{self.name} did not see {what} within {within:g} s, but: {describe(seen)}"
            )
        return found

    async def until(
        self, claim: Callable[[], bool], *, within: float = 5.0, what: str = "it"
    ) -> None:
        """Wait until a claim about the world holds.

        Raises:
            NotSeen: It did not come to hold.
        """
        held = await waiting.until(self.world, lambda: True if claim() else None, within=within)
        if held is None:
            raise NotSeen(f"{self.name} waited {within:g} s for {what}")

    def _guild(self) -> Guild:
        if self.guild is None:
            raise CannotDo(f"{self.name} is in no server")
        return self.guild

    def _scene(self, place: Channel) -> Scene:
        guild = self.world.guild_of(place)
        visible = [] if guild is None else visible_channels(self.world, guild, self.user)
        return Scene(self.world, guild, visible, self.user.locale)

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

    async def _uses_component(
        self, message: Message, data: dict[str, Any], within: float, afterwards: float
    ) -> Answer:
        application_id = message.application_id or message.author_id
        if application_id not in self.world.applications:
            raise CannotDo("nobody answers to this message")
        interaction = acting.start(
            self.world,
            application_id=application_id,
            kind=Kind.COMPONENT,
            user_id=self.user.id,
            channel=self.world.channels[message.channel_id],
            data=data,
            metadata={"interacted_message_id": str(message.id)},
            message=message,
        )
        return await acting.outcome(self.world, interaction, within=within, afterwards=afterwards)

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

    def _message(self, shown: Message | SeenMessage | Answer) -> Message:
        """The message itself, provided that they still see it."""
        if not isinstance(shown, Message | SeenMessage):
            raise CannotDo(f"this is no message: {shown.text!r}")
        channel = self.world.channels.get(shown.channel_id)
        if channel is None:
            raise CannotDo("the channel is gone")
        require_sight(self.world, self.user, channel)
        message = channel.messages.get(shown.id) or channel.ephemerals.get(shown.id)
        if message is None or message.viewer_id not in (None, self.user.id):
            raise CannotDo("the message is gone")
        return message

    def _messages(self, place: Channel) -> list[Message]:
        if not sees_channel(self.world, self.user, place):
            return []
        guild = self.world.guild_of(place)
        found = [place.messages[message_id] for message_id in place.message_ids]
        if guild is not None:
            member = guild.members[self.user.id]
            bits = permissions.in_channel(guild, member, place, self.world.now())
            if not bits & permissions.READ_MESSAGE_HISTORY:
                found = [item for item in found if item.created_at >= member.joined_at]
        own = [item for item in place.ephemerals.values() if item.viewer_id == self.user.id]
        return sorted((*found, *own), key=lambda message: message.id) if own else found

    def location(self) -> str:
        return place_name(self.world, self.here())


class _Left:
    """Who has been a member before."""

    def __init__(self) -> None:
        self.left: set[int] = set()
