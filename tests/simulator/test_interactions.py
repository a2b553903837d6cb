"""Commands, buttons, menus and forms as discord.py sends and members see them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import discord
import pytest
import pytest_asyncio
from discord import app_commands, ui

from bot.simulator.clock import MovableClock
from bot.simulator.people import CannotDo, Form, NoAnswer, SeenMessage
from bot.simulator.sample import Community, community
from bot.simulator.server import Simulator
from tests.simulator.connected import connected

pytestmark = pytest.mark.asyncio

VALUES = ("Honesty", "Hospitality", "Courage")


class Plant(ui.DynamicItem[ui.Button[Any]], template=r"plant:(?P<bed>[0-9]+)"):
    """A button whose whole state is its custom_id."""

    def __init__(self, bed: int) -> None:
        super().__init__(ui.Button(label="Plant", custom_id=f"plant:{bed}"))
        self.bed = bed

    @classmethod
    async def from_custom_id(cls, interaction: Any, item: Any, match: Any, /) -> Plant:
        return cls(int(match["bed"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message(f"Planted in bed {self.bed}", ephemeral=True)


class NewInitiative(ui.Modal, title="New initiative"):
    name = ui.Label(text="Title", component=ui.TextInput(min_length=3, max_length=40))
    kind = ui.Label(
        text="Kind",
        component=ui.Select(
            options=[
                discord.SelectOption(label="Work", value="w"),
                discord.SelectOption(label="Talk", value="t"),
            ],
            required=True,
        ),
    )
    lead = ui.Label(text="Lead", component=ui.UserSelect(required=False))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        name, kind, lead = self.name.component, self.kind.component, self.lead.component
        assert isinstance(name, ui.TextInput)
        assert isinstance(kind, ui.Select)
        assert isinstance(lead, ui.UserSelect)
        people = ", ".join(person.display_name for person in lead.values)
        await interaction.response.send_message(f"{name.value} / {kind.values[0]} / {people}")


class Buttons(ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="Update", custom_id="update")
    async def update(self, interaction: discord.Interaction[Any], _button: Any) -> None:
        await interaction.response.edit_message(content="updated")

    @ui.button(label="Quiet", custom_id="quiet")
    async def quiet(self, interaction: discord.Interaction[Any], _button: Any) -> None:
        await interaction.response.defer()
        await interaction.followup.send("just for you", ephemeral=True)

    @ui.button(label="Form", custom_id="form")
    async def form(self, interaction: discord.Interaction[Any], _button: Any) -> None:
        await interaction.response.send_modal(NewInitiative())

    @ui.button(label="Off", custom_id="off", disabled=True)
    async def off(self, interaction: discord.Interaction[Any], _button: Any) -> None:
        raise AssertionError("nobody can press it")

    @ui.select(
        custom_id="value",
        placeholder="Pick",
        max_values=2,
        options=[discord.SelectOption(label=value) for value in VALUES],
    )
    async def value(self, interaction: discord.Interaction[Any], select: ui.Select[Any]) -> None:
        await interaction.response.send_message(" and ".join(select.values), ephemeral=True)


class Client(discord.Client):
    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(
                guilds=True, members=True, guild_messages=True, dm_messages=True
            ),
            chunk_guilds_at_startup=False,
        )
        self.tree = app_commands.CommandTree(self)
        self.errors: list[Exception] = []
        self.held = asyncio.Event()
        self.acted = asyncio.Event()
        self.failed = asyncio.Event()
        self.seen: list[discord.Interaction[Any]] = []
        self._declare()

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Plant)
        self.add_view(Buttons())
        await self.tree.sync()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        self.seen.append(interaction)
        self.acted.set()

    def _declare(self) -> None:
        tree = self.tree

        @tree.error
        async def failed(_interaction: discord.Interaction[Any], error: Exception) -> None:
            self.errors.append(getattr(error, "original", error))
            self.failed.set()

        group = app_commands.Group(name="values", description="Values")

        @group.command(description="Show a value")
        @app_commands.describe(value="Which")
        async def show(
            interaction: discord.Interaction[Any],
            value: str,
            member: discord.Member | None = None,
            role: discord.Role | None = None,
            place: discord.TextChannel | None = None,
            count: app_commands.Range[int, 1, 5] = 1,
        ) -> None:
            parts = [value, str(count)]
            parts += [str(item) for item in (member and member.display_name, role, place) if item]
            await interaction.response.send_message(" ".join(parts), ephemeral=True)

        @show.autocomplete("value")
        async def suggest(
            _interaction: discord.Interaction[Any], current: str
        ) -> list[app_commands.Choice[str]]:
            return [
                app_commands.Choice(name=item, value=item)
                for item in VALUES
                if item.startswith(current)
            ]

        tree.add_command(group)

        @tree.command(description="Buttons")
        async def buttons(interaction: discord.Interaction[Any]) -> None:
            await interaction.response.send_message("press", view=Buttons())

        @tree.command(description="Plant")
        async def bed(interaction: discord.Interaction[Any], number: int) -> None:
            view = ui.View(timeout=None)
            view.add_item(Plant(number))
            await interaction.response.send_message("a bed", view=view)

        @tree.command(description="Form")
        async def create(interaction: discord.Interaction[Any]) -> None:
            await interaction.response.send_modal(NewInitiative())

        @tree.command(description="Later")
        async def later(interaction: discord.Interaction[Any], quietly: bool) -> None:
            await interaction.response.defer(ephemeral=quietly)
            await self.held.wait()
            await interaction.followup.send("first", ephemeral=not quietly)
            await interaction.followup.send("second", ephemeral=True)

        @tree.command(description="Never")
        async def never(interaction: discord.Interaction[Any]) -> None:
            await self.held.wait()
            await interaction.response.send_message("too late")

        @tree.command(description="Twice")
        async def twice(interaction: discord.Interaction[Any]) -> None:
            await interaction.response.send_message("once")
            await self.http.request(
                discord.http.Route(
                    "POST",
                    "/interactions/{webhook_id}/{webhook_token}/callback",
                    webhook_id=interaction.id,
                    webhook_token=interaction.token,
                ),
                json={"type": 4, "data": {"content": "twice"}},
            )

        @tree.command(description="Stewards only")
        @app_commands.default_permissions(manage_guild=True)
        @app_commands.guild_only()
        async def admin(interaction: discord.Interaction[Any]) -> None:
            await interaction.response.send_message("done", ephemeral=True)

        @tree.command(description="Whisper")
        async def whisper(interaction: discord.Interaction[Any]) -> None:
            await interaction.response.send_message("psst", ephemeral=True)
            message = await interaction.original_response()
            await interaction.edit_original_response(content=f"psst {message.flags.ephemeral}")

        @tree.context_menu(name="Thank them")
        async def thank(interaction: discord.Interaction[Any], member: discord.Member) -> None:
            await interaction.response.send_message(f"Thank you, {member.display_name}")

        @tree.context_menu(name="Remember")
        async def remember(interaction: discord.Interaction[Any], message: discord.Message) -> None:
            await interaction.response.send_message(f"Remembered: {message.content}")


@pytest_asyncio.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator(clock=MovableClock(), identify_seconds=0) as simulator:
        yield simulator


@pytest.fixture
def place(sim: Simulator) -> Community:
    return community(sim.world)


@pytest_asyncio.fixture
async def client(sim: Simulator, place: Community) -> AsyncIterator[Client]:
    client = Client()
    async with connected(sim, client, place.application.token):
        yield client


@pytest.mark.usefixtures("client")
async def test_a_command_gets_its_options_and_answers_its_member_alone(place: Community) -> None:
    ada, ben = place.people["Ada"], place.people["Ben"]

    reply = await ada.runs(
        "/values show",
        value="Courage",
        member=ben,
        role=place.roles["Steward"],
        place=place.channels["pledges"],
        count=3,
    )

    assert reply.text == "Courage 3 Ben Steward pledges"
    assert isinstance(reply, SeenMessage)
    assert reply.is_ephemeral
    assert reply.author == "Tenet"
    assert ada.sees()[-1].id == reply.id
    assert all(message.id != reply.id for message in ben.sees())


@pytest.mark.usefixtures("client")
async def test_options_may_stand_in_the_command_line(place: Community) -> None:
    reply = await place.people["Ada"].runs("/values show value:Courage member:@Ben count:2")

    assert reply.text == "Courage 2 Ben"


@pytest.mark.usefixtures("client")
async def test_autocomplete_suggests_for_the_option_being_typed(place: Community) -> None:
    choices = await place.people["Ada"].completes("/values show", value="Ho")

    assert [choice.name for choice in choices] == ["Honesty", "Hospitality"]


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize(
    ("line", "values", "why"),
    [
        ("/nothing", {}, "there is no command"),
        ("/values", {}, "needs one of: show"),
        ("/values show", {}, "value is required"),
        ("/values show", {"value": "x", "count": 6}, "between 1 and 5"),
        ("/values show", {"value": "x", "colour": "red"}, "no such option"),
        ("/values show", {"value": "x", "member": "Nobody"}, "to pick"),
        ("/admin", {}, "there is no command"),
    ],
)
async def test_the_client_refuses_what_discord_would_refuse(
    place: Community, line: str, values: dict[str, Any], why: str
) -> None:
    with pytest.raises(CannotDo, match=why):
        await place.people["Ada"].runs(line, values)


@pytest.mark.usefixtures("client")
async def test_a_steward_sees_the_command_that_members_do_not(place: Community) -> None:
    assert "/admin" in place.people["Ines"].commands()
    assert "/admin" not in place.people["Ada"].commands()
    assert "/admin" not in place.people["Ines"].commands(
        channel=place.people["Ines"].dm(place.application)
    )
    assert (await place.people["Ines"].runs("/admin")).text == "done"


async def test_a_button_changes_its_message(client: Client, place: Community) -> None:
    ada, ben = place.people["Ada"], place.people["Ben"]
    message = await ada.runs("/buttons")

    reply = await ben.clicks("Update", on=message)

    assert reply.text == "updated"
    assert ada.looks_again(message).text == "updated"
    assert client.seen[-1].user.id == ben.id


@pytest.mark.usefixtures("client")
async def test_a_click_noted_quietly_is_followed_by_what_comes_next(place: Community) -> None:
    ada = place.people["Ada"]
    message = await ada.runs("/buttons")

    reply = await ada.clicks("Quiet", on=message)

    assert reply.text == "just for you"
    assert isinstance(reply, SeenMessage)
    assert reply.is_ephemeral


@pytest.mark.usefixtures("client")
async def test_a_greyed_out_button_cannot_be_pressed(place: Community) -> None:
    ada = place.people["Ada"]
    message = await ada.runs("/buttons")

    with pytest.raises(CannotDo, match="greyed out"):
        await ada.clicks("Off", on=message)
    with pytest.raises(CannotDo, match="there is no button 'On'"):
        await ada.clicks("On", on=message)


@pytest.mark.usefixtures("client")
async def test_a_menu_takes_as_many_choices_as_it_says(place: Community) -> None:
    ada = place.people["Ada"]
    message = await ada.runs("/buttons")

    reply = await ada.selects(["Honesty", "Courage"], on=message)

    assert reply.text == "Honesty and Courage"
    with pytest.raises(CannotDo, match="1 to 2 choices"):
        await ada.selects(VALUES, on=message)
    with pytest.raises(CannotDo, match="does not offer"):
        await ada.selects("Greed", on=message)


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize("way", ["command", "button"])
async def test_a_form_is_filled_in_by_label(place: Community, way: str) -> None:
    ada, ben = place.people["Ada"], place.people["Ben"]
    form = (
        await ada.runs("/create")
        if way == "command"
        else await ada.clicks("Form", on=await ada.runs("/buttons"))
    )

    assert isinstance(form, Form)
    assert [field.label for field in form.fields] == ["Title", "Kind", "Lead"]
    reply = await ada.fills_in(form, {"Title": "Clean-up", "Kind": "Talk", "Lead": ben})
    assert reply.text == "Clean-up / t / Ben"


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"Kind": "Talk"}, "'Title' is required"),
        ({"Title": "ab", "Kind": "Talk"}, "at least 3"),
        ({"Title": "x" * 41, "Kind": "Talk"}, "at most 40"),
        ({"Title": "Clean-up"}, "'Kind' is required"),
        ({"Title": "Clean-up", "Kind": "Rest"}, "does not offer"),
        ({"Name": "Clean-up"}, "has no field"),
    ],
)
async def test_a_form_is_not_sent_until_it_is_right(
    place: Community, answers: dict[str, Any], why: str
) -> None:
    ada = place.people["Ada"]
    form = await ada.runs("/create")

    with pytest.raises(CannotDo, match=why):
        await ada.fills_in(form, answers)


@pytest.mark.parametrize("quietly", [True, False])
async def test_the_first_followup_completes_a_deferred_answer_as_it_was_begun(
    client: Client, place: Community, quietly: bool
) -> None:
    ada, ben = place.people["Ada"], place.people["Ben"]
    running = asyncio.create_task(ada.runs("/later", quietly=quietly))
    thinking = await ada.waits_for(lambda message: message.is_thinking)
    assert thinking.is_ephemeral is quietly

    client.held.set()
    reply = await running

    assert isinstance(reply, SeenMessage)
    assert (reply.id, reply.text, reply.is_ephemeral) == (thinking.id, "first", quietly)
    second = await ada.waits_for("second")
    assert second.is_ephemeral
    assert [message.text for message in ben.sees()] == ([] if quietly else ["first"])


async def test_no_answer_within_three_seconds_is_a_failure_for_both_sides(
    sim: Simulator, client: Client, place: Community
) -> None:
    assert isinstance(sim.clock, MovableClock)
    running = asyncio.create_task(place.people["Ada"].runs("/never"))
    await client.acted.wait()

    sim.clock.advance(timedelta(seconds=4))
    reply = await running

    assert isinstance(reply, NoAnswer)
    assert reply.text == "The application did not respond"
    client.held.set()
    await place.people["Ada"].runs("/values show", value="x")
    assert [error.code for error in client.errors if isinstance(error, discord.NotFound)] == [10062]


async def test_answering_twice_is_refused(client: Client, place: Community) -> None:
    reply = await place.people["Ada"].runs("/twice")
    await client.failed.wait()

    assert reply.text == "once"
    error = client.errors[0]
    assert isinstance(error, discord.HTTPException)
    assert (error.status, error.code) == (400, 40060)


async def test_the_token_dies_after_fifteen_minutes(
    sim: Simulator, client: Client, place: Community
) -> None:
    assert isinstance(sim.clock, MovableClock)
    await place.people["Ada"].runs("/buttons")

    sim.clock.advance(timedelta(minutes=15, seconds=1))

    with pytest.raises(discord.HTTPException) as caught:
        await client.seen[-1].followup.send("too late")
    assert caught.value.code == 50027


async def test_an_ephemeral_message_is_out_of_reach_of_the_channel_routes(
    client: Client, place: Community
) -> None:
    reply = await place.people["Ada"].runs("/whisper")
    seen = await place.people["Ada"].waits_for("psst True")
    assert isinstance(reply, SeenMessage)
    assert seen.id == reply.id

    channel = client.get_partial_messageable(reply.channel_id)

    with pytest.raises(discord.NotFound) as caught:
        await channel.get_partial_message(reply.id).fetch()
    assert caught.value.code == 10008


async def test_context_menus_name_their_target(client: Client, place: Community) -> None:
    ada, ben = place.people["Ada"], place.people["Ben"]
    said = await ben.says("the river rises", place.channels["welcome"])

    assert (await ada.uses("Thank them", ben)).text == "Thank you, Ben"
    assert (await ada.uses("Remember", said)).text == "Remembered: the river rises"
    with pytest.raises(CannotDo, match="no entry"):
        await ada.uses("Remember", ben)


async def test_a_command_in_direct_messages_has_a_user_and_no_server(
    client: Client, place: Community
) -> None:
    ada = place.people["Ada"]

    reply = await ada.runs("/bed", number=3, channel=ada.dm(place.application))

    interaction = client.seen[-1]
    assert interaction.guild_id is None
    assert interaction.user.id == ada.id
    assert interaction.context.dm_channel
    assert (await ada.clicks("Plant", on=reply)).text == "Planted in bed 3"


async def test_what_the_interaction_says_of_rights_and_languages(
    client: Client, place: Community, sim: Simulator
) -> None:
    ada = place.people["Ada"]
    ada.user.locale = "de"
    await ada.runs("/values show", value="x", channel=place.channels["pledges"])

    interaction = client.seen[-1]

    assert interaction.locale is discord.Locale.german
    assert interaction.guild_locale is discord.Locale.american_english
    assert interaction.app_permissions.manage_roles
    assert not interaction.app_permissions.administrator
    assert interaction.permissions.use_application_commands
    assert not interaction.permissions.manage_guild
    assert interaction.is_guild_integration()
    assert interaction.channel is not None
    assert interaction.channel.id == place.channels["pledges"].id


async def test_a_dynamic_button_outlives_the_process(sim: Simulator, place: Community) -> None:
    ada = place.people["Ada"]
    async with connected(sim, Client(), place.application.token):
        message = await ada.runs("/bed", number=7)

    async with connected(sim, Client(), place.application.token):
        reply = await ada.clicks("Plant", on=message)

    assert reply.text == "Planted in bed 7"


@pytest.mark.usefixtures("client")
async def test_waiting_in_vain_tells_what_was_seen(place: Community) -> None:
    from bot.simulator.people import NotSeen

    ada = place.people["Ada"]
    await place.people["Ben"].says("the river rises", place.channels["welcome"])

    with pytest.raises(NotSeen, match="Ben: the river rises"):
        await ada.waits_for("the river falls", within=0.05)
