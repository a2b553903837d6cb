"""How what is to be done on Discord is done, so that trying it again does no harm."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import discord

from bot import events
from bot.actions import (
    ARCHIVED,
    THREAD_EXISTS,
    Action,
    ArchiveThread,
    ClearEmoji,
    Content,
    CountAnswers,
    DirectMessage,
    Edit,
    GrantRole,
    MirrorEvent,
    OpenThread,
    Pin,
    Post,
    React,
    Receipt,
    Remove,
    RoleNow,
    StartThread,
    TakeRole,
    TooLate,
    Unpin,
    Unreact,
    Verdict,
    judge,
)

if TYPE_CHECKING:
    from discord.types.message import Message

    from bot.client import Tenet

CHECK_HISTORY_AFTER_TRIES = 1
"""From the second try on, an earlier one may have arrived although nobody saw its answer."""


async def carry_out(
    bot: Tenet, guild_id: int, action: Action, *, nonce: str, tries: int, since: datetime
) -> Receipt:
    """Do it.

    Args:
        nonce: Makes a second post with it return the first one.
        tries: How often it was tried before.
        since: When it was first asked for; earlier messages cannot be ours.

    Raises:
        discord.HTTPException: Discord refused; see `judge`.
        TooLate: The moment until which it was worth posting has passed.
    """
    match action:
        case Post(channel_id, content, until=until):
            channel = bot.get_partial_messageable(channel_id, guild_id=guild_id)
            return await _post(bot, channel, content, nonce, tries, since, until)
        case Edit(channel_id, message_id, content, wakes):
            message = bot.get_partial_messageable(channel_id).get_partial_message(message_id)
            edit = partial(
                message.edit,
                content=content.text,
                embeds=content.embeds,
                view=content.view,
                allowed_mentions=content.mentions,
            )
            await (_awake(bot, channel_id, edit) if wakes else edit())
            return Receipt(channel_id, message_id)
        case Pin(channel_id, message_id):
            message = bot.get_partial_messageable(channel_id).get_partial_message(message_id)
            await message.pin()
            return Receipt(channel_id, message_id)
        case Unpin(channel_id, message_id):
            message = bot.get_partial_messageable(channel_id).get_partial_message(message_id)
            await message.unpin()
            return Receipt(channel_id, message_id)
        case React(channel_id, message_id, emojis):
            message = bot.get_partial_messageable(channel_id).get_partial_message(message_id)
            for emoji in emojis:
                await message.add_reaction(emoji)
            return Receipt(channel_id, message_id)
        case Unreact(channel_id, message_id, emoji):
            await bot.http.remove_own_reaction(channel_id, message_id, emoji)
            return Receipt(channel_id, message_id)
        case ClearEmoji(channel_id, message_id, emoji):
            await bot.http.clear_single_reaction(channel_id, message_id, emoji)
            return Receipt(channel_id, message_id)
        case Remove(channel_id, message_id):
            with suppress(discord.NotFound):
                delete = partial(bot.http.delete_message, channel_id, message_id)
                await _awake(bot, channel_id, delete)
            return Receipt(channel_id, message_id)
        case CountAnswers(channel_id, message_id):
            looked_at = await bot.http.get_message(channel_id, message_id)
            return Receipt(channel_id, message_id, answers=_answers(looked_at))
        case DirectMessage(user_id, content):
            dm = await bot.create_dm(discord.Object(user_id))
            return await _post(bot, dm, content, nonce, tries, since)
        case OpenThread():
            return await _open_thread(bot, guild_id, action, nonce, tries, since)
        case ArchiveThread(thread_id, locked):
            close = partial(bot.http.edit_channel, thread_id, archived=True, locked=locked)
            await _awake(bot, thread_id, close)  # one that fell asleep by itself is not locked
            return Receipt(thread_id)
        case StartThread(channel_id, message_id, name):
            return await _start_thread(bot, channel_id, message_id, name)
        case MirrorEvent():
            return await events.mirror(bot, guild_id, action, tries=tries, since=since)
        case GrantRole(user_id, role_id, looks_first):
            if looks_first and tries < CHECK_HISTORY_AFTER_TRIES:
                member = await bot.http.get_member(guild_id, user_id)
                if str(role_id) in map(str, member["roles"]):
                    return Receipt(role=RoleNow.FOUND)
            await bot.http.add_role(guild_id, user_id, role_id, reason=None)
            return Receipt(role=RoleNow.GIVEN)
        case TakeRole(user_id, role_id):
            await bot.http.remove_role(guild_id, user_id, role_id, reason=None)
            return Receipt(role=RoleNow.TAKEN)


async def has_arrived(
    bot: Tenet, guild_id: int, message: DirectMessage | Post, *, since: datetime
) -> bool:
    """Whether a message of ours that says the same stands there already.

    Raises:
        discord.HTTPException: Discord does not let us look.
    """
    channel: discord.abc.Messageable
    if isinstance(message, DirectMessage):
        channel = await bot.create_dm(discord.Object(message.user_id))
    else:
        channel = bot.get_partial_messageable(message.channel_id, guild_id=guild_id)
    return await _find_arrived(bot, channel, message.content, since) is not None


async def _awake(bot: Tenet, channel_id: int, do: Callable[[], Awaitable[object]]) -> None:
    """Do something in a channel; in an archived thread, open that first."""
    try:
        await do()
    except discord.HTTPException as error:
        if error.code != ARCHIVED:
            raise
        await bot.http.edit_channel(channel_id, archived=False)
        await do()


async def _post(
    bot: Tenet,
    channel: discord.abc.Messageable,
    content: Content,
    nonce: str,
    tries: int,
    since: datetime,
    until: datetime | None = None,
) -> Receipt:
    if tries >= CHECK_HISTORY_AFTER_TRIES:
        arrived = await _find_arrived(bot, channel, content, since)
        if arrived is not None:
            return Receipt(arrived.channel.id, arrived.id)
    if until is not None and bot.clock.now() > until:
        raise TooLate
    options: dict[str, Any] = {"view": content.view} if content.view is not None else {}
    if content.poll is not None:
        options["poll"] = content.poll.draw()
    message = await channel.send(
        content.text,
        embeds=content.embeds,
        nonce=nonce,
        allowed_mentions=content.mentions,
        silent=content.is_silent,
        **options,
    )
    return Receipt(message.channel.id, message.id)


def _answers(message: Message) -> int:
    """Reactions of others, votes, and messages in its thread (FACTS §6: what a message shows)."""
    reactions = sum(one["count"] - one["me"] for one in message.get("reactions", ()))
    results = message.get("poll", {}).get("results")
    votes = sum(one["count"] for one in results["answer_counts"]) if results else 0
    thread = message.get("thread")
    return reactions + votes + (thread["message_count"] if thread else 0)


async def _find_arrived(
    bot: Tenet, channel: discord.abc.Messageable, content: Content, since: datetime
) -> discord.Message | None:
    """A message of ours that says the same, from after the request.

    Discord honours a nonce for a few minutes only, and a crash may last longer than that.
    """
    try:
        async for message in channel.history(limit=50, after=since, oldest_first=False):
            is_ours = bot.user is not None and message.author.id == bot.user.id
            if is_ours and _is_the_same(message, content):
                return message
    except discord.Forbidden:
        return None  # without the history the nonce alone has to do
    return None


def _is_the_same(message: discord.Message, content: Content) -> bool:
    if _pressed(message) != _to_press(content):
        return False
    if content.known_by_controls and _pressed(message):
        return True
    same_text = (message.content or "") == (content.text or "")
    return same_text and _named(message.embeds) == _named(content.embeds)


def _named(embeds: Iterable[discord.Embed]) -> list[str]:
    """What tells embeds apart: figures in one change meanwhile, its title does not."""
    return [(embed.title or embed.description or "").strip() for embed in embeds]


def _pressed(message: discord.Message) -> set[str | None]:
    """The custom_ids under a message; they tell two cards of one title apart."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return {child.custom_id for row in rows for child in row.children} - {None}


