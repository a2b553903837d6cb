"""What keeps the bot from its work in a server: looked for, told once, and closed when mended.

Nothing is asked of Discord: the server, its roles and channels and our own member are in memory.
A capability says what it needs where, and what else may be wrong; what is missing of it is found
here, so that one channel is one problem, however many need it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot import notices, switches
from bot.notices import about_channel
from bot.places import find_channel
from bot.settings import GuildSettings, Place, Setting

if TYPE_CHECKING:
    from bot.client import Tenet
    from bot.texts import Speaker

PERMISSIONS = "permissions"
"""What is missing in a channel; the number of the channel follows."""

SERVER_PERMISSION = "permission"
"""One that holds for the whole server; its name follows."""

BY = "check"
"""The argument of a notice that a check has opened, and closes when all is well."""

CHANNEL_ID = "channel_id"
"""The argument that says which channel it was that is gone."""

_LISTED = "permissions"
"""The argument that lists permissions by their names; in a sentence each stands in words."""


@dataclass(frozen=True)
class Problem:
    """Something that somebody has to mend.

    Args:
        about: What it is about, as the notice about it has it; the same thing has one name only.
        text_key: The sentence that says what is so; `arguments` fill it in.
        fix_key: The sentence that says what helps; None where the first one says it.
        is_hint: It is said to those who ask, and nobody is told of it.
    """

    about: str
    text_key: str
    fix_key: str | None = None
    arguments: Mapping[str, str | int] = field(default_factory=dict)
    is_hint: bool = False

    def noted(self) -> dict[str, str | int]:
        """The arguments of the notice about it."""
        fix: dict[str, str | int] = {} if self.fix_key is None else {notices.FIX: self.fix_key}
        return {**self.arguments, **fix, BY: 1}


@dataclass(frozen=True)
class Need:
    """Permissions that a capability needs.

    Args:
        permissions: By their names in discord.py.
        place: The channel or thread; None: in the server as a whole.
        about: What it is about when there is no such channel; None: somebody else tells of that.
    """

    permissions: Sequence[str]
    place: Place | None = None
    about: str | None = None


Found = Problem | Need
Look = Callable[["Tenet", discord.Guild, GuildSettings, AsyncSession], Awaitable[Iterable[Found]]]


def need_channel(
    settings: GuildSettings,
    setting: Setting[dict[str, Any] | None],
    permissions: Sequence[str],
) -> list[Found]:
    """What is needed in the channel that a setting names, if it names one."""
    place = settings.place(setting)
    return [] if place is None else [Need(permissions, place, about_channel(setting))]


class Checks:
    """What capabilities bring to be looked at."""

    def __init__(self, bot: Tenet) -> None:
        self._bot = bot
        self._looks: list[tuple[str, Look]] = []

    def add(self, capability: str, look: Look) -> None:
        """Have `look` called at every check of a server in which the capability is on."""
        self._looks.append((capability, look))

    async def find(
        self,
        guild: discord.Guild,
        settings: GuildSettings,
        session: AsyncSession,
        *,
        also: Iterable[Need] = (),
    ) -> list[Problem]:
        """Everything that is wrong in a server now, hints last.

        Args:
            also: Permissions that are looked at besides.
        """
        needs, problems = list(also), []
        for capability, look in self._looks:
            if switches.is_on(settings, capability):
                for found in await look(self._bot, guild, settings, session):
                    if isinstance(found, Need):
                        needs.append(found)
                    else:
                        problems.append(found)
        unique: dict[str, Problem] = {}
        for problem in (*_unmet(guild, needs), *problems):
            unique.setdefault(problem.about, problem)
        return sorted(unique.values(), key=lambda problem: problem.is_hint)


def worded(say: Speaker, text_key: str, arguments: Mapping[str, Any]) -> str:
    """A problem's sentence; permissions are called as Discord calls them."""
    if _LISTED in arguments:
        names = [
            say("permission", name=name) for name in str(arguments[_LISTED]).split(",") if name
        ]
        arguments = {**arguments, _LISTED: ", ".join(names)}
    return say(text_key, **arguments)


def lacks(guild: discord.Guild, channel: Channel, permissions: Iterable[str]) -> list[str]:
    """Which of these permissions we have not been given in a channel or thread.

    Without the permission to see it nothing else is of use, and still each is named that would be
    missing then: discord.py's own answer would name them all.
    """
    place = channel.parent if isinstance(channel, discord.Thread) else channel
    me = guild.me
    held = me.guild_permissions
    if held.administrator or place is None:
        return []
    value = held.value
    everyone = place.overwrites_for(guild.default_role)
    roles = [place.overwrites_for(role) for role in me.roles if not role.is_default()]
    for layer in ([everyone], roles, [place.overwrites_for(me)]):
        pairs = [overwrite.pair() for overwrite in layer]
        for _, denied in pairs:
            value &= ~denied.value
        for allowed, _ in pairs:
            value |= allowed.value
    given = discord.Permissions(value)
    return [name for name in permissions if not getattr(given, name)]


