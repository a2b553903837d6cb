"""What the conversation looks like, as plain data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from bot.models import MemberKey
from bot.texts import Texts
from cogs.charter.service import CharterText, ValueText
from cogs.onboarding import views
from cogs.onboarding.models import RoleState, State, Where
from cogs.onboarding.service.scenes import Scene
from cogs.onboarding.service.starting import Answer, Started
from cogs.onboarding.service.steps import Kind, Plan

TEXTS = Texts()
ENGLISH, GERMAN = TEXTS.speak("en"), TEXTS.speak("de")
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
AROUND = views.Around("Riverbank", NOW, role="Neighbour", next_channel_id=9)
VALUE = ValueText(
    id=3,
    name="Honesty",
    emoji="🌱",
    promise="We say what is so.",
    looks_like=("We name a mistake.", "We ask."),
    does_not_look_like=("We talk about people.",),
    revision=1,
)
PLAN = Plan(800, CharterText("Why.", 1, (VALUE,)), (Kind.MISSION, Kind.VALUES))
SCENE = Scene(
    id=7,
    member=MemberKey(800, 11),
    state=State.RUNNING,
    turn=4,
    step="value:3",
    number=2,
    plan=PLAN,
    place=Where.DM,
    channel_id=50,
    message_id=60,
    thread_id=None,
    role=RoleState.NONE,
    locale="en-GB",
)


def with_value(value: ValueText) -> Scene:
    return replace(SCENE, plan=replace(PLAN, text=CharterText("Why.", 1, (value,))))


def labels(shown: views.Shown) -> list[str]:
    return [] if shown.view is None else [item.label for item in shown.view.children]  # type: ignore[attr-defined]  # every one is a button


def test_a_step_says_who_writes_why_and_how_to_stop() -> None:
    shown = views.scene(SCENE, ENGLISH, AROUND)

    for part in ("Riverbank", "because you pressed Start", "**Later**", "**Stop**"):
        assert part in shown.text


def test_a_value_shows_promise_behaviours_and_where_it_is() -> None:
    embed = views.scene(SCENE, ENGLISH, AROUND).embed

    assert embed is not None
    assert (embed.title, embed.description) == ("🌱 Honesty", "We say what is so.")
    assert [(field.name, field.value) for field in embed.fields] == [
        ("Looks like", "• We name a mistake.\n• We ask."),
        ("Does not look like", "• We talk about people."),
    ]
    assert embed.footer.text == "Step 2 of 3"


def test_the_first_step_has_no_way_back_and_the_last_one_finishes() -> None:
    first = replace(SCENE, number=1, step="mission")
    last = replace(SCENE, number=3, step="finish")

    assert labels(views.scene(first, ENGLISH, AROUND)) == ["Next", "Later", "Stop"]
    assert labels(views.scene(SCENE, ENGLISH, AROUND)) == ["Back", "Next", "Later", "Stop"]
    assert labels(views.scene(last, ENGLISH, AROUND)) == ["Back", "Finish", "Later", "Stop"]


def test_a_button_carries_nothing_but_the_journey_and_its_turn() -> None:
    view = views.scene(SCENE, ENGLISH, AROUND).view

    assert view is not None
    ids = [item.custom_id for item in view.children]  # type: ignore[attr-defined]  # buttons
    assert ids == [f"onboarding:{what}:7:4" for what in ("back", "next", "later", "stop")]


@pytest.mark.parametrize("state", list(State))
def test_a_journey_in_any_state_has_words_in_every_place(state: State) -> None:
    for say, place, role in product((ENGLISH, GERMAN), Where, RoleState):
        scene = replace(SCENE, state=state, place=place, role=role)

        assert 0 < len(views.scene(scene, say, AROUND).text) <= 2000


@pytest.mark.parametrize("is_back", [True, False])
@pytest.mark.parametrize("answer", list(Answer))
def test_every_answer_to_start_has_words(answer: Answer, is_back: bool) -> None:
    shown = views.answer(Started(answer, SCENE, is_back=is_back), GERMAN, AROUND)

    assert 0 < len(shown.text) <= 2000


def test_the_way_to_the_conversation_leads_to_the_message() -> None:
    in_dm = views.answer(Started(Answer.ELSEWHERE, SCENE), ENGLISH, AROUND)
    in_thread = views.answer(
        Started(Answer.ELSEWHERE, replace(SCENE, thread_id=50)), ENGLISH, AROUND
    )

    urls = [shown.view.children[0].url for shown in (in_dm, in_thread)]  # type: ignore[union-attr]  # buttons
    assert urls == [
        "https://discord.com/channels/@me/50/60",
        "https://discord.com/channels/800/50/60",
    ]


def test_the_longest_value_in_german_fits_into_what_discord_shows() -> None:
    longest = ValueText(
        id=3,
        name="Verantwortungsübernahmebereitschaft" * 2 + "s" * 30,
        emoji="<:verantwortungsuebernahme:123456789012345678>",
        promise="ß" * 200,
        looks_like=("ä" * 200,) * 5,
        does_not_look_like=("ö" * 200,) * 5,
        revision=1,
    )

    embed = views.scene(with_value(longest), GERMAN, AROUND).embed

    assert len(longest.name) == 100
    assert embed is not None and embed.title is not None
    assert longest.name in embed.title and len(embed.title) <= 256
    assert all(len(str(field.value)) <= 1024 for field in embed.fields)
    assert len(embed) <= 6000


def test_a_mission_of_thousands_of_characters_is_cut_at_a_word_and_marked() -> None:
    mission = "Wir achten aufeinander. " * 400

    plan = replace(PLAN, text=CharterText(mission, 1, (VALUE,)))

    embed = views.scene(replace(SCENE, step="mission", plan=plan), GERMAN, AROUND).embed

    assert embed is not None and embed.description is not None
    assert len(embed.description) <= 4000
    assert embed.description.endswith("…")
    assert mission.startswith(embed.description[:-1])


def test_text_from_right_to_left_stays_as_it_was_written() -> None:
    value = replace(VALUE, name="الصدق", promise="نقول الحقيقة.", looks_like=("نسأل.", "نصغي."))

    embed = views.scene(with_value(value), ENGLISH, AROUND).embed

    assert embed is not None
    assert (embed.title, embed.description) == ("🌱 الصدق", "نقول الحقيقة.")
    assert embed.fields[0].value == "• نسأل.\n• نصغي."


def test_the_end_names_the_role_and_a_next_step() -> None:
    done = replace(SCENE, state=State.FINISHED, role=RoleState.REFUSED)

    shown = views.scene(done, ENGLISH, AROUND)

    assert "That you have finished is saved." in shown.text
    assert "**Neighbour**" in shown.text
    assert "<#9>" in shown.text
    assert shown.view is None
