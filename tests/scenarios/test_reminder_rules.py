"""Stewards make, look at, change and skip reminders, and nothing they typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.audit import AuditEntry
from bot.clock import MovableClock
from bot.simulator.people import Answer, Form
from bot.simulator.sample import STEWARD
from tests.factories import Village
from tests.running import RunningBot
from tests.scenarios.reminding import adds, sketches

pytestmark = pytest.mark.asyncio

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


async def audited(tenet: RunningBot) -> list[str]:
    async with tenet.bot.db.read() as session:
        rows = await session.scalars(
            select(AuditEntry.what)
            .where(AuditEntry.what.startswith("reminders."))
            .order_by(AuditEntry.id)
        )
        return list(rows)


def typed_in(form: Answer) -> dict[str, str]:
    assert isinstance(form, Form), form.text
    return {field.custom_id: field.value for field in form.fields}


async def test_a_slip_in_the_form_keeps_what_was_typed_and_nothing_comes_before_save(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    clock.set(NOW)
    sam = village.steward
    slips = {
        "every 5 minutes": "once a day at most",
        "31 February each year 09:00": "no such day",
        "whenever I like": "cannot read",
    }
    told = await sketches(sam, zone="Atlantis")
    assert "Near it are: America/Halifax" in told
    for rule, sentence in slips.items():
        told = await sam.fills_in(
            await sam.clicks("Correct it", on=told), {"rule": rule, "zone": "", "skip": "1 May"}
        )
        assert sentence in told
    form = await sam.clicks("Correct it", on=told)
    kept = typed_in(form)
    assert (kept["name"], kept["rule"], kept["skip"]) == ("Weekly", "whenever I like", "1 May")

    never = await sam.fills_in(form, {"rule": "every Monday 09:00", "until": "5 March 2026"})
    assert "it would never come" in never
    preview = await sam.fills_in(
        await sam.clicks("Correct it", on=never),
        {"rule": "every two weeks on Tuesday 18:00", "until": "", "skip": "Tuesday, 24 March 2026"},
    )

    for part in ("Every 2 weeks on Tuesday at 18:00", "Only you see this", "Tuesday 10 March 2026"):
        assert part in preview
    assert "Tuesday 7 April 2026" in preview
    assert "Tuesday 17 March" not in preview
    assert "none yet" in await sam.runs("/reminder list")
    form = await sam.clicks("Text…", on=preview)
    wrong = await sam.fills_in(form, {"text": "Good day,\n{valu} is it"})
    assert "Line 2, column 1" in wrong
    form = await sam.clicks("Correct it", on=wrong)
    assert typed_in(form)["text"] == "Good day,\n{valu} is it"
    preview = await sam.fills_in(form, {"text": "Good day,\n{value} is it"})
    assert "🌱 Honesty is it" in preview

    saved = await sam.clicks("Save", on=preview)

    assert "Saved" in saved
    assert "next <t:" in await sam.runs("/reminder list")
    assert await audited(tenet) == ["reminders.added"]
    assert typed_in(await sam.runs("/reminder add"))["rule"] == ""


@pytest.mark.thorough
async def test_everything_about_it_can_be_chosen_and_is_shown_again(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    clock.set(NOW)
    sam = village.steward
    preview = await sketches(sam, rule="first Friday of the month 18:00", zone="Tokyo")
    for choice, menu in (
        ("Care", "value"),
        ("poll", "asks"),
        ("fold", "former"),
        (["has_thread", "is_silent"], "extras"),
    ):
        preview = await sam.selects(choice, on=preview, custom_id=f"reminders:draft-{menu}:0")
    assert "🗳️" in preview
    form = await sam.clicks("Where and whom…", on=preview)
    everyone = await sam.fills_in(form, {"role": village.guild.roles[village.guild.id]})
    assert "never everybody" in everyone
    preview = await sam.fills_in(form, {"channel": village.channels["general"]})

    await sam.clicks("Save", on=preview)
    shown = await sam.runs("/reminder show", name="weekly")

    for part in (
        "Asia/Tokyo",
        "Friday 6 March 2026, 18:00",
        "❤️ Care",
        "Ends with a vote",
        "shrinks to one line",
        "Opens a thread",
        "without a sound",
        "Comes on quiet days, too",
        f"<#{village.channels['general'].id}>",
    ):
        assert part in shown
    looked = await sam.runs("/reminder preview", name="Weekly")
    assert "🗳️" in looked
    assert "❤️ Care" in looked
    assert village.steward.sees(village.channels["general"]) == []


async def test_two_stewards_at_once_do_not_undo_each_other(
    village: Village, tenet: RunningBot
) -> None:
    sam, ben = village.steward, village.join("Ben", roles=[village.roles[STEWARD]])
    await adds(sam)
    mine = await sam.runs("/reminder edit", name="Weekly")
    theirs = await ben.runs("/reminder edit", name="Weekly")
    changed = await ben.selects("nothing", on=theirs, custom_id=theirs.selects[1].custom_id)
    assert "Saved" in await ben.clicks("Save", on=changed)

    mine = await sam.selects("replace", on=mine, custom_id=mine.selects[2].custom_id)
    refused = await sam.clicks("Save", on=mine)

    assert "Somebody else has changed" in refused
    shown = await sam.runs("/reminder show", name="Weekly")
    assert "Ends without a question" in shown
    assert "The former post stays" in shown
    assert await audited(tenet) == ["reminders.added", "reminders.edited"]


@pytest.mark.thorough
async def test_a_panel_changes_only_the_reminder_that_it_was_opened_for(
    village: Village, tenet: RunningBot
) -> None:
    sam = village.steward
    await adds(sam, name="First")
    await adds(sam, name="Second")
    first = await sam.runs("/reminder edit", name="First")
    await sam.runs("/reminder edit", name="Second")
    unsaved = await sketches(sam, name="Third")

    form = await sam.clicks("When…", on=first)
    changed = await sam.fills_in(form, {"name": "First of all"})
    await sam.clicks("Save", on=changed)
    await sam.clicks("Save", on=unsaved)

    listed = await sam.runs("/reminder list")
    for name in ("First of all", "Second", "Third"):
        assert name in listed


@pytest.mark.thorough
async def test_the_next_one_is_skipped_and_put_back_and_an_edit_keeps_it(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    clock.set(NOW)
    sam = village.steward
    await adds(sam)

    skipped = await sam.runs("/reminder skip-next", name="Weekly")
    first, second = (datetime(2026, 3, day, 8, tzinfo=UTC) for day in (9, 16))
    assert f"leaves out <t:{int(first.timestamp())}:F>" in skipped
    assert f"next <t:{int(second.timestamp())}:F>" in skipped
    clock.set(first + timedelta(seconds=1))
    await tenet.bot.ticks.run("schedules")
    await tenet.settled()
    assert sam.sees(village.channels["reminders"]) == []

    clock.set(first + timedelta(days=2))
    form = await sam.clicks("When…", on=await sam.runs("/reminder edit", name="Weekly"))
    assert typed_in(form)["skip"] == "", "a day that has been is not asked for again"

    again = await sam.runs("/reminder skip-next", name="Weekly")
    back = await sam.clicks("Let it come after all", on=again)
    assert f"comes next <t:{int(second.timestamp())}:F>" in back
    assert await audited(tenet) == ["reminders.added", *["reminders.skipped"] * 3]
