"""`tenet seal` as whoever runs the bot meets it; keys are never shown, but where one is made."""

import asyncio
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import cli, keys, sealing
from bot.config import DatabaseSettings, parse
from bot.db import SqliteDatabase, open_database
from bot.errors import ConfigurationError
from bot.sealing import Keyring, mark_of, new_key
from tests.bot.test_sealing import MARKER, fill

KEY, OTHER = new_key(), new_key()


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, and none of this machine's own settings."""
    for name in list(os.environ):
        if name.startswith("TENET_") or name == "DISCORD_TOKEN":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCORD_TOKEN", "a-token")
    return tmp_path


@pytest.fixture
def file(own_folder: Path, empty_database: Path) -> Path:
    """A database in which plain words stand."""
    path = Path(shutil.copy(empty_database, own_folder / "tenet.db"))

    async def write() -> None:
        db = open_database(DatabaseSettings(url=f"sqlite:///{path}"))
        await db.start()
        await fill(db, rows=25)  # enough to leave pages free behind it
        await db.stop()

    asyncio.run(write())
    return path


def is_readable(path: Path) -> bool:
    return any(MARKER.encode() in file.read_bytes() for file in path.parent.glob("tenet.db*"))


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_a_new_key_is_one_that_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["seal", "--new-key"]) == 0
    made = capsys.readouterr().out.strip()

    config = parse(b"", environ={"TENET_ENCRYPTION_KEY": f" {made} , {KEY}"})

    assert config.database.encryption_keys == (made, KEY)
    assert set(config.secrets()) == {made, KEY}
    assert made not in repr(config) + config.model_dump_json()


@pytest.mark.parametrize(
    "given",
    ["secret", f"{KEY};{OTHER}", f"{KEY},", KEY[:-1]],
    ids=["a word", "a wrong sign between", "nothing behind the comma", "cut off"],
)
def test_what_is_no_key_is_refused_and_not_repeated(given: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        parse(b"", environ={"TENET_ENCRYPTION_KEY": given})

    assert str(refusal.value).startswith("TENET_ENCRYPTION_KEY: database.encryption_key: expected")
    assert given not in str(refusal.value)
    assert KEY not in str(refusal.value)


def test_marks_tell_keys_apart_without_showing_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENET_ENCRYPTION_KEY", f"{KEY},{OTHER}")

    assert cli.main(["seal", "--marks"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        f"{mark_of(KEY)}  key 1: seals and opens",
        f"{mark_of(OTHER)}  key 2: opens",
    ]


def test_without_a_key_sealing_says_how_to_get_one(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["seal"]) == 78

    assert "tenet seal --new-key" in capsys.readouterr().err
    assert is_readable(file)


def test_a_database_of_another_version_is_not_touched(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENET_ENCRYPTION_KEY", KEY)
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'spine'")

    assert cli.main(["seal"]) == 78

    assert "`tenet migrate` first" in capsys.readouterr().err
    assert is_readable(file)


def test_sealing_leaves_nothing_readable_in_the_file_and_opening_brings_it_back(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENET_ENCRYPTION_KEY", KEY)
    before = is_readable(file)

    assert cli.main(["seal"]) == 0
    sealed, told = is_readable(file), capsys.readouterr().out
    assert cli.main(["seal", "--open"]) == 0
    opened = is_readable(file)

    assert (before, sealed, opened) == (True, False, True)
    assert "pledge_steps.words: 25 fields\n" in told
    assert "Sealed " in told.splitlines()[-1]
    assert KEY not in told
    assert sealing.SEALED.encode() not in file.read_bytes()


def test_another_key_is_refused_before_anything_is_changed(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENET_ENCRYPTION_KEY", KEY)
    cli.main(["seal"])
    sealed = dump(file)
    monkeypatch.setenv("TENET_ENCRYPTION_KEY", OTHER)

    assert cli.main(["seal"]) == 78

    told = capsys.readouterr().err
    assert f"with the key {mark_of(KEY)}" in told
    assert dump(file) == sealed


def test_damaged_words_are_named_by_their_column_and_the_rest_stays_as_it_was(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENET_ENCRYPTION_KEY", KEY)
    cli.main(["seal"])
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE pledge_steps SET words = substr(words, 1, 60) || 'AAAA'")

    assert cli.main(["seal", "--open"]) == 69

    assert "pledge_steps.words holds sealed words that were damaged" in capsys.readouterr().err


def test_what_rests_in_the_file_cannot_be_swept_while_others_write(file: Path) -> None:
    from bot import resealing

    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN IMMEDIATE")
        done = resealing.sweep(str(file), wait=0)
        other.execute("ROLLBACK")

    assert not done
    assert resealing.sweep(str(file))


def test_a_bot_that_runs_without_the_key_is_started_anew_first(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TENET_ENCRYPTION_KEY", KEY)

    def seal_beside_a_bot(*given_keys: str) -> int:
        async def run() -> int:
            bot = SqliteDatabase(f"sqlite+aiosqlite:///{file}", ring=Keyring(given_keys))
            await bot.start()
            await keys.admit(bot)
            try:
                return await asyncio.to_thread(cli.main, ["seal"])
            finally:
                await bot.stop()

        return asyncio.run(run())

    without = seal_beside_a_bot()
    told, plain = capsys.readouterr().err, is_readable(file)
    with_it = seal_beside_a_bot(KEY)

    assert (without, with_it) == (69, 0)
    assert "Restart it with the key, or stop it" in told
    assert plain


def test_checking_says_whether_words_rest_encrypted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.main(["check"])
    without = capsys.readouterr().out
    monkeypatch.setenv("TENET_ENCRYPTION_KEY", f"{KEY},{OTHER}")
    cli.main(["check"])
    with_keys = capsys.readouterr().out

    assert "Encryption: none; what people write is stored as it is." in without
    assert "Encryption: on, with 2 keys." in with_keys
