"""The permissions of the invite link: all that is used, and nothing that is not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import get_args

import discord
import pytest

from bot import invite
from bot.actions import (
    Action,
    ArchiveThread,
    ClearEmoji,
    Content,
    CountAnswers,
    Edit,
    GrantRole,
    MirrorEvent,
    OpenThread,
    Pin,
    Poll,
    Post,
    React,
    Receipt,
    Remove,
    StartThread,
    TakeRole,
    Unpin,
    Unreact,
    carried_out,
    needed,
)
from bot.carrying import carry_out
from bot.simulator import permissions as may
from bot.simulator.people import Person
from bot.simulator.world import roles
from bot.simulator.world.entities import Message
from tests.factories import Village
from tests.running import RunningBot

ROOT = Path(__file__).parent.parent.parent
ALL = invite.permissions(clears=True)
SEEDLING, PIZZA = "🌱", "🍕"

CALLS = frozenset(
    {
        "add_reaction",
        "add_role",
        "add_roles",
        "add_user_to_thread",
        "clear_reactions",
        "clear_single_reaction",
        "create_custom_emoji",
        "create_guild_scheduled_event",
        "create_invite",
        "create_role",
        "create_scheduled_event",
        "create_text_channel",
        "create_thread",
        "create_webhook",
        "delete_message",
        "edit_channel",
        "edit_scheduled_event",
        "pin",
        "remove_reaction",
        "remove_role",
        "remove_roles",
        "set_permissions",
        "start_thread_with_message",
        "start_thread_without_message",
        "unpin",
    }
)
"""What discord.py can do for us that needs a permission, besides sending and editing."""

CARRIERS = {"bot/carrying.py", "bot/events.py"}
"""Where the actions are carried out whose permissions `bot.actions` knows."""

ASIDE = {"cogs/setup/starting.py": {"create_text_channel", "create_role"}}
"""What is called elsewhere, by file: there a steward waits, and reads what to do when it may not.

The link does not ask for Manage Channels: a steward can make the two or three channels by hand.
"""


NEEDED = {kind: set(needed(kind)) for kind in carried_out()}
NEEDED[Post] |= {invite.POLLS, "send_messages_in_threads"}


class Hand:
    """Does one of everything with what the bot's role has at the moment."""

    def __init__(self, village: Village, tenet: RunningBot, ada: Person) -> None:
        self.village = village
        self.tenet = tenet
        self.ada = ada
        self.general = village.channels["general"].id
        self.role = roles.create(
            village.world, village.guild, "Gardener", position=1, permissions=0
        )
        self._number = 0

    def grants(self, permissions: frozenset[str]) -> None:
        """Let the bot have these, and nobody anything through @everyone."""
        world, guild = self.village.world, self.village.guild
        held = discord.Permissions(**dict.fromkeys(permissions, True)).value
        roles.update(world, guild, guild.roles[guild.id], permissions=0)
        roles.update(world, guild, self.village.roles["Steward"], permissions=may.VIEW_CHANNEL)
        roles.update(world, guild, self.village.roles["Tenet"], permissions=held)

    async def does(self, action: Action) -> Receipt:
        self._number += 1
        return await carry_out(
            self.tenet.bot,
            self.village.guild.id,
            action,
            nonce=f"invite-{self._number}",
            tries=0,
            since=self.tenet.clock.now(),
        )

    async def posts(self) -> int:
        embed = discord.Embed(title=f"No. {self._number}")
        receipt = await self.does(Post(self.general, Content(embeds=[embed])))
        assert receipt.message_id is not None
        return receipt.message_id

    async def refused(self, permissions: frozenset[str]) -> set[type]:
        """The kinds of actions that do not work with these permissions alone."""
        self.grants(ALL)
        actions = await self._everything()
        self.grants(permissions)
        found = set()
        for action in actions:
            try:
                receipt = await self.does(action)
            except discord.HTTPException:
                found.add(type(action))
                continue
            if isinstance(action, Post) and not self._message(receipt).embeds:
                found.add(Post)
        return found

    def _message(self, receipt: Receipt) -> Message:
        assert receipt.channel_id is not None
        assert receipt.message_id is not None
        return self.village.world.channels[receipt.channel_id].messages[receipt.message_id]

    async def _everything(self) -> list[Action]:
        """One of each kind, and what it is to be done to."""
        message, other, pinned, old, asked = [await self.posts() for _ in range(5)]
        await self.does(React(self.general, message, [SEEDLING, PIZZA]))
        await self.does(Pin(self.general, pinned))
        await self.does(StartThread(self.general, message, "Thread"))
        private = await self.does(
            OpenThread(self.general, self.ada.user.id, "Private", Content("Hello"))
        )
        event = await self.does(self._event())
        assert private.channel_id is not None
        content = Content(embeds=[discord.Embed(title="Anew")])
        poll = Poll("Which?", ("A", "B"))
        return [
            Post(self.general, content),
            Post(message, content),
            Post(self.general, Content("?", content.embeds, poll=poll)),
            Edit(self.general, other, content),
            Pin(self.general, other),
            Unpin(self.general, pinned),
            React(self.general, other, [SEEDLING]),
            Unreact(self.general, message, SEEDLING),
            ClearEmoji(self.general, message, PIZZA),
            Remove(self.general, old),
            CountAnswers(self.general, other),
            OpenThread(self.general, self.ada.user.id, "Another", Content("Hello")),
            ArchiveThread(private.channel_id),
            StartThread(self.general, asked, "Thread"),
            self._event(),
            self._event(event.event_id),
            GrantRole(self.ada.user.id, self.role.id),
            TakeRole(self.ada.user.id, self.role.id),
        ]

    def _event(self, event_id: int | None = None) -> MirrorEvent:
        begins = self.tenet.clock.now() + timedelta(days=1)
        name = "Clean-up" if event_id is None else "Clean-up, later"
        return MirrorEvent(
            event_id, name, "All of us", begins, begins + timedelta(hours=1), location="The river"
        )


