"""What happens on the local Discord, written down as each person sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.rehearsal import showing
from bot.rehearsal.community import LOCALES, Community
from bot.rehearsal.paper import Line, Style, coloured, safe, width_of, wrap
from bot.rehearsal.wording import Wording
from bot.simulator.people import Form
from bot.simulator.people.seen import look
from bot.simulator.world.dispatch import Dispatch
from bot.simulator.world.entities import Channel, ChannelType, Message, MessageType

_MARGIN = 7
_BAR = "│ "
_LEFT_OUT = Line("⋮", Style.DIM)
_BY_DISCORD = (
    MessageType.USER_JOIN,
    MessageType.THREAD_CREATED,
    MessageType.CHANNEL_PINNED_MESSAGE,
)
_ROLES_CHANGED = ("GUILD_MEMBER_ADD", "GUILD_MEMBER_UPDATE")


@dataclass(frozen=True)
class _Event:
    """Something that happened and has not been written down yet."""

    name: str
    at: datetime
    message: Message | None = None
    member_id: int = 0


class Transcript:
    """Writes a story down while it is played.

    Args:
        write: Takes one line at a time.
    """

    def __init__(
        self,
        community: Community,
        write: Callable[[str], None],
        *,
        width: int = 88,
        colour: bool = False,
    ) -> None:
        self.community = community
        self.wording = Wording(community.world, community.guild, community.zone)
        self._write = write
        self._width = width
        self._colour = colour
        self._pending: list[_Event] = []
        self._shown: dict[int, list[Line]] = {}
        self._roles: dict[int, set[int]] = {}
        self._day: date | None = None
        for member in community.guild.members.values():
            self._roles[member.id] = set(member.role_ids)
        community.world.listeners.append(self._hear)

    # What the player says

    def heading(self, text: str) -> None:
        """The title of the story, or of a chapter."""
        self.blank()
        self._put(text, Style.HEADING)
        self._put("─" * min(self._width, max(width_of(text), 12)), Style.DIM)

    def note(self, text: str) -> None:
        """A remark of the story itself."""
        self.blank()
        for line in wrap(text, self._width):
            self._put(line, Style.DIM)

    def act(self, text: str, body: Sequence[Line] = ()) -> None:
        """What somebody does, with the particulars below."""
        self._stamp(self._now(), text, Style.ACT)
        self._body(body)

    def detail(self, body: Sequence[Line]) -> None:
        """What came of an act, where that is no message."""
        self._body(body)

    def form(self, who: str, form: Form) -> None:
        """A form that has opened on somebody's screen."""
        self._stamp(self._now(), f"A form opens for {who}")
        self._body(showing.form(form))

    def plain(self, text: str, style: Style = Style.PLAIN, *, hanging: int = 2) -> None:
        """A line of its own."""
        for line in wrap(text, self._width, hanging=hanging):
            self._put(line, style)

    def blank(self) -> None:
        """An empty line."""
        self._write("")

    # What Discord shows

    def show(self) -> None:
        """Write down what has happened since, each message once and as it is by now."""
        events, self._pending = self._pending, []
        written: set[int] = set()
        for event in events:
            if event.message is None:
                self._show_roles(event)
            elif event.message.id not in written:
                written.add(event.message.id)
                self._show_message(event)

    def locale_of(self, user_id: int) -> str:
        """What somebody's client is set to."""
        return self.community.world.users[user_id].locale

    def place(self, channel: Channel, *, seen_by: int | None = None) -> str:
        """Where that is, in words.

        Args:
            seen_by: Whoever acts there; it need not be said whose private place it is.
        """
        world = self.community.world
        if seen_by is not None and channel.is_dm:
            return "the DM"
        if seen_by is not None and channel.type == ChannelType.PRIVATE_THREAD:
            return "the private thread"
        if channel.is_dm:
            people = [world.users[item] for item in channel.recipient_ids]
            names = [user.display_name for user in people if not user.bot]
            return f"DM with {names[0]}" if names else "DM"
        if channel.is_thread:
            parent = world.channels.get(channel.parent_id or 0)
            kind = "private thread" if channel.type == ChannelType.PRIVATE_THREAD else "thread"
            inside = "" if parent is None else f" in #{parent.name}"
            return f"{kind} “{channel.name}”{inside}"
        return f"#{channel.name}"

    def _hear(self, dispatch: Dispatch) -> None:
        at = self.community.world.now()
        if dispatch.name in ("MESSAGE_CREATE", "MESSAGE_UPDATE") and dispatch.message is not None:
            self._pending.append(_Event(dispatch.name, at, message=dispatch.message))
        elif dispatch.name == "MESSAGE_DELETE":
            message_id = int(dispatch.build()["id"])
            gone = next((e.message for e in self._pending if _is_about(e, message_id)), None)
            self._pending = [e for e in self._pending if not _is_about(e, message_id)]
            if gone is None and message_id in self._shown and dispatch.channel is not None:
                self._shown.pop(message_id)
                self._pending.append(_Event("removed", at, member_id=dispatch.channel.id))
        elif dispatch.name in _ROLES_CHANGED and dispatch.guild_id == self.community.guild.id:
            self._pending.append(_Event(dispatch.name, at, member_id=_member_id(dispatch)))

    def _show_message(self, event: _Event) -> None:
        message = event.message
        assert message is not None
        world = self.community.world
        channel = world.channels.get(message.channel_id)
        if channel is None or message.type in _BY_DISCORD:
            return
        viewer_id = self._viewer(message, channel)
        seen = look(world, message, viewer_id)
        lines = showing.message(seen, self.wording, self._locale(message, channel, viewer_id))
        before = self._shown.get(message.id)
        if before == lines:
            return
        self._shown[message.id] = lines
        header = f"{self.place(channel)} · {seen.author}"
        if message.is_ephemeral:
            header += f" · only {world.users[viewer_id].display_name} can see this"
        if before is not None:
            header += " · edited"
            lines = _changes(before, lines)
        self._stamp(event.at, header, Style.STRONG)
        self._body([*lines, *showing.reactions(seen)])

    def _show_roles(self, event: _Event) -> None:
        if event.name == "removed":
            channel = self.community.world.channels.get(event.member_id)
            if channel is not None:
                self._stamp(event.at, f"{self.place(channel)} · a message is deleted")
            return
        guild = self.community.guild
        member = guild.members.get(event.member_id)
        if member is None:
            return
        before = self._roles.get(member.id, set())
        self._roles[member.id] = set(member.role_ids)
        for role_id in sorted(member.role_ids - before):
            if event.name != "GUILD_MEMBER_ADD":
                name = guild.roles[role_id].name
                self._stamp(event.at, f"{member.display_name} now has the role {name}.")
        for role_id in sorted(before - member.role_ids):
            if role_id in guild.roles:
                name = guild.roles[role_id].name
                self._stamp(event.at, f"{member.display_name} no longer has the role {name}.")

    def _viewer(self, message: Message, channel: Channel) -> int:
        if message.viewer_id is not None:
            return message.viewer_id
        people = self.community.world.users
        others = [item for item in channel.recipient_ids if not people[item].bot]
        return others[0] if others else self.community.guild.owner_id

    def _locale(self, message: Message, channel: Channel, viewer_id: int) -> str:
        """A private message is read in its reader's language, a public one in the server's."""
        if message.is_ephemeral or channel.is_dm:
            return self.locale_of(viewer_id)
        return LOCALES.get(self.community.language, self.community.language)

    # Ink

    def _now(self) -> datetime:
        return self.community.world.now()

    def _stamp(self, at: datetime, text: str, style: Style = Style.PLAIN) -> None:
        local = at.astimezone(self.community.zone)
        if local.date() != self._day:
            self._day = local.date()
            self.blank()
            self._put(f"{local:%A}, {local.day} {local:%B %Y}", Style.DIM)
        self.blank()
        clock = coloured(f"{local:%H:%M}", Style.DIM) if self._colour else f"{local:%H:%M}"
        lines = list(wrap(safe(text), self._width - _MARGIN, hanging=2))
        for number, line in enumerate(lines):
            lead = f"{clock}  " if number == 0 else " " * _MARGIN
            self._write(lead + (coloured(line, style) if self._colour else line))

    def _body(self, lines: Sequence[Line]) -> None:
        bar = " " * _MARGIN + (coloured(_BAR, Style.DIM) if self._colour else _BAR)
        room = self._width - _MARGIN - len(_BAR)
        for line in lines:
            for text in wrap(safe(line.text), room, hanging=line.hanging):
                shown = coloured(text, line.style) if self._colour else text
                self._write((bar + shown).rstrip())

    def _put(self, text: str, style: Style = Style.PLAIN) -> None:
        shown = safe(text)
        self._write(coloured(shown, style) if self._colour else shown)


def _is_about(event: _Event, message_id: int) -> bool:
    return event.message is not None and event.message.id == message_id


def _member_id(dispatch: Dispatch) -> int:
    return dispatch.concerns_id or int(dispatch.build()["user"]["id"])


def _changes(before: Sequence[Line], after: Sequence[Line]) -> list[Line]:
    """What is new in an edited message; the parts that stayed are left out, except the buttons."""
    known = set(_parts(before))
    lines: list[Line] = []
    for part in _parts(after):
        if part not in known or part[0].style is Style.BUTTON:
            lines += part
        elif not lines or lines[-1] != _LEFT_OUT:
            lines.append(_LEFT_OUT)
    return list(after) if all(line == _LEFT_OUT for line in lines) else lines


def _parts(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The lines in groups: what stands below one heading, and rows of buttons."""
    parts: list[list[Line]] = []
    for line in lines:
        begins = line.style is not Style.PLAIN or not line.text
        if begins or not parts or not parts[-1][0].text:
            parts.append([])
        parts[-1].append(line)
    return [tuple(part) for part in parts]
