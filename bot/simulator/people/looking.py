"""A person at their screen: which channels and messages they see."""

from __future__ import annotations

from collections.abc import Callable

from bot.simulator import permissions
from bot.simulator.people import waiting
from bot.simulator.people.rights import require_sight, sees_channel, visible_channels
from bot.simulator.people.seen import (
    Answer,
    CannotDo,
    NotSeen,
    SeenMessage,
    describe,
    look,
)
from bot.simulator.world import channels as world_channels
from bot.simulator.world.entities import (
    Application,
    Channel,
    ChannelType,
    Guild,
    Member,
    Message,
    User,
)
from bot.simulator.world.world import World


class Viewer:
    """One user, looking.

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
        member = self.membership
        if member is None:
            raise CannotDo(f"{self.name} is not in this server")
        return member

    @property
    def membership(self) -> Member | None:
        """Their membership, or None for somebody who is not in the server they look at."""
        return None if self.guild is None else self.guild.members.get(self.user.id)

    @property
    def role_names(self) -> set[str]:
        guild = self.guild
        return set() if guild is None else {guild.roles[r].name for r in self.member.role_ids}

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
        place = self.here() if channel is None else channel
        return [look(self.world, message, self.user.id) for message in self._all_messages(place)]

    def sees_anywhere(self) -> list[SeenMessage]:
        """Every message they can see, in direct messages too, oldest first."""
        return [look(self.world, message, self.user.id) for message in self._all_messages(None)]

    def looks_again(self, message: Message | SeenMessage | Answer) -> SeenMessage:
        """The message as it is now."""
        return look(self.world, self._message(message), self.user.id)

    def sees_pinned(self, channel: Channel | str | None = None) -> list[SeenMessage]:
        """The pinned messages of a channel, as `sees` shows them."""
        return [message for message in self.sees(channel) if message.is_pinned]

    def opens(self, message: Message | SeenMessage | Answer, name: str | None = None) -> bytes:
        """Download a file that is attached to a message.

        Args:
            name: Which one; the only one, unless given.

        Raises:
            CannotDo: There is no such file.
        """
        found = self._message(message)
        files = [file for file in found.attachments if name in (None, file["filename"])]
        if len(files) != 1:
            names = [file["filename"] for file in found.attachments]
            raise CannotDo(f"{name or 'the one file'} is not there to open; there are {names}")
        file = files[0]
        return self.world.files[found.channel_id, int(file["id"]), file["filename"]]

    def messages(self, place: Channel) -> list[Message]:
        """The messages of one place, those that only they see among them, oldest first."""
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
            for message in reversed(self._all_messages(channel)):
                if message.id <= since:
                    break
                seen = look(self.world, message, self.user.id)
                if fits(seen):
                    return seen
            return None

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

    def _all_messages(self, place: Channel | str | None) -> list[Message]:
        """What they see in one place, or anywhere for None, oldest first."""
        if isinstance(place, str):
            name = place.lstrip("#")
            places = [channel for channel in self.channels() if channel.name == name][:1]
        elif place is not None:
            places = [place]
        else:
            direct = [c for pair, c in self.world.dms.items() if self.user.id in pair]
            places = [*self.channels(), *direct]
        found = [message for channel in places for message in self.messages(channel)]
        if len(places) > 1:
            found.sort(key=lambda message: message.id)
        return found
