"""Pledges through the real client: reacting, posting, and what the gateway does to events."""

from __future__ import annotations

import pytest

from bot.simulator.people import Person, SeenMessage
from bot.simulator.server import Simulator
from bot.simulator.world import accounts, guilds, reactions
from bot.simulator.world.entities import ReactionEmoji
from tests.factories import Village
from tests.running import RunningBot

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def unlimited(sim: Simulator) -> None:
    """Reactions of ours without Discord's quarter of a second between them."""
    sim.rate_limits.enabled = False


def board(village: Village, channel: str = "pledges") -> SeenMessage:
    """The pledge post as the steward sees it, the newest if there are several."""
    return village.steward.sees(village.channels[channel])[-1]


async def pledges_are(person: Person, *names: str) -> None:
    """Somebody's own list holds exactly these values."""
    answer = await person.runs("/pledge mine")
    held = [name for embed in answer.embeds for name, _ in embed.fields]
    assert held == list(names)


async def board_says(village: Village, text: str) -> None:
    """Wait until the figures are right."""
    await village.steward.until(lambda: text in board(village), what=text)


async def test_the_file_seeds_a_post_with_one_reaction_for_each_value(
    village: Village, tenet: RunningBot
) -> None:
    post = board(village)

    assert list(post.reactions) == ["🌱", "❤️", "🔥"]
    assert "We say what is so, kindly and early." in post
    assert "Nobody has pledged yet." in post


