"""Tenet as it is, saying on SIGUSR1 how many statements it has sent to its database, and writes."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.cli import main

_sent = _writes = 0


def _count(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    global _sent, _writes  # one process, one figure
    _sent += 1
    changes = statement.lstrip().startswith(("INSERT", "UPDATE", "DELETE"))
    _writes += changes and " facts " not in statement  # once a minute that it is alive


def _say(*_: Any) -> None:
    os.write(sys.stdout.fileno(), f"statements {_sent} {_writes}\n".encode())


if __name__ == "__main__":
    event.listen(Engine, "before_cursor_execute", _count)
    signal.signal(signal.SIGUSR1, _say)
    sys.exit(main(sys.argv[1:]))