@pytest.mark.thorough
@pytest.mark.asyncio
async def test_with_them_everything_works_and_without_any_of_them_something_does_not(
    village: Village, tenet: RunningBot
) -> None:
    hand = Hand(village, tenet, village.join("Ada", roles=(village.roles["Steward"],)))

    assert await hand.refused(ALL) == set()
    unknown = []
    for name in sorted(ALL):
        refused = await hand.refused(ALL - {name})
        assert refused, f"nothing needs {name}"
        unknown += [(kind.__name__, name) for kind in refused if name not in NEEDED[kind]]
    assert unknown == []


def test_whatever_needs_a_permission_is_done_where_permissions_are_known() -> None:
    found: dict[str, set[str]] = {}
    for path in _sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in CALLS and not _is_ours(node):
                found.setdefault(path.relative_to(ROOT).as_posix(), set()).add(node.attr)

    assert {name: calls for name, calls in found.items() if name not in CARRIERS} == ASIDE


def _is_ours(node: ast.Attribute) -> bool:
    """Whether a module of ours is asked, not something of discord.py's."""
    return isinstance(node.value, ast.Name) and node.value.id in _MODULES


def _sources() -> Iterator[Path]:
    for folder in ("bot", "cogs"):
        for path in (ROOT / folder).rglob("*.py"):
            if not {"simulator", "rehearsal"} & set(path.parts):
                yield path


_MODULES = {path.stem for path in _sources()} | {path.parent.name for path in _sources()}


def test_every_kind_of_action_says_what_it_needs() -> None:
    kinds = set(get_args(Action))

    assert {kind.__name__ for kind in kinds - set(carried_out())} == {"DirectMessage"}


def test_the_link_asks_for_exactly_that() -> None:
    url = invite.invite_url(4711, invite.permissions(), guild_id=42)

    asked = discord.utils.oauth_url(4711).partition("?")[0]
    assert url.startswith(f"{asked}?client_id=4711&scope=bot+applications.commands&")
    assert url.endswith("&guild_id=42")
    bits = int(url.partition("permissions=")[2].partition("&")[0])
    granted = {name for name in discord.Permissions.VALID_FLAGS if bits & _bit(name)}
    assert granted - {"read_messages", "create_polls", "manage_permissions"} == {
        "add_reactions",
        "create_events",
        "create_private_threads",
        "create_public_threads",
        "embed_links",
        "manage_roles",
        "manage_threads",
        "pin_messages",
        "read_message_history",
        "send_messages",
        "send_messages_in_threads",
        "send_polls",
        "view_channel",
    }
    assert invite.permissions(clears=True) == invite.permissions() | {"manage_messages"}


def _bit(name: str) -> int:
    return int(discord.Permissions.VALID_FLAGS[name])


@pytest.mark.parametrize(
    ("token", "known"),
    [
        ("MTIzNDU2Nzg5MDEyMzQ1Njc4OTA.GaBcDe.abcdefghijklmnop", 12345678901234567890),
        ("MQ.a.b", 1),
        ("not a token", None),
        ("", None),
        ("YWJj.a.b", None),
        ("é.a.b", None),
    ],
)
def test_a_token_says_whose_it_is(token: str, known: int | None) -> None:
    assert invite.application_id_of(token) == known
