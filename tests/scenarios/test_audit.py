"""/audit: stewards read who changed what, and when."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import audit
from bot.clock import MovableClock
from bot.config.kinds import Asks, Decision, Former, OnboardingStep
from bot.moments import Unreadable
from bot.simulator.people import Form, Person, SeenMessage
from bot.switches import SWITCHABLE
from bot.texts import LOCALES
from cogs.initiatives.models import InitiativeState
from cogs.pledges.models import Layout, PostState
from cogs.reminders.models import Chooses
from cogs.reminders.service.options import Options
from cogs.setup.auditing import NotYet, read_past_day
from cogs.setup.views.auditing import choice_key, kind_key
from tests import changes
from tests.factories import Village
from tests.running import RunningBot

ENGLISH = (LOCALES / "en" / "audit.ftl").read_text("utf-8")
MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


async def note(tenet: RunningBot, village: Village, what: str, at: datetime, **said: Any) -> None:
    """Something was changed."""
    given = {"actor_id": village.steward.user.id, "before": None, "after": None} | said
    async with tenet.bot.db.begin() as session:
        await audit.note(session, what, guild_id=village.guild.id, at=at, **given)


async def reads(person: Person, line: str = "/audit", **options: Any) -> SeenMessage:
    answer = await person.runs(line, options)
    assert isinstance(answer, SeenMessage)
    assert answer.is_ephemeral
    return answer


@pytest.mark.asyncio
async def test_changes_are_told_in_words_with_mentions(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ines, general = village.steward, village.channels["general"]
    steward = village.roles["Steward"]
    later = clock.now() + timedelta(minutes=1)
    hall = {"text": None, "channel": general.id, "link": None}
    place = {"initiative": 99, "where": {"text": "At the *pier*", "channel": None, "link": None}}
    await note(
        tenet, village, "initiatives.place", later, before=place, after=place | {"where": hall}
    )
    roles = [{"id": steward.id, "name": "Steward"}]
    await note(tenet, village, "settings.roles.steward", later, before=[], after=roles)
    await note(tenet, village, "charter.order", later, before=[1, 2], after=[2, 1])
    await note(tenet, village, "initiatives.organiser", later, after={"organiser": ines.user.id})
    value = {"key": 1, "id": 1, "name": "Honesty", "promise": "We say what is so."}
    written = {"value": value | {"promise": "We say it early."}}
    await note(tenet, village, "charter.value", later, before={"value": value}, after=written)

    newest = await reads(ines)
    older = await ines.clicks("Older", on=newest)
    told = newest.text + older.text

    assert "**Where an initiative takes place**" in told
    assert "Where, Text: At the \\*pier\\* → —" in told
    assert f"Where, Channel: — → <#{general.id}>" in told
    assert f"— → <@&{steward.id}>" in told
    assert "Honesty, Care → Care, Honesty" in told
    assert f"Organiser: <@{ines.user.id}>" in told
    assert "Value, Promise: We say what is so. → We say it early." in told
    assert "Honesty → Honesty" not in told and "Number" not in told
    assert f"· <@{ines.user.id}>" in told


@pytest.mark.asyncio
async def test_who_what_and_when_narrow_it_down_and_buttons_turn_the_pages(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ines, ada = village.steward, village.join("Ada")
    clock.advance(timedelta(days=10))
    for number in range(7):
        await note(
            tenet,
            village,
            "reminders.run",
            clock.now() - timedelta(days=number),
            after={"name": f"Reminder {number}"},
            actor_id=ada.user.id if number == 2 else ines.user.id,
        )

    first = await reads(ines, what="reminders.run")
    second = await ines.clicks("Older", on=first)
    assert "7 changes · page 1 of 2" in first
    assert "Reminder 0" in first and "Reminder 5" not in first
    assert "Reminder 5" in second and "Reminder 0" not in second
    assert "Reminder 0" in await ines.clicks("Newer", on=second)

    hers = await reads(ines, who=ada)
    assert "One change" in hers and "Reminder 2" in hers
    days = await reads(
        ines, what="A reminder was posted out of turn", since="8 March", until="9 March"
    )
    assert "2 changes" in days
    assert "Reminder 3" in days and "Reminder 4" in days
    assert "Nothing was changed that fits" in await reads(ines, who=ada, since="yesterday")
    assert "Nothing of this kind" in await reads(ines, what="the weather")
    assert "still to come" in await reads(ines, since="31 December 2030")


@pytest.mark.asyncio
async def test_a_change_that_was_really_made_is_told_with_its_words(
    village: Village, tenet: RunningBot
) -> None:
    ines = village.steward
    form = await ines.clicks("Numbers…", on=await ines.runs("/initiative settings"))
    assert isinstance(form, Form)
    await ines.fills_in(form, {form.fields[0].label: "5"})
    told = await reads(ines, who=ines)
    assert "**How many second a proposal**\n3 → 5" in told
    assert "yes" in await reads(ines, what="settings.onboarding.enabled")


@pytest.mark.asyncio
async def test_what_is_too_long_comes_whole_as_a_file(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    ines, words = village.steward, "We keep the lake clean. " * 40
    later = clock.now() + timedelta(minutes=1)
    await note(tenet, village, "charter.mission", later, before="River", after=words)
    told = await reads(ines)
    assert words not in told and "We keep the lake clean." in told
    whole = await ines.selects(["Draft: the mission"], on=told)
    assert words.encode() in ines.opens(whole)


@pytest.mark.asyncio
async def test_another_servers_changes_stay_there(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    async with tenet.bot.db.begin() as session:
        await audit.note(
            session,
            "charter.mission",
            guild_id=village.guild.id + 1,
            actor_id=village.steward.user.id,
            before="theirs",
            after="theirs too",
            at=clock.now() + timedelta(minutes=1),
        )
    assert "theirs" not in await reads(village.steward)


@pytest.mark.asyncio
async def test_kinds_are_suggested_in_words(village: Village, tenet: RunningBot) -> None:
    shown = await village.steward.completes("/audit", what="zone")
    assert [choice.name for choice in shown] == ["Time zone of the server"]


def test_every_kind_of_change_has_words_in_every_language() -> None:
    kinds = changes.kinds() | {f"settings.{name}" for name in changes.settings()}
    keys = {folder.name: (folder / "audit.ftl").read_text("utf-8") for folder in LOCALES.iterdir()}
    assert {"charter.value", "reminders.paused", "onboarding.nudged", "pledges.post"} <= kinds
    missing = [
        f"{language} {what}"
        for language, words in keys.items()
        for what in sorted(kinds)
        if f"\n{kind_key(what)} = " not in words
    ]
    assert missing == []


def test_what_a_reminder_says_of_itself_has_words() -> None:
    names = [field.name.replace("_", "-") for field in fields(Options)]
    assert [name for name in names if f"\naudit-field-{name} = " not in ENGLISH] == []


@pytest.mark.parametrize(
    ("key", "choices"),
    [
        ("state", {*PostState, *InitiativeState}),
        ("layout", set(Layout)),
        ("chooses", set(Chooses)),
        ("asks", set(Asks)),
        ("former", set(Former)),
        ("settings.initiatives.decide", set(Decision)),
        ("settings.capabilities.off", set(SWITCHABLE)),
        ("settings.onboarding.steps", set(OnboardingStep)),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_can_be_chosen_has_words(key: str, choices: set[str]) -> None:
    assert [one for one in choices if f"\n{choice_key(key, one)} = " not in ENGLISH] == []


@pytest.mark.asyncio
async def test_choices_are_told_in_the_language_of_who_asks(
    village: Village, tenet: RunningBot, clock: MovableClock
) -> None:
    later = clock.now() + timedelta(minutes=1)
    before, after = {"initiative": 9, "state": "open"}, {"initiative": 9, "state": "cancelled"}
    await note(tenet, village, "initiatives.cancelled", later, before=before, after=after)
    await note(
        tenet, village, "settings.onboarding.steps", later, before=["zone"], after=["welcome"]
    )

    village.steward.user.locale = "de"
    told = await reads(village.steward)

    assert "Stand: offen → abgesagt" in told
    assert "Zeitzone → Begrüßung" in told


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", 2),
        ("Yesterday", 1),
        ("gestern", 1),
        ("2026-03-01", 1),
        ("1 March", 1),
        ("1. März", 1),
        ("Sunday", 1),
    ],
)
def test_days_are_those_that_have_been(typed: str, day: int) -> None:
    begins = read_past_day(typed, language="en-GB", zone="Europe/Berlin", now=MONDAY)
    assert begins == datetime(2026, 3, day, tzinfo=begins.tzinfo)


def test_older_days_are_found_and_others_refused() -> None:
    def read(typed: str) -> datetime:
        return read_past_day(typed, language="en-GB", zone="UTC", now=MONDAY)

    assert read("24 December").year == 2025
    assert read("24 December 2021").year == 2021
    with pytest.raises(NotYet):
        read("24 December 2027")
    with pytest.raises(Unreadable):
        read("whenever")
