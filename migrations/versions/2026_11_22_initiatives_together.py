"""Initiatives: proposals, needs, dates, outcomes and series."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "initiatives_together"
down_revision = "preferences_heard"
branch_labels = None
depends_on = None

_initiatives = sa.table(
    "initiatives",
    sa.column("id", sa.BigInteger()),
    sa.column("value_id", sa.BigInteger()),
    sa.column("uid", sa.String()),
    sa.column("sequence", sa.Integer()),
    sa.column("kind", sa.String()),
    sa.column("place_kind", sa.String()),
    sa.column("state", sa.String()),
)
_values = sa.table(
    "initiative_values",
    sa.column("initiative_id", sa.BigInteger()),
    sa.column("value_id", sa.BigInteger()),
    sa.column("position", sa.Integer()),
)
_signups = sa.table("initiative_signups", sa.column("state", sa.String()))


def upgrade() -> None:
    op.create_table(
        "initiative_series",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        sa.Column("organiser_id", sa.BigInteger(), nullable=True),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("pattern", sa.JSON(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("make_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_series")),
        sa.UniqueConstraint(
            "guild_id", "act_id", name=op.f("uq_initiative_series_guild_id_act_id")
        ),
    )
    with op.batch_alter_table("initiative_series", schema=None) as batch_op:
        batch_op.create_index("ix_initiative_series_make_at", ["make_at"], unique=False)

    op.create_table(
        "initiative_dates",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "initiative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_dates_initiative_id_initiatives"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_dates")),
        sa.UniqueConstraint(
            "initiative_id", "position", name=op.f("uq_initiative_dates_initiative_id_position")
        ),
    )
    op.create_table(
        "initiative_needs",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "initiative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_needs_initiative_id_initiatives"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_needs")),
    )
    with op.batch_alter_table("initiative_needs", schema=None) as batch_op:
        batch_op.create_index("ix_initiative_needs_initiative_id", ["initiative_id"], unique=False)

    op.create_table(
        "initiative_organisers",
        sa.Column(
            "initiative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("takes_over", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_organisers_initiative_id_initiatives"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("initiative_id", "user_id", name=op.f("pk_initiative_organisers")),
    )
    with op.batch_alter_table("initiative_organisers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_initiative_organisers_guild_id_user_id", ["guild_id", "user_id"], unique=False
        )

    op.create_table(
        "initiative_outcomes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "initiative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("act_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("told_by", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("sentence", sa.String(length=300), nullable=False),
        sa.Column("differently", sa.String(length=1000), nullable=True),
        sa.Column("evidence", sa.String(length=500), nullable=True),
        sa.Column("grade", sa.String(length=10), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_outcomes_initiative_id_initiatives"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_outcomes")),
        sa.UniqueConstraint(
            "initiative_id", "act_id", name=op.f("uq_initiative_outcomes_initiative_id_act_id")
        ),
        sa.UniqueConstraint(
            "initiative_id", "version", name=op.f("uq_initiative_outcomes_initiative_id_version")
        ),
    )
    with op.batch_alter_table("initiative_outcomes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_initiative_outcomes_guild_id"), ["guild_id"], unique=False
        )

    op.create_table(
        "initiative_seconds",
        sa.Column(
            "initiative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("seconded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hears", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_seconds_initiative_id_initiatives"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("initiative_id", "user_id", name=op.f("pk_initiative_seconds")),
    )
    with op.batch_alter_table("initiative_seconds", schema=None) as batch_op:
        batch_op.create_index(
            "ix_initiative_seconds_guild_id_user_id", ["guild_id", "user_id"], unique=False
        )

    op.create_table(
        "initiative_invitations",
        sa.Column(
            "initiative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_invitations_initiative_id_initiatives"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("initiative_id", "user_id", name=op.f("pk_initiative_invitations")),
    )
    with op.batch_alter_table("initiative_invitations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_initiative_invitations_guild_id_user_id", ["guild_id", "user_id"], unique=False
        )

    op.create_table(
        "initiative_values",
        sa.Column(
            "initiative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "value_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_values_initiative_id_initiatives"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("initiative_id", "value_id", name=op.f("pk_initiative_values")),
    )
    with op.batch_alter_table("initiative_values", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_initiative_values_value_id"), ["value_id"], unique=False
        )

    op.create_table(
        "initiative_amounts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "outcome_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("amount", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"],
            ["initiative_outcomes.id"],
            name=op.f("fk_initiative_amounts_outcome_id_initiative_outcomes"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_amounts")),
        sa.UniqueConstraint(
            "outcome_id", "kind", "unit", name=op.f("uq_initiative_amounts_outcome_id_kind_unit")
        ),
    )
    op.create_table(
        "initiative_reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "initiative_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("present", sa.JSON(), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiatives.id"],
            name=op.f("fk_initiative_reports_initiative_id_initiatives"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_reports")),
        sa.UniqueConstraint(
            "initiative_id", "user_id", name=op.f("uq_initiative_reports_initiative_id_user_id")
        ),
    )
    with op.batch_alter_table("initiative_reports", schema=None) as batch_op:
        batch_op.create_index(
            "ix_initiative_reports_guild_id_user_id", ["guild_id", "user_id"], unique=False
        )

    op.create_table(
        "initiative_date_votes",
        sa.Column("date_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["date_id"],
            ["initiative_dates.id"],
            name=op.f("fk_initiative_date_votes_date_id_initiative_dates"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("date_id", "user_id", name=op.f("pk_initiative_date_votes")),
    )
    with op.batch_alter_table("initiative_date_votes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_initiative_date_votes_guild_id_user_id", ["guild_id", "user_id"], unique=False
        )

    with op.batch_alter_table("initiative_signups", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "need_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("offer", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("hears", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("reminds", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("missed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("missed_answered", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.create_index(
            "ix_initiative_signups_offered_until", ["offered_until"], unique=False
        )
        batch_op.create_index(
            "ix_initiative_signups_need_id_state", ["need_id", "state"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_initiative_signups_need_id_initiative_needs"),
            "initiative_needs",
            ["need_id"],
            ["id"],
            ondelete="SET NULL",
        )

    with op.batch_alter_table("initiatives", schema=None) as batch_op:
        batch_op.add_column(sa.Column("uid", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("kind", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("first_step", sa.String(length=300), nullable=True))
        batch_op.add_column(sa.Column("decided_by", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("silent_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("role_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("cutoff_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("zone", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("poll_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("poll_asked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("place_kind", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("place_text", sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column("place_channel_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("link", sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column("code", sa.String(length=4), nullable=True))
        batch_op.add_column(sa.Column("started_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("asked", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("is_stale", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("has_thread", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("thread_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(
            sa.Column("is_mirrored", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("event_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "series_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("due_on", sa.Date(), nullable=True))
        batch_op.create_index(
            "ix_initiatives_state_starts_at", ["state", "starts_at"], unique=False
        )
        batch_op.drop_index("ix_initiatives_guild_id_state")
        batch_op.create_index(
            "ix_initiatives_listing",
            [
                "guild_id",
                "state",
                "starts_at",
                "ends_at",
                "kind",
                "capacity",
                "cutoff_at",
                "closed_at",
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_initiatives_guild_id_organiser_id", ["guild_id", "organiser_id"], unique=False
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_initiatives_series_id_due_on"), ["series_id", "due_on"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_initiatives_series_id_initiative_series"),
            "initiative_series",
            ["series_id"],
            ["id"],
            ondelete="SET NULL",
        )

    _fill()
    with op.batch_alter_table("initiatives", schema=None) as batch_op:
        batch_op.alter_column("uid", existing_type=sa.String(length=36), nullable=False)
        batch_op.alter_column("sequence", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("kind", existing_type=sa.String(length=10), nullable=False)
        batch_op.alter_column("place_kind", existing_type=sa.String(length=10), nullable=False)
        batch_op.drop_column("value_id")


def downgrade() -> None:
    with op.batch_alter_table("initiatives", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
    _take_back()
    with op.batch_alter_table("initiatives", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_initiatives_series_id_initiative_series"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("uq_initiatives_series_id_due_on"), type_="unique")
        batch_op.drop_index("ix_initiatives_guild_id_organiser_id")
        batch_op.drop_index("ix_initiatives_listing")
        batch_op.create_index("ix_initiatives_guild_id_state", ["guild_id", "state"], unique=False)
        batch_op.drop_index("ix_initiatives_state_starts_at")
        batch_op.drop_column("due_on")
        batch_op.drop_column("series_id")
        batch_op.drop_column("event_id")
        batch_op.drop_column("is_mirrored")
        batch_op.drop_column("thread_id")
        batch_op.drop_column("is_stale")
        batch_op.drop_column("has_thread")
        batch_op.drop_column("closed_at")
        batch_op.drop_column("asked")
        batch_op.drop_column("asked_at")
        batch_op.drop_column("started_at")
        batch_op.drop_column("code")
        batch_op.drop_column("link")
        batch_op.drop_column("place_channel_id")
        batch_op.drop_column("place_text")
        batch_op.drop_column("place_kind")
        batch_op.drop_column("poll_asked_at")
        batch_op.drop_column("poll_until")
        batch_op.drop_column("zone")
        batch_op.drop_column("ends_at")
        batch_op.drop_column("starts_at")
        batch_op.drop_column("cutoff_at")
        batch_op.drop_column("role_id")
        batch_op.drop_column("silent_at")
        batch_op.drop_column("reason")
        batch_op.drop_column("decided_at")
        batch_op.drop_column("decided_by")
        batch_op.drop_column("first_step")
        batch_op.drop_column("kind")
        batch_op.drop_column("sequence")
        batch_op.drop_column("uid")

    with op.batch_alter_table("initiative_signups", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_initiative_signups_need_id_initiative_needs"), type_="foreignkey"
        )
        batch_op.drop_index("ix_initiative_signups_need_id_state")
        batch_op.drop_index("ix_initiative_signups_offered_until")
        batch_op.drop_column("missed_answered")
        batch_op.drop_column("missed_at")
        batch_op.drop_column("arrived_at")
        batch_op.drop_column("reminded_at")
        batch_op.drop_column("reminds")
        batch_op.drop_column("hears")
        batch_op.drop_column("offered_until")
        batch_op.drop_column("offer")
        batch_op.drop_column("need_id")

    with op.batch_alter_table("initiative_date_votes", schema=None) as batch_op:
        batch_op.drop_index("ix_initiative_date_votes_guild_id_user_id")

    op.drop_table("initiative_date_votes")
    with op.batch_alter_table("initiative_reports", schema=None) as batch_op:
        batch_op.drop_index("ix_initiative_reports_guild_id_user_id")

    op.drop_table("initiative_reports")
    op.drop_table("initiative_amounts")
    with op.batch_alter_table("initiative_values", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_values_value_id"))

    op.drop_table("initiative_values")
    with op.batch_alter_table("initiative_invitations", schema=None) as batch_op:
        batch_op.drop_index("ix_initiative_invitations_guild_id_user_id")

    op.drop_table("initiative_invitations")
    with op.batch_alter_table("initiative_seconds", schema=None) as batch_op:
        batch_op.drop_index("ix_initiative_seconds_guild_id_user_id")

    op.drop_table("initiative_seconds")
    with op.batch_alter_table("initiative_outcomes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_outcomes_guild_id"))

    op.drop_table("initiative_outcomes")
    with op.batch_alter_table("initiative_organisers", schema=None) as batch_op:
        batch_op.drop_index("ix_initiative_organisers_guild_id_user_id")

    op.drop_table("initiative_organisers")
    with op.batch_alter_table("initiative_needs", schema=None) as batch_op:
        batch_op.drop_index("ix_initiative_needs_initiative_id")

    op.drop_table("initiative_needs")
    op.drop_table("initiative_dates")
    with op.batch_alter_table("initiative_series", schema=None) as batch_op:
        batch_op.drop_index("ix_initiative_series_make_at")

    op.drop_table("initiative_series")


def _fill() -> None:
    """Give those there are a name for calendars, a kind, and their value in its new place."""
    connection = op.get_bind()
    for (initiative_id,) in connection.execute(sa.select(_initiatives.c.id)).all():
        connection.execute(
            sa.update(_initiatives)
            .where(_initiatives.c.id == initiative_id)
            .values(uid=str(uuid4()), sequence=0, kind="project", place_kind="unsaid")
        )
    serving = sa.select(
        _initiatives.c.id, _initiatives.c.value_id, sa.literal(0, sa.Integer())
    ).where(_initiatives.c.value_id.is_not(None))
    connection.execute(
        sa.insert(_values).from_select(["initiative_id", "value_id", "position"], serving)
    )


def _take_back() -> None:
    """What was not known then becomes what comes nearest to it."""
    connection = op.get_bind()
    main = (
        sa.select(_values.c.value_id)
        .where(_values.c.initiative_id == _initiatives.c.id, _values.c.position == 0)
        .limit(1)
        .scalar_subquery()
    )
    connection.execute(sa.update(_initiatives).values(value_id=main))
    for table, before, now in (
        (_initiatives, ("running",), "open"),
        (_initiatives, ("proposed", "declined", "closed"), "cancelled"),
        (_signups, ("attended",), "confirmed"),
        (_signups, ("offered",), "waiting"),
        (_signups, ("interested", "declined", "absent"), "left"),
    ):
        connection.execute(sa.update(table).where(table.c.state.in_(before)).values(state=now))
