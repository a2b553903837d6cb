"""The kinds of value that settings are made of, each with the words that say what is expected.

The description of a kind ends the sentence "expected …" when a value is not of that kind, so
nobody ever reads a validator's own vocabulary.
"""

import difflib
import re
import zoneinfo
from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import emoji
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_core import PydanticCustomError

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
SNOWFLAKE_DIGITS = 15
"""Ids of Discord have had more digits than this since 2015; a shorter number is a name."""

MISTAKE = "mistake"
CUSTOM_EMOJI = re.compile(r"<a?:[A-Za-z0-9_]{2,32}:[0-9]{15,20}>")
NUANCES = dict.fromkeys([0xFE0F, *range(0x1F3FB, 0x1F400)])
"""The variation selector that only asks for colour, and the five skin tones."""


def mistake(expected: str, found: str) -> PydanticCustomError:
    """An error that words itself, for where the description of the setting is not enough."""
    return PydanticCustomError(
        MISTAKE, "expected {expected}; found {found}", {"expected": expected, "found": found}
    )


def same_emoji(text: str) -> str:
    """The emoji as people compare it: both of its spellings and all of its skin tones are one."""
    return text.translate(NUANCES) or text


def _emoji(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.strip()
    if emoji.is_emoji(text) or CUSTOM_EMOJI.fullmatch(text):
        return text
    if re.fullmatch(r":[A-Za-z0-9_+-]+:", text):
        raise mistake("the emoji itself rather than its name", f'"{text}"')
    count = emoji.emoji_count(text)
    found = f"{count} emojis" if count > 1 and emoji.purely_emoji(text) else f'"{text[:60]}"'
    raise mistake("one emoji, or a custom one as <:name:id>", found)


@cache
def zones() -> frozenset[str]:
    """The names of all IANA time zones this machine knows."""
    return frozenset(zoneinfo.available_timezones())


def _zone(value: object) -> object:
    if not isinstance(value, str) or value in zones():
        return value
    alike = [name for name in zones() if name.casefold() == value.strip().casefold()]
    alike += [name for name in zones() if name.casefold().endswith("/" + value.strip().casefold())]
    meant = f" (did you mean {alike[0]}?)" if alike else ""
    raise mistake("a time zone such as Europe/Berlin", f'"{value[:60]}"{meant}')


def _token(value: SecretStr) -> SecretStr:
    secret = value.get_secret_value()
    if not secret.isprintable() or any(c.isspace() or c in "\"'" for c in secret):
        raise ValueError
    return value


def _keys(value: SecretStr) -> SecretStr:
    for key in value.get_secret_value().split(","):
        if not re.fullmatch(r"\s*[A-Za-z0-9_-]{43}=\s*", key):  # 32 bytes, in URL-safe base64
            raise ValueError
    return value


def _clock_time(value: object) -> object:
    if isinstance(value, time):
        return value
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", str(value).strip())
    if match is None:
        raise ValueError
    return time(int(match[1]), int(match[2]))


def _guild_id(value: object) -> object:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 20:
        return int(value)
    return value


def _place(value: object) -> int | str:
    """A channel or role: its id when it looks like one, otherwise its name without # or @."""
    text = str(value).strip() if isinstance(value, int | str) else ""
    mention = re.fullmatch(r"<(?:#|@&)([0-9]{15,20})>", text)
    digits = mention[1] if mention else text
    if digits.isascii() and digits.isdigit() and SNOWFLAKE_DIGITS <= len(digits) <= 20:
        return int(digits)
    name = text.lstrip("#@")
    if not name or len(name) > 100 or isinstance(value, bool):
        raise ValueError
    return name


def _several(value: object) -> object:
    """One stands for a list of one."""
    return (_place(value),) if isinstance(value, int | str) else value


def _database_url(value: object) -> object:
    """The address with the driver that Tenet uses named in it, as SQLAlchemy wants it."""
    if not isinstance(value, str):
        return value
    scheme, separator, rest = value.strip().partition("://")
    driver = DRIVERS.get(scheme.lower())
    if driver is None or not separator or (driver.startswith("postgresql") and not rest):
        raise ValueError
    return f"{driver}://{rest}"


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _address(*schemes: str, ending: str = "") -> BeforeValidator:
    def check(value: object) -> object:
        if not isinstance(value, str):
            return value
        text = value.strip().rstrip("/")
        parts = urlsplit(text)
        if parts.scheme not in schemes or not parts.hostname or not parts.path.endswith(ending):
            raise ValueError
        return text

    return BeforeValidator(check)


def words(most: int, meaning: str, *, least: int = 1) -> Any:
    """Limits of a text, in characters, as Discord counts them."""
    return Field(
        min_length=least, max_length=most, description=f"{meaning}, {least} to {most} characters"
    )


def whole(least: int, most: int, meaning: str) -> Any:
    """Limits of a whole number."""
    return Field(strict=True, ge=least, le=most, description=f"{meaning}, {least} to {most}")


def span(least: float, most: float) -> Any:
    """Limits of a number of seconds, fractions allowed."""
    return Field(
        strict=True,
        ge=least,
        le=most,
        allow_inf_nan=False,
        description=f"a number of seconds, {least:g} to {most:g}",
    )


def portion(least: float, most: float) -> Any:
    """Limits of a part of one."""
    return Field(
        strict=True,
        ge=least,
        le=most,
        allow_inf_nan=False,
        description=f"a part of one, {least:g} to {most:g}",
    )


class Weekday(StrEnum):
    """A day of the week; `number` counts from Monday = 0, as the standard library does."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """How many days after Monday."""
        return list(Weekday).index(self)


class Asks(StrEnum):
    """What a reminder's post ends with."""

    QUESTION = "question"
    POLL = "poll"
    NOTHING = "nothing"


class Former(StrEnum):
    """What happens to a reminder's former post when the next one stands."""

    KEEP = "keep"
    FOLD = "fold"
    """It shrinks to one line."""
    REPLACE = "replace"


class Decision(StrEnum):
    """Who decides whether a proposed initiative takes place."""

    OPEN = "open"
    """Nobody: it is open at once."""
    SECONDS = "seconds"
    """Members, by seconding it."""
    STEWARDS = "stewards"


class OnboardingStep(StrEnum):
    """What a step of the conversation with a newcomer is about, in the order of the default."""

    WELCOME = "welcome"
    MISSION = "mission"
    VALUES = "values"
    DILEMMA = "dilemma"
    REFLECTION = "reflection"
    INTERESTS = "interests"
    ZONE = "zone"
    PLEDGES = "pledges"
    FINISH = "finish"


def _one_of(known: type[StrEnum]) -> Callable[[object], object]:
    """A check that names what there is, and what was probably meant."""

    def check(value: object) -> object:
        if not isinstance(value, str):
            return value
        text = value.strip().lower()
        if text in list(known):
            return text
        alike = difflib.get_close_matches(text, list(known), n=1, cutoff=0.5)
        meant = f" (did you mean {alike[0]}?)" if alike else ""
        raise mistake(f"one of {', '.join(known)}", f'"{value[:60]}"{meant}')

    return check


def _repeat_rule(value: str) -> str:
    from bot import moments, recurrence  # they know the database, which knows the configuration

    expected = (
        'a rule such as "every Monday 09:00" or "first Friday of the month 18:00", at most once a '
        "day"
    )
    try:
        recurrence.read(value, language="en")
    except moments.Unreadable:
        raise mistake("a time of day such as 09:00 or 9 am", f'"{value[:60]}"') from None
    except recurrence.Unreadable as unread:
        if unread.key == "recurrence-no-such-day":
            expected = "a rule with a day of the calendar"
        elif unread.key == "recurrence-no-time":
            expected = 'a rule with a time of day, such as "every Monday 09:00"'
        raise mistake(expected, f'"{value[:60]}"') from None
    return value


def _day(value: object) -> object:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            raise mistake("a day of the calendar, such as 2027-03-01", f'"{value[:60]}"') from None
    return value


Switch = Annotated[bool, Field(strict=True, description="true or false")]
Token = Annotated[
    SecretStr,
    AfterValidator(_token),
    Field(min_length=1, description="the bot's token, without spaces or quotation marks"),
]
Keys = Annotated[
    SecretStr,
    AfterValidator(_keys),
    Field(description="keys as `tenet seal --new-key` makes them, with commas between"),
]
GuildId = Annotated[
    int,
    BeforeValidator(_guild_id),
    Field(
        strict=True,
        ge=10**14,
        lt=2**63,
        description="a server's id of 15 to 19 digits",
    ),
]
ChannelRef = Annotated[
    int | str, BeforeValidator(_place), Field(description="a channel's name or its id")
]
RoleRef = Annotated[
    int | str, BeforeValidator(_place), Field(description="a role's name or its id")
]
StewardRoles = Annotated[
    tuple[RoleRef, ...],
    BeforeValidator(_several),
    Field(max_length=10, description="a role's name or its id, or a list of up to 10"),
]
Emoji = Annotated[
    str,
    BeforeValidator(_emoji),
    Field(description="one emoji, or a custom one as <:name:id>"),
]
Zone = Annotated[
    str, BeforeValidator(_zone), Field(description="a time zone such as Europe/Berlin")
]
Language = Annotated[
    Literal["en", "de"],
    BeforeValidator(_lower),
    Field(description="a language Tenet speaks, en or de"),
]
ClockTime = Annotated[
    time,
    BeforeValidator(_clock_time),
    Field(description="a time of day from 00:00 to 23:59, such as 09:00"),
]
DayOfWeek = Annotated[
    Weekday,
    BeforeValidator(_lower),
    Field(description="a day of the week in English, such as monday"),
]
DecisionBy = Annotated[
    Decision,
    BeforeValidator(_one_of(Decision)),
    Field(description=f"one of {', '.join(Decision)}"),
]
RepeatRule = Annotated[
    str,
    AfterValidator(_repeat_rule),
    Field(
        max_length=100,
        description='a rule such as "every Monday 09:00" or "first Friday of the month 18:00"',
    ),
]
Day = Annotated[
    date, BeforeValidator(_day), Field(description="a day of the calendar, such as 2027-03-01")
]
AsksFor = Annotated[
    Asks, BeforeValidator(_one_of(Asks)), Field(description=f"one of {', '.join(Asks)}")
]
FormerPost = Annotated[
    Former, BeforeValidator(_one_of(Former)), Field(description=f"one of {', '.join(Former)}")
]
RoleId = Annotated[
    int, Field(strict=True, ge=10**14, lt=2**63, description="a role's id of 15 to 19 digits")
]
Step = Annotated[
    OnboardingStep,
    BeforeValidator(_one_of(OnboardingStep)),
    Field(description=f"one of {', '.join(OnboardingStep)}"),
]
Level = Annotated[
    Literal["debug", "info", "warning", "error"],
    BeforeValidator(_lower),
    Field(description="debug, info, warning or error"),
]
LogFormat = Annotated[
    Literal["auto", "json", "text"],
    BeforeValidator(_lower),
    Field(description="auto, json or text"),
]
Loopback = Annotated[
    Literal["127.0.0.1", "::1", "localhost"],
    Field(description="this machine: 127.0.0.1, ::1 or localhost"),
]
ApiUrl = Annotated[
    str,
    _address("http", "https", ending="/api/v10"),
    Field(description="an address that begins with http:// or https:// and ends with /api/v10"),
]
GatewayUrl = Annotated[
    str,
    _address("ws", "wss"),
    Field(description="an address that begins with ws:// or wss://"),
]
DatabaseUrl = Annotated[
    str,
    BeforeValidator(_database_url),
    Field(
        description="an address such as sqlite:///tenet.db or postgresql://user:password@host/name"
    ),
]
