"""The judge itself: it finds what is wrong, and overlooks only what is written down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.simulator.exchange import Delivery, Exchange
from bot.simulator.server import Simulator
from tests.simulator.conformance import spec as description
from tests.simulator.conformance.cases import CASES
from tests.simulator.conformance.differences import DIFFERENCES
from tests.simulator.conformance.furnished import furnish
from tests.simulator.conformance.oracle import Oracle, watch
from tests.simulator.conformance.spec import Spec
from tests.simulator.conftest import Garden
from tests.simulator.connected import connected

MESSAGE_PATH = "/channels/{channel_id}/messages/{message_id}"
USER = {
    "id": "800000000000000001",
    "username": "ada",
    "discriminator": "0",
    "avatar": None,
    "global_name": None,
    "public_flags": 0,
    "flags": 0,
    "primary_guild": None,
}


@pytest.fixture
def spec() -> Spec:
    found = description.find()
    if found is None:
        pytest.skip(description.ABSENT)
    return found


@pytest.fixture
def judge(spec: Spec) -> Oracle:
    return Oracle(spec)


def exchange(
    answer: Any, *, status: int = 200, body: Any = None, route: str = "GET /users/{user_id}"
) -> Exchange:
    method, template = route.split()
    return Exchange(method, template, template, body, (), status, answer, None)


def test_discords_own_description_is_here_or_its_absence_is_said() -> None:
    if description.find() is None:
        pytest.skip(description.ABSENT)

    assert len(description.find().names()) > 200


def test_a_missing_description_is_not_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(description.VARIABLE, str(tmp_path / "nowhere.json"))
    description.find.cache_clear()

    try:
        assert description.find() is None
        assert description.VARIABLE in description.ABSENT
    finally:
        description.find.cache_clear()


def test_a_payload_as_described_passes(judge: Oracle) -> None:
    assert judge.exchange(exchange(USER)) == []


@pytest.mark.parametrize(
    ("answer", "keyword", "detail"),
    [
        ({key: USER[key] for key in USER if key != "avatar"}, "required", "avatar"),
        (USER | {"surprise": 1}, "unknown key", "surprise"),
        (USER | {"username": 5}, "type", ""),
        (USER | {"id": 5}, "type", ""),
        (USER | {"id": "five"}, "pattern", ""),
    ],
)
def test_what_is_not_described_is_found(
    judge: Oracle, answer: Any, keyword: str, detail: str
) -> None:
    found = judge.exchange(exchange(answer))

    assert [(item.keyword, item.detail) for item in found] == [(keyword, detail)]


def test_a_shape_judged_before_is_found_wrong_again(judge: Oracle) -> None:
    first = judge.exchange(exchange(USER | {"surprise": 1}))
    second = judge.exchange(exchange(USER | {"surprise": 2, "username": "bea"}))

    assert first == second != []


@pytest.mark.parametrize(
    ("seen", "message"),
    [
        (exchange(None, status=204), "does not answer 204"),
        (exchange(USER, route="GET /users/{user_id}/nonsense"), "does not answer 200"),
        (exchange(USER, body={"a": 1}), "a body is not described"),
    ],
)
def test_undescribed_statuses_routes_and_bodies_are_found(
    judge: Oracle, seen: Exchange, message: str
) -> None:
    assert message in " ".join(item.message for item in judge.exchange(seen))


def test_a_component_is_judged_as_the_kind_it_says_it_is(judge: Oracle) -> None:
    button = {"type": 2, "style": 1, "custom_id": "a", "label": "x" * 81}
    body = {"components": [{"type": 1, "components": [button]}]}

    found = judge.exchange(exchange(None, body=body, route="POST /channels/{channel_id}/messages"))

    assert ("components/0/components/0/label", "maxLength") in [
        (item.path, item.keyword) for item in found
    ]


@pytest.mark.parametrize(
    ("name", "data", "keyword", "detail"),
    [
        ("MESSAGE_REACTION_ADD", {"user_id": "1"}, "required", "emoji"),
        ("GUILD_ROLE_DELETE", {"guild_id": "1", "role_id": "2", "x": 1}, "unknown key", "x"),
        ("GUILD_BAN_ADD", {"guild_id": "1", "user": USER | {"x": 1}}, "unknown key", "x"),
        ("NONSENSE", {}, "undescribed", "NONSENSE"),
    ],
)
def test_events_are_held_to_their_documentation(
    judge: Oracle, name: str, data: Any, keyword: str, detail: str
) -> None:
    found = judge.delivery(Delivery(name, data, 1, 0))

    assert (keyword, detail) in [(item.keyword, item.detail) for item in found]


def test_a_watched_simulator_fails_its_test(spec: Spec) -> None:
    sim = Simulator()

    with pytest.raises(AssertionError, match="surprise"), watch(sim):
        for observe in sim.observers:
            observe(exchange(USER | {"surprise": 1}))


@pytest.mark.asyncio
async def test_every_difference_is_needed(garden: Garden, judge: Oracle) -> None:
    """One that nothing needs any more has to go, or it hides the next mistake."""
    stage = await furnish(garden)
    garden.sim.observers.append(
        lambda seen: judge.exchange(seen) if isinstance(seen, Exchange) else judge.delivery(seen)
    )
    for case in CASES:
        if case.method in ("POST", "PATCH", "PUT") and case.arrange is None:
            await garden.ask(
                case.method, stage.path(case.template, case.params), case.payload(stage)
            )
    garden.sim.faults.rate_limit(route="/gateway/bot")
    await garden.ask("GET", "/gateway/bot")
    overwrites = [{"id": stage.ids["role_id"], "type": 0, "allow": "2048", "deny": "0"}]
    await garden.get(
        "POST",
        stage.path("/guilds/{guild_id}/channels"),
        {"name": "shed", "permission_overwrites": overwrites},
    )
    await garden.refusal(
        "POST", stage.path("/channels/{channel_id}/messages"), {"content": 5 * [1]}
    )
    await garden.get(
        "PATCH",
        stage.path(MESSAGE_PATH, {"message_id": "pinned"}),
        {"content": "as discord.js", "enforce_nonce": False},
    )
    await _as_discord_py_does(garden)

    assert [item for item in DIFFERENCES if item not in judge.used] == []


async def _as_discord_py_does(garden: Garden) -> None:
    client = discord.Client(intents=discord.Intents.default(), max_messages=None)
    tree = app_commands.CommandTree(client)

    @tree.command()
    async def hello(interaction: discord.Interaction[Any]) -> None:
        """Say hello."""

    async with connected(garden.sim, client, garden.app.token):
        await tree.sync()
        channel = await client.fetch_channel(garden.channel.id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send(embed=discord.Embed(title="A"))
        fetched = await channel.fetch_message(message.id)
        await fetched.edit(content="B", embeds=fetched.embeds)
