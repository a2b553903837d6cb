"""The bot itself, its application, its commands, and its answers to interactions."""

from __future__ import annotations

from tests.simulator.conformance.case import (
    CALLBACK,
    COMMAND,
    COMMANDS,
    GUILD_COMMANDS,
    MESSAGE,
    MODAL,
    PNG,
    WEBHOOK,
    Case,
    answered,
    clicked,
    command,
    completing,
    own_emoji,
    registered,
)

APPLICATIONS = (
    Case("GET", "/gateway"),
    Case("GET", "/gateway/bot"),
    Case("GET", "/users/@me"),
    Case("PATCH", "/users/@me", body={"username": "Gardening"}, emits=("USER_UPDATE",)),
    Case("GET", "/users/{user_id}"),
    Case("GET", "/users/@me/guilds", query="with_counts=true"),
    Case("DELETE", "/users/@me/guilds/{guild_id}", 204, emits=("GUILD_DELETE",)),
    Case("POST", "/users/@me/channels", body=lambda stage: {"recipient_id": stage.ids["user_id"]}),
    Case("GET", "/applications/@me"),
    Case("PATCH", "/applications/@me", body={"description": "Tends"}),
    Case("GET", "/oauth2/applications/@me"),
    # Application commands and the application's own emoji
    Case("GET", COMMANDS, arrange=registered, query="with_localizations=true"),
    Case("POST", COMMANDS, 201, body=COMMAND),
    Case("POST", COMMANDS, 200, body=COMMAND, arrange=registered),
    Case("PUT", COMMANDS, body=[COMMAND, {"name": "Thank", "type": 3}]),
    Case(
        "GET",
        COMMANDS + "/{command_id}",
        params={"command_id": "global_command"},
        arrange=registered,
    ),
    Case(
        "PATCH",
        COMMANDS + "/{command_id}",
        body={"description": "Other"},
        params={"command_id": "global_command"},
        arrange=registered,
    ),
    Case(
        "DELETE",
        COMMANDS + "/{command_id}",
        204,
        params={"command_id": "global_command"},
        arrange=registered,
    ),
    Case("GET", GUILD_COMMANDS, arrange=registered),
    Case("POST", GUILD_COMMANDS, 201, body=COMMAND),
    Case("PUT", GUILD_COMMANDS, body=[COMMAND]),
    Case("GET", GUILD_COMMANDS + "/{command_id}", arrange=registered),
    Case(
        "PATCH",
        GUILD_COMMANDS + "/{command_id}",
        body={"default_member_permissions": "32"},
        arrange=registered,
    ),
    Case("DELETE", GUILD_COMMANDS + "/{command_id}", 204, arrange=registered),
    Case("GET", GUILD_COMMANDS + "/permissions", arrange=registered),
    Case("POST", "/applications/{application_id}/emojis", 201, body={"name": "a_", "image": PNG}),
    Case("GET", "/applications/{application_id}/emojis", arrange=own_emoji),
    Case("GET", "/applications/{application_id}/emojis/{emoji_id}", arrange=own_emoji),
    Case("DELETE", "/applications/{application_id}/emojis/{emoji_id}", 204, arrange=own_emoji),
    # Interactions
    Case(
        "POST",
        CALLBACK,
        204,
        body={"type": 4, "data": MESSAGE | {"flags": 64}},
        arrange=command,
        emits=("MESSAGE_CREATE",),
    ),
    Case(
        "POST",
        CALLBACK,
        body={"type": 4, "data": MESSAGE},
        query="with_response=1",
        arrange=command,
        emits=("MESSAGE_CREATE",),
    ),
    Case(
        "POST",
        CALLBACK,
        body={"type": 5},
        query="with_response=1",
        arrange=command,
        emits=("MESSAGE_CREATE",),
    ),
    Case("POST", CALLBACK, body={"type": 6}, query="with_response=1", arrange=clicked),
    Case(
        "POST",
        CALLBACK,
        body={"type": 7, "data": {"content": "changed"}},
        query="with_response=1",
        arrange=clicked,
        emits=("MESSAGE_UPDATE",),
    ),
    Case(
        "POST",
        CALLBACK,
        body={"type": 8, "data": {"choices": [{"name": "Care", "value": "care"}]}},
        query="with_response=1",
        arrange=completing,
    ),
    Case(
        "POST",
        CALLBACK,
        body={"type": 9, "data": MODAL},
        query="with_response=1",
        arrange=command,
    ),
    Case("POST", WEBHOOK, body=MESSAGE, arrange=answered, emits=("MESSAGE_CREATE",)),
    *(
        Case("GET", f"{WEBHOOK}/messages/{which}", arrange=answered)
        for which in ("@original", "{message_id}")
    ),
    *(
        Case(
            "PATCH",
            f"{WEBHOOK}/messages/{which}",
            body={"content": "changed"},
            arrange=answered,
            emits=("MESSAGE_UPDATE",),
        )
        for which in ("@original", "{message_id}")
    ),
    *(
        Case(
            "DELETE",
            f"{WEBHOOK}/messages/{which}",
            204,
            arrange=answered,
            emits=("MESSAGE_DELETE",),
        )
        for which in ("@original", "{message_id}")
    ),
)
