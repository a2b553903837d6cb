"""Pledges: know reactions by their emoji, those that were erased as well."""

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
    sa.column("guild_id", sa.BigInteger()),
    sa.column("retired_at", sa.DateTime(timezone=True)),
)
_posts = sa.table(
    "pledge_posts", sa.column("id", sa.BigInteger()), sa.column("guild_id", sa.BigInteger())
)
_before = sa.table(
    "pledge_erasures",
    sa.column("guild_id", sa.BigInteger()),
    sa.column("member_digest", sa.String()),
)
_erasures = sa.table(
    "pledge_erasures",
    sa.column("post_id", sa.BigInteger()),
    sa.column("emoji", sa.String()),
    sa.column("member_digest", sa.String()),
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
    _erase_by_reaction()


def downgrade() -> None:
    _erase_by_member()
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
        connection.execute(
            sa.update(_reactions)
            .where(_reactions.c.value_id == value_id)
            .values(emoji=_key_of(emoji))
        )
        if retired_at is not None:
            retired.append(value_id)
    return retired


def _key_of(emoji: str) -> str:
    return emoji.strip("<>").rpartition(":")[2] if emoji.startswith("<") else emoji


def _erase_by_reaction() -> None:
    """An erasure was about everything that its member might have standing in the server."""
    connection = op.get_bind()
    everything = (
        sa.select(_posts.c.id, _values.c.emoji, _before.c.member_digest)
        .join(_before, _before.c.guild_id == _posts.c.guild_id)
        .join(_values, _values.c.guild_id == _posts.c.guild_id)
        .where(_values.c.retired_at.is_(None))
    )
    rows = [
        {"post_id": post_id, "emoji": _key_of(emoji), "member_digest": digest}
        for post_id, emoji, digest in connection.execute(everything)
    ]
    op.drop_table("pledge_erasures")
    op.create_table(
        "pledge_erasures",
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("emoji", sa.String(length=100), nullable=False),
        sa.Column("member_digest", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["pledge_posts.id"],
            name=op.f("fk_pledge_erasures_post_id_pledge_posts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "post_id", "emoji", "member_digest", name=op.f("pk_pledge_erasures")
        ),
    )
    if rows:
        connection.execute(sa.insert(_erasures), rows)


def _erase_by_member() -> None:
    connection = op.get_bind()
    erased = (
        sa.select(_posts.c.guild_id, _erasures.c.member_digest)
        .join(_erasures, _erasures.c.post_id == _posts.c.id)
        .distinct()
    )
    rows = [
        {"guild_id": guild_id, "member_digest": digest}
        for guild_id, digest in connection.execute(erased)
    ]
    op.drop_table("pledge_erasures")
    op.create_table(
        "pledge_erasures",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_digest", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "member_digest", name=op.f("pk_pledge_erasures")),
    )
    if rows:
        connection.execute(sa.insert(_before), rows)
