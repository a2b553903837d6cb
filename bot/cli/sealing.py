"""`tenet seal`: keys, and what rests encrypted with them."""

from pathlib import Path

from sqlalchemy.engine import make_url

from bot.cli.running import in_loop
from bot.config import Config, load
from bot.errors import ConfigurationError, UnavailableError
from bot.sealing import CannotOpen, Keyring, mark_of, new_key


def new() -> int:
    """Print a key that nobody else has."""
    print(new_key())
    return 0


def marks(path: Path | None) -> int:
    """Print the mark of each key, by which the database names them; never the key."""
    keys = load(path).database.encryption_keys
    for number, key in enumerate(keys, 1):
        print(f"{mark_of(key)}  key {number}: {'seals and opens' if number == 1 else 'opens'}")
    if not keys:
        print("TENET_ENCRYPTION_KEY is not set: nothing is sealed.")
    return 0


def seal(path: Path | None, *, opens: bool) -> int:
    """Bring what is stored to the form that the keys ask for.

    Args:
        opens: Make everything plain again, rather than seal it.
    """
    config = load(path)
    if not config.database.encryption_keys:
        raise ConfigurationError(
            "There is no key: set TENET_ENCRYPTION_KEY to one that `tenet seal --new-key` made, "
            "here and where the bot runs."
        )
    return in_loop(lambda: _seal(config, opens=opens))


async def _seal(config: Config, *, opens: bool) -> int:
    from bot import migrating, resealing
    from bot.db import open_database

    await migrating.require_head(config.database.url)
    if not opens:
        await resealing.refuse_a_bot_without_the_key(config.database)
    db = open_database(
        config.database, ring=Keyring(config.database.encryption_keys, seals=not opens)
    )
    await db.start()
    total = 0
    try:
        async for name, changed in resealing.reseal(db):
            if changed:
                print(f"{name}: {_counted(changed)}", flush=True)
            total += changed
    except CannotOpen as damaged:
        raise UnavailableError(f"{damaged}. What came before it is done.") from damaged
    finally:
        await db.stop()
    print(f"{'Opened' if opens else 'Sealed'} {_counted(total)}.")
    url = make_url(config.database.url)
    if url.get_backend_name() == "sqlite" and not resealing.sweep(url.database or ""):
        print(
            "The file could not be written anew while others use it, so what was there before may "
            "still be found in it. Run this once more when the bot is stopped."
        )
    return 0


def _counted(number: int) -> str:
    return "1 field" if number == 1 else f"{number} fields"
