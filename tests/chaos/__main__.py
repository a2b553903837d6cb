"""python3 run.py python -m tests.chaos --kills 200 [--seed N]"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path

from tests.chaos.driver import run
from tests.conftest import make_schema


def main() -> int:
    """Run it and say what was found; 1 if something was."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="default: 200")
    parser.add_argument("--seed", type=int, default=None, help="of a run that is to be replayed")
    arguments = parser.parse_args()
    seed = random.randrange(10**6) if arguments.seed is None else arguments.seed
    print(f"--kills {arguments.kills} --seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        make_schema(f"sqlite+aiosqlite:///{folder}/tenet.db")
        outcome = asyncio.run(run(Path(folder), kills=arguments.kills, seed=seed))
        if outcome.findings:
            print(Path(folder, "log.txt").read_text()[-8000:], file=sys.stderr)
    print(outcome.told())
    return 1 if outcome.findings else 0


if __name__ == "__main__":
    sys.exit(main())
