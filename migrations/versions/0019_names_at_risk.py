"""How much is shown of a name, every change of that, and what is said before signing."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.add_column(
            sa.Column("visibility", sa.String(40), nullable=False, server_default="public")
        )
        table.add_column(sa.Column("public_from", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "disclosure",
        _id("id"),
        _id("coalition_id"),
        _id("invitation_id"),
        sa.Column("visibility", sa.String(40), nullable=False),
        sa.Column("public_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces", sa.String(40), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen_by_name", sa.String(), nullable=True),
        sa.Column("chosen_by_role", sa.String(), nullable=True),
        sa.Column("chosen_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
        _of("disclosure", "coalition_id", "coalition"),
        _of("disclosure", "invitation_id", "invitation"),
        _of("disclosure", "chosen_by", "account"),
    )
    for column in ("coalition_id", "invitation_id"):
        op.create_index(op.f(f"ix_disclosure_{column}"), "disclosure", [column])
    op.create_table(
        "caution",
        _id("id"),
        _id("coalition_id"),
        sa.Column("appeal_id", sa.Uuid(), nullable=True),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        _id("updated_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caution")),
        _of("caution", "coalition_id", "coalition"),
        _of("caution", "appeal_id", "appeal"),
        _of("caution", "updated_by", "account"),
        sa.UniqueConstraint("appeal_id", "country", name=op.f("uq_caution_appeal_id_country")),
    )
    op.create_index(op.f("ix_caution_coalition_id"), "caution", ["coalition_id"])
    op.create_index(
        "uq_caution_coalition",
        "caution",
        ["coalition_id", "country"],
        unique=True,
        sqlite_where=sa.text("appeal_id IS NULL"),
        postgresql_where=sa.text("appeal_id IS NULL"),
    )
    op.create_table(
        "file_taken",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _id("coalition_id"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _id("appeal_id"),
        _id("account_id"),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_taken")),
        _of("file_taken", "coalition_id", "coalition"),
    )
    for column in ("appeal_id", "coalition_id"):
        op.create_index(op.f(f"ix_file_taken_{column}"), "file_taken", [column])


def downgrade() -> None:
    op.drop_table("file_taken")
    op.drop_table("caution")
    op.drop_table("disclosure")
    with op.batch_alter_table("invitation") as table:
        table.drop_column("public_from")
        table.drop_column("visibility")


def _id(name: str) -> sa.Column[sa.Uuid]:
    return sa.Column(name, sa.Uuid(), nullable=False)


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
