"""Pledges: know reactions by their emoji, so that one may stand for nothing any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "pledge_reactions_by_emoji"
down_revision = "pledge_steps"
branch_labels = None
depends_on = None

_values = sa.table(
    "charter_values",
    sa.column("id", sa.BigInteger()),
    sa.column("emoji", sa.String()),
    sa.column("retired_at", sa.DateTime(timezone=True)),
)
_reactions = sa.table(
    "pledge_reactions",
    sa.column("post_id", sa.BigInteger()),
    sa.column("emoji", sa.String()),
    sa.column("user_id", sa.BigInteger()),
    sa.column("value_id", sa.BigInteger()),
)


def upgrade() -> None:
    with op.batch_alter_table("pledge_reactions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("emoji", sa.String(length=100), nullable=True))
    retired = _name_emojis()
    op.execute(sa.delete(_reactions).where(_reactions.c.emoji.is_(None)))
    with op.batch_alter_table("pledge_reactions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("pk_pledge_reactions"), type_="primary")
        batch_op.alter_column("emoji", existing_type=sa.String(length=100), nullable=False)
        batch_op.alter_column("value_id", existing_type=sa.BigInteger(), nullable=True)
        batch_op.create_primary_key(
            batch_op.f("pk_pledge_reactions"), ["post_id", "emoji", "user_id"]
        )
    op.execute(
        sa.update(_reactions).where(_reactions.c.value_id.in_(retired)).values(value_id=None)
    )


def downgrade() -> None:
    op.execute(sa.delete(_reactions).where(_reactions.c.value_id.is_(None)))
    other = _reactions.alias("other")
    op.execute(
        sa.delete(_reactions).where(
            sa.exists().where(
                other.c.post_id == _reactions.c.post_id,
                other.c.value_id == _reactions.c.value_id,
                other.c.user_id == _reactions.c.user_id,
                other.c.emoji < _reactions.c.emoji,
            )
        )
    )
    with op.batch_alter_table("pledge_reactions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("pk_pledge_reactions"), type_="primary")
        batch_op.alter_column("value_id", existing_type=sa.BigInteger(), nullable=False)
        batch_op.create_primary_key(
            batch_op.f("pk_pledge_reactions"), ["post_id", "value_id", "user_id"]
        )
        batch_op.drop_column("emoji")


def _name_emojis() -> list[int]:
    """Write to each reaction the emoji of its value; returns the values that are retired."""
    connection = op.get_bind()
    retired = []
    for value_id, emoji, retired_at in connection.execute(
        sa.select(_values.c.id, _values.c.emoji, _values.c.retired_at)
    ).all():
        key = emoji.strip("<>").rpartition(":")[2] if emoji.startswith("<") else emoji
        connection.execute(
            sa.update(_reactions).where(_reactions.c.value_id == value_id).values(emoji=key)
        )
        if retired_at is not None:
            retired.append(value_id)
    return retired
