"""Richer answers: promised dates, questions, handovers, reservations, disputes, mandates."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.add_column(sa.Column("decides_by", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True))
    _create_question()
    _create_handover()
    _create_mandate()
    with op.batch_alter_table("signature") as batch_op:
        batch_op.add_column(sa.Column("mandate_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("counts_from", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_signature_mandate_id_mandate"), "mandate", ["mandate_id"], ["id"]
        )
        batch_op.create_index(op.f("ix_signature_mandate_id"), ["mandate_id"])
    _create_reservation()
    _create_dispute()
    _create_attempt()


def downgrade() -> None:
    for table in ("attempt", "dispute", "reservation"):
        op.drop_table(table)
    with op.batch_alter_table("signature") as batch_op:
        batch_op.drop_index(op.f("ix_signature_mandate_id"))
        batch_op.drop_constraint(op.f("fk_signature_mandate_id_mandate"), type_="foreignkey")
        batch_op.drop_column("counts_from")
        batch_op.drop_column("mandate_id")
    for table in ("mandate", "handover", "question"):
        op.drop_table(table)
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.drop_column("disputed_at")
        batch_op.drop_column("decides_by")


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


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _create_question() -> None:
    _create(
        "question",
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("asker_name", sa.String(), nullable=False),
        sa.Column("asker_email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        _refers("question", "invitation_id", "invitation"),
        _refers("question", "answered_by", "account"),
    )
    _index("question", "invitation_id")


def _create_handover() -> None:
    _create(
        "handover",
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("given_by_name", sa.String(), nullable=False),
        sa.Column("given_by_role", sa.String(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("to_email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=False),
        _refers("handover", "invitation_id", "invitation"),
    )
    _index("handover", "invitation_id")


def _create_mandate() -> None:
    _create(
        "mandate",
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("list_kind", sa.String(40), nullable=False),
        sa.Column("window_hours", sa.Integer(), nullable=False),
        sa.Column("granted_by_name", sa.String(), nullable=False),
        sa.Column("granted_by_role", sa.String(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_name", sa.String(), nullable=True),
        sa.Column("revoked_by_role", sa.String(), nullable=True),
        _refers("mandate", "organisation_id", "organisation"),
        _refers("mandate", "recorded_by", "account"),
        sa.UniqueConstraint("handle", name=op.f("uq_mandate_handle")),
    )
    _index("mandate", "organisation_id")


def _create_reservation() -> None:
    _create(
        "reservation",
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("segment_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("may_print", sa.Boolean(), nullable=False),
        sa.Column("wordings", sa.JSON(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        _refers("reservation", "signature_id", "signature"),
        _refers("reservation", "decided_by", "account"),
        sa.UniqueConstraint("signature_id", name=op.f("uq_reservation_signature_id")),
    )


def _create_dispute() -> None:
    _create(
        "dispute",
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("raised_by_name", sa.String(), nullable=False),
        sa.Column("raised_by_role", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("resolution", sa.String(40), nullable=True),
        sa.Column("resolution_reason", sa.String(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        _refers("dispute", "invitation_id", "invitation"),
        _refers("dispute", "signature_id", "signature"),
        _refers("dispute", "proposed_by", "account"),
        _refers("dispute", "resolved_by", "account"),
    )
    _index("dispute", "invitation_id")
    _index("dispute", "signature_id")
    is_open = sa.text("resolved_at IS NULL")
    op.create_index(
        "uq_dispute_open",
        "dispute",
        ["invitation_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _create_attempt() -> None:
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    _index("attempt", "key")
    _index("attempt", "at")
