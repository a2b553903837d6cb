"""A member of the community: what they can do on Discord, and exactly what they see."""

from __future__ import annotations

from collections.abc import Sequence

from bot.simulator.people import deeds
from bot.simulator.people.drafting import Writer
from bot.simulator.people.seen import Answer, CannotDo, SeenMessage, look
from bot.simulator.world import members
from bot.simulator.world.entities import (
    Application,
    Channel,
    Guild,
    Member,
    Message,
    Role,
    ScheduledEvent,
    User,
)
from bot.simulator.world.world import World


class Person(Writer):
    """One user, with their hands on the keyboard.

    Everything that Discord's client would not let them do raises `CannotDo`.
    """

    def joins(self, guild: Guild, *, pending: bool = False) -> Member:
        """Join a server; `pending` until its rules are accepted."""
        if self.user.id in guild.bans:
            raise CannotDo(f"{self.name} is banned from {guild.name}")
        if self.user.id in guild.members:
            raise CannotDo(f"{self.name} is already in {guild.name}")
        self.guild = guild
        self.place = None
        left = (guild.id, self.user.id) in self.world.part(Departed).left
        rejoined = members.DID_REJOIN if left else 0
        return members.join(self.world, guild, self.user, pending=pending, flags=rejoined)

    def leaves(self) -> None:
        guild = self._guild()
        members.leave(self.world, guild, self.member.id)
        self.world.part(Departed).left.add((guild.id, self.user.id))
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

    async def reacts(self, emoji: str, *, to: Message | SeenMessage | Answer) -> None:
        deeds.react(self.world, self.user, self._message(to), emoji)

    async def unreacts(self, emoji: str, *, to: Message | SeenMessage | Answer) -> None:
        deeds.unreact(self.world, self.user, self._message(to), emoji)

    def clears(self, emoji: str | None = None, *, of: Message | SeenMessage | Answer) -> None:
        """Remove everybody's reactions, or everybody's with one emoji, as a moderator."""
        deeds.clear(self.world, self.user, self._message(of), emoji)

    async def says(self, text: str, channel: Channel | None = None) -> SeenMessage:
        """Write a message."""
        message = deeds.say(self.world, self.user, channel or self.here(), text)
        return look(self.world, message, self.user.id)

    def deletes(self, message: Message | SeenMessage | Answer) -> None:
        """Delete an own message, another's with the right to, or dismiss an ephemeral one."""
        deeds.delete(self.world, self.user, self._message(message))

    def pins(self, message: Message | SeenMessage | Answer) -> None:
        deeds.pin(self.world, self.user, self._message(message))

    def unpins(self, message: Message | SeenMessage | Answer) -> None:
        deeds.unpin(self.world, self.user, self._message(message))

    def enters(self, thread: Channel) -> None:
        deeds.enter_thread(self.world, self.user, thread)

    def quits(self, thread: Channel) -> None:
        deeds.leave_thread(self.world, self.user, thread)

    async def votes(self, *answers: str, on: Message | SeenMessage | Answer) -> None:
        """Vote in a poll; no answer takes the vote back."""
        deeds.vote(self.world, self.user, self._message(on), answers)

    def subscribes(self, event: ScheduledEvent) -> None:
        """Press Interested on an event."""
        deeds.subscribe(self.world, self.member, event)

    def unsubscribes(self, event: ScheduledEvent) -> None:
        deeds.unsubscribe(self.world, self.member, event)

    def gives_role(self, role: Role, *, to: Person) -> None:
        deeds.change_roles(self.world, self.member, to.member, add=role, remove=None)

    def takes_role(self, role: Role, *, of: Person) -> None:
        deeds.change_roles(self.world, self.member, of.member, add=None, remove=role)

    def kicks(self, other: Person) -> None:
        deeds.kick(self.world, self.member, other.member)


class Departed:
    """Which servers (first) which users (second) have left."""

    def __init__(self) -> None:
        self.left: set[tuple[int, int]] = set()

    def kept(self) -> list[tuple[int, int]]:
        return sorted(self.left)

    def take_up(self, _world: World, kept: list[tuple[int, int]]) -> None:
        self.left.update((guild_id, user_id) for guild_id, user_id in kept)
