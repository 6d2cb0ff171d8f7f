"""Letterheads, Word templates, logos of organisations, and what editions were drawn from."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stationery",
        *_owned("stationery"),
        *_of("stationery", "appeal"),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("prints_logos", sa.Boolean(), nullable=False),
        *_picture(nullable=True),
        sa.UniqueConstraint("appeal_id", name=op.f("uq_stationery_appeal_id")),
    )
    op.create_table(
        "word_template",
        *_owned("word_template"),
        *_of("word_template", "appeal"),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("taken", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        *_of("word_template", "account", "uploaded_by", nullable=True),
        sa.UniqueConstraint("appeal_id", name=op.f("uq_word_template_appeal_id")),
    )
    op.create_table(
        "edition_source",
        *_owned("edition_source"),
        *_of("edition_source", "edition"),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint(
            "edition_id", "sha256", name=op.f("uq_edition_source_edition_id_sha256")
        ),
    )
    op.create_table(
        "organisation_logo",
        *_owned("organisation_logo"),
        *_of("organisation_logo", "organisation"),
        *_picture(nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_organisation_logo_organisation_id")),
    )
    op.create_table(
        "category_name",
        *_owned("category_name"),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.UniqueConstraint(
            "coalition_id",
            "category",
            "language",
            name=op.f("uq_category_name_coalition_id_category_language"),
        ),
    )
    for table in _TABLES:
        op.create_index(op.f(f"ix_{table}_coalition_id"), table, ["coalition_id"])


_TABLES = ("stationery", "word_template", "edition_source", "organisation_logo", "category_name")


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _owned(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *_of(table, "coalition"),
    ]


def _of(
    table: str, other: str, column: str = "", *, nullable: bool = False
) -> list[sa.schema.SchemaItem]:
    column = column or f"{other}_id"
    return [
        sa.Column(column, sa.Uuid(), nullable=nullable),
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
        ),
    ]


def _picture(*, nullable: bool) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("sha256", sa.String(), nullable=nullable),
        sa.Column("media_type", sa.String(), nullable=nullable),
        sa.Column("width", sa.Integer(), nullable=nullable),
        sa.Column("height", sa.Integer(), nullable=nullable),
        sa.Column("content", sa.LargeBinary(), nullable=nullable),
    ]
