"""The controls over HTTP, and the command that runs the local Discord alone."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord
import pytest
import pytest_asyncio
from discord import app_commands, ui

from bot.simulator import cli
from bot.simulator.clock import MovableClock
from bot.simulator.sample import Community, community
from bot.simulator.server import Simulator
from tests.simulator.connected import connected

pytestmark = pytest.mark.asyncio


class Garden(ui.Modal, title="Garden"):
    name = ui.Label(text="Name", component=ui.TextInput())

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        field = self.name.component
        assert isinstance(field, ui.TextInput)
        await interaction.response.send_message(f"Garden {field.value}", ephemeral=True)


class Start(ui.View):
    @ui.button(label="Start", custom_id="start")
    async def start(self, interaction: discord.Interaction[Any], _button: Any) -> None:
        await interaction.response.send_modal(Garden())


class Door(ui.View):
    """Answers one half of the newcomers, writes to the other, and to the last one twice."""

    @ui.button(label="Knock", custom_id="knock")
    async def knock(self, interaction: discord.Interaction[Any], _button: Any) -> None:
        number = int(interaction.user.display_name.split()[-1])
        if number % 2:
            await interaction.response.send_message("In here", view=Start(), ephemeral=True)
            return
        await interaction.response.send_message("I write to you", ephemeral=True)
        for _ in range(2 if number == 60 else 1):
            await interaction.user.send("In here", view=Start())


class Controls:
    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def __call__(
        self, method: str, path: str, body: Any = None, *, status: int = 200, **headers: str
    ) -> Any:
        async with self._session.request(
            method, self._url + path, json=body, headers=headers
        ) as reply:
            answer = await reply.json()
            assert reply.status == status, answer
            return answer


@pytest_asyncio.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(clock=MovableClock(), identify_seconds=0) as simulator:
        yield simulator


@pytest.fixture
def place(sim: Simulator) -> Community:
    return community(sim.world)


@pytest_asyncio.fixture
async def controls(sim: Simulator, place: Community) -> AsyncIterator[Controls]:
    async with aiohttp.ClientSession() as session:
        yield Controls(session, sim.control_url)


@pytest_asyncio.fixture
async def bot(sim: Simulator, place: Community) -> AsyncIterator[discord.Client]:
    client = discord.Client(intents=discord.Intents(guilds=True, members=True))
    tree = app_commands.CommandTree(client)

    @tree.command(description="Begin")
    async def begin(interaction: discord.Interaction[Any], word: str) -> None:
        await interaction.response.send_message(word, view=Start())

    @begin.autocomplete("word")
    async def suggest(_: Any, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=current * 2, value=current * 2)]

    @tree.command(description="A door")
    async def door(interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message("Knock", view=Door(timeout=None))

    async with connected(sim, client, place.application.token):
        await tree.sync()
        yield client


@pytest.mark.usefixtures("bot")
async def test_a_person_runs_clicks_and_fills_in_over_http(
    controls: Controls, place: Community
) -> None:
    choices = await controls(
        "POST", "/people/Ada/complete", {"command": "/begin", "options": {"word": "ho"}}
    )
    shown = await controls(
        "POST",
        "/people/Ada/run",
        {"command": "/begin", "options": {"word": "hoho"}, "channel": "#pledges"},
    )
    form = await controls("POST", "/people/Ben/click", {"label": "Start", "message": shown["id"]})
    reply = await controls(
        "POST", "/people/Ben/submit", {"form": form["form"], "answers": {"Name": "Eden"}}
    )

    assert choices == [{"name": "hoho", "value": "hoho"}]
    assert shown["text"] == "hoho"
    assert shown["channel_id"] == str(place.channels["pledges"].id)
    assert (form["kind"], form["title"]) == ("form", "Garden")
    assert reply["text"] == "Garden Eden"
    assert reply["ephemeral"] is True
    seen = await controls("GET", "/people/Ada/sees?channel=pledges")
    assert [message["text"] for message in seen] == ["hoho"]
    waited = await controls("POST", "/people/Ben/wait", {"text": "Eden"})
    assert waited["id"] == reply["id"]
    assert await controls("GET", "/people/Ada/commands") == ["/begin", "/door"]


async def test_newcomers_join_pending_pass_screening_react_and_leave(
    controls: Controls, place: Community
) -> None:
    said = await controls("POST", "/people/Ada/say", {"text": "hello", "channel": "welcome"})
    finn = await controls("POST", "/people", {"name": "Finn", "pending": True, "locale": "de"})
    assert finn["guilds"][0]["pending"] is True
    await controls("POST", "/people/Finn/react", {"emoji": "🌱", "message": said["id"]}, status=409)

    await controls("POST", "/people/Finn/pass_screening")
    await controls("POST", "/people/Finn/react", {"emoji": "🌱", "message": said["id"]})

    seen = await controls("GET", "/people/Ada/sees?channel=welcome")
    assert seen[0]["reactions"] == {"🌱": 1}
    await controls("POST", "/people/Finn/unreact", {"emoji": "🌱", "message": said["id"]})
    await controls("POST", "/people/Finn/react", {"emoji": "🔥", "message": said["id"]})
    cleared = {"emoji": "🔥", "message": said["id"]}
    await controls("POST", "/people/Finn/clear_reactions", cleared, status=409)
    await controls("POST", "/people/Mara/clear_reactions", cleared)
    assert (await controls("GET", "/people/Ada/sees?channel=welcome"))[0]["reactions"] == {}
    await controls("POST", "/people/Ada/delete", {"message": said["id"]})
    assert said["id"] not in {
        m["id"] for m in await controls("GET", "/people/Ada/sees?channel=welcome")
    }
    assert (await controls("POST", "/people/Finn/close_dms"))["accepts_dms"] is False
    assert (await controls("POST", "/people/Finn/leave"))["guilds"] == []
    assert int(finn["id"]) not in place.guild.members


async def test_stewards_see_a_channel_that_neighbours_do_not(controls: Controls) -> None:
    of_ada = await controls("GET", "/people/Ada/channels")
    of_ines = await controls("GET", "/people/Ines/channels")

    assert {c["name"] for c in of_ines} - {c["name"] for c in of_ada} == {"stewards"}


async def test_the_clock_moves_ahead_only(controls: Controls, sim: Simulator) -> None:
    before = sim.world.now()

    await controls("POST", "/clock", {"advance": 3600})
    await controls("POST", "/clock", {"to": before.isoformat()}, status=400)

    assert (sim.world.now() - before).total_seconds() > 3599


async def test_faults_come_and_go(controls: Controls, sim: Simulator, place: Community) -> None:
    rules = await controls(
        "POST", "/faults", {"kind": "status", "status": 503, "route": "/users/*", "times": 2}
    )
    await controls("POST", "/faults", {"kind": "unreachable", "person": "Ada", "code": 50278})
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bot {place.application.token}"}
        async with session.get(f"{sim.api_url}/users/@me", headers=headers) as reply:
            assert reply.status == 503

    assert [rule["left"] for rule in rules] == [2]
    await controls("POST", "/faults", {"kind": "gremlins"}, status=400)
    await controls("DELETE", f"/faults/{rules[0]['id']}")
    assert [rule["kind"] for rule in await controls("GET", "/faults")] == ["unreachable"]
    assert await controls("DELETE", "/faults") == []
    assert sim.faults.listed() == []


@pytest.mark.usefixtures("bot")
async def test_a_storm_and_a_steady_rate_are_measured(controls: Controls, place: Community) -> None:
    said = await controls("POST", "/people/Ada/say", {"text": "react", "channel": "welcome"})
    await controls("POST", "/crowd", {"count": 300})

    storm = await controls(
        "POST",
        "/bench/reactions",
        {"channel": "welcome", "message": said["id"], "emoji": "🌱", "count": 250},
    )
    taken = await controls(
        "POST",
        "/bench/commands",
        {
            "channel": "welcome",
            "command": "/begin",
            "options": {"word": "x"},
            "people": ["Ada", "Ben"],
            "per_second": 100,
            "count": 10,
        },
    )

    assert storm["count"] == 250
    reaction = place.channels["welcome"].messages[int(said["id"])].reactions["🌱"]
    assert len(reaction.user_ids) == 250
    assert (len(taken["milliseconds"]), taken["unanswered"]) == (10, 0)
    assert 0 < taken["p50"] <= taken["p99"]


async def test_edits_of_a_message_are_noted_with_their_moments(
    controls: Controls, bot: discord.Client, place: Community
) -> None:
    channel = bot.get_partial_messageable(place.channels["welcome"].id)
    message, other = await channel.send("None"), await channel.send("Another")
    await message.edit(content="Before")
    await controls("POST", "/bench/edits", {"message": str(message.id)})

    await message.edit(content="One")
    await other.edit(content="Elsewhere")
    await message.edit(content="Two")

    edits = await controls("GET", "/bench/edits")
    assert ["One" in edits[0]["body"], "Two" in edits[1]["body"]] == [True, True]
    assert len(edits) == 2
    assert edits[0]["at"] < edits[1]["at"]


@pytest.mark.usefixtures("bot")
async def test_what_newcomers_see_after_a_press_is_measured(
    controls: Controls, sim: Simulator
) -> None:
    sim.rate_limits.enabled = False
    joined = await controls("POST", "/bench/joins", {"count": 60, "channel": "welcome"})
    door = await controls("POST", "/people/Ada/run", {"command": "/door", "channel": "welcome"})

    seen = await controls(
        "POST",
        "/bench/presses",
        {
            "channel": "welcome",
            "message": door["id"],
            "custom_id": "knock",
            "count": 60,
            "shows": "start",
            "seconds": 0.2,
            "within": 5,
            "afterwards": 0.3,
        },
    )

    assert joined["count"] == 60
    assert [seen[name] for name in ("count", "late", "opened", "rate_limited")] == [60, 0, 30, 0]
    assert seen["places"] == {"answer": 30, "DM": 30}
    assert (seen["calls_mean"], seen["calls_max"], seen["twice"]) == (2.0, 3, 1)
    assert 0 < seen["p50"] <= seen["p99"] <= seen["max"] < 5


@pytest.mark.usefixtures("bot")
async def test_how_long_many_wait_who_press_one_button_is_measured(controls: Controls) -> None:
    await controls("POST", "/crowd", {"count": 20})
    door = await controls("POST", "/people/Ada/run", {"command": "/door", "channel": "welcome"})
    asked = {"channel": "welcome", "message": door["id"], "custom_id": "knock"}

    taken = await controls("POST", "/bench/clicks", asked | {"count": 20, "seconds": 0.1})

    assert (len(taken["milliseconds"]), taken["unanswered"]) == (20, 0)
    assert 0 < taken["p50"] <= taken["p99"]
    assert taken["seconds"] >= 0.09


async def test_a_page_from_elsewhere_is_refused(controls: Controls) -> None:
    await controls("GET", "/", Origin="https://example.org", status=403)
    summary = await controls("GET", "/", Origin="http://127.0.0.1:9")

    assert summary["guilds"][0]["name"].endswith("(sample)")


async def test_what_is_not_there_is_said(controls: Controls) -> None:
    missing = await controls("POST", "/people/Nobody/leave", status=400)
    unknown = await controls("POST", "/people/Ada/fly", status=400)
    lacking = await controls("POST", "/people/Ada/run", {}, status=400)

    assert "no person 'Nobody'" in missing["error"]
    assert "no act 'fly'" in unknown["error"]
    assert "command is missing" in lacking["error"]


async def test_the_command_prints_its_addresses_and_stops_when_told() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import sys; from bot.simulator.cli import run; sys.exit(run(sys.argv[1:]))",
        *("--guilds", "2", "--members", "5"),
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(20):
            told = json.loads(await process.stdout.readline())
        async with aiohttp.ClientSession() as session:
            headers = {"Authorization": f"Bot {told['token']}"}
            async with session.get(f"{told['api_url']}/users/@me", headers=headers) as reply:
                me = await reply.json(content_type=None)
            async with session.get(told["control_url"] + "/") as reply:
                world = await reply.json()
    finally:
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            status = await process.wait()

    assert me["id"] == told["application_id"]
    assert told["api_url"].endswith("/api/v10")
    assert set(told["channels"]) >= {"welcome", "pledges", "initiatives", "reminders", "stewards"}
    assert [guild["member_count"] for guild in world["guilds"]][1:] == [5, 5]
    assert status == 0


async def test_a_taken_port_is_one_sentence_and_69(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        status = await asyncio.to_thread(cli.run, ["--port", str(port)])

    error = capsys.readouterr().err
    assert status == 69
    assert error.startswith(f"tenet: cannot listen on 127.0.0.1:{port}: ")
    assert error.count("\n") == 1


async def test_another_address_needs_the_alarming_flag(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.run(["--host", "0.0.0.0"])

    assert caught.value.code == 2
    assert "--dangerously-expose" in capsys.readouterr().err
