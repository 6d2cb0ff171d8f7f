"""Mails wait in the outbox until they are handed over to the job queue."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mail") as batch_op:
        batch_op.add_column(sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True))
    # Every mail of before is a job already.
    op.execute("UPDATE mail SET handed_over_at = queued_at")
    op.create_index(
        "ix_mail_waiting",
        "mail",
        ["queued_at"],
        sqlite_where=sa.text("handed_over_at IS NULL"),
        postgresql_where=sa.text("handed_over_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_mail_waiting", "mail")
    with op.batch_alter_table("mail") as batch_op:
        batch_op.drop_column("handed_over_at")
