"""Recipients: what an organisation is, what it is not asked about, who has a link to end mail."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_LISTS = (("organisation", "categories"), ("organisation", "unasked_topics"), ("appeal", "topics"))


def upgrade() -> None:
    op.create_table(
        "recipient",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
        sa.ForeignKeyConstraint(
            ["coalition_id"], ["coalition.id"], name=op.f("fk_recipient_coalition_id_coalition")
        ),
        sa.UniqueConstraint("handle", name=op.f("uq_recipient_handle")),
    )
    op.create_index(op.f("ix_recipient_coalition_id"), "recipient", ["coalition_id"])
    with op.batch_alter_table("invitation") as batch:
        batch.add_column(sa.Column("answer_basis", sa.String(), nullable=True))
    for table, column in _LISTS:
        added = sa.Column(column, sa.JSON(), server_default="[]", nullable=False)
        with op.batch_alter_table(table) as batch:
            batch.add_column(added)
        # Rows that were there have a value now; new ones always come with theirs.
        with op.batch_alter_table(table) as batch:
            batch.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("invitation") as batch:
        batch.drop_column("answer_basis")
    for table, column in _LISTS:
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
    op.drop_table("recipient")
