"""Who is forgotten is forgotten under the seal, too: in rows about others, where no query looks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import forgetting
from bot.db import Base, SqliteDatabase
from bot.sealing import Keyring, new_key, sealed_columns
from tests.cogs.test_erasure import MEMBER, NEVER_ABOUT_PEOPLE, OTHER, OTHERS_INSIDE, WORDS, fill

pytestmark = pytest.mark.asyncio


async def holding(db: SqliteDatabase, what: str) -> set[str]:
    """The sealed columns in which something stands once they are opened."""
    async with db.read() as session:
        return {
            str(column)
            for column in sealed_columns(Base.metadata)
            for value in await session.scalars(select(column))
            if what in json.dumps(value, ensure_ascii=False)
        }


@pytest.mark.parametrize("owner", [MEMBER.user_id, OTHER], ids=["theirs", "somebody else's"])
async def test_nothing_of_whom_everything_forgets_is_left_under_the_seal(
    database_path: Path, owner: int
) -> None:
    db = SqliteDatabase(f"sqlite+aiosqlite:///{database_path}", ring=Keyring([new_key()]))
    await db.start()
    await fill(db, user_id=owner, mentioned=MEMBER.user_id)
    before = await holding(db, str(MEMBER.user_id))

    async with db.begin() as session:
        await forgetting.forget(session, MEMBER)
    left = await holding(db, str(MEMBER.user_id))
    words = await holding(db, WORDS)
    await db.stop()

    if owner == OTHER:
        assert before == OTHERS_INSIDE & {str(one) for one in sealed_columns(Base.metadata)}
    assert before
    assert left - NEVER_ABOUT_PEOPLE == set()
    assert "pledge_steps.words" not in words or owner == OTHER
