"""Modals, events, channels, threads, roles, members, invites, onboarding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.simulator.errors import ApiError
from bot.simulator.forms import channels, events, guilds, modals
from bot.simulator.forms.emoji import is_unicode_emoji, parse_reaction_emoji
from bot.simulator.world.entities import ScheduledEvent
from tests.simulator.forms.complaints import complaints

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = (NOW + timedelta(days=1)).isoformat()
LATEST = (NOW + timedelta(days=2)).isoformat()


def refused(check: Callable[[], None]) -> set[tuple[str, str]]:
    with pytest.raises(ApiError) as caught:
        check()
    assert caught.value.code == 50035
    return complaints(caught.value.errors)


def label(component: dict[str, Any], **differences: Any) -> dict[str, Any]:
    return {"type": 18, "label": "Title", "component": component, **differences}


def field(**differences: Any) -> dict[str, Any]:
    return {"type": 4, "custom_id": "title", "style": 1, **differences}


def modal(*components: dict[str, Any], **differences: Any) -> dict[str, Any]:
    return {"title": "New", "custom_id": "m", "components": list(components), **differences}


OPTIONS = [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]


def test_a_form_may_hold_every_kind_of_field() -> None:
    modals.check_modal(
        modal(
            label(field(min_length=1, max_length=100)),
            label({"type": 3, "custom_id": "s", "options": OPTIONS}),
            label({"type": 21, "custom_id": "r", "options": OPTIONS}),
            label({"type": 22, "custom_id": "c", "options": OPTIONS}),
            {"type": 10, "content": "Read this"},
        )
    )
    modals.check_modal(
        modal(
            label({"type": 19, "custom_id": "f"}),
            label({"type": 23, "custom_id": "b"}),
            label({"type": 5, "custom_id": "u"}),
            {"type": 1, "components": [field(label="Old style")]},
        )
    )


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        (modal(label(field()), title="t" * 46), "title", "BASE_TYPE_BAD_LENGTH"),
        (modal(), "components", "BASE_TYPE_BAD_LENGTH"),
        (
            modal(*(label(field(custom_id=str(n))) for n in range(6))),
            "components",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (modal({"type": 2, "style": 1}), "components.0.type", "UNION_TYPE_CHOICES"),
        (modal(label(field(), label="l" * 46)), "components.0.label", "BASE_TYPE_BAD_LENGTH"),
        (
            modal(label(field(), description="d" * 101)),
            "components.0.description",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            modal(label({"type": 2, "style": 1, "custom_id": "b", "label": "x"})),
            "components.0.component.type",
            "UNION_TYPE_CHOICES",
        ),
        (
            modal(label(field()), label(field())),
            "components.1.component.custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            modal(label(field(max_length=4001))),
            "components.0.component.max_length",
            "NUMBER_TYPE_MAX",
        ),
        (
            modal(label(field(value="v" * 11, max_length=10))),
            "components.0.component.value",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            modal(label({"type": 3, "custom_id": "s", "options": OPTIONS, "disabled": True})),
            "components.0.component.disabled",
            "COMPONENT_INVALID_IN_MODAL",
        ),
        (
            modal(label({"type": 3, "custom_id": "s", "options": OPTIONS, "min_values": 0})),
            "components.0.component.min_values",
            "SELECT_COMPONENT_REQUIRED_MIN_VALUES",
        ),
        (
            modal(label({"type": 21, "custom_id": "r", "options": OPTIONS[:1]})),
            "components.0.component.options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            modal(label({"type": 23, "custom_id": "b", "required": True})),
            "components.0.component.required",
            "CHECKBOX_COMPONENT_REQUIRED_NOT_ALLOWED",
        ),
    ],
)
def test_a_wrong_form_is_refused(data: Any, path: str, code: str) -> None:
    assert (path, code) in refused(lambda: modals.check_modal(data))


def event(**differences: Any) -> dict[str, Any]:
    return {
        "name": "Clean-up",
        "privacy_level": 2,
        "entity_type": 3,
        "scheduled_start_time": LATER,
        "scheduled_end_time": LATEST,
        "entity_metadata": {"location": "Riverbank"},
        **differences,
    }


def test_events_of_each_kind_pass_with_what_they_need() -> None:
    events.check_create(event(), NOW)
    events.check_create(
        event(entity_type=2, channel_id="5", entity_metadata=None, scheduled_end_time=None), NOW
    )


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        (event(name="n" * 101), "name", "BASE_TYPE_BAD_LENGTH"),
        (event(name=None), "name", "BASE_TYPE_REQUIRED"),
        (event(description="d" * 1001), "description", "BASE_TYPE_MAX_LENGTH"),
        (event(privacy_level=1), "privacy_level", "BASE_TYPE_CHOICES"),
        (event(scheduled_end_time=None), "scheduled_end_time", "BASE_TYPE_REQUIRED"),
        (event(entity_metadata=None), "entity_metadata", "BASE_TYPE_REQUIRED"),
        (
            event(entity_metadata={"location": "l" * 101}),
            "entity_metadata.location",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (event(channel_id=1), "channel_id", "GUILD_SCHEDULED_EVENT_CHANNEL_NOT_ALLOWED"),
        (event(entity_type=2, entity_metadata=None), "channel_id", "BASE_TYPE_REQUIRED"),
        (
            event(scheduled_start_time=(NOW - timedelta(minutes=1)).isoformat()),
            "scheduled_start_time",
            "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST",
        ),
        (
            event(scheduled_end_time=LATER),
            "scheduled_end_time",
            "GUILD_SCHEDULED_EVENT_END_BEFORE_START",
        ),
        (
            event(recurrence_rule={"start": LATER, "frequency": 2, "interval": 3}),
            "recurrence_rule.interval",
            "BASE_TYPE_CHOICES",
        ),
    ],
)
def test_a_wrong_event_is_refused(body: Any, path: str, code: str) -> None:
    assert (path, code) in refused(lambda: events.check_create(body, NOW))


def running(status: int) -> ScheduledEvent:
    return ScheduledEvent(
        1,
        1,
        1,
        "Clean-up",
        3,
        NOW,
        location="Riverbank",
        ends_at=NOW + timedelta(hours=1),
        status=status,
    )


def test_a_finished_event_cannot_change() -> None:
    with pytest.raises(ApiError) as caught:
        events.check_edit({"name": "x"}, running(3), NOW)
    assert caught.value.code == 180000


def test_an_event_goes_through_its_states_in_order() -> None:
    events.check_edit({"status": 2}, running(1), NOW)
    events.check_edit({"status": 3}, running(2), NOW)
    assert ("status", "GUILD_SCHEDULED_EVENT_INVALID_STATUS_TRANSITION") in refused(
        lambda: events.check_edit({"status": 3}, running(1), NOW)
    )


@pytest.mark.parametrize(
    ("body", "path", "code"),
    [
        ({}, "name", "BASE_TYPE_REQUIRED"),
        ({"name": "n" * 101}, "name", "BASE_TYPE_BAD_LENGTH"),
        ({"name": "x", "type": 1}, "type", "BASE_TYPE_CHOICES"),
        ({"name": "x", "topic": "t" * 1025}, "topic", "BASE_TYPE_MAX_LENGTH"),
        ({"name": "x", "rate_limit_per_user": 21601}, "rate_limit_per_user", "NUMBER_TYPE_MAX"),
        (
            {"name": "x", "type": 15, "available_tags": [{"name": "t" * 21}]},
            "available_tags.0.name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            {"name": "x", "permission_overwrites": [{"id": 1, "type": 2}]},
            "permission_overwrites.0.type",
            "BASE_TYPE_CHOICES",
        ),
    ],
)
def test_a_wrong_channel_is_refused(body: Any, path: str, code: str) -> None:
    assert (path, code) in refused(lambda: channels.check_channel(body, creating=True))


def test_a_forum_has_a_longer_topic() -> None:
    channels.check_channel({"topic": "t" * 4096}, creating=False, kind=15)


def test_a_thread_archives_after_one_of_four_spans() -> None:
    channels.check_thread({"name": "x", "auto_archive_duration": 4320, "type": 12})
    assert refused(lambda: channels.check_thread({"name": "", "auto_archive_duration": 5})) == {
        ("name", "BASE_TYPE_REQUIRED"),
        ("auto_archive_duration", "BASE_TYPE_CHOICES"),
    }


def test_a_forum_post_needs_its_message() -> None:
    assert ("message", "BASE_TYPE_REQUIRED") in refused(
        lambda: channels.check_thread({"name": "x"}, forum=True)
    )


@pytest.mark.parametrize(
    ("check", "path", "code"),
    [
        (lambda: guilds.check_role({"name": "r" * 101}), "name", "BASE_TYPE_BAD_LENGTH"),
        (lambda: guilds.check_role({"color": -1}), "color", "NUMBER_TYPE_MIN"),
        (lambda: guilds.check_role({"permissions": "all"}), "permissions", "NUMBER_TYPE_COERCE"),
        (lambda: guilds.check_member({"nick": "n" * 33}), "nick", "BASE_TYPE_MAX_LENGTH"),
        (lambda: guilds.check_member({"roles": ["x"]}), "roles.0", "NUMBER_TYPE_COERCE"),
        (
            lambda: guilds.check_member(
                {"communication_disabled_until": (NOW + timedelta(days=29)).isoformat()}, now=NOW
            ),
            "communication_disabled_until",
            "COMMUNICATION_DISABLED_UNTIL_TOO_FAR",
        ),
        (lambda: guilds.check_invite({"max_age": 604801}), "max_age", "NUMBER_TYPE_MAX"),
        (lambda: guilds.check_invite({"max_uses": 101}), "max_uses", "NUMBER_TYPE_MAX"),
        (lambda: guilds.check_guild({"name": "x"}), "name", "BASE_TYPE_BAD_LENGTH"),
        (
            lambda: guilds.check_onboarding({"prompts": [{"title": "t", "options": []}]}),
            "prompts.0.options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            lambda: guilds.check_welcome_screen({"description": "d" * 141}),
            "description",
            "BASE_TYPE_MAX_LENGTH",
        ),
    ],
)
def test_what_belongs_to_a_server_is_checked(
    check: Callable[[], None], path: str, code: str
) -> None:
    assert (path, code) in refused(check)


@pytest.mark.parametrize("text", ["🌱", "❤️", "❤", "👍🏽", "👩‍🌾", "🇩🇪", "1️⃣", "🫶"])
def test_single_emoji_are_emoji(text: str) -> None:
    assert is_unicode_emoji(text)


@pytest.mark.parametrize("text", ["", "a", "🌱🌱", ":seedling:", "1", "🌱x"])
def test_words_and_rows_of_emoji_are_not_an_emoji(text: str) -> None:
    assert not is_unicode_emoji(text)


def test_a_reaction_names_a_custom_emoji_with_its_id() -> None:
    assert parse_reaction_emoji("leaf:123") == ("leaf", 123)
    assert parse_reaction_emoji("🌱") == ("🌱", None)
    assert parse_reaction_emoji("leaf") is None
    assert parse_reaction_emoji("leaf:x") is None
