"""A mail has a rank, a fence and a lease; workers say that they live."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PERSONAL = (
    "'receipt', 'withdrawal', 'consent', 'accounts_reset', 'accounts_password_changed', "
    "'accounts_authenticator_changed', 'accounts_recovery_code_used'"
)


def upgrade() -> None:
    op.drop_index("ix_mail_waiting", "mail")
    with op.batch_alter_table("mail") as batch_op:
        for name, default in (("rank", "2"), ("attempt", "0"), ("doubts", "0")):
            batch_op.add_column(
                sa.Column(name, sa.Integer(), nullable=False, server_default=default)
            )
        batch_op.add_column(sa.Column("taken_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("mail") as batch_op:
        for name in ("rank", "attempt", "doubts"):
            batch_op.alter_column(name, server_default=None)
    op.execute(f"UPDATE mail SET rank = 0 WHERE template IN ({PERSONAL})")  # noqa: S608
    op.execute("UPDATE mail SET rank = 1 WHERE template IN ('invitation', 'review')")
    _create_index("rank", "queued_at")
    op.create_index(op.f("ix_mail_state"), "mail", ["state"])
    op.create_table(
        "worker",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("alive_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_worker")),
    )


def downgrade() -> None:
    op.drop_table("worker")
    op.drop_index(op.f("ix_mail_state"), "mail")
    op.drop_index("ix_mail_waiting", "mail")
    op.execute("UPDATE mail SET state = 'sending' WHERE state = 'transmitting'")
    op.execute("UPDATE mail SET state = 'refused' WHERE state = 'unknown'")
    with op.batch_alter_table("mail") as batch_op:
        for name in ("rank", "attempt", "doubts", "taken_until"):
            batch_op.drop_column(name)
    _create_index("queued_at")


def _create_index(*columns: str) -> None:
    op.create_index(
        "ix_mail_waiting",
        "mail",
        list(columns),
        sqlite_where=sa.text("handed_over_at IS NULL"),
        postgresql_where=sa.text("handed_over_at IS NULL"),
    )
