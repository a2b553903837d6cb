"""Onboarding: journeys and the welcome post."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "onboarding"
down_revision = "pledges"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "onboarding_journeys",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("step_index", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=10), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("locale", sa.String(length=10), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onboarding_journeys")),
        sa.UniqueConstraint(
            "guild_id", "user_id", name=op.f("uq_onboarding_journeys_guild_id_user_id")
        ),
    )
    with op.batch_alter_table("onboarding_journeys", schema=None) as batch_op:
        batch_op.create_index(
            "ix_onboarding_journeys_guild_id_state", ["guild_id", "state"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_onboarding_journeys_left_at"), ["left_at"], unique=False
        )

    op.create_table(
        "onboarding_posts",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_onboarding_posts")),
    )


def downgrade() -> None:
    op.drop_table("onboarding_posts")
    with op.batch_alter_table("onboarding_journeys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_onboarding_journeys_left_at"))
        batch_op.drop_index("ix_onboarding_journeys_guild_id_state")

    op.drop_table("onboarding_journeys")
