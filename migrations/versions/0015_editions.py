"""Editions with frozen numbers: on which terms, what was waived, the files."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publication_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("minimum_signatories", sa.Integer(), nullable=True),
        sa.Column("minimum_countries", sa.Integer(), nullable=True),
        sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("departure", sa.String(40), nullable=False),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_terms")),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_publication_terms_appeal_id_appeal")
        ),
        sa.ForeignKeyConstraint(
            ["coalition_id"],
            ["coalition.id"],
            name=op.f("fk_publication_terms_coalition_id_coalition"),
        ),
        sa.UniqueConstraint("appeal_id", name=op.f("uq_publication_terms_appeal_id")),
    )
    op.create_index("ix_publication_terms_coalition_id", "publication_terms", ["coalition_id"])
    op.create_table(
        "release_waiver",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_waiver")),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_release_waiver_appeal_id_appeal")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.id"], name=op.f("fk_release_waiver_created_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["coalition_id"],
            ["coalition.id"],
            name=op.f("fk_release_waiver_coalition_id_coalition"),
        ),
        sa.UniqueConstraint("appeal_id", "line", name=op.f("uq_release_waiver_appeal_id_line")),
    )
    op.create_index("ix_release_waiver_coalition_id", "release_waiver", ["coalition_id"])
    op.create_table(
        "edition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("frozen", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("reference_language", sa.String(), nullable=False),
        sa.Column("signatories", sa.Integer(), nullable=False),
        sa.Column("supporters", sa.Integer(), nullable=False),
        sa.Column("countries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retracted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retracted_by", sa.Uuid(), nullable=True),
        sa.Column("retraction_reason", sa.String(), nullable=True),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_edition_appeal_id_appeal")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_edition_revision_id_revision")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.id"], name=op.f("fk_edition_created_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["retracted_by"], ["account.id"], name=op.f("fk_edition_retracted_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["coalition_id"], ["coalition.id"], name=op.f("fk_edition_coalition_id_coalition")
        ),
        sa.UniqueConstraint("appeal_id", "number", name=op.f("uq_edition_appeal_id_number")),
    )
    op.create_index("ix_edition_coalition_id", "edition", ["coalition_id"])
    op.create_index(
        "uq_edition_waiting",
        "edition",
        ["appeal_id"],
        unique=True,
        sqlite_where=sa.text("released_at IS NULL"),
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_table(
        "edition_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("list_kind", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_entry")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_edition_entry_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_edition_entry_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_edition_entry_signature_id_signature")
        ),
        sa.ForeignKeyConstraint(
            ["coalition_id"], ["coalition.id"], name=op.f("fk_edition_entry_coalition_id_coalition")
        ),
        sa.UniqueConstraint(
            "edition_id",
            "list_kind",
            "organisation_id",
            name=op.f("uq_edition_entry_edition_id_list_kind_organisation_id"),
        ),
        sa.UniqueConstraint(
            "edition_id",
            "list_kind",
            "number",
            name=op.f("uq_edition_entry_edition_id_list_kind_number"),
        ),
    )
    op.create_index("ix_edition_entry_coalition_id", "edition_entry", ["coalition_id"])
    op.create_index("ix_edition_entry_organisation_id", "edition_entry", ["organisation_id"])
    op.create_index("ix_edition_entry_signature_id", "edition_entry", ["signature_id"])
    op.create_table(
        "edition_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_file")),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_edition_file_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["coalition_id"], ["coalition.id"], name=op.f("fk_edition_file_coalition_id_coalition")
        ),
        sa.UniqueConstraint(
            "edition_id",
            "language",
            "format",
            name=op.f("uq_edition_file_edition_id_language_format"),
        ),
    )
    op.create_index("ix_edition_file_coalition_id", "edition_file", ["coalition_id"])
    op.create_index("ix_edition_file_sha256", "edition_file", ["sha256"])


def downgrade() -> None:
    for table in (
        "edition_file",
        "edition_entry",
        "edition",
        "release_waiver",
        "publication_terms",
    ):
        op.drop_table(table)