def _to_press(content: Content) -> set[str | None]:
    children = () if content.view is None else content.view.walk_children()
    return {getattr(child, "custom_id", None) for child in children} - {None}


async def _start_thread(bot: Tenet, channel_id: int, message_id: int, name: str) -> Receipt:
    try:
        await bot.http.start_thread_with_message(
            channel_id, message_id, name=name, auto_archive_duration=10080
        )
    except discord.HTTPException as error:
        if error.code != THREAD_EXISTS:  # an earlier try, or somebody else, has made it
            raise
    return Receipt(message_id)


async def _open_thread(
    bot: Tenet, guild_id: int, action: OpenThread, nonce: str, tries: int, since: datetime
) -> Receipt:
    thread_id = None
    if tries >= CHECK_HISTORY_AFTER_TRIES:
        active = await bot.http.get_active_threads(guild_id)
        thread_id = next(
            (
                int(thread["id"])
                for thread in active["threads"]
                if thread["name"] == action.name
                and bot.user is not None
                and int(thread["owner_id"]) == bot.user.id
                and discord.utils.snowflake_time(int(thread["id"])) >= since
            ),
            None,
        )
    if thread_id is None:
        created = await bot.http.start_thread_without_message(
            action.channel_id,
            name=action.name,
            auto_archive_duration=10080,
            type=discord.ChannelType.private_thread.value,
            invitable=False,
            rate_limit_per_user=None,
            reason=None,
        )
        thread_id = int(created["id"])
    thread = bot.get_partial_messageable(thread_id, guild_id=guild_id)
    try:
        for user_id in (*action.with_user_ids, action.user_id):
            await bot.http.add_user_to_thread(thread_id, user_id)
        return await _post(bot, thread, action.content, nonce, tries, since)
    except discord.HTTPException as error:
        if judge(error).verdict is Verdict.PERMANENT:
            # What nobody can be brought into, or nothing written into, is not left standing.
            with suppress(discord.HTTPException):
                await bot.http.edit_channel(thread_id, archived=True)
        raise
