"""The channels, threads and direct messages that somebody sees, and what is new in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.page.state import Page
from bot.rehearsal.page.visit import Visit, path_of
from bot.simulator.people import Person
from bot.simulator.world.entities import FORUM_TYPES, Channel, ChannelType, Message
from bot.simulator.world.snowflakes import at

_READABLE = (ChannelType.TEXT, ChannelType.ANNOUNCEMENT)


@dataclass(frozen=True)
class Place:
    """A line in the list.

    Attributes:
        path: Where it leads; None for a heading, and for what is no place to read in.
        mentions: How many new messages there are meant for the person.
    """

    name: str
    kind: str
    path: str | None
    is_here: bool = False
    is_new: bool = False
    mentions: int = 0


def places(page: Page, visit: Visit) -> dict[str, Any]:
    """The list of one person."""
    person = visit.person
    channels = person.channels()
    threads = [channel for channel in channels if channel.is_thread]
    listed: list[Place] = []
    for channel in _in_order([channel for channel in channels if not channel.is_thread]):
        listed.append(_place(page, visit, channel))
        mine = [item for item in threads if item.parent_id == channel.id]
        listed += [_place(page, visit, thread) for thread in mine]
    direct = page.sim.world.dms.get(frozenset({person.id, page.community.application.id}))
    return {
        "server": page.community.guild.name if person.membership else None,
        "listed": listed,
        "direct": None if direct is None else _place(page, visit, direct),
        "bot": page.community.application.name,
    }


def unread(page: Page, person: Person, channel: Channel) -> list[Message]:
    """What has come to a place since the person last looked there, without their own."""
    since = page.reads.get((person.id, channel.id), 0)
    if not since and not channel.is_dm:
        member = person.membership
        since = 0 if member is None else at(member.joined_at)
    ids = channel.message_ids[bisect_right(channel.message_ids, since) :]
    found = [channel.messages[message_id] for message_id in ids]
    return [message for message in found if message.author_id != person.id]


def read(page: Page, visit: Visit) -> None:
    """The person has seen what stands there now."""
    channel = visit.channel
    if channel is not None and channel.message_ids:
        page.reads[visit.person.id, channel.id] = channel.message_ids[-1]


def _place(page: Page, visit: Visit, channel: Channel) -> Place:
    here = visit.channel
    is_here = here is not None and here.id == channel.id
    is_open = channel.type in _READABLE or channel.is_thread or channel.is_dm
    new = [] if is_here or not is_open else unread(page, visit.person, channel)
    mine = [one for one in new if channel.is_dm or _concerns(visit.person, one)]
    return Place(
        name=channel.name or page.community.application.name,
        kind=_kind(channel),
        path=path_of(visit.person.id, channel.id) if is_open else None,
        is_here=is_here,
        is_new=bool(new),
        mentions=len(mine),
    )


def _concerns(person: Person, message: Message) -> bool:
    member = person.membership
    roles = set() if member is None else member.role_ids
    return (
        message.mention_everyone
        or person.id in message.mention_ids
        or bool(roles & set(message.mention_role_ids))
    )


def _kind(channel: Channel) -> str:
    if channel.is_dm:
        return "direct"
    if channel.is_thread:
        return "private-thread" if channel.type == ChannelType.PRIVATE_THREAD else "thread"
    if channel.type == ChannelType.CATEGORY:
        return "category"
    if channel.type in FORUM_TYPES:
        return "forum"
    return "text" if channel.type in _READABLE else "voice"


def _in_order(channels: list[Channel]) -> list[Channel]:
    """Those without a category first, then each category with its own."""
    categories = [item for item in channels if item.type == ChannelType.CATEGORY]
    known = {item.id for item in categories}
    found = [
        item
        for item in channels
        if item.type != ChannelType.CATEGORY and item.parent_id not in known
    ]
    for category in categories:
        found += [category, *(item for item in channels if item.parent_id == category.id)]
    return found
