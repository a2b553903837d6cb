"""Charter: versions, drafts, packs and the pinned post."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "charter_versions"
down_revision = "contact"
branch_labels = None
depends_on = None


_WORDS = ("name", "emoji", "promise", "looks_like", "does_not_look_like")

_values = sa.table(
    "charter_values",
    sa.column("id", sa.BigInteger()),
    sa.column("guild_id", sa.BigInteger()),
    sa.column("position", sa.Integer()),
    sa.column("name", sa.String()),
    sa.column("emoji", sa.String()),
    sa.column("promise", sa.Text()),
    sa.column("looks_like", sa.JSON()),
    sa.column("does_not_look_like", sa.JSON()),
    sa.column("revision", sa.Integer()),
    sa.column("retired_at", sa.DateTime(timezone=True)),
)
_charters = sa.table(
    "charters",
    sa.column("guild_id", sa.BigInteger()),
    sa.column("mission", sa.Text()),
    sa.column("version", sa.Integer()),
    sa.column("changed_at", sa.DateTime(timezone=True)),
)
_versions = sa.table(
    "charter_versions",
    sa.column("guild_id", sa.BigInteger()),
    sa.column("version", sa.Integer()),
    sa.column("mission", sa.Text()),
    sa.column("revisions", sa.JSON()),
    sa.column("summary", sa.Text()),
    sa.column("published_by", sa.BigInteger()),
    sa.column("published_at", sa.DateTime(timezone=True)),
)
_revisions = sa.table(
    "charter_value_revisions",
    sa.column("value_id", sa.BigInteger()),
    sa.column("revision", sa.Integer()),
    sa.column("version", sa.Integer()),
    sa.column("name", sa.String()),
    sa.column("emoji", sa.String()),
    sa.column("promise", sa.Text()),
    sa.column("looks_like", sa.JSON()),
    sa.column("does_not_look_like", sa.JSON()),
)


def upgrade() -> None:
    op.create_table(
        "charter_drafts",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("mission", sa.Text(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_charter_drafts")),
    )
    op.create_table(
        "charter_imports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_imports")),
    )
    with op.batch_alter_table("charter_imports", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_charter_imports_created_at"), ["created_at"], unique=False
        )
    op.create_table(
        "charter_posts",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("former_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("former_message_id", sa.BigInteger(), nullable=True),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_charter_posts")),
    )
    op.create_table(
        "charter_versions",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mission", sa.Text(), nullable=False),
        sa.Column("revisions", sa.JSON(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("published_by", sa.BigInteger(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "version", name=op.f("pk_charter_versions")),
    )
    op.create_table(
        "charter_value_revisions",
        sa.Column("value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("emoji", sa.String(length=100), nullable=False),
        sa.Column("promise", sa.Text(), nullable=False),
        sa.Column("looks_like", sa.JSON(), nullable=False),
        sa.Column("does_not_look_like", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["value_id"],
            ["charter_values.id"],
            name=op.f("fk_charter_value_revisions_value_id_charter_values"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("value_id", "revision", name=op.f("pk_charter_value_revisions")),
    )
    with op.batch_alter_table("charter_values", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_charter_values_guild_id_name"), type_="unique")
        batch_op.create_index("ix_charter_values_guild_id", ["guild_id", "position"], unique=False)
    _bring_charters_along()


def downgrade() -> None:
    _part_names()
    with op.batch_alter_table("charter_values", schema=None) as batch_op:
        batch_op.drop_index("ix_charter_values_guild_id")
        batch_op.create_unique_constraint(
            batch_op.f("uq_charter_values_guild_id_name"), ["guild_id", "name"]
        )
    op.drop_table("charter_value_revisions")
    op.drop_table("charter_versions")
    op.drop_table("charter_posts")
    with op.batch_alter_table("charter_imports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charter_imports_created_at"))
    op.drop_table("charter_imports")
    op.drop_table("charter_drafts")


def _bring_charters_along() -> None:
    """The charter in force becomes a version with its wordings, as if it had been published."""
    connection = op.get_bind()
    charters = {row.guild_id: row for row in connection.execute(sa.select(_charters))}
    order: dict[int, list[list[object]]] = {guild_id: [] for guild_id in charters}
    for row in connection.execute(
        sa.select(_values).order_by(_values.c.position, _values.c.id)
    ).all():
        charter = charters.get(row.guild_id)
        connection.execute(
            _revisions.insert().values(
                value_id=row.id,
                revision=row.revision,
                version=1 if charter is None else charter.version,
                **{name: getattr(row, name) for name in _WORDS},
            )
        )
        if charter is not None and row.retired_at is None:
            order[row.guild_id].append([row.id, row.revision, row.emoji])
    for guild_id, charter in charters.items():
        connection.execute(
            _versions.insert().values(
                guild_id=guild_id,
                version=charter.version,
                mission=charter.mission,
                revisions=order[guild_id],
                summary="",
                published_by=None,
                published_at=charter.changed_at,
            )
        )


def _part_names() -> None:
    """Give values that are retired names of their own again, as the older schema asks for."""
    connection = op.get_bind()
    names: set[tuple[int, str]] = set()
    for row in connection.execute(
        sa.select(_values).order_by(_values.c.retired_at.is_not(None), _values.c.id)
    ).all():
        if (row.guild_id, row.name) in names:
            connection.execute(
                _values.update()
                .where(_values.c.id == row.id)
                .values(name=f"{row.name[:80]} #{row.id}")
            )
        names.add((row.guild_id, row.name))
