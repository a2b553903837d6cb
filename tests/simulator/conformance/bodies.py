"""Valid bodies that are rich in fields, and where they go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.simulator.conformance.case import MESSAGE, POLL, ROW, Arrange, command, completing
from tests.simulator.conformance.furnished import Furnished


@dataclass(frozen=True)
class Base:
    """A valid body and where it goes.

    Attributes:
        codes: What a refusal may say besides 50035.
        again: Done before every request, for what one request uses up.
        loose: Changes that the documentation allows and the description does not.
    """

    method: str
    template: str
    body: Any
    params: dict[str, str] = field(default_factory=dict)
    codes: tuple[int, ...] = ()
    again: Arrange | None = None
    loose: tuple[str, ...] = ()
    label: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.template} {self.label}".strip()


def _button(**more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Join", "custom_id": "b", **more}


def _select(**more: Any) -> dict[str, Any]:
    options = [{"label": "One", "value": "1", "description": "first", "emoji": {"name": "🌱"}}]
    return {
        "type": 3,
        "custom_id": "s",
        "placeholder": "Pick",
        "min_values": 0,
        "max_values": 1,
        "disabled": False,
        "options": options,
        **more,
    }


RICH = {
    "content": "hello",
    "tts": False,
    "nonce": "abc",
    "flags": 4096,
    "allowed_mentions": {"parse": ["users"], "roles": [], "replied_user": True},
    "embeds": [
        {
            "title": "A",
            "description": "B",
            "url": "https://example.org",
            "color": 255,
            "timestamp": "2026-03-02T08:00:00+00:00",
            "fields": [{"name": "n", "value": "v", "inline": True}],
            "footer": {"text": "f", "icon_url": "https://example.org/a.png"},
            "author": {"name": "a", "url": "https://example.org"},
            "image": {"url": "https://example.org/i.png"},
        }
    ],
    "components": [
        {"type": 1, "components": [_button(emoji={"name": "🌱"}, disabled=False)]},
        {"type": 1, "components": [_select()]},
        {
            "type": 1,
            "components": [
                {
                    "type": 8,
                    "custom_id": "c",
                    "channel_types": [0],
                    "default_values": [{"id": "1477938511884582917", "type": "channel"}],
                }
            ],
        },
    ],
}
LAYOUT = {
    "flags": 1 << 15,
    "components": [
        {
            "type": 17,
            "accent_color": 255,
            "spoiler": False,
            "components": [
                {
                    "type": 9,
                    "components": [{"type": 10, "content": "text"}],
                    "accessory": {"type": 11, "media": {"url": "https://example.org/a.png"}},
                },
                {
                    "type": 12,
                    "items": [{"media": {"url": "https://example.org/a.png"}, "description": "d"}],
                },
                {"type": 14, "divider": True, "spacing": 1},
                ROW,
            ],
        },
    ],
}
RICH_COMMAND = {
    "name": "values",
    "description": "Shows them",
    "type": 1,
    "name_localizations": {"de": "werte"},
    "default_member_permissions": 32,
    "contexts": [0],
    "integration_types": [0],
    "options": [
        {
            "type": 1,
            "name": "show",
            "description": "Show one",
            "options": [
                {
                    "type": 3,
                    "name": "value",
                    "description": "Which",
                    "required": True,
                    "max_length": 50,
                    "choices": [{"name": "Care", "value": "care"}],
                },
                {"type": 4, "name": "n", "description": "How", "min_value": 1, "max_value": 5},
                {"type": 7, "name": "c", "description": "Where", "channel_types": [0]},
            ],
        }
    ],
}
RICH_MODAL = {
    "custom_id": "form",
    "title": "A form",
    "components": [
        {"type": 10, "content": "Read this"},
        {
            "type": 18,
            "label": "Name",
            "description": "yours",
            "component": {
                "type": 4,
                "custom_id": "n",
                "style": 1,
                "min_length": 1,
                "max_length": 20,
                "placeholder": "p",
                "value": "v",
                "required": True,
            },
        },
        {"type": 18, "label": "Pick", "component": _select(min_values=1, required=True)},
        {"type": 18, "label": "File", "component": {"type": 19, "custom_id": "u"}},
    ],
}


def _scheduled(stage: Furnished) -> dict[str, Any]:
    return {
        "name": "Harvest",
        "description": "All hands",
        "privacy_level": 2,
        "scheduled_start_time": stage.in_days(1),
        "scheduled_end_time": stage.in_days(1.5),
        "entity_type": 3,
        "entity_metadata": {"location": "the field"},
    }


def _in_voice(stage: Furnished) -> dict[str, Any]:
    return {
        "name": "Harvest",
        "privacy_level": 2,
        "scheduled_start_time": stage.in_days(1),
        "entity_type": 2,
        "channel_id": stage.ids["voice"],
    }


_CHANNEL = "/channels/{channel_id}"
_MESSAGES = _CHANNEL + "/messages"
_COMMANDS = "/applications/{application_id}/commands"
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_GUILD = "/guilds/{guild_id}"

BASES = (
    Base("POST", _MESSAGES, RICH, label="rich", codes=(50006,)),
    Base("POST", _MESSAGES, {"poll": POLL}, label="poll", codes=(50006,)),
    Base("POST", _MESSAGES, LAYOUT, label="layout", codes=(50006,)),
    Base("PATCH", _MESSAGES + "/{message_id}", RICH, codes=(50006,)),
    Base("POST", _COMMANDS, RICH_COMMAND, loose=("name_localizations/de = None",)),
    Base(
        "PUT",
        _COMMANDS,
        [RICH_COMMAND, {"name": "Thank", "type": 3}],
        loose=("0/name_localizations/de = None",),
    ),
    Base("POST", _CALLBACK, {"type": 4, "data": RICH}, again=command, codes=(50006,)),
    Base(
        "POST",
        _CALLBACK,
        {"type": 8, "data": {"choices": [{"name": "Care", "value": "care"}]}},
        again=completing,
        label="choices",
    ),
    Base("POST", _CALLBACK, {"type": 9, "data": RICH_MODAL}, again=command, label="modal"),
    Base("POST", "/webhooks/{webhook_id}/{webhook_token}", MESSAGE, codes=(50006,)),
    Base(
        "PATCH",
        "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
        MESSAGE,
        codes=(50006,),
    ),
    Base("POST", _GUILD + "/scheduled-events", _scheduled, label="external"),
    Base("POST", _GUILD + "/scheduled-events", _in_voice, label="voice"),
    Base("PATCH", _GUILD + "/scheduled-events/{guild_scheduled_event_id}", _scheduled),
    Base("POST", _CHANNEL + "/threads", {"name": "t", "type": 11, "auto_archive_duration": 60}),
    Base(
        "POST",
        _CHANNEL + "/threads",
        {"name": "t", "message": MESSAGE},
        params={"channel_id": "forum"},
        label="forum",
        codes=(50006,),
    ),
    Base("PATCH", _CHANNEL, {"name": "t", "archived": False}, params={"channel_id": "thread"}),
    Base(
        "POST",
        _GUILD + "/roles",
        {"name": "r", "permissions": 0, "color": 255, "hoist": True, "mentionable": False},
    ),
    Base("PATCH", _GUILD + "/roles/{role_id}", {"name": "r", "color": 1, "hoist": False}),
    Base(
        "POST",
        _GUILD + "/channels",
        lambda stage: {
            "name": "c",
            "type": 0,
            "topic": "t",
            "nsfw": False,
            "position": 1,
            "rate_limit_per_user": 5,
            "default_auto_archive_duration": 60,
            "permission_overwrites": [{"id": stage.ids["role_id"], "type": 0, "allow": 0}],
        },
    ),
    Base(
        "PATCH",
        _CHANNEL,
        {"available_tags": [{"name": "t", "emoji_name": "🌱"}], "default_sort_order": 0},
        params={"channel_id": "forum"},
        label="forum",
    ),
    Base("PUT", _CHANNEL + "/permissions/{overwrite_id}", {"type": 0, "allow": 0, "deny": 0}),
    Base("POST", _CHANNEL + "/invites", {"max_age": 60, "max_uses": 1, "temporary": False}),
    Base("POST", _MESSAGES + "/bulk-delete", {"messages": ["1", "2"]}, codes=(50016, 50034)),
    Base(
        "PATCH",
        _GUILD + "/members/{user_id}",
        lambda stage: {"nick": "B", "roles": [stage.ids["spare"]]},
    ),
    Base("PATCH", _GUILD + "/members/@me", {"nick": "B"}),
    Base(
        "PATCH",
        _GUILD,
        {"name": "Orchard", "verification_level": 1, "afk_timeout": 60, "preferred_locale": "de"},
    ),
    Base("PUT", _GUILD + "/bans/{user_id}", {"delete_message_seconds": 60}),
    Base("POST", _GUILD + "/bulk-ban", lambda stage: {"user_ids": [stage.ids["user_id"]]}),
    Base("PUT", _GUILD + "/incident-actions", lambda s: {"dms_disabled_until": s.in_days(0.5)}),
    Base("PATCH", _GUILD + "/roles", lambda s: [{"id": s.ids["role_id"], "position": 2}]),
    Base("PATCH", _GUILD + "/channels", lambda s: [{"id": s.ids["voice"], "position": 2}]),
    Base(
        "PUT",
        _GUILD + "/onboarding",
        lambda stage: {
            "enabled": False,
            "mode": 0,
            "default_channel_ids": [stage.ids["channel_id"]],
            "prompts": [
                {
                    "id": "1",
                    "title": "Why?",
                    "single_select": True,
                    "required": True,
                    "in_onboarding": True,
                    "type": 0,
                    "options": [
                        {"title": "So", "role_ids": [stage.ids["role_id"]], "channel_ids": []}
                    ],
                }
            ],
        },
    ),
    Base(
        "PATCH",
        _GUILD + "/welcome-screen",
        lambda stage: {
            "enabled": True,
            "description": "Come in",
            "welcome_channels": [
                {"channel_id": stage.ids["channel_id"], "description": "t", "emoji_name": "🌱"}
            ],
        },
    ),
    Base("POST", "/users/@me/channels", lambda stage: {"recipient_id": stage.ids["user_id"]}),
    Base(
        "PATCH",
        "/users/@me",
        {"username": "gardener"},
        loose=("username left out", "username = None", " = {}", " = {'x': 1}"),
    ),
)
