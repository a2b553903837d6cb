"""python3 run.py python -m tests.fuzz --minutes 10 [--seed N]"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from bot.clock import MovableClock
from tests.conftest import MONDAY, make_schema
from tests.fuzz.driver import run


def main() -> int:
    """Run it and say what was found; 1 if something was."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="default: 10")
    parser.add_argument("--acts", type=int, default=10**9, help="stop earlier, after so many")
    parser.add_argument("--seed", type=int, default=None, help="of a run that is to be replayed")
    arguments = parser.parse_args()
    number = random.randrange(10**6) if arguments.seed is None else arguments.seed
    print(f"seed {number}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        make_schema(f"sqlite+aiosqlite:///{folder}/tenet.db")
        outcome = run(
            Path(folder),
            MovableClock(MONDAY),
            number=number,
            acts=arguments.acts,
            seconds=60 * arguments.minutes,
        )
    print(outcome.told())
    return 1 if outcome.findings else 0


if __name__ == "__main__":
    sys.exit(main())
