"""Pledges: posts, reactions, pledges and erasures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "pledges"
down_revision = "initiatives"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pledge_erasures",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_digest", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_digest", name=op.f("pk_pledge_erasures")),
    )
    op.create_table(
        "pledge_posts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("channel_name", sa.String(length=100), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_posts")),
        sa.UniqueConstraint(
            "guild_id", "channel_id", name=op.f("uq_pledge_posts_guild_id_channel_id")
        ),
    )
    op.create_table(
        "pledges",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value_revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledges")),
        sa.UniqueConstraint(
            "guild_id",
            "user_id",
            "value_id",
            "value_revision",
            name=op.f("uq_pledges_guild_id_user_id_value_id_value_revision"),
        ),
    )
    with op.batch_alter_table("pledges", schema=None) as batch_op:
        batch_op.create_index(
            "ix_pledges_count", ["guild_id", "value_id", "value_revision", "state"], unique=False
        )

    op.create_table(
        "pledge_reactions",
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "value_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["pledge_posts.id"],
            name=op.f("fk_pledge_reactions_post_id_pledge_posts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", "value_id", "user_id", name=op.f("pk_pledge_reactions")),
    )


def downgrade() -> None:
    op.drop_table("pledge_reactions")
    with op.batch_alter_table("pledges", schema=None) as batch_op:
        batch_op.drop_index("ix_pledges_count")

    op.drop_table("pledges")
    op.drop_table("pledge_posts")
    op.drop_table("pledge_erasures")