async def test_a_reaction_pledges_and_taking_it_back_withdraws(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    await ada.reacts("🌱", to=board(village))
    await board_says(village, "One person has pledged.")
    await pledges_are(ada, "🌱 Honesty")

    await ada.unreacts("🌱", to=board(village))
    await village.steward.until(lambda: "One person" not in board(village))
    await pledges_are(ada)
    ledger = await tenet.ledger(village.guild.id)
    assert (ledger["pledge.made"], ledger["pledge.withdrawn"]) == (1, 1)


async def test_ones_list_is_for_oneself_and_in_ones_language(
    village: Village, tenet: RunningBot
) -> None:
    bea = village.join("Bea", locale="de")
    await bea.reacts("🔥", to=board(village))
    await board_says(village, "One person")

    answer = await bea.runs("/bekenntnis meine")

    assert answer.is_ephemeral
    assert "Deine Bekenntnisse" in answer
    assert "Bekannt am <t:" in answer


async def test_a_pledge_can_be_withdrawn_from_the_list_and_stays_so_after_a_restart(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await ada.reacts("🌱", to=board(village))
    await ada.reacts("🔥", to=board(village))
    await village.steward.until(lambda: board(village).text.count("One person") == 2)

    after = await ada.selects(
        "Honesty", on=await ada.runs("/pledge mine"), custom_id="pledges:withdraw"
    )

    assert "Your pledge to Honesty is withdrawn." in after
    assert "🔥 Courage" in after
    assert "🌱 Honesty" not in after
    await tenet.restart()  # the reaction still stands, and must not bring the pledge back
    await pledges_are(ada, "🔥 Courage")


async def test_doubled_events_make_one_pledge(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    ada, ben = village.join("Ada"), village.join("Ben")
    sim.faults.disturb("duplicate", event="MESSAGE_REACTION_*", times=9)

    await ada.reacts("🌱", to=board(village))
    await ada.unreacts("🌱", to=board(village))
    await ada.reacts("🌱", to=board(village))
    await ben.reacts("🔥", to=board(village))
    await village.steward.until(lambda: board(village).text.count("One person") == 2)

    ledger = await tenet.ledger(village.guild.id)
    assert (ledger["pledge.made"], ledger["pledge.withdrawn"]) == (3, 1)
    await pledges_are(ada, "🌱 Honesty")


async def test_events_in_the_wrong_order_are_put_right_by_comparing(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    ada, ben = village.join("Ada"), village.join("Ben")
    sim.faults.disturb("reorder", event="MESSAGE_REACTION_ADD")
    await ada.reacts("🌱", to=board(village))
    await ada.unreacts("🌱", to=board(village))
    await ben.reacts("🔥", to=board(village))
    await village.steward.until(lambda: board(village).text.count("One person") == 2)

    tenet.bot.reconciler.ask(village.guild.id)
    await tenet.settled()

    await pledges_are(ada)
    await pledges_are(ben, "🔥 Courage")


async def test_bots_strangers_emojis_and_other_messages_are_no_pledges(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    other = accounts.create_application(sim.world, "Parrot", owner=village.steward.user)
    guilds.add_bot(sim.world, village.guild, other, granted=0, role_position=1)
    place = village.channels["pledges"]
    message = place.messages[board(village).id]
    said = await ada.says("Hello", village.channels["general"])

    reactions.add(sim.world, place, message, other.id, ReactionEmoji(None, "🌱"))
    await ada.reacts("🍕", to=board(village))
    await ada.reacts("🌱", to=said)
    await ada.reacts("🔥", to=board(village))
    await board_says(village, "One person")
    tenet.bot.reconciler.ask(village.guild.id)
    await tenet.settled()

    await pledges_are(ada, "🔥 Courage")
    assert (await tenet.ledger(village.guild.id))["pledge.made"] == 1


async def test_the_sign_that_asks_for_colour_makes_no_difference(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    await ada.reacts("❤", to=board(village))

    await board_says(village, "One person")
    await pledges_are(ada, "❤️ Care")


async def test_a_steward_posts_the_values_elsewhere_and_both_posts_are_doors(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    said = await village.steward.runs("/pledge post channel:#general")
    await tenet.settled()

    general = village.channels["general"]
    assert f"I am putting the values into <#{general.id}>." in said
    assert list(board(village, "general").reactions) == ["🌱", "❤️", "🔥"]
    await ada.reacts("🌱", to=board(village, "general"))
    await board_says(village, "One person")
    await village.steward.until(lambda: "One person" in board(village, "general"))
    await ada.reacts("🌱", to=board(village))
    await ada.reacts("🔥", to=board(village))
    await village.steward.until(lambda: board(village).text.count("One person") == 2)
    assert (await tenet.ledger(village.guild.id))["pledge.made"] == 2


async def test_posting_again_leaves_one_post(village: Village, tenet: RunningBot) -> None:
    first = board(village)

    said = await village.steward.runs("/pledge post")
    await tenet.settled()

    assert "The values stand in" in said
    assert [post.id for post in village.steward.sees("pledges")] == [first.id]


async def test_only_stewards_post(village: Village, tenet: RunningBot) -> None:
    ada = village.join("Ada")

    said = await ada.runs("/pledge post channel:#general")
    await tenet.settled()

    assert "This is for stewards" in said
    assert village.steward.sees("general") == []


async def test_who_leaves_is_not_counted_and_counts_again_on_returning(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await ada.reacts("🌱", to=board(village))
    await board_says(village, "One person")

    ada.leaves()
    await village.steward.until(lambda: "One person" not in board(village))
    ada.joins(village.guild)
    await board_says(village, "One person")

    await pledges_are(ada, "🌱 Honesty")
    assert (await tenet.ledger(village.guild.id))["pledge.made"] == 1


async def test_a_crowd_is_counted_whole_with_few_edits_and_commands_answer_meanwhile(
    sim: Simulator, village: Village, tenet: RunningBot
) -> None:
    crowd = [village.join(f"Person {number}") for number in range(400)]
    ada = village.join("Ada")
    edits: list[object] = []
    sim.observers.append(
        lambda seen: edits.append(seen) if getattr(seen, "method", "") == "PATCH" else None
    )

    for person in crowd:
        await person.reacts("🌱", to=board(village))
    answer = await ada.runs("/pledge mine")

    assert not answer.failed
    await board_says(village, "400 people have pledged.")
    assert len(edits) < 20
    assert (await tenet.ledger(village.guild.id))["pledge.made"] == 400


async def test_what_was_queued_when_the_bot_stopped_is_kept(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    arrived: list[object] = []
    tenet.bot.hear("MESSAGE_REACTION_ADD", arrived.append)

    await ada.reacts("🌱", to=board(village))
    await tenet.until(lambda: arrived)
    await tenet.restart()

    await pledges_are(ada, "🌱 Honesty")
    assert (await tenet.ledger(village.guild.id))["pledge.made"] == 1
