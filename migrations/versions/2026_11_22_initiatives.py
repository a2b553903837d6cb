"""Initiatives: people do things together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "initiatives"
down_revision = "charter"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "initiative_drafts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_drafts")),
        sa.UniqueConstraint(
            "guild_id", "user_id", name=op.f("uq_initiative_drafts_guild_id_user_id")
        ),
    )
    op.create_table(
        "initiatives",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        sa.Column("organiser_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("when_text", sa.String(length=200), nullable=True),
        sa.Column("value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiatives")),
        sa.UniqueConstraint("guild_id", "act_id", name=op.f("uq_initiatives_guild_id_act_id")),
    )
    op.create_index("ix_initiatives_guild_id_state", "initiatives", ["guild_id", "state"])

    op.create_table(
        "initiative_signups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "initiative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_signups_initiative_id_initiatives"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_signups")),
        sa.UniqueConstraint(
            "initiative_id", "user_id", name=op.f("uq_initiative_signups_initiative_id_user_id")
        ),
    )
    op.create_index(
        "ix_initiative_signups_guild_id_user_id", "initiative_signups", ["guild_id", "user_id"]
    )
    op.create_index(
        "ix_initiative_signups_queue", "initiative_signups", ["initiative_id", "state", "position"]
    )


def downgrade() -> None:
    op.drop_index("ix_initiative_signups_queue", "initiative_signups")
    op.drop_index("ix_initiative_signups_guild_id_user_id", "initiative_signups")

    op.drop_table("initiative_signups")
    op.drop_index("ix_initiatives_guild_id_state", "initiatives")

    op.drop_table("initiatives")
    op.drop_table("initiative_drafts")
