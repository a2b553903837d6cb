"""Onboarding: answers, dilemmas, tallies and nudges."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "onboarding_steps"
down_revision = "buddies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "onboarding_dilemmas",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column(
            "first_value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "second_value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("written_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onboarding_dilemmas")),
    )
    with op.batch_alter_table("onboarding_dilemmas", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_onboarding_dilemmas_guild_id"), ["guild_id"], unique=False
        )
    op.create_table(
        "onboarding_native",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name=op.f("pk_onboarding_native")),
    )
    with op.batch_alter_table("onboarding_native", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_onboarding_native_left_at"), ["left_at"], unique=False)
    op.create_table(
        "onboarding_offers",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name=op.f("pk_onboarding_offers")),
    )
    with op.batch_alter_table("onboarding_offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_onboarding_offers_left_at"), ["left_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_onboarding_offers_state"), ["state"], unique=False)
    op.create_table(
        "onboarding_tallies",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("bucket", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "week", "step", "bucket", name=op.f("pk_onboarding_tallies")
        ),
    )
    op.create_table(
        "onboarding_answers",
        sa.Column(
            "journey_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("choice", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["journey_id"],
            ["onboarding_journeys.id"],
            name=op.f("fk_onboarding_answers_journey_id_onboarding_journeys"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("journey_id", "step", name=op.f("pk_onboarding_answers")),
    )
    with op.batch_alter_table("onboarding_answers", schema=None) as batch_op:
        batch_op.create_index("ix_onboarding_answers_step_choice", ["step", "choice"], unique=False)
    with op.batch_alter_table("onboarding_journeys", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reached", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(
            sa.Column("charter_version", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("told_version", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("step_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("roles", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("left_alone_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE onboarding_journeys SET finished_at = changed_at WHERE state = 'finished'")


def downgrade() -> None:
    with op.batch_alter_table("onboarding_journeys", schema=None) as batch_op:
        batch_op.drop_column("left_alone_at")
        batch_op.drop_column("nudged_at")
        batch_op.drop_column("roles")
        batch_op.drop_column("remind_at")
        batch_op.drop_column("finished_at")
        batch_op.drop_column("step_since")
        batch_op.drop_column("told_version")
        batch_op.drop_column("charter_version")
        batch_op.drop_column("reached")
    with op.batch_alter_table("onboarding_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_onboarding_answers_step_choice")
    op.drop_table("onboarding_answers")
    op.drop_table("onboarding_tallies")
    with op.batch_alter_table("onboarding_offers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_onboarding_offers_state"))
        batch_op.drop_index(batch_op.f("ix_onboarding_offers_left_at"))
    op.drop_table("onboarding_offers")
    with op.batch_alter_table("onboarding_native", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_onboarding_native_left_at"))
    op.drop_table("onboarding_native")
    with op.batch_alter_table("onboarding_dilemmas", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_onboarding_dilemmas_guild_id"))
    op.drop_table("onboarding_dilemmas")
