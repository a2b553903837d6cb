"""A world that was kept is the same to everybody in it, and goes on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import pytest
import pytest_asyncio

from bot.simulator import permissions
from bot.simulator.clock import MovableClock
from bot.simulator.people import Person
from bot.simulator.server import Simulator
from bot.simulator.world import accounts, guilds, keeping, members, reactions
from bot.simulator.world.entities import Overwrite, ReactionEmoji
from bot.simulator.world.world import World
from tests.simulator.conftest import Garden
from tests.simulator.connected import connected

pytestmark = pytest.mark.asyncio

KEPT = {
    *("users", "applications", "applications_by_token", "guilds", "channels", "dms", "invites"),
    *("files", "snowflakes", "clock", "_parts", "_kept_parts"),
}
MADE_ANEW = {"agenda", "cdn_url", "listeners"}


class Everything:
    """A garden with something of everything, and how its people look at it."""

    def __init__(self, garden: Garden) -> None:
        self.garden = garden
        self.world = garden.world

    async def grow(self) -> None:
        garden, here = self.garden, f"/channels/{self.garden.channel.id}"
        await self._write(here)
        await self._open_threads(here)
        await self._register()
        event = {
            "name": "Sowing",
            "privacy_level": 2,
            "entity_type": 3,
            "scheduled_start_time": (self.world.now() + timedelta(hours=5)).isoformat(),
            "scheduled_end_time": (self.world.now() + timedelta(hours=6)).isoformat(),
            "entity_metadata": {"location": "The shed"},
        }
        made = await garden.get("POST", f"/guilds/{garden.guild.id}/scheduled-events", event)
        bea = Person(self.world, garden.bea, garden.guild)
        bea.subscribes(garden.guild.events[int(made["id"])])
        await garden.get("POST", f"{here}/invites", {"max_age": 3600})
        await garden.get("POST", f"{here}/invites", {"max_age": 0})
        dm = await garden.get("POST", "/users/@me/channels", {"recipient_id": str(garden.bea.id)})
        await garden.get("POST", f"/channels/{dm['id']}/messages", {"content": "Only to you"})
        gone = accounts.create_user(self.world, "gone")
        members.join(self.world, garden.guild, gone)
        Person(self.world, gone, garden.guild).leaves()
        pending = accounts.create_user(self.world, "newcomer", locale="de")
        members.join(self.world, garden.guild, pending, pending=True)
        members.ban(self.world, garden.guild, accounts.create_user(self.world, "banned"))
        garden.bea.accepts_dms = False
        garden.channel.overwrites[gone.id] = Overwrite(gone.id, 1, deny=permissions.VIEW_CHANNEL)

    async def _write(self, here: str) -> None:
        garden = self.garden
        first = garden.said("Hello, **garden** 🌱 \u202e")
        guilds.create_emoji(self.world, garden.guild, "oak", creator_id=garden.ada.id)
        oak = next(iter(garden.guild.emojis.values()))
        for user in (garden.ada, garden.bea):
            reactions.add(self.world, garden.channel, first, user.id, ReactionEmoji(None, "🌱"))
        custom = ReactionEmoji(oak.id, oak.name)
        reactions.add(self.world, garden.channel, first, garden.bea.id, custom)
        await garden.get("PUT", f"{here}/messages/pins/{first.id}")
        rows = [
            {"type": 1, "components": [{"type": 2, "style": 1, "label": "Yes", "custom_id": "y"}]}
        ]
        body = {
            "content": f"<@{garden.bea.id}>, will you?",
            "embeds": [{"title": "A", "fields": [{"name": "n", "value": "v", "inline": True}]}],
            "components": rows,
            "message_reference": {"message_id": str(first.id)},
            "nonce": "once",
            "enforce_nonce": True,
        }
        answer = await garden.get("POST", f"{here}/messages", body)
        await garden.get("PATCH", f"{here}/messages/{answer['id']}", {"content": "Will you?"})
        poll = {"question": {"text": "Tea?"}, "answers": [{"poll_media": {"text": "Yes"}}]}
        asked = await garden.get("POST", f"{here}/messages", {"poll": {**poll, "duration": 1}})
        bea = Person(self.world, garden.bea, garden.guild)
        await bea.votes("Yes", on=garden.channel.messages[int(asked["id"])])
        form = aiohttp.FormData()
        form.add_field("payload_json", json.dumps({"content": "A file"}))
        form.add_field("files[0]", b"\x00\xffseeds", filename="seeds.bin")
        async with garden.http.post(f"{garden.sim.api_url}{here}/messages", data=form) as sent:
            assert sent.status == 200

    async def _open_threads(self, here: str) -> None:
        garden = self.garden
        body = {"name": "talk", "type": 11, "auto_archive_duration": 60}
        thread = await garden.get("POST", f"{here}/threads", body)
        await garden.get("POST", f"/channels/{thread['id']}/messages", {"content": "In here"})
        started = garden.said("Start here")
        path = f"{here}/messages/{started.id}/threads"
        other = await garden.get("POST", path, {"name": "old"})
        await garden.get("PATCH", f"/channels/{other['id']}", {"archived": True})

    async def _register(self) -> None:
        app = f"/applications/{self.garden.app.id}"
        choice = {"name": "Oak", "value": "oak"}
        option = {"type": 3, "name": "tree", "description": "Which", "choices": [choice]}
        body = {"name": "plant", "description": "Plant it", "options": [option]}
        await self.garden.get("POST", f"{app}/commands", body)
        menu = {"name": "Water", "type": 3}
        await self.garden.get("POST", f"{app}/guilds/{self.garden.guild.id}/commands", menu)

    @property
    def invitation(self) -> str:
        """The code of the invite that expires."""
        return next(code for code, invite in self.world.invites.items() if invite.max_age)


@asynccontextmanager
async def again(world: World, **changes: Any) -> AsyncIterator[Simulator]:
    """Another local Discord with what was kept of a world."""
    kept = {**json.loads(keeping.dump(world)), **changes}
    async with Simulator(clock=MovableClock(keeping.moment_of(kept)), identify_seconds=0) as sim:
        keeping.restore(sim.world, kept)
        yield sim


async def all_answers(garden: Garden, sim: Simulator, http: aiohttp.ClientSession) -> list[Any]:
    """What the bot is told about everything, with the addresses of files cut short."""
    guild, app = garden.guild.id, garden.app.id
    paths = [f"/guilds/{guild}{tail}" for tail in ("", "/channels", "/roles", "/emojis")]
    paths += [f"/guilds/{guild}/members?limit=1000", f"/guilds/{guild}/bans"]
    paths += [f"/guilds/{guild}/scheduled-events?with_user_count=true"]
    paths += [f"/guilds/{guild}/threads/active", f"/guilds/{guild}/audit-logs"]
    paths += [f"/guilds/{guild}/invites", f"/applications/{app}/commands"]
    paths += [f"/applications/{app}/guilds/{guild}/commands", "/users/@me"]
    paths += [f"/channels/{garden.channel.id}/threads/archived/public"]
    for channel in garden.world.channels.values():
        paths += [f"/channels/{channel.id}", f"/channels/{channel.id}/messages?limit=100"]
    paths += [f"/channels/{garden.channel.id}/messages/pins"]
    found = []
    for path in paths:
        async with http.get(sim.api_url + path) as answer:
            text = await answer.text()
            assert answer.status == 200, (path, text)
            found.append((path, json.loads(text.replace(sim.world.cdn_url, ""))))
    return found


def screens(world: World) -> dict[int, list[Any]]:
    """What everybody sees, in direct messages too."""
    guild = next(iter(world.guilds.values()))
    return {
        user.id: [seen.payload for seen in Person(world, user, guild).sees_anywhere()]
        for user in world.users.values()
        if user.id in guild.members
    }


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest_asyncio.fixture
async def grown(garden: Garden) -> Everything:
    everything = Everything(garden)
    await everything.grow()
    return everything


async def test_everybody_and_the_bot_see_the_same_as_before(grown: Everything) -> None:
    garden = grown.garden
    before = await all_answers(garden, garden.sim, garden.http)
    seen = screens(garden.world)

    async with again(garden.world) as sim:
        after = await all_answers(garden, sim, garden.http)

        assert after == before
        shown = json.dumps(screens(sim.world)).replace(sim.world.cdn_url, "")
        assert shown == json.dumps(seen).replace(garden.world.cdn_url, "")


async def test_what_is_kept_again_is_the_same(grown: Everything) -> None:
    async with again(grown.world) as sim:
        first, second = (json.loads(keeping.dump(world)) for world in (grown.world, sim.world))

    for kept in (first, second):
        kept["moment"] = None
    assert json.dumps(second).replace(sim.world.cdn_url, grown.world.cdn_url) == json.dumps(first)


async def test_files_are_where_the_messages_say(grown: Everything) -> None:
    async with again(grown.world) as sim:
        (message,) = [
            message
            for channel in sim.world.channels.values()
            for message in channel.messages.values()
            if message.attachments
        ]
        async with grown.garden.http.get(message.attachments[0]["url"]) as answer:
            assert await answer.read() == b"\x00\xffseeds"


async def test_time_goes_on_and_ids_ascend(grown: Everything) -> None:
    grown.garden.sim.clock.advance(timedelta(days=30))
    newest = grown.world.new_id()

    async with again(grown.world) as sim:
        assert abs(grown.world.now() - sim.world.now()) < timedelta(seconds=5)
        assert sim.world.new_id() > newest


async def test_ids_ascend_although_many_were_given_at_once(grown: Everything) -> None:
    grown.world.snowflakes.last += 1 << 40  # as after a crowd that joined within a moment
    newest = grown.world.new_id()

    async with again(grown.world) as sim:
        assert sim.world.new_id() > newest


async def test_what_would_have_happened_by_itself_happens(grown: Everything) -> None:
    async with again(grown.world) as sim:
        world, guild = sim.world, next(iter(sim.world.guilds.values()))
        (thread,) = [item for item in guild.threads.values() if item.name == "talk"]
        (event,) = guild.events.values()
        (poll,) = [
            m.poll for m in world.channels[grown.garden.channel.id].messages.values() if m.poll
        ]
        assert not poll.is_finalized
        assert thread.thread is not None
        assert not thread.thread.archived

        sim.clock.advance(timedelta(hours=2))
        assert poll.is_finalized
        assert thread.thread.archived
        assert set(world.invites) == set(grown.world.invites) - {grown.invitation}
        assert set(guild.invites) == set(world.invites)

        sim.clock.advance(timedelta(hours=3))
        assert event.status == 2
        sim.clock.advance(timedelta(hours=1))
        assert event.status == 3


async def test_what_the_clients_make_twice_is_found_again(grown: Everything) -> None:
    async with again(grown.world) as sim:
        path = f"{sim.api_url}/channels/{grown.garden.channel.id}/messages"
        body = {"content": "again", "nonce": "once", "enforce_nonce": True}
        async with grown.garden.http.post(path, json=body) as answer:
            assert (await answer.json())["content"] == "Will you?"


async def test_who_has_left_is_known_to_come_back(grown: Everything) -> None:
    async with again(grown.world) as sim:
        guild = next(iter(sim.world.guilds.values()))
        gone = next(user for user in sim.world.users.values() if user.username == "gone")

        assert Person(sim.world, gone, guild).joins(guild).flags & members.DID_REJOIN


async def test_parts_that_nobody_asked_for_are_kept_on(grown: Everything) -> None:
    async with again(grown.world) as sim:
        kept = json.loads(keeping.dump(sim.world))["parts"]

    assert kept["Departed"] == json.loads(keeping.dump(grown.world))["parts"]["Departed"] != []


async def test_a_client_goes_on_with_it(grown: Everything) -> None:
    garden = grown.garden
    heard: asyncio.Queue[discord.RawReactionActionEvent] = asyncio.Queue()
    client = discord.Client(intents=discord.Intents.default())

    @client.event
    async def on_raw_reaction_add(event: discord.RawReactionActionEvent) -> None:
        heard.put_nowait(event)

    async with again(garden.world) as sim, connected(sim, client, garden.app.token):
        guild = next(iter(sim.world.guilds.values()))
        ada = Person(sim.world, sim.world.users[garden.ada.id], guild)
        message = ada.sees(guild.channels[garden.channel.id])[0]
        await ada.reacts("🔥", to=message)
        event = await asyncio.wait_for(heard.get(), 5)
        assert (event.user_id, str(event.emoji), event.message_id) == (ada.id, "🔥", message.id)

        place = client.get_channel(garden.channel.id)
        assert isinstance(place, discord.TextChannel)
        await (await place.fetch_message(message.id)).reply("Seen")
        assert ada.sees(guild.channels[garden.channel.id])[-1].text == "Seen"


async def test_everything_of_a_world_is_kept_or_made_anew() -> None:
    assert set(vars(World())) == KEPT | MADE_ANEW


async def test_users_of_members_are_the_users(grown: Everything) -> None:
    async with again(grown.world) as sim:
        for guild in sim.world.guilds.values():
            assert all(m.user is sim.world.users[m.id] for m in guild.members.values())
            assert guild.audit_log.maxlen == 1000
            assert all(sim.world.channels[c.id] is c for c in guild.channels.values())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": keeping.FORMAT + 1}, "it has the format 2; this version reads 1"),
        ({"format": "one"}, "it holds no world"),
        ({"moment": "soon"}, "it does not say when it was kept"),
        ({"users": [{"id": 1}]}, "users.0.username: Field required"),
    ],
)
async def test_what_is_no_world_is_refused(
    garden: Garden, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(keeping.NotAWorld, match=said):
        async with again(garden.world, **changes):
            pass
