"""Servers, their roles and members, events, emoji and invites."""

from __future__ import annotations

from typing import Any

from bot.simulator import permissions as may
from tests.simulator.conformance.case import (
    GUILD,
    MEMBER,
    ONE_SCHEDULED,
    PNG,
    SCHEDULED,
    Case,
    banned,
    welcoming,
)
from tests.simulator.conformance.furnished import Furnished


def _event(stage: Furnished) -> dict[str, Any]:
    return {
        "name": "Harvest",
        "privacy_level": 2,
        "scheduled_start_time": stage.in_days(1),
        "scheduled_end_time": stage.in_days(1.5),
        "entity_type": 3,
        "entity_metadata": {"location": "the field"},
    }


def _voice_event(stage: Furnished) -> dict[str, Any]:
    voice = {"entity_type": 2, "channel_id": stage.ids["voice"], "entity_metadata": None}
    return _event(stage) | voice


def _stage_event(stage: Furnished) -> dict[str, Any]:
    return _voice_event(stage) | {"entity_type": 1, "channel_id": stage.ids["stage"]}


GUILDS = (
    # Servers
    Case("GET", GUILD, query="with_counts=true"),
    Case("GET", GUILD + "/preview"),
    Case(
        "PATCH",
        GUILD,
        body=lambda stage: {"name": "Orchard", "system_channel_id": stage.ids["channel_id"]},
        emits=("GUILD_UPDATE",),
        needs=may.MANAGE_GUILD,
    ),
    Case(
        "PUT",
        GUILD + "/incident-actions",
        body=lambda stage: {"dms_disabled_until": stage.in_days(0.5)},
        emits=("GUILD_UPDATE",),
        needs=may.MANAGE_GUILD,
    ),
    Case("GET", GUILD + "/channels"),
    *(
        Case(
            "POST",
            GUILD + "/channels",
            201,
            body={"name": "new", "type": kind},
            emits=("CHANNEL_CREATE",),
            needs=may.MANAGE_CHANNELS,
        )
        for kind in (0, 2, 4, 5, 13, 15)
    ),
    Case(
        "PATCH",
        GUILD + "/channels",
        204,
        body=lambda stage: [{"id": stage.ids["channel_id"], "position": 5}],
        emits=("CHANNEL_UPDATE",),
        needs=may.MANAGE_CHANNELS,
    ),
    Case("GET", GUILD + "/roles"),
    Case("GET", GUILD + "/roles/member-counts"),
    Case("GET", GUILD + "/roles/{role_id}"),
    Case(
        "POST",
        GUILD + "/roles",
        body={"name": "Friend", "permissions": "2048", "color": 255, "hoist": True},
        emits=("GUILD_ROLE_CREATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "PATCH",
        GUILD + "/roles/{role_id}",
        body={"name": "Other", "mentionable": True},
        emits=("GUILD_ROLE_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "PATCH",
        GUILD + "/roles",
        body=lambda stage: [{"id": stage.ids["role_id"], "position": 3}],
        emits=("GUILD_ROLE_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "DELETE",
        GUILD + "/roles/{role_id}",
        204,
        emits=("GUILD_ROLE_DELETE",),
        needs=may.MANAGE_ROLES,
    ),
    # Members
    Case("GET", GUILD + "/members", query="limit=10"),
    Case("GET", GUILD + "/members/search", query="query=b"),
    Case("GET", MEMBER),
    Case(
        "PATCH",
        MEMBER,
        body={"nick": "Bee"},
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.MANAGE_NICKNAMES,
    ),
    Case(
        "PATCH",
        MEMBER,
        body=lambda stage: {"roles": [stage.ids["spare"]]},
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "PATCH",
        MEMBER,
        body=lambda stage: {"communication_disabled_until": stage.in_days(1)},
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.MODERATE_MEMBERS,
    ),
    Case(
        "PATCH",
        GUILD + "/members/@me",
        body={"nick": "Helper"},
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.CHANGE_NICKNAME,
    ),
    Case(
        "PUT",
        MEMBER + "/roles/{role_id}",
        204,
        params={"role_id": "spare"},
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "DELETE",
        MEMBER + "/roles/{role_id}",
        204,
        emits=("GUILD_MEMBER_UPDATE",),
        needs=may.MANAGE_ROLES,
    ),
    Case(
        "DELETE",
        MEMBER,
        204,
        emits=("GUILD_MEMBER_REMOVE",),
        needs=may.KICK_MEMBERS,
    ),
    Case("GET", GUILD + "/bans", arrange=banned, needs=may.BAN_MEMBERS),
    Case("GET", GUILD + "/bans/{user_id}", arrange=banned, needs=may.BAN_MEMBERS),
    Case(
        "PUT",
        GUILD + "/bans/{user_id}",
        204,
        body={"delete_message_seconds": 60},
        emits=("GUILD_MEMBER_REMOVE", "GUILD_BAN_ADD", "MESSAGE_DELETE_BULK"),
        needs=may.BAN_MEMBERS,
    ),
    Case(
        "DELETE",
        GUILD + "/bans/{user_id}",
        204,
        arrange=banned,
        emits=("GUILD_BAN_REMOVE",),
        needs=may.BAN_MEMBERS,
    ),
    Case(
        "POST",
        GUILD + "/bulk-ban",
        body=lambda stage: {"user_ids": [stage.ids["user_id"], stage.ids["ada"]]},
        emits=("GUILD_MEMBER_REMOVE", "GUILD_BAN_ADD"),
        needs=may.BAN_MEMBERS | may.MANAGE_GUILD,
    ),
    Case("GET", GUILD + "/audit-logs", arrange=banned, needs=may.VIEW_AUDIT_LOG),
    # Scheduled events
    Case("GET", SCHEDULED, query="with_user_count=true"),
    Case("GET", ONE_SCHEDULED, query="with_user_count=true"),
    Case(
        "POST",
        SCHEDULED,
        body=_event,
        emits=("GUILD_SCHEDULED_EVENT_CREATE",),
        needs=may.CREATE_EVENTS,
    ),
    Case(
        "POST",
        SCHEDULED,
        body=_voice_event,
        emits=("GUILD_SCHEDULED_EVENT_CREATE",),
        needs=may.CREATE_EVENTS | may.CONNECT | may.VIEW_CHANNEL,
    ),
    Case(
        "POST",
        SCHEDULED,
        body=_stage_event,
        emits=("GUILD_SCHEDULED_EVENT_CREATE",),
        needs=may.CREATE_EVENTS | may.MANAGE_CHANNELS | may.MUTE_MEMBERS | may.MOVE_MEMBERS,
    ),
    Case(
        "PATCH",
        ONE_SCHEDULED,
        body={"name": "Sowing", "status": 2},
        emits=("GUILD_SCHEDULED_EVENT_UPDATE",),
    ),
    Case("DELETE", ONE_SCHEDULED, 204, emits=("GUILD_SCHEDULED_EVENT_DELETE",)),
    Case("GET", ONE_SCHEDULED + "/users", query="with_member=true"),
    Case("GET", ONE_SCHEDULED + "/users/counts"),
    # Emoji, invites, onboarding, welcome
    Case("GET", GUILD + "/emojis"),
    Case("GET", GUILD + "/emojis/{emoji_id}"),
    Case(
        "POST",
        GUILD + "/emojis",
        201,
        body={"name": "leaf", "image": PNG},
        emits=("GUILD_EMOJIS_UPDATE",),
        needs=may.CREATE_GUILD_EXPRESSIONS,
    ),
    Case(
        "PATCH",
        GUILD + "/emojis/{emoji_id}",
        body={"name": "twig"},
        emits=("GUILD_EMOJIS_UPDATE",),
    ),
    Case("DELETE", GUILD + "/emojis/{emoji_id}", 204, emits=("GUILD_EMOJIS_UPDATE",)),
    Case("GET", GUILD + "/invites", needs=may.MANAGE_GUILD),
    Case("GET", GUILD + "/onboarding"),
    Case(
        "PUT",
        GUILD + "/onboarding",
        body=lambda stage: {
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
                        {"title": "Because", "role_ids": [stage.ids["role_id"]], "channel_ids": []}
                    ],
                }
            ],
        },
        needs=may.MANAGE_GUILD | may.MANAGE_ROLES,
    ),
    Case("GET", GUILD + "/welcome-screen", arrange=welcoming),
    Case(
        "PATCH",
        GUILD + "/welcome-screen",
        body=lambda stage: {
            "enabled": True,
            "description": "Come in",
            "welcome_channels": [
                {"channel_id": stage.ids["channel_id"], "description": "talk", "emoji_name": "🌱"}
            ],
        },
        needs=may.MANAGE_GUILD,
    ),
)
