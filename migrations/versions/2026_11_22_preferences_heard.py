"""Preferences: the language that was heard of a member."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "preferences_heard"
down_revision = "pledge_reactions_by_emoji"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("preferences", schema=None) as batch_op:
        batch_op.add_column(sa.Column("heard", sa.String(length=10), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("preferences", schema=None) as batch_op:
        batch_op.drop_column("heard")
