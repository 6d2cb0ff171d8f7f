"""When personal data was last purged; blocked addresses can stand as marks."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    state = op.create_table(
        "purge_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge_state")),
    )
    op.bulk_insert(state, [{"id": 1, "purged_at": None, "deleted_at": None, "cleared_at": None}])


def downgrade() -> None:
    op.drop_table("purge_state")
