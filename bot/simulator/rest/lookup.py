"""What a path names, and whether the bot may reach it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.simulator import errors, intents, permissions
from bot.simulator.payloads import messages as message_payloads
from bot.simulator.rest.routing import Call
from bot.simulator.world.entities import Channel, Guild, Json, Member, Message, Role


@dataclass(frozen=True, slots=True)
class Place:
    """A channel that the bot can see, with what it may do there. No guild in a DM."""

    channel: Channel
    guild: Guild | None
    me: Member | None
    bits: int

    def require(self, wanted: int) -> None:
        """Refuse with 50013 unless the bot has every wanted bit here."""
        if wanted & ~self.bits:
            raise errors.missing_permissions()

    def require_open(self) -> None:
        """Refuse with 50083 in an archived thread."""
        if self.channel.thread is not None and self.channel.thread.archived:
            raise errors.refused(50083)

    def require_unlocked(self) -> None:
        """Refuse with 160005 in a locked thread without MANAGE_THREADS."""
        thread = self.channel.thread
        if thread is not None and thread.locked and not self.bits & permissions.MANAGE_THREADS:
            raise errors.refused(160005)

    @property
    def in_guild(self) -> tuple[Guild, Member]:
        """The guild and the bot in it; 50003 in a DM."""
        if self.guild is None or self.me is None:
            raise errors.refused(50003)
        return self.guild, self.me


def place(call: Call, wanted: int = 0) -> Place:
    """The channel of the path.

    Raises:
        ApiError: 10003, 50001 when it is out of the bot's sight, 50013 when a bit is missing.
    """
    return reach(call, call.world.get_channel(call.id("channel_id")), wanted)


def reach(call: Call, channel: Channel, wanted: int = 0) -> Place:
    if channel.guild_id is None:
        if call.bot_id not in channel.recipient_ids:
            raise errors.missing_access()
        return Place(channel, None, None, permissions.IN_DMS)
    guild = call.world.guilds[channel.guild_id]
    me = guild.members.get(call.bot_id)
    if me is None:
        raise errors.missing_access()
    bits = permissions.require(guild, me, channel, wanted, call.now)
    return Place(channel, guild, me, bits)


def guild(call: Call, wanted: int = 0) -> tuple[Guild, Member]:
    """The guild of the path and the bot in it, with guild-wide bits required."""
    found = call.world.get_guild(call.id("guild_id"))
    me = call.me(found.id)
    permissions.require_in_guild(found, me, wanted, call.now)
    return found, me


def role(call: Call, home: Guild) -> Role:
    found = home.roles.get(call.id("role_id"))
    if found is None:
        raise errors.unknown("role")
    return found


def member(call: Call, home: Guild) -> Member:
    """The member of the path; 10013 when there is no such user, 10007 when not a member."""
    user_id = call.id("user_id")
    call.world.get_user(user_id)
    return call.world.get_member(home, user_id)


def message(call: Call, where: Place) -> Message:
    """The message of the path; 50001 where the bot may not read the history."""
    if not where.bits & permissions.READ_MESSAGE_HISTORY:
        raise errors.missing_access()
    return call.world.get_message(where.channel, call.id("message_id"))


def shown(call: Call, found: Message) -> Json:
    """The message as this bot may read it: content only as MESSAGE_CONTENT allows."""
    payload = message_payloads.message(call.world, found, call.bot_id)
    if (
        call.bot.intents & intents.MESSAGE_CONTENT
        or found.guild_id is None
        or call.bot_id in (found.author_id, found.application_id)
        or call.bot_id in found.mention_ids
    ):
        return payload
    return message_payloads.without_content(payload)