async def tell_missing(
    session: AsyncSession,
    guild_id: int,
    permissions: Iterable[str],
    *,
    channel_id: int | None,
    now: datetime,
) -> None:
    """Tell stewards of a refusal that missing permissions explain, as a check would tell of them.

    Args:
        channel_id: None when they are missing in the server as a whole.
    """
    problems = (
        [in_server(name) for name in permissions]
        if channel_id is None
        else [in_channel(channel_id, permissions)]
    )
    for problem in problems:
        await notices.open_notice(
            session,
            problem.about,
            guild_id=guild_id,
            text_key=problem.text_key,
            now=now,
            **problem.noted(),
        )


def is_found_by_checks(about: str, arguments: Mapping[str, Any]) -> bool:
    """Whether a notice is closed by a check that does not find what it is about any more."""
    return BY in arguments or about.partition(":")[0] in (PERMISSIONS, SERVER_PERMISSION)


def in_channel(channel_id: int, permissions: Iterable[str]) -> Problem:
    """Permissions that are missing in a channel or thread."""
    return Problem(
        f"{PERMISSIONS}:{channel_id}",
        "check-permissions",
        "check-permissions-fix",
        {"channel": f"<#{channel_id}>", _LISTED: ",".join(permissions)},
    )


def in_server(name: str) -> Problem:
    """A permission that is missing in the server as a whole."""
    return Problem(
        f"{SERVER_PERMISSION}:{name}",
        "check-permission",
        "check-permission-fix",
        {_LISTED: name},
    )


def needs_of(notices: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Need]:
    """What open notices say is missing, to see whether it still is.

    A refusal may have told of a channel in which no capability says that it needs anything.
    """
    needs = []
    for about, arguments in notices:
        kind, _, number = about.partition(":")
        if kind == PERMISSIONS and number.isdecimal():
            listed = str(arguments.get(_LISTED, "")).split(",")
            known = [name for name in listed if name in discord.Permissions.VALID_FLAGS]
            needs.append(Need(known, Place(int(number))))
    return needs


Channel = discord.abc.GuildChannel | discord.Thread


def _unmet(guild: discord.Guild, needs: Iterable[Need]) -> list[Problem]:
    gone: list[Problem] = []
    everywhere: set[str] = set()
    by_channel: dict[int, tuple[Channel, set[str]]] = {}
    for need in needs:
        if need.place is None:
            everywhere.update(need.permissions)
            continue
        channel = _channel(guild, need.place)
        if channel is None:
            if need.about is not None:
                gone.append(_gone(need.place, need.about))
            continue
        wanted = set(need.permissions)
        if isinstance(channel, discord.Thread):
            wanted = _in_thread(channel, wanted)
        by_channel.setdefault(channel.id, (channel, set()))[1].update(wanted)
    held = guild.me.guild_permissions
    problems = [in_server(name) for name in _in_order(everywhere) if not getattr(held, name)]
    for channel, wanted in by_channel.values():
        missing = lacks(guild, channel, _in_order(wanted))
        if missing:
            problems.append(in_channel(channel.id, missing))
    return [*gone, *problems]


def _in_thread(thread: discord.Thread, wanted: set[str]) -> set[str]:
    """Writing in a thread has a name of its own, and a locked one takes more."""
    if "send_messages" in wanted:
        wanted = wanted - {"send_messages"} | {"send_messages_in_threads"}
    return wanted if thread.locked else wanted - {"manage_threads"}


def _channel(guild: discord.Guild, place: Place) -> Channel | None:
    named = find_channel(guild, place)
    return guild.get_channel_or_thread(place.id) if named is None and place.id else named


def _gone(place: Place, about: str) -> Problem:
    name = discord.utils.escape_markdown(str(place))
    if place.id is None:
        return Problem(about, "check-channel-unknown", "check-channel-fix", {"channel": name})
    arguments = {"channel": name, CHANNEL_ID: str(place.id)}
    return Problem(about, "check-channel-gone", "check-channel-fix", arguments)


def _in_order(names: Iterable[str]) -> list[str]:
    wanted = set(names)
    return [name for name in discord.Permissions.VALID_FLAGS if name in wanted]
