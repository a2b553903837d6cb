"""Reminders: values that come back every week."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "reminders"
down_revision = "onboarding"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("weekday", sa.String(length=9), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("channel", sa.JSON(), nullable=True),
        sa.Column("value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("guild_id", "name", name=op.f("uq_reminders_guild_id_name")),
    )
    op.create_table(
        "reminder_posts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "reminder_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("run_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["reminder_id"],
            ["reminders.id"],
            name=op.f("fk_reminder_posts_reminder_id_reminders"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_posts")),
        sa.UniqueConstraint("run_id", name=op.f("uq_reminder_posts_run_id")),
    )
    op.create_index(
        "ix_reminder_posts_guild_id_value_id", "reminder_posts", ["guild_id", "value_id"]
    )
    op.create_index(op.f("ix_reminder_posts_reminder_id"), "reminder_posts", ["reminder_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_reminder_posts_reminder_id"), "reminder_posts")
    op.drop_index("ix_reminder_posts_guild_id_value_id", "reminder_posts")

    op.drop_table("reminder_posts")
    op.drop_table("reminders")
