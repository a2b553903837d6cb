"""Pledges: next steps, objections, roles, departures, renewed pledges, posts with a layout."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "pledge_steps"
down_revision = "reconciliations"
branch_labels = None
depends_on = None

_SAME = """
    other.guild_id = pledges.guild_id AND other.user_id = pledges.user_id
    AND other.value_id = pledges.value_id AND other.state = 'active'
"""

_FOLLOWED = f"""
    UPDATE pledges SET from_revision = (
        SELECT max(other.value_revision) FROM pledges AS other
        WHERE {_SAME}
        AND other.value_revision < pledges.value_revision
    ) WHERE state = 'active'
"""

_RENEWED = f"""
    UPDATE pledges SET state = 'renewed', ended_at = (
        SELECT min(other.made_at) FROM pledges AS other
        WHERE {_SAME}
        AND other.value_revision > pledges.value_revision
    ) WHERE state = 'active' AND EXISTS (
        SELECT 1 FROM pledges AS other
        WHERE {_SAME}
        AND other.value_revision > pledges.value_revision
    )
"""
"""A member could hold earlier and later words of a value at once; now the later replace them."""

_DEPARTED = """
    INSERT INTO pledge_departures (guild_id, user_id, left_at)
    SELECT guild_id, user_id, max(ended_at) FROM pledges WHERE state = 'left'
    GROUP BY guild_id, user_id
"""


def upgrade() -> None:
    op.create_table(
        "pledge_objections",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value_revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_objections")),
        sa.UniqueConstraint(
            "guild_id",
            "user_id",
            "value_id",
            "value_revision",
            name=op.f("uq_pledge_objections_guild_id_user_id_value_id_value_revision"),
        ),
    )
    op.create_table(
        "pledge_role_grants",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "user_id", "role_id", name=op.f("pk_pledge_role_grants")
        ),
    )
    op.create_table(
        "pledge_departures",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name=op.f("pk_pledge_departures")),
    )
    op.create_table(
        "pledge_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shared_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("shared_message_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_steps")),
    )
    with op.batch_alter_table("pledge_steps", schema=None) as batch_op:
        batch_op.create_index(
            "uq_pledge_steps_open",
            ["guild_id", "user_id", "value_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(
            "ix_pledge_steps_due",
            ["due_on"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
    with op.batch_alter_table("pledge_posts", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("layout", sa.String(length=10), nullable=False, server_default="full")
        )
        batch_op.add_column(sa.Column("title", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("text", sa.Text(), nullable=True))

    with op.batch_alter_table("pledge_posts", schema=None) as batch_op:
        batch_op.alter_column("layout", server_default=None)

    with op.batch_alter_table("pledge_reaffirmations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("pledges", schema=None) as batch_op:
        batch_op.add_column(sa.Column("from_revision", sa.Integer(), nullable=True))
        batch_op.drop_index("ix_pledges_count")
        batch_op.create_index(
            "ix_pledges_count",
            ["guild_id", "value_id", "value_revision", "state", "from_revision"],
            unique=False,
        )

    op.execute(_DEPARTED)
    op.execute(_FOLLOWED)
    op.execute(_RENEWED)


def downgrade() -> None:
    op.execute("UPDATE pledges SET state = 'active', ended_at = NULL WHERE state = 'renewed'")
    with op.batch_alter_table("pledges", schema=None) as batch_op:
        batch_op.drop_index("ix_pledges_count")
        batch_op.create_index(
            "ix_pledges_count", ["guild_id", "value_id", "value_revision", "state"], unique=False
        )
        batch_op.drop_column("from_revision")

    with op.batch_alter_table("pledge_reaffirmations", schema=None) as batch_op:
        batch_op.drop_column("asked_at")

    with op.batch_alter_table("pledge_posts", schema=None) as batch_op:
        batch_op.drop_column("text")
        batch_op.drop_column("title")
        batch_op.drop_column("layout")

    with op.batch_alter_table("pledge_steps", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_pledge_steps_due",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(
            "uq_pledge_steps_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.drop_table("pledge_steps")
    op.drop_table("pledge_departures")
    op.drop_table("pledge_role_grants")
    op.drop_table("pledge_objections")
