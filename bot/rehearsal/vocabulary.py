"""The words a story is written in: what people do and see, and what happens around them.

Each verb is one row. The loader reads a step by it, docs/stories.md lists it, and the module `acts`
carries it out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.config.kinds import same_emoji
from bot.rehearsal import ledger, moments, troubles

MEMBER_LOCALES = {"en": "en-GB"}
"""Short names for what Discord calls a language."""


@dataclass(frozen=True)
class Kind:
    """What may stand behind a colon.

    Args:
        expected: Ends the sentence "expected …".
        read: The value as the player wants it; raises ValueError when it is something else.
        is_optional: Whether nothing at all may stand there.
    """

    expected: str
    read: Callable[[Any], Any]
    is_optional: bool = False


def _text(value: Any) -> str:
    if isinstance(value, bool | list | dict) or value is None or not str(value).strip():
        raise ValueError
    return str(value).strip()


def _text_or_nothing(value: Any) -> str | None:
    return None if value is None else _text(value)


def _texts(value: Any) -> tuple[str, ...]:
    found = tuple(_text(item) for item in (value if isinstance(value, list) else [value]))
    if not found:
        raise ValueError
    return found


def _place(value: Any) -> str:
    return _text(value).lstrip("#")


def _command(value: Any) -> str:
    text = _text(value)
    if not re.match(r"/\S", text):
        raise ValueError
    return text


def _being_typed(value: Any) -> str:
    text = _command(value)
    if not re.search(r"\s\S+:[^:]*$", text):
        raise ValueError
    return text


def _fields(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not value:
        raise ValueError
    return {name: _entered(given) for name, given in value.items()}


def _entered(value: Any) -> Any:
    if isinstance(value, list):
        return [_text(item) for item in value]
    return "" if value is None else value


def _reactions(value: Any) -> dict[str, int]:
    if not isinstance(value, dict) or not value:
        raise ValueError
    return {same_emoji(name): _number(count) for name, count in value.items()}


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _language(value: Any) -> str:
    text = MEMBER_LOCALES.get(_text(value), _text(value))
    return discord.Locale(text).value


def _nothing(value: Any) -> None:
    if value is not None:
        raise ValueError


def _one_of(*words: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in words:
            raise ValueError
        return str(value)

    return read


NOTHING = Kind("nothing after it", _nothing, is_optional=True)
TEXT = Kind("a text", _text)
TEXTS = Kind("a text, or a list of texts", _texts)
OPTIONAL_TEXTS = Kind("a text, or a list of texts", _texts, is_optional=True)
PLACE = Kind(
    'a channel or thread by its name (a # begins a comment, so quote it: "#name"), DM or thread',
    _place,
)
COMMAND = Kind("a command as it is typed, such as /values show value:Honesty", _command)
BEING_TYPED = Kind(
    "a command whose last option is being typed, such as /values show value:Hon", _being_typed
)
EMOJI = Kind("an emoji", _text)
FIELDS = Kind("the form's fields, each with what is written into it", _fields, is_optional=True)
CLEARED = Kind("an emoji, or nothing for all of them", _text_or_nothing, is_optional=True)
REACTIONS = Kind("emojis, each with how many people reacted with it", _reactions)
NUMBER = Kind("a whole number", _number)
SWITCH = Kind("true or false", _switch)
LANGUAGE = Kind("a language of Discord, such as en, de or pt-BR", _language)
DMS = Kind("open or closed", _one_of("open", "closed"))
ROLE = Kind("a role's name", _text)
ROLES = Kind("a role's name, or a list of them", _texts)
MOMENT = Kind(moments.FORMS, lambda value: moments.read(_text(value)))
STATE = Kind("start, stop, restart or kill", _one_of("start", "stop", "restart", "kill"))
TROUBLE = Kind(
    "drops the connection, answers 500, limits requests, or is itself again",
    _one_of(troubles.DROPS, troubles.REFUSES, troubles.LIMITS, troubles.WELL),
)
PERMISSION = Kind("one of: " + ", ".join(troubles.PERMISSIONS), _one_of(*troubles.PERMISSIONS))
OPTIONAL_ANSWERS = Kind("an answer of the poll, or a list of them", _texts, is_optional=True)
LEDGER = Kind(
    'acts with their number, such as "3 pledges made" or "no pledges made"',
    lambda value: tuple((line, *ledger.read(line)) for line in _texts(value)),
)

PERSON: Mapping[str, Kind] = {"language": LANGUAGE, "dms": DMS, "roles": ROLES}
"""What may be said of somebody when they are introduced."""


@dataclass(frozen=True)
class Verb:
    """One thing that can happen, or be expected.

    Args:
        phrase: As it is written, behind a name if people do it.
        meaning: What it does, in one line.
        takes: What stands behind its colon.
        options: What may stand below it, by name.
        needs: Options of which one must be given, when nothing stands behind the colon.
        by_people: Whether a name comes first.
        is_expectation: Whether it only looks.
        introduces: Whether the person named need not have been mentioned before.
    """

    phrase: str
    meaning: str
    takes: Kind = NOTHING
    options: Mapping[str, Kind] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    by_people: bool = True
    is_expectation: bool = False
    introduces: bool = False


_WHERE: Mapping[str, Kind] = {"in": PLACE}
_ON: Mapping[str, Kind] = {"on": TEXT, "in": PLACE}
_SEEN: Mapping[str, Kind] = {
    "in": PLACE,
    "from": TEXT,
    "buttons": TEXTS,
    "reactions": REACTIONS,
    "privately": SWITCH,
    "times": NUMBER,
}

VERBS = (
    Verb(
        "joins",
        "A new person joins the server, or one who left comes back.",
        options={**PERSON, "screening": SWITCH},
        introduces=True,
    ),
    Verb("passes screening", "Accepts the server's rules, after joining with `screening: true`."),
    Verb("leaves", "Leaves the server."),
    Verb("closes DMs", "Accepts no direct messages from members of servers any more."),
    Verb("opens DMs", "Accepts direct messages again."),
    Verb("goes to", "Looks at a channel or thread; what comes next happens there.", PLACE),
    Verb("says", "Writes a message.", TEXT, _WHERE),
    Verb("runs", "Runs a slash command.", COMMAND, _WHERE),
    Verb("types", "Types a command; the last option is being completed.", BEING_TYPED, _WHERE),
    Verb(
        "is offered",
        "Exactly these suggestions appear for what is being typed.",
        TEXTS,
        is_expectation=True,
    ),
    Verb("clicks", "Presses a button, on the newest message that has it.", TEXT, _ON),
    Verb("chooses", "Chooses from a menu.", OPTIONAL_TEXTS, {**_ON, "menu": TEXT}),
    Verb("fills in", "Fills in the form that is open and sends it.", FIELDS),
    Verb("reacts", "Reacts with an emoji, to the newest message there.", EMOJI, _ON),
    Verb("takes back", "Takes a reaction back.", EMOJI, _ON),
    Verb("clears reactions", "As a moderator, removes everybody's reactions.", CLEARED, _ON),
    Verb("deletes", "Deletes a message of theirs, or as a moderator another's.", TEXT, _WHERE),
    Verb(
        "votes",
        "Votes in a poll, by the words of the answers; without any, the vote is taken back.",
        OPTIONAL_ANSWERS,
        _ON,
    ),
    Verb("pins", "Pins the newest message that shows this.", TEXT, _WHERE),
    Verb("unpins", "Takes the pin out of the newest message that shows this.", TEXT, _WHERE),
    Verb("is interested in", "Presses Interested on an event of this name.", TEXT),
    Verb("is not interested in", "Takes that back.", TEXT),
    Verb("speaks", "Sets the language of their client.", LANGUAGE),
    Verb("gets the role", "Is given a role by the server's owner.", ROLE),
    Verb("loses the role", "Is taken a role by the server's owner.", ROLE),
    Verb(
        "sees",
        "One message (or open form) shows all of this; it is waited for.",
        OPTIONAL_TEXTS,
        _SEEN,
        needs=("buttons", "reactions", "from"),
        is_expectation=True,
    ),
    Verb(
        "does not see",
        "Nothing that can be seen shows this, once everything has come to rest.",
        TEXTS,
        _WHERE,
        is_expectation=True,
    ),
    Verb("has the role", "Has a role; it is waited for.", ROLE, is_expectation=True),
    Verb("does not have the role", "Lacks a role.", ROLE, is_expectation=True),
    Verb(
        "nobody sees",
        "Nothing that anybody can see shows this, once everything has come to rest.",
        TEXTS,
        _WHERE,
        by_people=False,
        is_expectation=True,
    ),
    Verb(
        "ledger",
        "The ledger holds each of these acts so many times.",
        LEDGER,
        by_people=False,
        is_expectation=True,
    ),
    Verb("time", "Moves the clock forward; what becomes due happens.", MOMENT, by_people=False),
    Verb("bot", "Stops it, starts it, or kills it as a power cut would.", STATE, by_people=False),
    Verb(
        "bot may not",
        "Takes a permission from the bot in a channel.",
        PERMISSION,
        _WHERE,
        by_people=False,
    ),
    Verb("bot may", "Gives it back.", PERMISSION, _WHERE, by_people=False),
    Verb("discord", "Makes Discord misbehave, or lets it be.", TROUBLE, by_people=False),
    Verb("channel deleted", "Deletes a channel.", PLACE, by_people=False),
    Verb("chapter", "A heading in the transcript.", TEXT, by_people=False),
    Verb("note", "A remark in the transcript.", TEXT, by_people=False),
)

BY_PHRASE: Mapping[str, Verb] = {verb.phrase: verb for verb in VERBS}
