"""Refusals in Discord's own words: a status, a JSON error code and, for forms, nested errors.

Codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
"""

from __future__ import annotations

from typing import Any

FORM_BODY = 50035
UNKNOWN_CODES = {
    "account": 10001,
    "application": 10002,
    "channel": 10003,
    "guild": 10004,
    "integration": 10005,
    "invite": 10006,
    "member": 10007,
    "message": 10008,
    "overwrite": 10009,
    "role": 10011,
    "token": 10012,
    "user": 10013,
    "emoji": 10014,
    "webhook": 10015,
    "session": 10020,
    "ban": 10026,
    "sticker": 10060,
    "interaction": 10062,
    "application command": 10063,
    "voice state": 10065,
    "application command permissions": 10066,
    "guild welcome screen": 10069,
    "guild scheduled event": 10070,
    "guild scheduled event user": 10071,
    "tag": 10087,
}
MESSAGES = {
    20016: "This action cannot be performed due to slowmode rate limit",
    20028: "The channel you are writing has hit the write rate limit.",
    30003: "Maximum number of pins reached for the channel (250)",
    30005: "Maximum number of guild roles reached (250)",
    30007: "Maximum number of webhooks reached (15)",
    30008: "Maximum number of emojis reached",
    30010: "Maximum number of reactions reached (20)",
    30013: "Maximum number of guild channels reached (500)",
    30015: "Maximum number of attachments in a message reached (10)",
    30016: "Maximum number of invites reached (1000)",
    30032: "Maximum number of application commands reached",
    30033: "Maximum number of thread participants has been reached (1000)",
    30034: "Maximum number of daily application command creates has been reached (200)",
    30038: "Maximum number of uncompleted guild scheduled events has been reached (100)",
    30046: "Maximum number of edits to messages older than 1 hour reached. Try again later.",
    30060: "Maximum number of channel permission overwrites reached (1000)",
    40001: "Unauthorized. Provide a valid token and try again",
    40003: "You are opening direct messages too fast",
    40005: "Request entity too large",
    40007: "The user is banned from this guild.",
    40032: "Target user is not connected to voice.",
    40058: "Cannot send messages in forum channels",
    40060: "Interaction has already been acknowledged.",
    40061: "Tag names must be unique",
    40066: "There are no tags available that can be set by non-moderators",
    40067: "A tag is required to create a forum post in this channel",
    50001: "Missing Access",
    50003: "Cannot execute action on a DM channel",
    50005: "Cannot edit a message authored by another user",
    50006: "Cannot send an empty message",
    50007: "Cannot send messages to this user",
    50008: "Cannot send messages in a non-text channel",
    50013: "Missing Permissions",
    50014: "Invalid authentication token provided",
    50016: "Provided too few or too many messages to delete. "
    "Must provide at least 2 and fewer than 100 messages to delete.",
    50019: "A message can only be pinned in the channel it was sent in",
    50021: "Cannot execute action on this message",
    50024: "Cannot execute action on this channel type",
    50028: "Invalid Role",
    50033: "Invalid Recipient(s)",
    50034: "You can only bulk delete messages that are under 14 days old.",
    50035: "Invalid Form Body",
    50045: "File uploaded exceeds the maximum size",
    50055: "Invalid Guild",
    50068: "Invalid message type",
    50074: "Cannot delete a channel required for community servers",
    50083: "Tried to perform an operation on an archived thread, "
    "such as editing a message or adding a user to the thread",
    50109: "The request body contains invalid JSON.",
    50278: "Cannot send messages to this user due to having no mutual guilds",
    90001: "Reaction was blocked",
    160002: "You cannot reply without permission to read message history",
    160004: "A thread has already been created for this message",
    160005: "Thread is locked",
    160006: "Maximum number of active threads reached",
    180000: "Cannot update a finished event",
    350000: "Cannot enable onboarding, requirements are not met",
    350001: "Cannot update onboarding while below requirements",
    520001: "Poll expired",
    520002: "Invalid channel type for poll creation",
    520003: "Cannot edit a poll message",
    520006: "Cannot expire non-poll message",
}
STATUSES = {
    20016: 429,
    20028: 429,
    30034: 429,
    30046: 429,
    40001: 401,
    40003: 403,
    40005: 413,
    40007: 403,
    50001: 403,
    50003: 403,
    50005: 403,
    50007: 403,
    50013: 403,
    50014: 401,
    50021: 403,
    50278: 403,
    90001: 403,
    160005: 403,
}


class ApiError(Exception):
    """What the HTTP API answers instead of doing what was asked.

    Args:
        errors: Nested form errors as Discord writes them, array indexes as string keys.
        extra: Further top-level keys, such as `retry_after`.
    """

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        errors: dict[str, Any] | None = None,
        *,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.extra = extra or {}

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"message": self.message, "code": self.code, **self.extra}
        if self.errors is not None:
            body["errors"] = self.errors
        return body


def refused(code: int, *, status: int | None = None, message: str | None = None) -> ApiError:
    """The refusal with this documented code; its usual status and words unless given."""
    return ApiError(status or STATUSES.get(code, 400), code, message or MESSAGES[code])


def unknown(what: str) -> ApiError:
    """404 for something that does not exist, such as `unknown("channel")`."""
    title = " ".join(word.capitalize() for word in what.split())
    return ApiError(404, UNKNOWN_CODES[what], f"Unknown {title}")


def missing_permissions() -> ApiError:
    return refused(50013)


def missing_access() -> ApiError:
    return refused(50001)


def unauthorized() -> ApiError:
    return ApiError(401, 0, "401: Unauthorized")


def not_found() -> ApiError:
    """What an address that Discord does not know gets."""
    return ApiError(404, 0, "404: Not Found")


def form(nested: dict[str, Any]) -> ApiError:
    """400/50035 with errors nested as in the body, leaves being `{"_errors": [...]}`."""
    return ApiError(400, FORM_BODY, MESSAGES[FORM_BODY], nested)


def leaf(code: str, message: str) -> dict[str, Any]:
    """One field's complaint, to be put into what `form` takes."""
    return {"_errors": [{"code": code, "message": message}]}


def field(path: str, code: str, message: str) -> ApiError:
    """A form error at one dotted path, such as `field("embeds.0.title", …)`."""
    nested = leaf(code, message)
    for key in reversed(path.split(".")):
        nested = {key: nested}
    return form(nested)
