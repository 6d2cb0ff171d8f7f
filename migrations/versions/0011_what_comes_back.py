"""Where a mail went, and what was heard of it afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mail", sa.Column("recipient", sa.String(), nullable=True))
    op.create_table(
        "bounce",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("forwarded", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bounce")),
        sa.ForeignKeyConstraint(
            ["coalition_id"], ["coalition.id"], name=op.f("fk_bounce_coalition_id_coalition")
        ),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_bounce_mail_id_mail")),
        sa.UniqueConstraint("mail_id", "report", name=op.f("uq_bounce_mail_id_report")),
    )
    op.create_index(op.f("ix_bounce_coalition_id"), "bounce", ["coalition_id"])
    op.create_index(op.f("ix_bounce_address"), "bounce", ["address"])


def downgrade() -> None:
    op.drop_table("bounce")
    with op.batch_alter_table("mail") as batch:
        batch.drop_column("recipient")
