"""What Discord's client lets a person see and run."""

from __future__ import annotations

from bot.simulator import permissions
from bot.simulator.interactions.registry import Command
from bot.simulator.people.seen import CannotDo, place_name
from bot.simulator.world import threads
from bot.simulator.world.entities import Channel, Guild, Json, Member, User
from bot.simulator.world.world import World

BOT_DM, GUILD = 1, 0
_ROLE, _USER, _CHANNEL = 1, 2, 3


def sees_channel(world: World, user: User, channel: Channel) -> bool:
    if channel.id not in world.channels:
        return False
    if channel.is_dm:
        return user.id in channel.recipient_ids
    guild = world.guilds[channel.guild_id or 0]
    member = guild.members.get(user.id)
    return member is not None and permissions.sees(guild, member, channel, world.now())


def require_sight(world: World, user: User, channel: Channel) -> None:
    if not sees_channel(world, user, channel):
        raise CannotDo(f"{user.display_name} does not see {place_name(world, channel)}")


def require_bits(world: World, user: User, channel: Channel, wanted: int, what: str) -> None:
    """Refuse what the person may not do here; in direct messages they may."""
    require_sight(world, user, channel)
    guild = world.guild_of(channel)
    if guild is None:
        return
    member = guild.members[user.id]
    if member.pending:
        raise CannotDo(f"{user.display_name} has not accepted the rules yet")
    if wanted & ~permissions.in_channel(guild, member, channel, world.now()):
        raise CannotDo(f"{user.display_name} may not {what} in {place_name(world, channel)}")


def visible_channels(world: World, guild: Guild, user: User) -> list[Channel]:
    """The channels, then the active threads, that the person sees."""
    member = guild.members.get(user.id)
    if member is None:
        return []
    now = world.now()
    ordered = sorted(guild.channels.values(), key=lambda channel: (channel.position, channel.id))
    return [
        channel
        for channel in (*ordered, *threads.active(guild))
        if permissions.sees(guild, member, channel, now)
    ]


def may_run(world: World, user: User, channel: Channel, command: Command) -> bool:
    """Whether the client offers the command to this person here.

    https://docs.discord.com/developers/interactions/application-commands#permissions
    """
    guild = world.guild_of(channel)
    if guild is None:
        return command.guild_id is None and command.allows_context(BOT_DM)
    member = guild.members[user.id]
    if not command.allows_context(GUILD) or member.pending:
        return False
    bits = permissions.in_channel(guild, member, channel, world.now())
    if not bits & permissions.USE_APPLICATION_COMMANDS:
        return False
    if bits & permissions.ADMINISTRATOR:
        return True
    settings = command.permissions.get(guild.id, [])
    if _setting(settings, _CHANNEL, (channel.id, channel.parent_id), guild.id - 1) is False:
        return False
    decided = _decided(settings, guild, member)
    if decided is not None:
        return decided
    needed = command.default_member_permissions
    if needed is None:
        return True
    return needed != 0 and not needed & ~bits


def _decided(settings: list[Json], guild: Guild, member: Member) -> bool | None:
    """What the server's settings say of this member: a person before roles before @everyone."""
    own = _setting(settings, _USER, (member.id,), None)
    if own is not None:
        return own
    of_roles = [
        entry["permission"]
        for entry in settings
        if entry["type"] == _ROLE and int(entry["id"]) in member.role_ids
    ]
    if of_roles:
        return any(of_roles)
    return _setting(settings, _ROLE, (guild.id,), None)


def _setting(
    settings: list[Json], kind: int, ids: tuple[int | None, ...], fallback_id: int | None
) -> bool | None:
    """The entry for one of the ids, else the one that stands for all."""
    for wanted in (*ids, fallback_id):
        for entry in settings:
            if wanted is not None and entry["type"] == kind and int(entry["id"]) == wanted:
                return bool(entry["permission"])
    return None
