"""Contact: who wants no unasked messages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "contact_stops"
down_revision = "onboarding_steps"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_stops",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name=op.f("pk_contact_stops")),
    )


def downgrade() -> None:
    op.drop_table("contact_stops")
