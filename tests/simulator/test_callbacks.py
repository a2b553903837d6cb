"""Application commands and interactions as any client may send them, right or wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.simulator.clock import MovableClock
from bot.simulator.forms.commands import CREATES_PER_DAY
from bot.simulator.interactions.registry import Commands
from bot.simulator.interactions.state import Interaction, Interactions
from bot.simulator.people import Answer, CannotDo, File, Form, NoAnswer, SeenMessage
from bot.simulator.sample import Community, community
from bot.simulator.server import Simulator
from bot.simulator.world import channels

pytestmark = pytest.mark.asyncio

MODAL = {
    "title": "Form",
    "custom_id": "m",
    "components": [
        {
            "type": 18,
            "label": "Name",
            "component": {"type": 4, "custom_id": "n", "style": 1, "required": True},
        },
        {
            "type": 18,
            "label": "Sure",
            "component": {
                "type": 21,
                "custom_id": "r",
                "options": [{"label": "Yes", "value": "y"}, {"label": "No", "value": "n"}],
            },
        },
        {
            "type": 18,
            "label": "Boxes",
            "component": {
                "type": 22,
                "custom_id": "b",
                "required": False,
                "options": [{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}],
            },
        },
        {"type": 18, "label": "Quick", "component": {"type": 23, "custom_id": "q"}},
        {"type": 10, "content": "Take your time"},
    ],
}
ROW = {
    "type": 1,
    "components": [{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}],
}


class Bot:
    """Speaks plain HTTP, and answers interactions as a test says."""

    def __init__(self, sim: Simulator, place: Community, session: aiohttp.ClientSession) -> None:
        self.sim = sim
        self.id = place.application.id
        self._session = session
        self._token = place.application.token
        self.opened: asyncio.Queue[Interaction] = asyncio.Queue()
        self.payloads: list[Any] = []
        sim.world.listeners.append(self._hear)

    def _hear(self, dispatch: Any) -> None:
        if dispatch.name == "INTERACTION_CREATE":
            payload = dispatch.build()
            self.payloads.append(payload)
            found = self.sim.world.part(Interactions).to_answer(
                int(payload["id"]), payload["token"], self.sim.world.now()
            )
            self.opened.put_nowait(found)

    async def __call__(
        self, method: str, path: str, body: Any = None, *, authorized: bool = True
    ) -> tuple[int, Any]:
        headers = {"Authorization": f"Bot {self._token}"} if authorized else {}
        url = self.sim.api_url + path
        async with self._session.request(method, url, json=body, headers=headers) as reply:
            return reply.status, await reply.json(
                content_type=None
            ) if reply.status != 204 else None

    async def answers(
        self, interaction: Interaction, kind: int, data: Any = None, *, query: str = ""
    ) -> tuple[int, Any]:
        path = f"/interactions/{interaction.id}/{interaction.token}/callback{query}"
        body = {"type": kind} if data is None else {"type": kind, "data": data}
        return await self("POST", path, body, authorized=False)

    async def hook(
        self, interaction: Interaction, method: str, path: str = "", body: Any = None
    ) -> tuple[int, Any]:
        return await self(
            method, f"/webhooks/{self.id}/{interaction.token}{path}", body, authorized=False
        )

    async def meets(self, act: Any, kind: int, data: Any = None) -> Answer:
        """Have a person act, answer once, and tell what they saw."""
        acting = asyncio.create_task(act)
        interaction = await self.opened.get()
        status, body = await self.answers(interaction, kind, data)
        assert status == 204, body
        seen: Answer = await acting
        return seen


@pytest_asyncio.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(clock=MovableClock(), rate_limits=False) as simulator:
        yield simulator


@pytest.fixture
def place(sim: Simulator) -> Community:
    return community(sim.world)


@pytest_asyncio.fixture
async def bot(sim: Simulator, place: Community) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        bot = Bot(sim, place, session)
        await bot(
            "PUT",
            f"/applications/{bot.id}/commands",
            [
                {"name": "go", "description": "Go"},
                {
                    "name": "pick",
                    "description": "Pick",
                    "options": [
                        {
                            "type": 4,
                            "name": "number",
                            "description": "Number",
                            "autocomplete": True,
                            "required": True,
                        }
                    ],
                },
            ],
        )
        yield bot


def scope(bot: Bot, guild_id: int | None = None) -> str:
    where = "" if guild_id is None else f"/guilds/{guild_id}"
    return f"/applications/{bot.id}{where}/commands"


async def test_posting_a_name_again_replaces_the_command(bot: Bot) -> None:
    first_status, first = await bot("POST", scope(bot), {"name": "sing", "description": "Sing"})
    second_status, second = await bot("POST", scope(bot), {"name": "sing", "description": "Song"})

    assert (first_status, second_status) == (201, 200)
    assert first["id"] == second["id"]
    assert first["version"] != second["version"]
    assert second["description"] == "Song"
    assert "options" not in second


async def test_an_overwrite_keeps_ids_and_removes_what_it_leaves_out(bot: Bot) -> None:
    _, before = await bot("GET", scope(bot))

    _, after = await bot(
        "PUT",
        scope(bot),
        [{"name": "go", "description": "Go"}, {"name": "Thank them", "type": 2}],
    )

    ids = {command["name"]: command["id"] for command in before}
    assert [command["name"] for command in after] == ["go", "Thank them"]
    assert after[0]["id"] == ids["go"]
    assert after[0]["version"] == before[0]["version"]
    status, _ = await bot("GET", f"{scope(bot)}/{ids['pick']}")
    assert status == 404


async def test_a_command_is_changed_read_and_deleted(bot: Bot) -> None:
    _, [go, _] = await bot("GET", scope(bot))

    _, changed = await bot("PATCH", f"{scope(bot)}/{go['id']}", {"nsfw": True})
    _, read = await bot("GET", f"{scope(bot)}/{go['id']}")
    deleted, _ = await bot("DELETE", f"{scope(bot)}/{go['id']}")
    again, error = await bot("DELETE", f"{scope(bot)}/{go['id']}")

    assert (changed["nsfw"], changed["description"]) == (True, "Go")
    assert read == changed
    assert (deleted, again, error["code"]) == (204, 404, 10063)


async def test_the_two_hundred_and_first_creation_of_a_day_is_refused(
    bot: Bot, sim: Simulator, place: Community
) -> None:
    path = scope(bot, place.guild.id)
    for start in range(0, CREATES_PER_DAY, 100):
        batch = [{"name": f"c{n}", "description": "d"} for n in range(start, start + 100)]
        assert (await bot("PUT", path, batch))[0] == 200

    status, error = await bot("POST", path, {"name": "late", "description": "d"})
    assert (status, error["code"]) == (400, 30032)
    await bot("PUT", path, [])
    status, error = await bot("POST", path, {"name": "late", "description": "d"})
    assert (status, error["code"]) == (429, 30034)
    assert 0 < error["retry_after"] <= 86400
    assert isinstance(sim.clock, MovableClock)
    sim.clock.advance(timedelta(days=1))
    assert (await bot("POST", path, {"name": "late", "description": "d"}))[0] == 201


async def test_a_servers_own_command_hides_the_global_one_and_stays_out_of_dms(
    bot: Bot, place: Community
) -> None:
    ada = place.people["Ada"]
    await bot("PUT", scope(bot, place.guild.id), [{"name": "go", "description": "Here"}])
    await bot("POST", scope(bot, place.guild.id), {"name": "local", "description": "Here"})

    assert ada.commands() == ["/go", "/local", "/pick"]
    assert ada.commands(channel=ada.dm(place.application)) == ["/go", "/pick"]
    await bot.meets(ada.runs("/go"), 4, {"content": "x"})
    assert bot.payloads[-1]["data"]["guild_id"] == str(place.guild.id)


async def test_permissions_of_a_command_are_read_but_not_written_by_bots(
    bot: Bot, sim: Simulator, place: Community
) -> None:
    _, [go, _] = await bot("GET", scope(bot))
    path = f"{scope(bot, place.guild.id)}/{go['id']}/permissions"
    none, error = await bot("GET", path)
    refused, reason = await bot("PUT", path, {"permissions": []})

    command = sim.world.part(Commands).get(bot.id, None, int(go["id"]))
    setting = {"id": str(place.guild.id), "type": 1, "permission": False}
    command.permissions[place.guild.id] = [
        setting,
        {"id": str(place.people["Ben"].id), "type": 2, "permission": True},
    ]

    assert (none, error["code"]) == (404, 10066)
    assert (refused, reason["code"]) == (403, 20001)
    assert (await bot("GET", path))[1]["permissions"][0] == setting
    assert "/go" not in place.people["Ada"].commands()
    assert "/go" in place.people["Ben"].commands()
    assert "/go" in place.people["Mara"].commands()


async def test_anothers_commands_and_a_strange_server_are_out_of_reach(bot: Bot) -> None:
    other, reason = await bot("GET", f"/applications/{bot.id + 1}/commands")
    strange, missing = await bot("GET", scope(bot, 12345))

    assert (other, reason["code"]) == (403, 20012)
    assert (strange, missing["code"]) == (403, 50001)


async def test_the_reply_names_the_message_it_made(bot: Bot, place: Community) -> None:
    acting = asyncio.create_task(place.people["Ada"].runs("/go"))
    interaction = await bot.opened.get()

    status, body = await bot.answers(
        interaction, 4, {"content": "hi", "flags": 64}, query="?with_response=true"
    )
    seen = await acting

    assert status == 200
    assert isinstance(seen, SeenMessage)
    assert body["interaction"] == {
        "id": str(interaction.id),
        "type": 2,
        "response_message_id": str(seen.id),
        "response_message_loading": False,
        "response_message_ephemeral": True,
    }
    assert body["resource"]["type"] == 4
    message = body["resource"]["message"]
    assert message["type"] == 20
    assert message["interaction_metadata"]["user"]["id"] == str(place.people["Ada"].id)
    assert message["webhook_id"] == str(bot.id)


async def test_a_wrong_token_or_id_is_unknown(bot: Bot, place: Community) -> None:
    acting = asyncio.create_task(place.people["Ada"].runs("/go"))
    interaction = await bot.opened.get()

    for path in (f"/{interaction.id}/nonsense", f"/7/{interaction.token}", "/x/y"):
        status, error = await bot("POST", f"/interactions{path}/callback", {"type": 5})
        assert (status, error["code"]) == (404, 10062)

    assert (await bot.answers(interaction, 4, {"content": "x"}))[0] == 204
    await acting


@pytest.mark.parametrize("kind", [1, 6, 7, 8])
async def test_a_command_takes_no_answer_meant_for_others(
    bot: Bot, place: Community, kind: int
) -> None:
    acting = asyncio.create_task(place.people["Ada"].runs("/go"))
    interaction = await bot.opened.get()

    status, error = await bot.answers(interaction, kind, {"content": "x"})

    assert (status, error["code"]) == (400, 50035)
    assert "type" in error["errors"]
    await bot.answers(interaction, 4, {"content": "x"})
    await acting


@pytest.mark.parametrize("kind", [4, 5, 9])
async def test_autocomplete_takes_choices_only(bot: Bot, place: Community, kind: int) -> None:
    acting = asyncio.create_task(place.people["Ada"].completes("/pick", number=1))
    interaction = await bot.opened.get()

    status, error = await bot.answers(interaction, kind, MODAL)

    assert (status, error["code"]) == (400, 50035)
    await bot.answers(interaction, 8, {"choices": [{"name": "One", "value": 1}]})
    assert [choice.value for choice in await acting] == [1]


@pytest.mark.parametrize(
    ("choices", "path"),
    [
        ([{"name": str(n), "value": n} for n in range(26)], ["choices"]),
        ([{"name": "One", "value": "one"}], ["choices", "0", "value"]),
        ([{"name": "x" * 101, "value": 1}], ["choices", "0", "name"]),
    ],
)
async def test_wrong_choices_are_refused(
    bot: Bot, place: Community, choices: Any, path: list[str]
) -> None:
    acting = asyncio.create_task(place.people["Ada"].completes("/pick", number=1))
    interaction = await bot.opened.get()

    status, error = await bot.answers(interaction, 8, {"choices": choices})

    assert (status, error["code"]) == (400, 50035)
    node = error["errors"]["data"]
    for key in path:
        node = node[key]
    assert node["_errors"]
    await bot.answers(interaction, 8, {"choices": []})
    await acting


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, 50035),
        ({}, 50006),
        ({"content": "x" * 2001}, 50035),
        ({"content": "x", "embeds": [{"title": "x" * 257}]}, 50035),
    ],
)
async def test_a_wrong_answer_leaves_the_interaction_open(
    bot: Bot, place: Community, data: Any, code: int
) -> None:
    acting = asyncio.create_task(place.people["Ada"].runs("/go"))
    interaction = await bot.opened.get()

    status, error = await bot.answers(interaction, 4, data)

    assert (status, error["code"]) == (400, code)
    assert (await bot.answers(interaction, 4, {"content": "right"}))[0] == 204
    assert (await acting).text == "right"


async def test_a_form_carries_every_kind_of_field_and_takes_no_form_in_return(
    bot: Bot, place: Community
) -> None:
    ada = place.people["Ada"]
    form = await bot.meets(ada.runs("/go"), 9, MODAL)
    assert isinstance(form, Form)
    assert "Take your time" in form

    sending = asyncio.create_task(
        ada.fills_in(form, {"Name": "Eden", "Sure": "Yes", "Boxes": ["Two", "One"], "Quick": True})
    )
    interaction = await bot.opened.get()
    second, error = await bot.answers(interaction, 9, MODAL)
    update, _ = await bot.answers(interaction, 7, {"content": "no message to update"})
    await bot.answers(interaction, 4, {"content": "thanks"})
    await sending

    data = bot.payloads[-1]["data"]
    assert [entry.get("component", {}).get("custom_id") for entry in data["components"]] == [
        "n",
        "r",
        "b",
        "q",
        None,
    ]
    values = [
        entry["component"].get("value", entry["component"].get("values"))
        for entry in data["components"][:4]
    ]
    assert values == ["Eden", "y", ["2", "1"], True]
    assert (second, update, error["code"]) == (400, 400, 50035)


async def test_a_form_behind_a_button_may_update_the_message(bot: Bot, place: Community) -> None:
    ada = place.people["Ada"]
    card = await bot.meets(ada.runs("/go"), 4, {"content": "card", "components": [ROW]})
    form = await bot.meets(ada.clicks("Go", on=card), 9, MODAL)

    seen = await bot.meets(
        ada.fills_in(form, {"Name": "Eden", "Sure": "No"}), 7, {"content": "Eden"}
    )

    assert isinstance(card, SeenMessage)
    assert isinstance(seen, SeenMessage)
    assert (seen.id, seen.text) == (card.id, "Eden")
    assert bot.payloads[-1]["message"]["id"] == str(card.id)


async def test_what_the_token_reaches(bot: Bot, place: Community) -> None:
    ada = place.people["Ada"]
    acting = asyncio.create_task(ada.runs("/go"))
    interaction = await bot.opened.get()
    early, unready = await bot.hook(interaction, "POST", "", {"content": "early"})
    await bot.answers(interaction, 5)

    thinking = await bot.hook(interaction, "GET", "/messages/@original")
    edited = await bot.hook(interaction, "PATCH", "/messages/@original", {"content": "done"})
    followed = await bot.hook(interaction, "POST", "", {"content": "more", "flags": 64})
    path = f"/messages/{followed[1]['id']}"
    changed = await bot.hook(interaction, "PATCH", path, {"content": "even more"})
    deleted = await bot.hook(interaction, "DELETE", "/messages/@original")
    gone = await bot.hook(interaction, "GET", "/messages/@original")
    strange = await bot.hook(interaction, "GET", "/messages/12345")
    await acting

    assert (early, unready["code"]) == (404, 10015)
    assert thinking[1]["flags"] & 128
    assert edited[1]["id"] == thinking[1]["id"]
    assert not edited[1]["flags"] & 128
    assert followed[1]["flags"] & 64
    assert followed[1]["message_reference"]["message_id"] == edited[1]["id"]
    assert changed[1]["content"] == "even more"
    assert (deleted[0], gone[0], gone[1]["code"]) == (204, 404, 10008)
    assert (strange[0], strange[1]["code"]) == (404, 10008)
    assert [message.text for message in ada.sees()] == ["even more"]


async def test_a_layout_answers_with_its_flag_and_nothing_else(bot: Bot, place: Community) -> None:
    ada = place.people["Ada"]
    layout = [{"type": 17, "components": [{"type": 10, "content": "# Card"}, ROW]}]
    acting = asyncio.create_task(ada.runs("/go"))
    interaction = await bot.opened.get()

    mixed, error = await bot.answers(
        interaction, 4, {"flags": 1 << 15, "components": layout, "content": "x"}
    )
    await bot.answers(interaction, 4, {"flags": 1 << 15 | 64, "components": layout})
    seen = await acting

    assert (mixed, error["code"]) == (400, 50035)
    assert seen.text == "# Card"
    again = await bot.meets(ada.clicks("Go", on=seen), 7, {"components": layout[:1]})
    assert [button.label for button in again.buttons] == ["Go"]


async def test_files_come_with_an_answer(bot: Bot, place: Community) -> None:
    acting = asyncio.create_task(place.people["Ada"].runs("/go"))
    interaction = await bot.opened.get()
    form = aiohttp.FormData()
    form.add_field(
        "payload_json",
        '{"type":4,"data":{"attachments":[{"id":0,"filename":"plan.txt"}]}}',
        content_type="application/json",
    )
    form.add_field("files[0]", b"dig", filename="x.txt", content_type="text/plain")

    url = f"{bot.sim.api_url}/interactions/{interaction.id}/{interaction.token}/callback"
    async with bot._session.post(url, data=form) as reply:
        assert reply.status == 204
    seen = await acting

    assert isinstance(seen, SeenMessage)
    assert seen.files == ("plan.txt",)
    async with bot._session.get(seen.payload["attachments"][0]["url"]) as reply:
        assert await reply.read() == b"dig"


async def test_only_people_are_mentioned_unless_it_is_asked_for(bot: Bot, place: Community) -> None:
    ada, steward = place.people["Ada"], place.roles["Steward"]
    steward.mentionable = True
    text = f"{ada.mention} <@&{steward.id}> @everyone"

    plain = await bot.meets(ada.runs("/go"), 4, {"content": text})
    asked = await bot.meets(
        ada.runs("/go"), 4, {"content": text, "allowed_mentions": {"parse": ["roles"]}}
    )

    assert isinstance(plain, SeenMessage)
    assert isinstance(asked, SeenMessage)
    assert (plain.mention_ids, plain.mention_role_ids) == ((ada.id,), ())
    assert (asked.mention_ids, asked.mention_role_ids) == ((), (steward.id,))


async def test_a_click_that_nobody_answers_fails_at_three_seconds(
    bot: Bot, sim: Simulator, place: Community
) -> None:
    assert isinstance(sim.clock, MovableClock)
    ada = place.people["Ada"]
    card = await bot.meets(ada.runs("/go"), 4, {"content": "card", "components": [ROW]})
    acting = asyncio.create_task(ada.clicks("Go", on=card))
    interaction = await bot.opened.get()

    sim.clock.advance(timedelta(seconds=3, milliseconds=1))
    seen = await acting
    late, error = await bot.answers(interaction, 6)

    assert isinstance(seen, NoAnswer)
    assert seen.text == "This interaction failed"
    assert (late, error["code"]) == (404, 10062)


async def test_somebody_elses_ephemeral_button_is_out_of_reach(bot: Bot, place: Community) -> None:
    card = await bot.meets(
        place.people["Ada"].runs("/go"), 4, {"content": "card", "components": [ROW], "flags": 64}
    )

    with pytest.raises(CannotDo, match="gone"):
        await place.people["Ben"].clicks("Go", on=card)


async def test_a_pick_of_people_carries_them_along(bot: Bot, place: Community) -> None:
    ada, ben = place.people["Ada"], place.people["Ben"]
    menu = {"type": 1, "components": [{"type": 5, "custom_id": "who", "max_values": 2}]}
    card = await bot.meets(ada.runs("/go"), 4, {"content": "card", "components": [menu]})

    await bot.meets(ada.selects([ben, "@Chidi"], on=card), 4, {"content": "x"})

    data = bot.payloads[-1]["data"]
    assert data["values"] == [str(ben.id), str(place.people["Chidi"].id)]
    assert set(data["resolved"]["users"]) == set(data["values"])
    member = data["resolved"]["members"][str(ben.id)]
    assert member["roles"] == [str(place.roles["Neighbour"].id)]
    assert int(member["permissions"]) > 0
    assert "user" not in member


async def test_a_pick_of_roles_carries_them_along_and_may_be_none(
    bot: Bot, place: Community
) -> None:
    ada, role = place.people["Ada"], place.roles["Neighbour"]
    chosen = [{"id": str(role.id), "type": "role"}]
    menu = {"type": 6, "custom_id": "roles", "min_values": 0, "max_values": 2}
    rows = [{"type": 1, "components": [menu | {"default_values": chosen}]}]
    card = await bot.meets(ada.runs("/go"), 4, {"content": "card", "components": rows})

    await bot.meets(ada.selects([role, "@Steward"], on=card), 4, {"content": "x"})
    picked = bot.payloads[-1]["data"]
    await bot.meets(ada.selects([], on=card), 4, {"content": "x"})
    none = bot.payloads[-1]["data"]

    assert card.payload["components"][0]["components"][0]["default_values"] == chosen
    assert picked["values"] == [str(role.id), str(place.roles["Steward"].id)]
    assert set(picked["resolved"]["roles"]) == set(picked["values"])
    assert none["values"] == []
    assert "resolved" not in none


async def test_a_menu_of_channels_offers_only_the_types_it_names(
    bot: Bot, place: Community
) -> None:
    ada, welcome = place.people["Ada"], place.channels["welcome"]
    voice = channels.create(place.world, place.guild, "porch", kind=2)
    menu = {"type": 8, "custom_id": "where", "channel_types": [0]}
    rows = [{"type": 1, "components": [menu]}]
    card = await bot.meets(ada.runs("/go"), 4, {"content": "card", "components": rows})

    with pytest.raises(CannotDo, match="does not offer"):
        await ada.selects([voice], on=card)
    await bot.meets(ada.selects([welcome], on=card), 4, {"content": "x"})

    data = bot.payloads[-1]["data"]
    assert data["values"] == list(data["resolved"]["channels"]) == [str(welcome.id)]


async def test_files_are_handed_over_with_commands_and_forms(bot: Bot, place: Community) -> None:
    ada, picture = place.people["Ada"], File("bed.png", b"png", "image/png")
    await bot(
        "POST",
        scope(bot),
        {
            "name": "show",
            "description": "Show",
            "options": [{"type": 11, "name": "file", "description": "File", "required": True}],
        },
    )
    upload = {"type": 19, "custom_id": "f", "max_values": 2}
    form = {
        "title": "Evidence",
        "custom_id": "e",
        "components": [{"type": 18, "label": "Pictures", "component": upload}],
    }

    asked = await bot.meets(ada.runs("/show", file=picture), 9, form)
    data = bot.payloads[-1]["data"]
    attachment = data["resolved"]["attachments"][data["options"][0]["value"]]
    await bot.meets(ada.fills_in(asked, {"Pictures": [picture, picture]}), 4, {"content": "x"})
    sent = bot.payloads[-1]["data"]

    assert (attachment["filename"], attachment["size"]) == ("bed.png", 3)
    assert sent["components"][0]["component"]["values"] == list(sent["resolved"]["attachments"])
    with pytest.raises(CannotDo, match="is required"):
        await ada.fills_in(asked, {})
    with pytest.raises(CannotDo, match="is no file"):
        await ada.runs("/show", file="bed.png")
