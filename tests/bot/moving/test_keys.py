"""From a house with one key into a house with another: the words arrive, the keys stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Config
from bot.moving import bringing
from bot.sealing import SEALED, new_key
from tests.bot.moving.test_moving import export, fill, look
from tests.conftest import MONDAY
from tests.houses import HOME, furnished

pytestmark = pytest.mark.asyncio

OLD, NEW = new_key(), new_key()


def house(path: Path, key: str | None) -> Config:
    return Config(
        database={"url": f"sqlite+aiosqlite:///{path}", "encryption_key": key},
    )


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


@pytest.mark.parametrize(
    ("first", "second"),
    [(OLD, NEW), (OLD, None), (None, NEW)],
    ids=["another key", "no key", "a first key"],
)
async def test_words_move_between_houses_with_different_keys(
    database_path: Path, tmp_path: Path, first: str | None, second: str | None
) -> None:
    old = house(database_path, first)
    (tmp_path / "new").mkdir()
    new = house(tmp_path / "new" / "tenet.db", second)
    await fill(old, furnished(HOME, first=3))
    before = await look(old, HOME)

    file = await export(old, tmp_path)
    await bringing.bring(new, file, replace=False, now=MONDAY)

    assert await look(new, HOME) == before
    assert SEALED not in file.read_text("utf-8")
    for path, key in ((database_path, first), (tmp_path / "new" / "tenet.db", second)):
        assert (SEALED.encode() in on_disk(path)) is (key is not None)
        for secret in (OLD, NEW):
            assert secret.encode() not in on_disk(path) + file.read_bytes()
