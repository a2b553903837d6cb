"""Let words be as long as they are when they are sealed.

Back again they must be plain: `tenet seal --open` first, as PostgreSQL refuses what is too long.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "sealed_words"
down_revision = "contact_and_reminders"
branch_labels = None
depends_on = None

FORMER = {
    "initiative_needs": {"name": 60},
    "initiative_outcomes": {"sentence": 300, "differently": 1000, "evidence": 500},
    "initiatives": {
        "title": 100,
        "first_step": 300,
        "reason": 500,
        "when_text": 200,
        "place_text": 100,
        "link": 500,
    },
    "pledge_posts": {"title": 200},
    "pledge_steps": {"words": 300},
}
"""How long each may be when it is plain; who writes it still sees to that."""

REQUIRED = {
    ("initiative_needs", "name"),
    ("initiative_outcomes", "sentence"),
    ("initiatives", "title"),
    ("pledge_steps", "words"),
}


def upgrade() -> None:
    for table, columns in FORMER.items():
        with op.batch_alter_table(table) as batch:
            for column, length in columns.items():
                batch.alter_column(
                    column,
                    existing_type=sa.String(length),
                    type_=sa.Text(),
                    existing_nullable=(table, column) not in REQUIRED,
                )


def downgrade() -> None:
    for table, columns in FORMER.items():
        with op.batch_alter_table(table) as batch:
            for column, length in columns.items():
                batch.alter_column(
                    column,
                    existing_type=sa.Text(),
                    type_=sa.String(length),
                    existing_nullable=(table, column) not in REQUIRED,
                )
