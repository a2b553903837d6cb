"""Let several roles make a steward."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "steward_roles"
down_revision = "sealed_words"
branch_labels = None
depends_on = None

SETTINGS = sa.table(
    "guild_settings",
    sa.column("guild_id", sa.BigInteger),
    sa.column("key", sa.String),
    sa.column("value", sa.JSON),
)


def upgrade() -> None:
    _rewrite(lambda kept: [kept] if isinstance(kept, dict) else kept or [])


def downgrade() -> None:
    _rewrite(lambda kept: kept[0] if isinstance(kept, list) and kept else None)


def _rewrite(change: Callable[[Any], Any]) -> None:
    connection = op.get_bind()
    ours = SETTINGS.c.key == "roles.steward"
    for row in connection.execute(sa.select(SETTINGS).where(ours)).all():
        connection.execute(
            sa.update(SETTINGS)
            .where(ours, SETTINGS.c.guild_id == row.guild_id)
            .values(value=change(row.value))
        )
