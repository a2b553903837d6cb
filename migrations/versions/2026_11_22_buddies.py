"""Buddies: volunteers and introductions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "buddies"
down_revision = "pledge_reaffirmations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "buddies",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("per_week", sa.Integer(), nullable=False),
        sa.Column("away_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name=op.f("pk_buddies")),
    )
    with op.batch_alter_table("buddies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_buddies_left_at"), ["left_at"], unique=False)
    op.create_table(
        "buddy_pairs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("newcomer_id", sa.BigInteger(), nullable=True),
        sa.Column("buddy_id", sa.BigInteger(), nullable=True),
        sa.Column("value_ids", sa.JSON(), nullable=False),
        sa.Column("value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("passed_over", sa.JSON(), nullable=False),
        sa.Column("matches", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("why_ended", sa.String(length=14), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("introduced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buddy_pairs")),
    )
    with op.batch_alter_table("buddy_pairs", schema=None) as batch_op:
        batch_op.create_index(
            "uq_buddy_pairs_open",
            ["guild_id", "newcomer_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'ended'"),
            postgresql_where=sa.text("state <> 'ended'"),
        )
        batch_op.create_index(
            "ix_buddy_pairs_guild_id_buddy_id", ["guild_id", "buddy_id"], unique=False
        )
        batch_op.create_index("ix_buddy_pairs_guild_id_state", ["guild_id", "state"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("buddy_pairs", schema=None) as batch_op:
        batch_op.drop_index("ix_buddy_pairs_guild_id_state")
        batch_op.drop_index("ix_buddy_pairs_guild_id_buddy_id")
        batch_op.drop_index(
            "uq_buddy_pairs_open",
            sqlite_where=sa.text("state <> 'ended'"),
            postgresql_where=sa.text("state <> 'ended'"),
        )
    op.drop_table("buddy_pairs")
    with op.batch_alter_table("buddies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_buddies_left_at"))
    op.drop_table("buddies")
