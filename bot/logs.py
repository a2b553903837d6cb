"""What the process writes about itself: one JSON object a line, or text for a person to read.

Secrets are taken out of the finished line, so it does not matter whether they came in as a message,
an argument, an exception's text or a traceback. That covers the bot's token, whatever looks like
one, and the tokens in interaction and webhook addresses, which act for the bot for a while.
"""

import json
import logging
import re
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, TextIO
from urllib.parse import quote

from bot.config import LoggingSettings

HIDDEN = "[hidden]"
SHORTEST_SECRET = 6
"""Hiding every occurrence of less would hide ordinary words."""
TOKEN = re.compile(r"\b[A-Za-z0-9_-]{18,40}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}")
TOKEN_IN_ADDRESS = re.compile(r"(/(?:webhooks|interactions)/[0-9]{15,20}/)([A-Za-z0-9_.~%-]{20,})")
PASSWORD_IN_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]*://[^/\s:@]*:)([^/\s@]+)(?=@)")
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
QUIET = {
    "aiohttp.access": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "asyncio": logging.WARNING,
    "discord.client": logging.WARNING,
    "sqlalchemy": logging.WARNING,
}
"""Loggers whose everyday messages say nothing to an operator; debug brings them back."""
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}

_context: ContextVar[Mapping[str, object]] = ContextVar("log_context", default=MappingProxyType({}))


@contextmanager
def about(**context: object) -> Iterator[None]:
    """Say what everything logged inside is about; it is kept across awaits and in new tasks.

    Args:
        **context: Such as `guild_id`, `capability`, `reference`; None leaves a name out.
    """
    given = {name: value for name, value in context.items() if value is not None}
    token = _context.set({**_context.get(), **given})
    try:
        yield
    finally:
        _context.reset(token)


def new_reference() -> str:
    """A short reference that a member can read out and an operator can search for."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


def current_reference() -> str | None:
    """The reference that what is going on now is logged under."""
    reference = _context.get().get("reference")
    return str(reference) if reference is not None else None


class Redactor:
    """Hides secrets in text."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        """Hide `known`, however it is escaped, and whatever looks like a token."""
        spellings = {
            spelling
            for secret in known
            if len(secret) >= SHORTEST_SECRET
            for spelling in (secret, quote(secret, safe=""), json.dumps(secret)[1:-1])
        }
        longest_first = sorted(spellings, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def __call__(self, text: str) -> str:
        if self._known is not None:
            text = self._known.sub(HIDDEN, text)
        text = TOKEN_IN_ADDRESS.sub(rf"\1{HIDDEN}", text)
        text = PASSWORD_IN_ADDRESS.sub(rf"\1{HIDDEN}", text)
        return TOKEN.sub(HIDDEN, text)


class _ContextFilter(logging.Filter):
    """Notes the context when the line is written, not when it is formatted."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not hasattr(record, "context"):
            record.context = _context.get()
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def __init__(self, redact: Redactor) -> None:
        """Take secrets out with `redact`."""
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": _moment(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_told(record),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        if record.stack_info:
            line["stack"] = record.stack_info
        return self._redact(json.dumps(line, ensure_ascii=False, default=str))


class TextFormatter(logging.Formatter):
    """For a person at a terminal: time, level, message, and what it is about."""

    def __init__(self, redact: Redactor) -> None:
        """Take secrets out with `redact`."""
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        message = _one_line(record.getMessage())
        told = " ".join(f"{name}={_one_line(str(value))}" for name, value in _told(record).items())
        line = f"{_moment(record):%H:%M:%S} {record.levelname.lower():<8}{record.name}: {message}"
        if told:
            line += f"  [{told}]"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        if record.stack_info:
            line += "\n" + record.stack_info
        return self._redact(line)


def set_up(
    settings: LoggingSettings, *, hide: Iterable[str] = (), stream: TextIO | None = None
) -> None:
    """Send everything that is logged to one place, in one form.

    Args:
        settings: Level and form.
        hide: Secrets that must not appear whatever happens.
        stream: Where to; standard error when left out.
    """
    out = stream or sys.stderr
    redact = Redactor(hide)
    as_text = settings.format == "text" or (settings.format == "auto" and out.isatty())
    handler = logging.StreamHandler(out)
    handler.setFormatter(TextFormatter(redact) if as_text else JsonFormatter(redact))
    handler.addFilter(_ContextFilter())
    root = logging.getLogger()
    for former in list(root.handlers):
        if getattr(former, "is_tenets", False):
            root.removeHandler(former)
    handler.is_tenets = True  # type: ignore[attr-defined]  # our mark, so that a second set-up replaces the first
    root.addHandler(handler)
    level = getattr(logging, settings.level.upper())
    root.setLevel(level)
    for name, quiet in QUIET.items():
        logging.getLogger(name).setLevel(quiet if level > logging.DEBUG else logging.NOTSET)
    logging.captureWarnings(True)


def _told(record: logging.LogRecord) -> dict[str, object]:
    """The context, and what `extra=` added to this one line."""
    extra = {
        name: value
        for name, value in vars(record).items()
        if name not in STANDARD and name not in {"context", "taskName"}
    }
    return {**getattr(record, "context", {}), **extra}


def _moment(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _one_line(text: str) -> str:
    """The text without line breaks and control characters, with which a line could be forged."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
