"""Contact: what members chose, which messages nobody asked for, and who cannot be reached."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "contact"
down_revision = "reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_contacts_guild_id_user_id", ["guild_id", "user_id", "sent_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_contacts_sent_at"), ["sent_at"], unique=False)
    op.create_table(
        "preferences",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name=op.f("pk_preferences")),
    )
    op.create_table(
        "unreachable",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name=op.f("pk_unreachable")),
    )
    with op.batch_alter_table("unreachable", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unreachable_since"), ["since"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("unreachable", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unreachable_since"))
    op.drop_table("unreachable")
    op.drop_table("preferences")
    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contacts_sent_at"))
        batch_op.drop_index("ix_contacts_guild_id_user_id")
    op.drop_table("contacts")
