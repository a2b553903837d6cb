"""/help and "help" in a direct message: what there is to do, for whoever asks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import capabilities
from bot.clock import MovableClock
from bot.simulator.people import SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import members, roles
from bot.stewards import is_for_stewards
from bot.switches import SWITCHABLE, switch
from cogs.help import service
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.sweeping import leaves

pytestmark = pytest.mark.asyncio

MENTION = re.compile(r"</([a-z -]+):(\d+)>")
STEWARDS = "For you as a steward"


def mentioned(answer: object) -> list[str]:
    """The commands that can be clicked."""
    assert isinstance(answer, SeenMessage)
    return [name for name, _ in MENTION.findall(answer.text)]


async def test_members_and_stewards_read_what_is_for_them(
    village: Village, tenet: RunningBot
) -> None:
    member = await village.join("Ada").runs("/help")
    steward = await village.steward.runs("/help")

    assert isinstance(member, SeenMessage)
    assert member.is_ephemeral
    assert mentioned(member) == list(service.MEMBERS)
    assert STEWARDS not in member
    assert "– Read our mission and our values" in member
    assert mentioned(steward) == [*service.MEMBERS, *service.STEWARDS]
    assert STEWARDS in steward
    assert "Integrations" not in steward
    assert "or stewards:" not in steward


async def test_the_list_is_right_about_whom_each_command_is_for(tenet: RunningBot) -> None:
    """Each is there, each part of the bot is in it, and what can be switched off among them."""
    named = {one.qualified_name: one for one in leaves(tenet)}
    assert [name for name in service.MEMBERS if is_for_stewards(named[name])] == []
    assert [name for name in service.STEWARDS if not is_for_stewards(named[name])] == []
    parts = {str(one.module).split(".")[1] for one in named.values()} - {"help"}
    told = {str(named[one].module).split(".")[1] for one in (*service.MEMBERS, *service.STEWARDS)}
    assert told == parts
    assert set(SWITCHABLE) <= told <= set(capabilities.names())
    for name in service.IN_PRIVATE:
        top = named[name].root_parent or named[name]
        assert top.allowed_contexts is not None
        assert top.allowed_contexts.dm_channel


async def test_what_is_switched_off_is_not_offered(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    async with tenet.bot.db.begin() as session:
        await switch(session, village.guild.id, "pledges", on=False, actor_id=None, now=clock.now())
    await tenet.bot.slashes.settled()
    told = await village.steward.runs("/help")
    assert "charter show" in mentioned(told)
    assert "/pledge " not in told


async def test_a_steward_by_role_learns_why_some_commands_do_not_show(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    host = roles.create(village.world, village.guild, "Host", position=1, permissions=0)
    tenet = RunningBot(sim, database_path, clock, village.config(roles={"steward": "Host"}))
    await tenet.start()
    ada = village.join("Ada")
    members.add_role(village.world, village.guild, ada.member, host.id)
    assert "Integrations" in await ada.runs("/help")
    await tenet.stop()


@pytest.mark.parametrize(
    ("locale", "typed", "heading"),
    [
        ("en-US", "Help!", "What you can do here"),
        ("de", "Hilfe", "Was du hier tun kannst"),
        ("de", "help me", "What you can do here"),
    ],
)
async def test_help_in_a_direct_message_is_answered_there(
    village: Village, tenet: RunningBot, locale: str, typed: str, heading: str
) -> None:
    ada = village.join("Ada", locale=locale)
    await ada.says(typed, ada.dm(village.application))
    await tenet.caught_up()
    said = ada.dms(village.application)[-1]
    assert heading in said
    assert mentioned(said) == list(service.IN_PRIVATE)


async def test_talk_in_which_help_occurs_is_left_alone() -> None:
    assert service.reads_as_help("can you help me with my shopping?") is None
    assert service.reads_as_help("  HELP?! 🙏") == "en"
    assert service.reads_as_help("Hilfe bitte.") == "de"
    assert service.reads_as_help("stop") is None


async def test_the_command_answers_in_a_direct_message_with_the_servers_one_is_known_in(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await ada.runs("/onboarding start")
    await tenet.settled()
    dm = village.world.channels[ada.dms(village.application)[-1].channel_id]
    said = await ada.runs("/help", channel=dm)
    assert f"**{village.guild.name}**" in said
    assert ada.commands(channel=dm) == ["/privacy", "/help"]
