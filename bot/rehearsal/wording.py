"""What Discord makes of a text: marks taken out, mentions and timestamps in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta

from bot.simulator.world.entities import Guild
from bot.simulator.world.world import World

_MENTION = re.compile(r"<(@!?|@&|#)([0-9]{1,20})>")
_TIMESTAMP = re.compile(r"<t:(-?[0-9]{1,13})(?::([tTdDfFR]))?>")
_COMMAND = re.compile(r"<(/[^:<>]+):[0-9]{1,20}>")
_EMOJI = re.compile(r"<a?(:[A-Za-z0-9_]{2,32}:)[0-9]{1,20}>")
_ESCAPED = re.compile(r"\\([^\sA-Za-z0-9])")
_SHIELD = 0xF0000
"""Escaped signs spend the work in a private area of Unicode, where no mark is found."""

_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^#{1,3} +", re.MULTILINE), ""),
    (re.compile(r"^-# +", re.MULTILINE), ""),
    (re.compile(r"^>>> +|^> +", re.MULTILINE), "│ "),
    (re.compile(r"^( *)[-*] +", re.MULTILINE), r"\1• "),
    (re.compile(r"```(?:\w*\n)?(.*?)```", re.DOTALL), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\(<?https://discord\.com/channels/[^\s)>]+>?\)"), r"\1 ↗"),
    (re.compile(r"\[([^\]\n]+)\]\(<?(https?://[^\s)>]+)>?\)"), r"\1 (\2)"),
    (re.compile(r"\*\*\*(.+?)\*\*\*", re.DOTALL), r"\1"),
    (re.compile(r"\*\*(.+?)\*\*", re.DOTALL), r"\1"),
    (re.compile(r"__(.+?)__", re.DOTALL), r"\1"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=\S)([^_\n]+?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"~~(.+?)~~", re.DOTALL), r"\1"),
    (re.compile(r"\|\|(.+?)\|\|", re.DOTALL), r"\1"),
)


class Wording:
    """Reads texts as the people of one server do."""

    def __init__(self, world: World, guild: Guild, zone: ZoneInfo) -> None:
        self._world = world
        self._guild = guild
        self._zone = zone

    def plain(self, text: str, locale: str) -> str:
        """The text as somebody reads it whose client is set to `locale`."""
        if not text:
            return ""
        text = _TIMESTAMP.sub(lambda found: self._moment(found, locale), text)
        text = _MENTION.sub(self._mention, text)
        text = _COMMAND.sub(r"\1", text)
        text = _EMOJI.sub(r"\1", text)
        text = _ESCAPED.sub(lambda found: chr(_SHIELD + ord(found[1])), text)
        for pattern, replacement in _MARKS:
            text = pattern.sub(replacement, text)
        return "".join(chr(ord(c) - _SHIELD) if ord(c) >= _SHIELD else c for c in text)

    def named(self, sign: str, number: int) -> str:
        """Whom a mention means: `@` a member, `@&` a role, `#` a channel."""
        if sign == "#":
            channel = self._world.channels.get(number)
            return "#unknown" if channel is None else f"#{channel.name}"
        if sign == "@&":
            role = self._guild.roles.get(number)
            return "@unknown-role" if role is None else f"@{role.name.lstrip('@')}"
        member = self._guild.members.get(number)
        user = self._world.users.get(number)
        name = member.display_name if member else user.display_name if user else "unknown-user"
        return f"@{name}"

    def moment(self, seconds: int, style: str, locale: str) -> str:
        """A moment, in seconds since 1970, in one of the styles of Discord's timestamps."""
        try:
            moment = datetime.fromtimestamp(seconds, UTC).astimezone(self._zone)
        except (OverflowError, ValueError, OSError):  # no calendar goes there
            return "Invalid date"
        spoken = spoken_locale(locale)
        if style == "R":
            away = moment - self._world.now()
            return str(format_timedelta(away, add_direction=True, locale=spoken))
        text = _STYLES[style](moment, spoken)
        return text.replace("\u202f", " ")

    def _mention(self, found: re.Match[str]) -> str:
        return self.named(found[1], int(found[2]))

    def _moment(self, found: re.Match[str], locale: str) -> str:
        return self.moment(int(found[1]), found[2] or "f", locale)


def spoken_locale(locale: str) -> Locale:
    """Babel's locale for one of Discord's."""
    try:
        return Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def _day(kind: str) -> Callable[[datetime, Locale], str]:
    return lambda moment, locale: str(format_date(moment.date(), kind, locale=locale))


def _clock(kind: str) -> Callable[[datetime, Locale], str]:
    return lambda moment, locale: str(
        format_time(moment.replace(tzinfo=None).time(), kind, locale=locale)
    )


def _both(kind: str) -> Callable[[datetime, Locale], str]:
    day, clock = _day(kind), _clock("short")
    return lambda moment, locale: f"{day(moment, locale)} {clock(moment, locale)}"


_STYLES: dict[str, Callable[[datetime, Locale], str]] = {
    "t": _clock("short"),
    "T": _clock("medium"),
    "d": _day("short"),
    "D": _day("long"),
    "f": _both("long"),
    "F": _both("full"),
}
