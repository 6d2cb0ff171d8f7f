"""Mails wait for a moment, are counted by rates, and can all be paused; workers have a place."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_BEGUN = sa.text("begun_at IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("mail") as batch_op:
        batch_op.add_column(sa.Column("not_before", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("delay", sa.String(40), nullable=True))
        batch_op.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("domain", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("mail") as batch_op:
        batch_op.alter_column("failures", server_default=None)
    op.create_index(
        "ix_mail_begun",
        "mail",
        ["begun_at", "domain", "rank"],
        sqlite_where=_BEGUN,
        postgresql_where=_BEGUN,
    )
    outlet = op.create_table(
        "outlet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlet")),
    )
    op.bulk_insert(outlet, [{"id": 1, "paused_at": None}])
    with op.batch_alter_table("worker") as batch_op:
        batch_op.add_column(sa.Column("place", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("worker") as batch_op:
        batch_op.alter_column("place", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("worker") as batch_op:
        batch_op.drop_column("place")
    op.drop_table("outlet")
    op.drop_index("ix_mail_begun", "mail")
    with op.batch_alter_table("mail") as batch_op:
        for name in ("not_before", "delay", "begun_at", "domain", "failures"):
            batch_op.drop_column(name)
