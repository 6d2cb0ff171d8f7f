"""Addresses that are written to no more: unsubscribed, complained, bounced."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suppression",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("cause", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppression")),
        sa.ForeignKeyConstraint(
            ["coalition_id"], ["coalition.id"], name=op.f("fk_suppression_coalition_id_coalition")
        ),
        sa.UniqueConstraint(
            "coalition_id",
            "address",
            "cause",
            name=op.f("uq_suppression_coalition_id_address_cause"),
        ),
    )
    op.create_index(op.f("ix_suppression_coalition_id"), "suppression", ["coalition_id"])
    op.create_index(op.f("ix_suppression_address"), "suppression", ["address"])


def downgrade() -> None:
    op.drop_table("suppression")
