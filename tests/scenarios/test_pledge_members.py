"""What members do about their pledges in private, through the real client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot import contact
from bot.clock import MovableClock
from bot.components import rows
from bot.models import MemberKey
from bot.simulator import permissions as may
from bot.simulator.people import Answer, Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import channels
from bot.simulator.world import roles as world_roles
from bot.simulator.world.entities import Overwrite
from bot.texts import Texts
from cogs.charter import service as charter
from cogs.pledges import views
from tests import charters
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio


def board(village: Village) -> SeenMessage:
    return village.steward.sees(village.channels["pledges"])[-1]


async def opens_list(person: Person, village: Village) -> SeenMessage:
    """Somebody presses the button under the post."""
    answer = await person.clicks("Pledge…", on=board(village))
    assert isinstance(answer, SeenMessage), answer.text
    assert answer.is_ephemeral
    return answer


def chosen_on(answer: Answer) -> list[str]:
    """What a list shows as the member's own."""
    assert isinstance(answer, SeenMessage)
    return [option["label"] for option in options(answer) if option.get("default")]


def options(answer: SeenMessage) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.payload["components"][0]["components"][0]["options"]
    return found


def fields(answer: Answer) -> list[str]:
    return [name for embed in answer.embeds for name, _ in embed.fields]


async def rewords_and_retires(village: Village, tenet: RunningBot) -> None:
    guild_id, now = village.guild.id, tenet.bot.clock.now()
    async with tenet.bot.db.begin() as session:
        honesty = await charter.get_value(session, guild_id, "Honesty")
        await charters.reword(session, guild_id, honesty, "We say it to your face.", now=now)
        courage = await charter.get_value(session, guild_id, "Courage")
        await charters.retire(session, guild_id, courage.id, now=now)


async def test_whoever_does_not_react_pledges_and_withdraws_from_a_private_list(
    village: Village, tenet: RunningBot
) -> None:
    bea = village.join("Bea", locale="de")

    first = await opens_list(bea, village)
    assert "Wozu bekennst du dich?" in first
    assert chosen_on(first) == []
    assert options(first)[0]["description"] == "We say what is so, kindly and early."
    receipt = await bea.selects(["Honesty", "Care"], on=first)

    assert "Du hast dich zu Honesty und Care bekannt." in receipt
    assert fields(receipt) == ["🌱 Honesty", "❤️ Care"]
    await village.steward.until(lambda: board(village).text.count("One person") == 2)
    assert all(message.id == board(village).id for message in village.steward.sees("pledges"))

    assert "Wie sähe das diesen Monat bei dir aus?" in receipt
    form = await bea.selects("Care", on=receipt, custom_id=f"pledges:steps:{village.guild.id}")
    await bea.fills_in(
        form,
        {
            "Wie sähe das diesen Monat bei dir aus?": "Ich rufe *Ida* an.",
            "Bis wann?": "In einer Woche",
        },
    )
    mine = await bea.runs("/bekenntnis meine")
    assert "Ich rufe \\*Ida\\* an." in mine

    await tenet.restart()
    again = await bea.clicks("Noch einmal wählen …", on=receipt)
    assert chosen_on(again) == ["Honesty", "Care"]
    unchanged = await bea.selects(["Honesty", "Care"], on=again)
    assert "Es hat sich nichts geändert." in unchanged
    last = await bea.selects([], on=await opens_list(bea, village))

    assert "Deine Bekenntnisse zu Honesty und Care sind zurückgezogen." in last
    assert "Zurzeit hast du dich hier zu nichts bekannt." in last
    ledger = await tenet.ledger(village.guild.id)
    assert (ledger["pledge.made"], ledger["pledge.withdrawn"]) == (2, 2)


