"""Drafting together: reviewers and their comments, glossary, waivers, second readers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_APPEAL = (
    sa.Column("pending_consent_until", sa.DateTime(timezone=True), nullable=True),
    sa.Column("pending_consent_default", sa.String(40), nullable=True),
    sa.Column("comments_until", sa.DateTime(timezone=True), nullable=True),
    sa.Column("comments_shared", sa.Boolean(), nullable=False, server_default=sa.false()),
)
_REVISION = (
    sa.Column("restored_from", sa.Integer(), nullable=True),
    sa.Column("is_autosave", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("consent_until", sa.DateTime(timezone=True), nullable=True),
    sa.Column("consent_default", sa.String(40), nullable=True),
)


def upgrade() -> None:
    _create_glossary_term()
    _create_waiver()
    _create_reviewer()
    _create_comment()
    for table, columns in (("appeal", _APPEAL), ("revision", _REVISION)):
        for column in columns:
            op.add_column(table, column._copy())
    with op.batch_alter_table("wording") as batch_op:
        batch_op.add_column(sa.Column("read_by", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_wording_read_by_account"), "account", ["read_by"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("wording") as batch_op:
        batch_op.drop_constraint(op.f("fk_wording_read_by_account"), type_="foreignkey")
        batch_op.drop_column("read_at")
        batch_op.drop_column("read_by")
    for table, columns in (("revision", _REVISION), ("appeal", _APPEAL)):
        for column in reversed(columns):
            op.drop_column(table, column.name)
    for table in ("comment", "reviewer", "waiver", "glossary_term"):
        op.drop_table(table)


def _create(table: str, *content: sa.schema.SchemaItem) -> None:
    """Create a table of things that belong to a coalition."""
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        *content,
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coalition_id"], ["coalition.id"], name=op.f(f"fk_{table}_coalition_id_coalition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_coalition_id"), table, ["coalition_id"])


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _create_glossary_term() -> None:
    _create(
        "glossary_term",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("strength", sa.Integer(), nullable=True),
        sa.Column("forms", sa.JSON(), nullable=False),
        _refers("glossary_term", "appeal_id", "appeal"),
    )
    op.create_index(op.f("ix_glossary_term_appeal_id"), "glossary_term", ["appeal_id"])


def _create_waiver() -> None:
    _create(
        "waiver",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        _refers("waiver", "appeal_id", "appeal"),
        _refers("waiver", "created_by", "account"),
        sa.UniqueConstraint(
            "appeal_id", "fingerprint", name=op.f("uq_waiver_appeal_id_fingerprint")
        ),
    )


def _create_reviewer() -> None:
    _create(
        "reviewer",
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("link_number", sa.Integer(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        _refers("reviewer", "appeal_id", "appeal"),
        _refers("reviewer", "organisation_id", "organisation"),
        sa.UniqueConstraint("appeal_id", "email", name=op.f("uq_reviewer_appeal_id_email")),
        sa.UniqueConstraint("handle", name=op.f("uq_reviewer_handle")),
    )
    op.create_index(op.f("ix_reviewer_organisation_id"), "reviewer", ["organisation_id"])


def _create_comment() -> None:
    _create(
        "comment",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("author_name", sa.String(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=True),
        sa.Column("original", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("accepted_text", sa.String(), nullable=True),
        _refers("comment", "appeal_id", "appeal"),
        _refers("comment", "reviewer_id", "reviewer"),
        _refers("comment", "account_id", "account"),
        _refers("comment", "answered_by", "account"),
    )
    op.create_index("ix_comment_appeal_id_segment_id", "comment", ["appeal_id", "segment_id"])
    op.create_index(op.f("ix_comment_reviewer_id"), "comment", ["reviewer_id"])
