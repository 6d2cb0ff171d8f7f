"""The mails about a thing are found without reading all mails of the coalition."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_mail_subject", "mail", ["subject_id", "coalition_id"])
    op.drop_index("ix_mail_subject_id", "mail")


def downgrade() -> None:
    op.create_index("ix_mail_subject_id", "mail", ["subject_id"])
    op.drop_index("ix_mail_subject", "mail")
