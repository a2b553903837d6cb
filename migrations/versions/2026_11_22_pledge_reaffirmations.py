"""Pledges: whom a reworded value asks again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "pledge_reaffirmations"
down_revision = "charter_versions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pledge_reaffirmations",
        sa.Column(
            "pledge_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("to_revision", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["pledge_id"],
            ["pledges.id"],
            name=op.f("fk_pledge_reaffirmations_pledge_id_pledges"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("pledge_id", name=op.f("pk_pledge_reaffirmations")),
    )


def downgrade() -> None:
    op.drop_table("pledge_reaffirmations")
