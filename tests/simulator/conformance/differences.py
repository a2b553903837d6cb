"""Where the local Discord departs from Discord's description, each with its reason.

The description's own README says that the developer documentation wins where they differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.simulator.conformance.spec import Finding


@dataclass(frozen=True, slots=True)
class Difference:
    """One departure.

    Attributes:
        side: `request`, `response` or `gateway`; `*` for any.
        operation: A pattern over `METHOD /plain/{}/template` or the event's name.
        path: A pattern over the place in the payload; `*` spans slashes too.
        keyword: The JSON Schema keyword that is not kept.
        detail: The key, for `required` and `unknown key`.
    """

    side: str
    operation: str
    path: str
    keyword: str
    reason: str
    detail: str = "*"

    def covers(self, finding: Finding) -> bool:
        return (
            finding.keyword == self.keyword
            and self.side in (finding.side, "*")
            and fnmatchcase(finding.detail, self.detail)
            and fnmatchcase(finding.path, self.path)
            and fnmatchcase(finding.operation, self.operation)
        )


DIFFERENCES = (
    Difference(
        "response",
        "*",
        "errors*/_errors/*/code",
        "type",
        "The code of a nested error is a word, as BASE_TYPE_MAX_LENGTH; described as a number.",
    ),
    Difference(
        "response",
        "*",
        "",
        "required",
        "A 429 has a code only where there is one to tell, as documented; described as required.",
        detail="code",
    ),
    Difference(
        "*",
        "*",
        "*message_reference/type",
        "const",
        "Forwards are documented as message references of type 1; only replies are described.",
    ),
    Difference(
        "response",
        "POST /channels/{}/threads",
        "",
        "unknown key",
        "A forum post is answered with its first message, as documented.",
        detail="message",
    ),
    Difference(
        "request",
        "PATCH /applications/@me",
        "description",
        "type",
        "Documented as text; described as a map of languages.",
    ),
    Difference(
        "request",
        "*",
        "*permissions",
        "type",
        "Clients send permissions as text, which the documentation has; described as a number.",
    ),
    Difference(
        "request",
        "PUT /channels/{}/permissions/{}",
        "*",
        "type",
        "Clients send permissions as text, which the documentation has; described as a number.",
    ),
    Difference(
        "request",
        "*",
        "*permission_overwrites/*/*",
        "type",
        "Clients send permissions as text, which the documentation has; described as a number.",
    ),
    Difference(
        "request",
        "* /applications/*/commands*",
        "*",
        "unknown key",
        "`nsfw` is documented for commands, and discord.py always sends it.",
        detail="nsfw",
    ),
    Difference(
        "request",
        "*",
        "*embeds/*",
        "unknown key",
        "discord.py sends back the flags of an embed; Discord ignores what it does not know.",
        detail="flags",
    ),
    Difference(
        "request",
        "*",
        "*",
        "unknown key",
        "discord.py says `tts` in edits and callbacks too; Discord ignores it there.",
        detail="tts",
    ),
    Difference(
        "request",
        "PATCH *",
        "",
        "unknown key",
        "discord.js says `enforce_nonce` in edits too; Discord ignores it there.",
        detail="enforce_nonce",
    ),
)
