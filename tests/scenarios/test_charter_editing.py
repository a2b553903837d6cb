"""Writing, comparing and publishing a charter through the real client, as stewards see it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.simulator import permissions
from bot.simulator.people import Answer, Form, Person
from bot.simulator.sample import OWNER
from bot.simulator.server import Simulator
from bot.simulator.world import channels as world_channels
from bot.simulator.world import guilds as world_guilds
from bot.simulator.world.entities import Overwrite
from bot.simulator.world.thread_opening import open_thread
from cogs.charter import service as charter
from cogs.pledges.models import Reaffirmation
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.initiating import TITLE, VALUE, WHAT, proposes
from tests.scenarios.reminding import adds as adds_reminder
from tests.variants import variants

pytestmark = pytest.mark.asyncio

NAME, EMOJI, PROMISE = "Name", "Emoji", "Promise"
LOOKS, LOOKS_NOT = "Looks like", "Does not look like"
MISSION, SUMMARY = "Mission", "What is new?"
PATIENCE: dict[str, Any] = {
    NAME: "Patience",
    EMOJI: "🐢",
    PROMISE: "We give things the time they take.",
    LOOKS: "We wait for an answer.\n- We plan in years.",
    LOOKS_NOT: "We ring twice.",
}


async def fills(person: Person, form: Answer, answers: dict[str, Any]) -> Answer:
    assert isinstance(form, Form), form.text
    return await person.fills_in(form, answers)


async def adds(village: Village, **differences: str) -> Answer:
    steward = village.steward
    answers = PATIENCE | {globals()[name]: text for name, text in differences.items()}
    return await fills(steward, await steward.runs("/values add"), answers)


async def edits(village: Village, value: str, answers: dict[str, Any]) -> Answer:
    steward = village.steward
    return await fills(steward, await steward.runs("/values edit", value=value), answers)


async def publishes(person: Person, summary: str = "Some things are clearer now.") -> Answer:
    asked = await fills(person, await person.runs("/charter publish"), {SUMMARY: summary})
    (button,) = (b for b in asked.buttons if b.custom_id and ":confirm:" in b.custom_id)
    return await person.clicks(button.label, on=asked)


async def test_a_new_value_is_previewed_kept_from_members_and_there_once_published(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")

    preview = await adds(village)

    assert preview.is_ephemeral
    assert "It is in the draft." in preview
    assert preview.embeds[0].title == "🐢 Patience"
    assert ("Looks like", "• We wait for an answer.\n• We plan in years.") in preview.embeds[
        0
    ].fields
    assert "Patience" not in await ada.runs("/charter show")

    done = await publishes(village.steward)

    assert "Version 2 is in force." in done
    assert "🐢 Patience" in await ada.runs("/charter show")


async def test_what_is_missing_is_marked_kept_and_completed_from_the_preview(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward

    preview = await adds(village, LOOKS="We wait.", EMOJI="turtle")

    assert '"Looks like" has only one line' in preview
    assert '"turtle" is not one emoji.' in preview
    refused = await steward.runs("/charter publish")
    assert "This draft cannot be published yet" in refused
    assert "Patience" in refused

    form = await steward.clicks("Edit again", on=preview)
    assert isinstance(form, Form)
    assert form.field(EMOJI).value == "turtle"
    preview = await steward.fills_in(form, {EMOJI: "🐢", LOOKS: "We wait.\nWe listen."})

    assert "Still missing" not in preview
    assert preview.button("Publish…")


async def test_a_value_in_other_words_is_shown_word_by_word(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    await edits(village, "Care", {PROMISE: "Nobody here carries a *load* on their own."})

    diff = await steward.runs("/charter diff")

    assert "Reworded: ❤️ Care" in diff.text.replace("__", "")
    assert (
        "Promise: Nobody here carries a ~~load alone.~~ **\\*load\\* on their own.**"
        in diff.embeds[0].description
    )
    assert diff.embeds[0].footer == "1 value reworded"


async def test_undo_brings_back_what_was_before(village: Village, tenet: RunningBot) -> None:
    preview = await edits(village, "Care", {PROMISE: "Something else."})

    undone = await village.steward.clicks("Undo", on=preview)

    assert "Undone." in undone
    assert "Nobody here carries a load alone." in undone
    assert "nothing to publish" in await village.steward.runs("/charter publish")
    redone = await village.steward.clicks("Redo", on=undone)
    assert "Something else." in redone


async def test_a_retired_value_stays_until_it_is_published_and_can_come_back(
    village: Village, tenet: RunningBot
) -> None:
    steward, ada = village.steward, village.join("Ada")

    gone = await steward.runs("/values retire", value="Courage")

    assert "It is out of the draft." in gone
    assert "Courage" in await ada.runs("/charter show")
    await steward.clicks("Undo", on=gone)
    assert "nothing to publish" in await steward.runs("/charter publish")

    await steward.runs("/values retire", value="Courage")
    await publishes(steward)
    assert "Courage" not in await ada.runs("/charter show")


async def test_values_are_brought_into_another_order_with_a_menu_and_buttons(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    panel = await steward.runs("/values order")

    panel = await steward.selects("🔥 Courage", on=panel)
    panel = await steward.clicks("To the top", on=panel)
    panel = await steward.clicks("Down", on=panel)

    assert panel.embeds[0].description.splitlines() == [
        "1. 🌱 Honesty",
        "2. ➡️ 🔥 Courage",
        "3. ❤️ Care",
    ]
    await publishes(steward)
    shown = await steward.runs("/charter show")
    assert [name for name, _ in shown.embeds[0].fields] == ["🌱 Honesty", "🔥 Courage", "❤️ Care"]


async def test_an_order_shown_before_somebody_elses_edit_moves_nothing(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    panel = await steward.selects("🔥 Courage", on=await steward.runs("/values order"))
    await adds(village)

    panel = await steward.clicks("To the top", on=panel)

    assert "The draft has changed since you looked at it." in panel
    assert panel.embeds[0].description.splitlines()[0] == "1. 🌱 Honesty"
    assert "Patience" in panel


async def test_the_mission_is_written_into_the_draft_and_published(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    form = await steward.runs("/charter edit mission")
    assert isinstance(form, Form)
    assert form.field(MISSION).value == "We keep the river clean and each other well."

    preview = await steward.fills_in(form, {MISSION: "We keep the river clean."})

    assert preview.embeds[0].description == "We keep the river clean."
    await publishes(steward)
    assert "each other well" not in await steward.runs("/charter show")


async def test_publishing_says_in_numbers_whom_it_affects_and_queues_them(
    village: Village, tenet: RunningBot
) -> None:
    ada, bea, cleo = (village.join(name) for name in ("Ada", "Bea", "Cleo"))
    pledges = village.channels["pledges"]
    (post,) = ada.sees(pledges)
    for person, emoji in ((ada, "❤️"), (bea, "❤️"), (bea, "🔥"), (cleo, "🔥")):
        await person.reacts(emoji, to=post)
    await tenet.caught_up()
    steward = village.steward
    await edits(village, "Care", {PROMISE: "We carry together."})
    await steward.runs("/values retire", value="Courage")
    await adds(village)

    asked = await fills(steward, await steward.runs("/charter publish"), {SUMMARY: "More care."})

    assert "2 members will be asked whether their pledge still holds" in asked
    assert "2 pledges to values that are retired will rest." in asked
    assert "1 new value · 1 value reworded · 1 value retired" in asked
    assert "More care." in asked
    await steward.clicks("Publish version 2", on=asked)
    await tenet.settled()
    async with tenet.bot.db.read() as session:
        care = await charter.get_value(session, village.guild.id, "Care")
        queue = list(await session.scalars(select(Reaffirmation)))
    assert care.revision == 2
    assert [row.to_revision for row in queue] == [2, 2]
    (board,) = ada.sees(pledges)
    assert "We carry together." in board
    assert "Courage" not in board
    assert board.reactions == {"🌱": 1, "❤️": 3, "🔥": 2, "🐢": 1}  # ours is gone from 🔥


async def test_two_stewards_publish_at_once_and_make_one_version(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    other = village.join("Omar", roles=(village.roles["Steward"],))
    await edits(village, "Care", {PROMISE: "We carry together."})
    asked = await fills(steward, await steward.runs("/charter publish"), {SUMMARY: "Clearer."})
    theirs = await fills(other, await other.runs("/charter publish"), {SUMMARY: "Warmer."})

    answers = await asyncio.gather(
        steward.clicks("Publish version 2", on=asked), other.clicks("Publish version 2", on=theirs)
    )

    # Omar wrote the summary last, so what the other was shown is not what would be published.
    assert "The draft has changed since you looked at it." in answers[0] or (
        "There is no draft any more" in answers[0]
    )
    assert "Version 2 is in force." in answers[1]
    async with tenet.bot.db.read() as session:
        versions = await charter.list_versions(session, village.guild.id)
    assert [(line.version, line.summary) for line in versions] == [(2, "Warmer."), (1, "")]


async def test_one_confirmation_pressed_twice_makes_one_version(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    await edits(village, "Care", {PROMISE: "We carry together."})
    asked = await fills(steward, await steward.runs("/charter publish"), {SUMMARY: "Clearer."})

    answers = await asyncio.gather(
        *(steward.clicks("Publish version 2", on=asked) for _ in range(2))
    )

    assert sum("Version 2 is in force." in answer for answer in answers) == 1
    async with tenet.bot.db.read() as session:
        assert len(await charter.list_versions(session, village.guild.id)) == 2


async def test_edits_of_two_stewards_that_cross_are_both_kept_or_both_shown(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    other = village.join("Omar", roles=(village.roles["Steward"],))
    mine = await steward.runs("/values edit", value="Care")
    theirs = await other.runs("/values edit", value="Care")

    await fills(other, theirs, {PROMISE: "We carry together.", EMOJI: "🫶"})
    crossed = await fills(steward, mine, {PROMISE: "Nobody carries alone.", NAME: "Caring"})

    assert "Somebody else changed the same part" in crossed
    assert "We carry together." in crossed
    assert crossed.embeds[0].title == "🫶 Caring"
    assert crossed.embeds[0].description == "Nobody carries alone."
    undone = await steward.clicks("Undo", on=crossed)
    assert undone.embeds[0].description == "We carry together."


async def test_a_form_sent_after_a_restart_is_kept(village: Village, tenet: RunningBot) -> None:
    form = await village.steward.runs("/values add")

    await tenet.restart()
    preview = await fills(village.steward, form, PATIENCE)

    assert preview.embeds[0].title == "🐢 Patience"


async def test_a_form_sent_after_its_draft_was_published_begins_a_new_one_and_says_so(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    await adds(village)
    form = await steward.runs("/values edit", value="Patience")
    await publishes(steward)

    preview = await fills(steward, form, {PROMISE: "We wait."})

    assert "has been published or thrown away meanwhile" in preview
    diff = await steward.runs("/charter diff")
    assert diff.embeds[0].footer == "1 value reworded"


async def test_the_thirteenth_value_is_refused_with_the_reason(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    for number, emoji in enumerate("🍇🍈🍉🍊🍋🍌🍍🥭🍎"):
        await adds(village, NAME=f"Fruit {number}", EMOJI=emoji)
    late = await _opened_before_full(village)

    refused = await steward.runs("/values add")

    assert "A charter holds at most 12 values" in refused
    assert "20 reactions" in refused
    kept = await fills(steward, late, PATIENCE)
    assert "Nothing you typed is lost" in kept
    assert kept.embeds[0].title == "🐢 Patience"


async def _opened_before_full(village: Village) -> Answer:
    """An empty form from before the last place was taken."""
    steward = village.steward
    gone = await steward.runs("/values retire", value="Fruit 8")
    form = await steward.runs("/values add")
    await steward.clicks("Undo", on=gone)
    return form


async def test_a_name_of_400_characters_is_kept_and_refused(
    village: Village, tenet: RunningBot
) -> None:
    preview = await adds(village, NAME="n" * 400)

    assert "The name has 400 characters and may have 100." in preview
    refused = await village.steward.runs("/charter publish")
    assert "may have 100" in refused
    form = await village.steward.clicks("Edit again", on=preview)
    assert isinstance(form, Form)
    assert form.field(NAME).value == "n" * 400


@pytest.mark.parametrize(
    "name", variants(["صبر", "n" * 100, "\u202eevil\u202c", "**bold** `tick`"])
)
async def test_names_in_any_script_and_of_full_length_go_all_the_way(
    village: Village, tenet: RunningBot, name: str
) -> None:
    steward = village.steward

    await adds(village, NAME=name)
    await steward.runs("/charter diff")
    await publishes(steward)

    shown = await steward.runs("/charter show")
    plain = name.strip("\u202e\u202c")
    assert f"🐢 {plain}" in shown
    assert "\u202e" not in shown
    assert plain in await steward.runs("/values show", value=plain)


async def test_twelve_full_values_can_be_compared_published_and_read(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    await steward.runs("/values retire", value="Care")
    full = {
        PROMISE: "*" * 200,
        LOOKS: "\n".join(f"{number} " + "_" * 190 for number in range(5)),
        LOOKS_NOT: "\n".join(f"{number} " + "~" * 190 for number in range(5)),
    }
    for number, emoji in enumerate("🍇🍈🍉🍊🍋🍌🍍🥭🍎🍏"):
        await adds(village, NAME=f"{number}" * 100, EMOJI=emoji)
        await edits(village, f"{number}" * 100, full)

    pages = [await steward.runs("/charter diff")]
    while any(b.label == "Further" and not b.disabled for b in pages[-1].buttons):
        pages.append(await steward.clicks("Further", on=pages[-1]))

    assert len(pages) > 5
    assert all(len(page.embeds[0].description) <= 4096 for page in pages)
    assert sum(page.text.count("New:") for page in pages) == 10
    await publishes(steward)
    shown = await steward.runs("/charter show")
    assert len(shown.embeds[0].fields) == 12


async def test_the_draft_is_thrown_away_only_after_a_question(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    await adds(village)
    diff = await steward.runs("/charter diff")

    asked = await steward.clicks("Throw the draft away", on=diff)
    assert "Throw the whole draft away?" in asked
    kept = await steward.clicks("Keep it", on=asked)
    assert "Patience" in kept
    asked = await steward.clicks("Throw the draft away", on=kept)
    await steward.clicks("Yes, throw it away", on=asked)

    assert "nothing to publish" in await steward.runs("/charter publish")


async def test_a_draft_that_changed_after_the_question_is_not_thrown_away(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    await adds(village)
    asked = await steward.clicks("Throw the draft away", on=await steward.runs("/charter diff"))
    await edits(village, "Care", {PROMISE: "We carry together."})

    shown = await steward.clicks("Yes, throw it away", on=asked)

    assert "The draft has changed since you looked at it." in shown
    assert "Patience" in shown


async def test_a_confirmation_from_before_an_edit_publishes_nothing(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    await adds(village)
    asked = await fills(steward, await steward.runs("/charter publish"), {SUMMARY: "Slower."})
    await edits(village, "Care", {PROMISE: "We carry together."})

    shown = await steward.clicks("Publish version 2", on=asked)

    assert "The draft has changed since you looked at it." in shown
    assert "We" in shown and "together" in shown
    async with tenet.bot.db.read() as session:
        assert len(await charter.list_versions(session, village.guild.id)) == 1


async def test_everybody_reads_what_was_and_what_each_version_changed(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    await edits(village, "Care", {PROMISE: "We carry together."})
    await publishes(village.steward, "Care is **shared**.")

    history = await ada.runs("/charter history")
    assert history.is_ephemeral
    assert "Care is \\*\\*shared\\*\\*." in history
    assert village.steward.mention in history
    first = await ada.selects("Version 1", on=history)
    assert "Nobody here carries a load alone." in first
    listed = await ada.clicks("All versions", on=first)
    second = await ada.selects("Version 2", on=listed)
    assert "We carry together." in second
    compared = await ada.clicks("What it changed", on=second)

    assert "~~" in compared
    assert "**" in compared
    assert "Honesty" not in compared


STEWARDS_ONLY = (
    ("/charter edit mission", {}),
    ("/charter diff", {}),
    ("/charter publish", {}),
    ("/values add", {}),
    ("/values edit", {"value": "Care"}),
    ("/values retire", {"value": "Care"}),
    ("/values order", {}),
)


@pytest.mark.parametrize(("command", "options"), variants(STEWARDS_ONLY))
async def test_commands_that_change_are_refused_to_others(
    village: Village, tenet: RunningBot, command: str, options: dict[str, str]
) -> None:
    ada = village.join("Ada")

    refused = await ada.runs(command, options)

    assert "steward" in refused.text.lower()
    assert not refused.is_form


async def test_the_draft_suggests_nothing_to_others(village: Village, tenet: RunningBot) -> None:
    await adds(village)

    assert await village.join("Ada").completes("/values edit", value="Pat") == []
    (choice,) = await village.steward.completes("/values edit", value="Pat")
    assert choice.name == "🐢 Patience"


async def test_buttons_and_forms_are_refused_to_whoever_is_no_steward_any_more(
    village: Village, tenet: RunningBot
) -> None:
    omar = village.join("Omar", roles=(village.roles["Steward"],))
    preview = await fills(omar, await omar.runs("/values add"), PATIENCE)
    diff = await omar.runs("/charter diff")
    order = await omar.selects("🔥 Courage", on=await omar.runs("/values order"))
    asked = await fills(omar, await omar.runs("/charter publish"), {SUMMARY: "Slower."})
    discarding = await omar.clicks("Throw the draft away", on=await omar.runs("/charter diff"))
    forms = [
        (await omar.runs("/values add"), PATIENCE),
        (await omar.runs("/charter edit mission"), {MISSION: "Mine."}),
        (await omar.runs("/charter publish"), {SUMMARY: "Mine."}),
    ]
    await adds(village, LOOKS="", NAME="Half", EMOJI="🧩")
    unready = await omar.runs("/charter diff")
    async with tenet.bot.db.read() as session:
        before = await charter.read_draft(session, village.guild.id)
    village.sample.people[OWNER].takes_role(village.roles["Steward"], of=omar)
    await tenet.caught_up()

    acts: list[Callable[[], Any]] = [
        *(
            lambda label=label: omar.clicks(label, on=preview)
            for label in ("Edit again", "Undo", "See all changes", "Publish…")
        ),
        lambda: omar.clicks("Publish…", on=diff),
        lambda: omar.clicks("Throw the draft away", on=diff),
        lambda: omar.clicks("To the top", on=order),
        lambda: omar.selects("❤️ Care", on=order),
        lambda: omar.clicks("Publish version 2", on=asked),
        lambda: omar.clicks("Change the summary", on=asked),
        lambda: omar.clicks("Yes, throw it away", on=discarding),
        lambda: omar.selects("🧩 Half", on=unready),
        *(lambda form=form, given=given: fills(omar, form, given) for form, given in forms),
    ]
    for act in acts:
        answer = await act()
        assert "steward" in answer.text.lower(), answer.text
        assert not answer.is_form

    async with tenet.bot.db.read() as session:
        assert await charter.read_draft(session, village.guild.id) == before
        assert len(await charter.list_versions(session, village.guild.id)) == 1


async def test_each_edit_is_audited_with_before_and_after(
    village: Village, tenet: RunningBot
) -> None:
    await edits(village, "Care", {PROMISE: "We carry together."})

    async with tenet.bot.db.read() as session:
        entry = await session.scalar(select(AuditEntry).where(AuditEntry.what == "charter.value"))

    assert entry is not None
    assert entry.actor_id == village.steward.id
    assert entry.before["value"]["promise"] == "Nobody here carries a load alone."
    assert entry.after["value"]["promise"] == "We carry together."


async def test_an_emoji_of_another_server_is_named_before_it_is_published(
    village: Village, tenet: RunningBot
) -> None:
    preview = await adds(village, EMOJI="<:leaf:123456789012345678>")

    assert 'The emoji "leaf" is not one of this server\'s own' in preview


async def test_an_emoji_of_the_server_itself_goes_all_the_way_under_the_pledge_post(
    village: Village, tenet: RunningBot
) -> None:
    leaf = world_guilds.create_emoji(
        village.world, village.guild, "leaf", creator_id=village.steward.id
    )
    await tenet.caught_up()

    preview = await adds(village, EMOJI=f"<:leaf:{leaf.id}>")

    assert "Still missing" not in preview
    await publishes(village.steward)
    await tenet.settled()
    (post,) = village.steward.sees(village.channels["pledges"])
    assert post.reactions["leaf"] == 1


async def test_initiatives_and_reminders_are_counted_and_follow_the_charter(
    village: Village, tenet: RunningBot
) -> None:
    steward, ada = village.steward, village.join("Ada")
    for value in ("Care", "Courage"):
        await adds_reminder(steward, name=value, value=value)
        await proposes(ada, {TITLE: f"For {value}", WHAT: "We do it.", VALUE: [value]})
    await tenet.settled()
    await edits(village, "Care", {NAME: "Caring"})
    await steward.runs("/values retire", value="Courage")

    asked = await fills(steward, await steward.runs("/charter publish"), {SUMMARY: "Clearer."})

    for line in (
        "1 open initiative serves a value in new words.",
        "1 open initiative will serve no value any more.",
        "1 reminder will post the new words.",
        "1 reminder loses its own value and will post the others in turn.",
    ):
        assert line in asked
    await steward.clicks("Publish version 2", on=asked)
    await tenet.settled()
    cards = ada.sees(village.channels["initiatives"])
    assert "❤️ Caring" in cards[0]
    assert "Courage" not in cards[1].text.replace("For Courage", "")


async def test_a_pledge_survives_another_emoji_and_a_comparison_after_a_restart(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    pledges = village.channels["pledges"]
    await ada.reacts("❤️", to=ada.sees(pledges)[0])
    await tenet.caught_up()
    await edits(village, "Care", {EMOJI: "🫶"})
    await publishes(village.steward)
    await tenet.settled()

    await tenet.restart()

    assert "🫶 Care" in await ada.runs("/pledge mine")
    (post,) = ada.sees(pledges)
    assert post.reactions["❤️"] == 1  # Ada's own; ours is gone
    assert post.reactions["🫶"] == 1


async def test_a_server_that_the_file_does_not_describe_writes_its_own_first_charter(
    sim: Simulator, village: Village, database_path: Path, clock: MovableClock
) -> None:
    described = village.config()
    bare = RunningBot(sim, database_path, clock, described | {"communities": {}})
    await bare.start()
    steward = village.steward
    assert "Nobody has written down yet" in await steward.runs("/charter show")
    await adds(village)
    assert "There is no mission yet." in await steward.runs("/charter publish")
    await fills(steward, await steward.runs("/charter edit mission"), {MISSION: "Clean water."})
    assert "Version 1 is in force." in await publishes(steward)
    await bare.stop()

    reminder = {"name": "Care", "weekday": "monday", "at": "09:00", "value": "Care"}
    later = RunningBot(sim, database_path, clock, village.config(reminders=[reminder]))
    await later.start()

    shown = await steward.runs("/charter show")
    assert "Clean water." in shown
    assert [name for name, _ in shown.embeds[0].fields] == ["🐢 Patience"]
    assert "Care" in await steward.runs("/reminder list")
    await later.stop()


async def test_a_question_asked_before_a_restart_is_answered_after_it(
    village: Village, tenet: RunningBot
) -> None:
    steward = village.steward
    await adds(village)
    asked = await fills(steward, await steward.runs("/charter publish"), {SUMMARY: "Slower."})

    await tenet.restart()

    assert "Version 2 is in force." in await steward.clicks("Publish version 2", on=asked)


async def test_whoever_may_post_can_show_a_value_to_everyone_in_the_servers_language(
    village: Village, tenet: RunningBot
) -> None:
    bea = village.join("Bea", locale="de")
    general = village.channels["general"]
    read = await bea.runs("/charter show", channel=general)
    value = await bea.runs("/values show", value="Care", channel=general)

    await bea.clicks("Allen zeigen", on=read)
    await bea.clicks("Allen zeigen", on=value)

    charter_shown, value_shown = village.steward.sees(general)[-2:]
    assert "What we stand for" in charter_shown
    assert "Shown by Bea" in charter_shown
    assert "Looks like" in value_shown
    assert charter_shown.mention_ids == ()


async def test_whoever_may_not_post_is_not_given_the_button_and_is_asked_again_at_the_press(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    general = village.channels["general"]
    read = await ada.runs("/charter show", channel=general)
    _silence(village)
    await tenet.caught_up()

    refused = await ada.clicks("Show everyone", on=read)

    assert "You may not write in this channel" in refused
    assert refused.is_ephemeral
    again = await ada.runs("/charter show", channel=general)
    assert again.buttons == ()


async def test_in_a_thread_it_takes_the_right_to_write_in_threads(
    village: Village, tenet: RunningBot
) -> None:
    ada = village.join("Ada")
    general = village.channels["general"]
    thread = open_thread(village.world, general, "Talk", owner_id=ada.id)
    _silence(village)
    await tenet.caught_up()

    read = await ada.runs("/values show", value="Care", channel=thread)
    await ada.clicks("Show everyone", on=read)

    assert "Shown by Ada" in ada.sees(thread)[-1]
    _silence(village, permissions.SEND_MESSAGES_IN_THREADS)
    await tenet.caught_up()
    assert "You may not write in this channel" in await ada.clicks("Show everyone", on=read)


def _silence(village: Village, denied: int = permissions.SEND_MESSAGES) -> None:
    """Take the right to write in #general from everybody."""
    world_channels.set_overwrite(
        village.world,
        village.channels["general"],
        Overwrite(village.guild.id, kind=0, deny=denied),
    )


async def test_in_german_everything_is_german(village: Village, tenet: RunningBot) -> None:
    bea = village.join("Bea", roles=(village.roles["Steward"],), locale="de")

    form = await bea.runs("/values add")
    assert isinstance(form, Form)
    preview = await bea.fills_in(form, {"Name": "Geduld", "Emoji": "🐢"})

    assert "Es steht im Entwurf." in preview
    assert "Das Versprechen fehlt." in preview
    assert "hat keine Zeile. Nenne mindestens 2 Verhaltensweisen" in preview
