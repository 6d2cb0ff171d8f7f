"""Endorsements of individuals, and requests of organisations that were not invited."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_COUNTED = sa.text("state = 'counted'")


def upgrade() -> None:
    op.create_table(
        "endorsement_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("intake", sa.String(40), nullable=False),
        sa.Column("takes_requests", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement_terms")),
        sa.ForeignKeyConstraint(
            ["coalition_id"],
            ["coalition.id"],
            name=op.f("fk_endorsement_terms_coalition_id_coalition"),
        ),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_endorsement_terms_appeal_id_appeal")
        ),
        sa.UniqueConstraint("appeal_id", name=op.f("uq_endorsement_terms_appeal_id")),
    )
    op.create_index(
        op.f("ix_endorsement_terms_coalition_id"), "endorsement_terms", ["coalition_id"]
    )
    op.create_table(
        "endorsement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement")),
        sa.ForeignKeyConstraint(
            ["coalition_id"], ["coalition.id"], name=op.f("fk_endorsement_coalition_id_coalition")
        ),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_endorsement_appeal_id_appeal")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_endorsement_decided_by_account")
        ),
        sa.UniqueConstraint("handle", name=op.f("uq_endorsement_handle")),
        sa.UniqueConstraint(
            "appeal_id", "identity", name=op.f("uq_endorsement_appeal_id_identity")
        ),
    )
    op.create_index(op.f("ix_endorsement_coalition_id"), "endorsement", ["coalition_id"])
    op.create_index(op.f("ix_endorsement_asked_at"), "endorsement", ["asked_at"])
    op.create_index(
        "ix_endorsement_counted",
        "endorsement",
        ["appeal_id", "confirmed_at", "id"],
        sqlite_where=_COUNTED,
        postgresql_where=_COUNTED,
    )
    op.create_index("ix_endorsement_state", "endorsement", ["appeal_id", "state", "asked_at"])
    op.create_table(
        "join_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("country", "website", "person", "role", "email", "language", "message")
        ),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_join_request")),
        sa.ForeignKeyConstraint(
            ["coalition_id"], ["coalition.id"], name=op.f("fk_join_request_coalition_id_coalition")
        ),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_join_request_appeal_id_appeal")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["account.id"], name=op.f("fk_join_request_decided_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["invitation.id"],
            name=op.f("fk_join_request_invitation_id_invitation"),
        ),
    )
    op.create_index(op.f("ix_join_request_coalition_id"), "join_request", ["coalition_id"])
    op.create_index(op.f("ix_join_request_asked_at"), "join_request", ["asked_at"])
    op.create_index("ix_join_request_state", "join_request", ["appeal_id", "state", "asked_at"])


def downgrade() -> None:
    op.drop_table("join_request")
    op.drop_table("endorsement")
    op.drop_table("endorsement_terms")
