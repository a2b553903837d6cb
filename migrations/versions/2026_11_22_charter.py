"""Charter: mission and values."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "charter"
down_revision = "spine"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "charter_values",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("emoji", sa.String(length=100), nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("looks_like", sa.JSON(), nullable=False),
        sa.Column("does_not_look_like", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_values")),
        sa.UniqueConstraint("guild_id", "name", name=op.f("uq_charter_values_guild_id_name")),
    )
    op.create_table(
        "charters",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mission", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_charters")),
    )


def downgrade() -> None:
    op.drop_table("charters")
    op.drop_table("charter_values")
