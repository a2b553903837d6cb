"""Contact and reminders: choices, reasons, rules, questions, quiet days, the digest."""

from __future__ import annotations

from datetime import time

import sqlalchemy as sa
from alembic import op

revision = "contact_and_reminders"
down_revision = "initiatives_together"
branch_labels = None
depends_on = None

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_reminders = sa.table(
    "reminders",
    sa.column("id", sa.BigInteger()),
    sa.column("weekday", sa.String()),
    sa.column("at", sa.Time()),
    sa.column("value_id", sa.BigInteger()),
    sa.column("recurrence", sa.JSON()),
    sa.column("chooses", sa.String()),
)
_posts = sa.table("reminder_posts", sa.column("run_id", sa.BigInteger()))


def upgrade() -> None:
    op.create_table(
        "automated_posts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_automated_posts")),
        sa.UniqueConstraint("nonce", name=op.f("uq_automated_posts_nonce")),
    )
    with op.batch_alter_table("automated_posts", schema=None) as batch_op:
        batch_op.create_index(
            "ix_automated_posts_channel_id_posted_at", ["channel_id", "posted_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_automated_posts_posted_at"), ["posted_at"], unique=False
        )

    op.create_table(
        "contact_choices",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("choice", sa.String(length=6), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "user_id", "kind", name=op.f("pk_contact_choices")),
    )
    op.create_table(
        "digest_items",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("reason_kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest_items")),
        sa.UniqueConstraint("guild_id", "key", name=op.f("uq_digest_items_guild_id_key")),
    )
    with op.batch_alter_table("digest_items", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_digest_items_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(
            "ix_digest_items_guild_id_user_id", ["guild_id", "user_id"], unique=False
        )

    op.create_table(
        "quiet_days",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("is_yearly", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiet_days")),
    )
    with op.batch_alter_table("quiet_days", schema=None) as batch_op:
        batch_op.create_index("ix_quiet_days_guild_id", ["guild_id"], unique=False)

    op.create_table(
        "quiet_hours",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("begin", sa.Time(), nullable=True),
        sa.Column("end", sa.Time(), nullable=True),
        sa.Column("hold_urgent", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "user_id", name=op.f("pk_quiet_hours")),
    )
    op.create_table(
        "reminder_drafts",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "reminder_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("based_on", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "guild_id", "user_id", "reminder_id", name=op.f("pk_reminder_drafts")
        ),
    )
    op.create_index(op.f("ix_reminder_drafts_saved_at"), "reminder_drafts", ["saved_at"])
    op.create_table(
        "stewards_digests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("recurrence", sa.JSON(), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stewards_digests")),
        sa.UniqueConstraint("guild_id", name=op.f("uq_stewards_digests_guild_id")),
    )
    op.create_table(
        "value_questions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("value_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_questions")),
    )
    with op.batch_alter_table("value_questions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_value_questions_guild_id_value_id", ["guild_id", "value_id"], unique=False
        )

    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.add_column(_filled("outcome", sa.String(length=12), "sent"))
        batch_op.add_column(_filled("is_urgent", sa.Boolean(), sa.false()))
        batch_op.add_column(_filled("about", sa.JSON(), "{}"))
        batch_op.add_column(sa.Column("message_id", sa.BigInteger(), nullable=True))
    _no_defaults("contacts", "outcome", "is_urgent", "about")

    with op.batch_alter_table("reminder_posts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proof", sa.String(length=16), nullable=True))
        batch_op.add_column(
            sa.Column(
                "proof_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
            )
        )
        batch_op.add_column(_filled("asks", sa.String(length=10), "nothing"))
        batch_op.add_column(sa.Column("question", sa.String(length=30), nullable=True))
        batch_op.add_column(sa.Column("thread_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(_filled("clicks", sa.Integer(), "0"))
        batch_op.add_column(sa.Column("answers", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("put_away_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.alter_column("run_id", existing_type=sa.BigInteger(), nullable=True)
    _no_defaults("reminder_posts", "asks", "clicks")

    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.add_column(_filled("recurrence", sa.JSON(), "{}"))
        batch_op.add_column(_filled("has_own_zone", sa.Boolean(), sa.false()))
        batch_op.add_column(_filled("chooses", sa.String(length=10), "in_turn"))
        batch_op.add_column(_filled("asks", sa.String(length=10), "nothing"))
        batch_op.add_column(_filled("former", sa.String(length=10), "keep"))
        batch_op.add_column(_filled("has_thread", sa.Boolean(), sa.false()))
        batch_op.add_column(sa.Column("ping_role_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(_filled("is_silent", sa.Boolean(), sa.false()))
        batch_op.add_column(_filled("observes_quiet_days", sa.Boolean(), sa.true()))
        batch_op.add_column(sa.Column("slowed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("answered_from", sa.DateTime(timezone=True), nullable=True))
    _say_rules()
    _no_defaults(
        "reminders",
        "recurrence",
        "has_own_zone",
        "chooses",
        "asks",
        "former",
        "has_thread",
        "is_silent",
        "observes_quiet_days",
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_column("at")
        batch_op.drop_column("weekday")

    with op.batch_alter_table("schedules", schema=None) as batch_op:
        batch_op.add_column(sa.Column("until_on", sa.Date(), nullable=True))
        batch_op.add_column(_filled("skipped", sa.JSON(), "[]"))
        batch_op.add_column(_filled("stride", sa.Integer(), "1"))
    _no_defaults("schedules", "skipped", "stride")


def _filled(name: str, kind: sa.types.TypeEngine[object], default: object) -> sa.Column[object]:
    """A column that rows which are there already have too."""
    return sa.Column(name, kind, nullable=False, server_default=default)


def _no_defaults(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.alter_column(column, server_default=None)


def _say_rules() -> None:
    """A weekday and a time, as a rule."""
    connection = op.get_bind()
    for row in connection.execute(
        sa.select(_reminders.c.id, _reminders.c.weekday, _reminders.c.at, _reminders.c.value_id)
    ).all():
        rule = {
            "every": "week",
            "at": row.at.isoformat("minutes"),
            "weeks": 1,
            "weekdays": [DAYS.index(row.weekday)],
            "nth": None,
            "day": None,
            "month": None,
            "anchor_on": None,
        }
        chooses = "in_turn" if row.value_id is None else "fixed"
        connection.execute(
            sa.update(_reminders)
            .where(_reminders.c.id == row.id)
            .values(recurrence=rule, chooses=chooses)
        )


def downgrade() -> None:
    with op.batch_alter_table("schedules", schema=None) as batch_op:
        batch_op.drop_column("stride")
        batch_op.drop_column("skipped")
        batch_op.drop_column("until_on")

    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.add_column(_filled("weekday", sa.String(length=9), "monday"))
        batch_op.add_column(_filled("at", sa.Time(), "09:00:00.000000"))
    _say_days()
    _no_defaults("reminders", "weekday", "at")
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_column("answered_from")
        batch_op.drop_column("slowed_at")
        batch_op.drop_column("observes_quiet_days")
        batch_op.drop_column("is_silent")
        batch_op.drop_column("ping_role_id")
        batch_op.drop_column("has_thread")
        batch_op.drop_column("former")
        batch_op.drop_column("asks")
        batch_op.drop_column("chooses")
        batch_op.drop_column("has_own_zone")
        batch_op.drop_column("recurrence")

    op.execute(sa.delete(_posts).where(_posts.c.run_id.is_(None)))
    with op.batch_alter_table("reminder_posts", schema=None) as batch_op:
        batch_op.alter_column("run_id", existing_type=sa.BigInteger(), nullable=False)
        batch_op.drop_column("put_away_at")
        batch_op.drop_column("answers")
        batch_op.drop_column("clicks")
        batch_op.drop_column("thread_id")
        batch_op.drop_column("question")
        batch_op.drop_column("asks")
        batch_op.drop_column("proof_id")
        batch_op.drop_column("proof")

    with op.batch_alter_table("contacts", schema=None) as batch_op:
        batch_op.drop_column("message_id")
        batch_op.drop_column("about")
        batch_op.drop_column("is_urgent")
        batch_op.drop_column("outcome")

    with op.batch_alter_table("value_questions", schema=None) as batch_op:
        batch_op.drop_index("ix_value_questions_guild_id_value_id")

    op.drop_table("value_questions")
    op.drop_table("stewards_digests")
    op.drop_index(op.f("ix_reminder_drafts_saved_at"), "reminder_drafts")
    op.drop_table("reminder_drafts")
    op.drop_table("quiet_hours")
    with op.batch_alter_table("quiet_days", schema=None) as batch_op:
        batch_op.drop_index("ix_quiet_days_guild_id")

    op.drop_table("quiet_days")
    with op.batch_alter_table("digest_items", schema=None) as batch_op:
        batch_op.drop_index("ix_digest_items_guild_id_user_id")
        batch_op.drop_index(batch_op.f("ix_digest_items_expires_at"))

    op.drop_table("digest_items")
    op.drop_table("contact_choices")
    with op.batch_alter_table("automated_posts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_automated_posts_posted_at"))
        batch_op.drop_index("ix_automated_posts_channel_id_posted_at")

    op.drop_table("automated_posts")


def _say_days() -> None:
    """The first weekday of a rule and its time; what else it says is lost."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(_reminders.c.id, _reminders.c.recurrence)).all():
        weekdays = row.recurrence.get("weekdays") or [0]
        connection.execute(
            sa.update(_reminders)
            .where(_reminders.c.id == row.id)
            .values(
                weekday=DAYS[weekdays[0]], at=time.fromisoformat(row.recurrence.get("at", "09:00"))
            )
        )
