"""Tenet as it is, but looking for what is to come every second, so that measuring needs no 20."""

from __future__ import annotations

import sys

from bot import client
from bot.cli import main

if __name__ == "__main__":
    client.SCHEDULE_TICK_SECONDS = 1.0
    sys.exit(main(sys.argv[1:]))
