"""Messages, reactions and polls."""

from __future__ import annotations

from bot.simulator import permissions as may
from tests.simulator.conformance.case import (
    CHANNEL,
    IN_THREAD,
    MESSAGE,
    MESSAGES,
    ONE_MESSAGE,
    POLL,
    REACTION,
    ROW,
    Case,
)

MESSAGING = (
    # Messages
    Case("GET", MESSAGES, query="limit=100", sees=True),
    Case("GET", ONE_MESSAGE, sees=True, needs=may.READ_MESSAGE_HISTORY),
    Case(
        "POST",
        MESSAGES,
        body=MESSAGE,
        emits=("MESSAGE_CREATE",),
        needs=may.SEND_MESSAGES | may.EMBED_LINKS,
        sees=True,
    ),
    Case("POST", MESSAGES, body={"poll": POLL}, emits=("MESSAGE_CREATE",), needs=may.SEND_POLLS),
    Case("POST", MESSAGES, body=MESSAGE, params={"channel_id": "dm"}, emits=("MESSAGE_CREATE",)),
    Case(
        "POST",
        MESSAGES,
        body=MESSAGE,
        params=IN_THREAD,
        emits=("MESSAGE_CREATE",),
        needs=may.SEND_MESSAGES_IN_THREADS,
    ),
    Case(
        "POST",
        MESSAGES,
        body=lambda stage: {
            "content": "an answer",
            "message_reference": {"message_id": stage.ids["theirs"]},
        },
        emits=("MESSAGE_CREATE",),
    ),
    Case(
        "POST",
        MESSAGES,
        body=lambda stage: {
            "message_reference": {
                "type": 1,
                "channel_id": stage.ids["channel_id"],
                "message_id": stage.ids["theirs"],
            },
        },
        emits=("MESSAGE_CREATE",),
    ),
    Case(
        "POST",
        MESSAGES,
        body={"flags": 1 << 15, "components": [{"type": 10, "content": "# Text"}, ROW]},
        emits=("MESSAGE_CREATE",),
    ),
    Case("PATCH", ONE_MESSAGE, body={"content": "other"}, emits=("MESSAGE_UPDATE",), sees=True),
    Case("DELETE", ONE_MESSAGE, 204, emits=("MESSAGE_DELETE",), sees=True),
    Case(
        "DELETE",
        ONE_MESSAGE,
        204,
        params={"message_id": "theirs"},
        emits=("MESSAGE_DELETE",),
        needs=may.MANAGE_MESSAGES,
    ),
    Case(
        "POST",
        MESSAGES + "/bulk-delete",
        204,
        body=lambda stage: {"messages": [stage.ids["message_id"], stage.ids["theirs"]]},
        emits=("MESSAGE_DELETE_BULK",),
        needs=may.MANAGE_MESSAGES,
    ),
    Case("GET", MESSAGES + "/pins"),
    *(
        Case(
            "PUT",
            CHANNEL + where + "/{message_id}",
            204,
            emits=("MESSAGE_UPDATE", "MESSAGE_CREATE", "CHANNEL_PINS_UPDATE"),
            needs=may.PIN_MESSAGES,
        )
        for where in ("/messages/pins", "/pins")
    ),
    *(
        Case(
            "DELETE",
            CHANNEL + where + "/{message_id}",
            204,
            params={"message_id": "pinned"},
            emits=("MESSAGE_UPDATE", "CHANNEL_PINS_UPDATE"),
            needs=may.PIN_MESSAGES,
        )
        for where in ("/messages/pins", "/pins")
    ),
    Case("GET", CHANNEL + "/pins"),
    # Reactions
    Case(
        "PUT",
        REACTION + "/@me",
        204,
        params={"message_id": "theirs"},
        emits=("MESSAGE_REACTION_ADD",),
        needs=may.ADD_REACTIONS | may.READ_MESSAGE_HISTORY,
        sees=True,
    ),
    Case("DELETE", REACTION + "/@me", 204, emits=("MESSAGE_REACTION_REMOVE",)),
    Case(
        "DELETE",
        REACTION + "/{user_id}",
        204,
        emits=("MESSAGE_REACTION_REMOVE",),
        needs=may.MANAGE_MESSAGES,
    ),
    Case("GET", REACTION, query="limit=100", needs=may.READ_MESSAGE_HISTORY),
    Case(
        "DELETE",
        REACTION,
        204,
        emits=("MESSAGE_REACTION_REMOVE_EMOJI",),
        needs=may.MANAGE_MESSAGES,
    ),
    Case(
        "DELETE",
        ONE_MESSAGE + "/reactions",
        204,
        emits=("MESSAGE_REACTION_REMOVE_ALL",),
        needs=may.MANAGE_MESSAGES,
    ),
    # Polls
    Case(
        "GET",
        CHANNEL + "/polls/{message_id}/answers/{answer_id}",
        params={"message_id": "poll"},
    ),
    Case(
        "POST",
        CHANNEL + "/polls/{message_id}/expire",
        params={"message_id": "poll"},
        emits=("MESSAGE_UPDATE", "MESSAGE_CREATE"),
    ),
)
