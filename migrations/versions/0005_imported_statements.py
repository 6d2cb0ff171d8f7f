"""Statements that were written elsewhere: read, made an appeal, and what is to be mended."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_statement_upload()
    _create_imported_statement()
    _create_imported_finding()
    op.add_column("signature", sa.Column("imported_from", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("signature", "imported_from")
    for table in ("imported_finding", "imported_statement", "statement_upload"):
        op.drop_table(table)


def _create(table: str, *content: sa.schema.SchemaItem) -> None:
    """Create a table of things that belong to a coalition."""
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        *content,
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        _refers(table, "coalition_id", "coalition"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_coalition_id"), table, ["coalition_id"])


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _create_statement_upload() -> None:
    _create(
        "statement_upload",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("filenames", sa.JSON(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.LargeBinary(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        _refers("statement_upload", "account_id", "account"),
    )
    for column in ("account_id", "uploaded_at"):
        op.create_index(op.f(f"ix_statement_upload_{column}"), "statement_upload", [column])


def _create_imported_statement() -> None:
    _create(
        "imported_statement",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("filenames", sa.JSON(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=True),
        _refers("imported_statement", "appeal_id", "appeal"),
        _refers("imported_statement", "revision_id", "revision"),
        _refers("imported_statement", "imported_by", "account"),
        sa.UniqueConstraint("appeal_id", name=op.f("uq_imported_statement_appeal_id")),
    )


def _create_imported_finding() -> None:
    _create(
        "imported_finding",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("level", sa.String(40), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("mended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mended_by", sa.Uuid(), nullable=True),
        _refers("imported_finding", "appeal_id", "appeal"),
        _refers("imported_finding", "mended_by", "account"),
    )
    op.create_index(op.f("ix_imported_finding_appeal_id"), "imported_finding", ["appeal_id"])