@pytest.mark.thorough
async def test_a_list_of_last_week_takes_nothing_over_that_has_changed_since(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    old = await opens_list(ada, village)
    await ada.runs("/pledge make value:Care")
    await rewords_and_retires(village, tenet)

    told = await ada.selects(["Honesty", "Courage"], on=old)

    assert "The words of Honesty have changed since you opened this list" in told
    assert "One value that you chose is no longer part of our charter" in told
    assert "We say it to your face." in told
    assert "You are not pledged to this. These are its new words." in told
    ledger = await tenet.ledger(village.guild.id)
    assert (ledger["pledge.made"], ledger.get("pledge.withdrawn", 0)) == (1, 0)
    now = await ada.clicks("Choose again…", on=told)
    assert chosen_on(now) == ["Care"]
    assert "You have pledged to Honesty." in await ada.selects(["Care", "Honesty"], on=now)


async def test_pledges_are_made_and_withdrawn_by_command(
    village: Village, tenet: RunningBot
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea", locale="de")
    await ada.reacts("🌱", to=board(village))
    await village.steward.until(lambda: "One person" in board(village))

    offered = await ada.completes("/pledge make", value="")
    assert [choice.name for choice in offered] == ["❤️ Care", "🔥 Courage"]
    made = await ada.runs("/pledge make value:courage")
    assert "You have pledged to Courage." in made
    assert fields(made) == ["🌱 Honesty", "🔥 Courage"]
    kindly = await ada.runs("/pledge make value:Honesty")
    assert "You have pledged to Honesty already, and it still holds." in kindly
    unknown = await ada.runs("/pledge make", value="‏אמת")
    assert 'There is no value called "‏אמת" here.' in unknown

    long = await ada.runs("/pledge make", value="x" * 6000)
    assert f'There is no value called "{"x" * 100}" here.' in long

    held = await ada.completes("/pledge withdraw", value="")
    assert [choice.value for choice in held] == ["Honesty", "Courage"]
    gone = await ada.runs("/pledge withdraw value:Honesty")
    assert "Your pledge to Honesty is withdrawn. A reaction of yours under the post" in gone
    gone = await ada.runs("/pledge withdraw value:Courage")
    assert gone.text.startswith("Your pledge to Courage is withdrawn.\n")
    assert "You have no such pledge" in await ada.runs("/pledge withdraw value:Courage")

    assert "Du hast dich zu Care bekannt." in await bea.runs("/bekenntnis ablegen wert:Care")
    assert "❤️ Care" in fields(await bea.runs("/bekenntnis meine"))
    assert "zurückgezogen" in await bea.runs("/bekenntnis zurückziehen wert:Care")


@pytest.mark.thorough
async def test_figures_are_private_until_somebody_who_may_post_shows_them(
    village: Village, tenet: RunningBot
) -> None:
    ada, bea = village.join("Ada"), village.join("Bea", locale="de")
    general = village.channels["general"]
    await ada.runs("/pledge make value:Honesty")
    await rewords_and_retires(village, tenet)
    await village.steward.runs("/pledge make value:Honesty")

    private = await bea.runs("/bekenntnis überblick", channel=general)
    assert "Ein Mensch hat sich zu den heutigen Worten bekannt." in private
    assert "Für sich gezählt: Ein Bekenntnis gilt früheren Worten." in private
    assert village.steward.sees(general) == []
    await bea.clicks("Allen zeigen", on=private)

    (public,) = village.steward.sees(general)
    assert "One person has pledged to its present words." in public
    assert "Its words were last changed on <t:" in public
    assert "Shown by Bea" in public
    assert ada.name not in public.text
    assert "What do you pledge to?" in await ada.clicks("Pledge…", on=public)

    everyone = village.guild.id
    silent = {everyone: Overwrite(everyone, 0, allow=0, deny=may.SEND_MESSAGES)}
    channels.update(village.world, general, overwrites=silent)
    await tenet.caught_up()
    assert "darfst du nicht schreiben" in await bea.clicks("Allen zeigen", on=private)
    assert (await bea.runs("/bekenntnis überblick", channel=general)).buttons == ()
    assert len(village.steward.sees(general)) == 1


@pytest.mark.thorough
async def test_in_a_direct_message_the_list_knows_its_server_and_who_has_left_it(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    say = Texts().speak("en")
    user = await tenet.bot.fetch_user(ada.id)
    view = rows(views.picker_button(say, village.guild.id))
    assert view is not None
    await user.send("Once more:", view=view)

    (message,) = ada.dms(village.application)
    picker = await ada.clicks("Pledge…", on=message)
    receipt = await ada.selects("Honesty", on=picker)
    assert "You have pledged to Honesty." in receipt

    ada.leaves()
    await tenet.caught_up()
    refused = await ada.clicks("Choose again…", on=receipt)
    assert "a server that you or I are no longer in" in refused
    assert (await tenet.ledger(village.guild.id))["pledge.made"] == 1


@pytest.mark.thorough
@pytest.mark.parametrize("locale", ["en-GB", "de"])
async def test_twelve_values_of_the_largest_size_fit_wherever_they_are_shown(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock, locale: str
) -> None:
    emojis = "🌱🔥🌊🌙⭐🍀🎈🎁🏀🏈🎵🎹"
    values = [
        {
            "name": f"{emoji} " + "قيمة " * 19 + "ab"[number % 2] * 3,
            "emoji": emoji,
            "promise": "We hold on to each other. " * 7,
            "looks_like": ["We do.", "We are."],
            "does_not_look_like": ["We do not."],
        }
        for number, emoji in enumerate(emojis)
    ]
    assert all(len(value["name"]) == 100 for value in values)
    tenet = RunningBot(sim, database_path, clock, village.config(values=values))
    await tenet.start()
    ada = village.join("Ada", locale=locale)

    picker = await opens_list(ada, village)
    everything = [option["value"] for option in options(picker)]
    receipt = await ada.selects(everything, on=picker)
    for line in ("mine", "summary"):
        shown = await ada.runs(f"/pledge {line}")
        assert len(fields(shown)) == 12
    held = await ada.completes("/pledge withdraw", value="")

    assert len(everything) == len(fields(receipt)) == len(held) == 12
    gone = await ada.runs("/pledge withdraw", value=held[3].value)
    assert len(fields(gone)) == 11
    await tenet.stop()


@pytest.mark.thorough
async def test_a_receipt_names_the_role_that_comes_with_a_pledge(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    role = world_roles.create(village.world, village.guild, "Truthful")
    config = village.config(pledges={"roles": {"Honesty": "Truthful"}})
    tenet = RunningBot(sim, database_path, clock, config)
    await tenet.start()
    ada = village.join("Ada")

    made = await ada.selects(["Honesty", "Care"], on=await opens_list(ada, village))
    await tenet.settled()
    assert f"With it comes the role <@&{role.id}>; others can see it." in made
    assert "Truthful" in ada.role_names

    gone = await ada.runs("/pledge withdraw value:Honesty")
    await tenet.settled()
    assert f"The role <@&{role.id}> goes" in gone
    assert "Truthful" not in ada.role_names
    await tenet.stop()


@pytest.mark.thorough
async def test_ones_list_leads_to_the_new_words_and_to_being_written_to_again(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await ada.selects(["Honesty", "Courage"], on=await opens_list(ada, village))
    await rewords_and_retires(village, tenet)
    member = MemberKey(village.guild.id, ada.id)
    async with tenet.bot.db.begin() as session:
        await contact.stop(session, member, now=tenet.bot.clock.now())

    mine = await ada.runs("/pledge mine")
    assert fields(mine) == ["🌱 Honesty", "🔥 Courage"]
    assert "We say what is so, kindly and early." in mine
    assert "to earlier words" in mine
    assert "this value is no longer part of our charter" in mine
    assert "You asked me not to write to you unasked" in mine
    assert isinstance(mine, SeenMessage)
    assert [button.label for button in mine.buttons] == [
        "Pledge…",
        "See the new words",
        "Allow it again",
    ]
    (menu,) = (menu for menu in mine.selects if menu.custom_id.startswith("pledges:steps"))
    assert [label for label, _ in menu.options] == ["Honesty"]

    picker = await opens_list(ada, village)
    assert options(picker)[0]["description"] == (
        "Yours, in earlier words. It now reads: We say it to your face."
    )
    kept = await ada.selects(["Honesty", "Care"], on=picker)
    assert "to earlier words" in kept
    page = await ada.clicks("See the new words", on=kept)
    await ada.clicks("Re-affirm", on=page)
    await ada.clicks("Allow it again", on=mine)

    now = await ada.runs("/pledge mine")
    assert "We say it to your face." in now
    assert [button.label for button in now.buttons] == ["Pledge…"]
