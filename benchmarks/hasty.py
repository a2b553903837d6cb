"""Tenet as it is, but looking for what is to come four times a second: measuring waits for it."""

from __future__ import annotations

import sys

from bot import client
from bot.cli import main

if __name__ == "__main__":
    client.SCHEDULE_TICK_SECONDS = 0.25
    sys.exit(main(sys.argv[1:]))
