"""Colleagues who are invited, several coalitions for an account, passkeys, and whose doing a mail is."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_OF_THE_COALITION = ("left_at", "switched_off_at", "vouched_at")
_BY = sa.text("by_id IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("membership") as batch:
        for name in _OF_THE_COALITION:
            batch.add_column(_moment(name, nullable=True))
    op.execute("UPDATE membership SET vouched_at = CURRENT_TIMESTAMP WHERE appeal_id IS NULL")
    op.execute(
        "UPDATE membership SET switched_off_at = CURRENT_TIMESTAMP WHERE appeal_id IS NULL "
        "AND account_id IN (SELECT id FROM account WHERE NOT active)"
    )
    with op.batch_alter_table("account_session") as batch:
        batch.add_column(sa.Column("coalition_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_account_session_coalition_id_coalition"),
            "coalition",
            ["coalition_id"],
            ["id"],
        )
    with op.batch_alter_table("mail") as batch:
        batch.add_column(sa.Column("by_id", sa.Uuid(), nullable=True))
        # Only mails of the last day are looked for by it.
        batch.add_column(sa.Column("recipient_index", sa.String(), nullable=True))
    op.create_index("ix_mail_recipient", "mail", ["recipient_index", "begun_at"])
    op.create_index(
        "ix_mail_by", "mail", ["by_id", "begun_at"], sqlite_where=_BY, postgresql_where=_BY
    )
    _colleagues()
    _emails()
    _passkeys()


def downgrade() -> None:
    for table in ("passkey", "email_change", "colleague_invitation"):
        op.drop_table(table)
    for index in ("ix_mail_by", "ix_mail_recipient"):
        op.drop_index(index, "mail")
    with op.batch_alter_table("mail") as batch:
        batch.drop_column("recipient_index")
        batch.drop_column("by_id")
    with op.batch_alter_table("account_session") as batch:
        batch.drop_constraint(op.f("fk_account_session_coalition_id_coalition"), type_="foreignkey")
        batch.drop_column("coalition_id")
    with op.batch_alter_table("membership") as batch:
        for name in _OF_THE_COALITION:
            batch.drop_column(name)


def _colleagues() -> None:
    table = "colleague_invitation"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("coalition_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=True),
        sa.Column("invited_by", sa.Uuid(), nullable=True),
        _moment("invited_at"),
        sa.Column("link_number", sa.Integer(), nullable=False),
        _moment("expires_at"),
        _moment("revoked_at", nullable=True),
        _moment("accepted_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague_invitation")),
        _of(table, "coalition_id", "coalition"),
        _of(table, "appeal_id", "appeal"),
        _of(table, "invited_by", "account"),
    )
    op.create_index(op.f("ix_colleague_invitation_coalition_id"), table, ["coalition_id"])
    op.create_index(op.f("ix_colleague_invitation_expires_at"), table, ["expires_at"])


def _emails() -> None:
    table = "email_change"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("former", sa.String(), nullable=False),
        _moment("expires_at"),
        _moment("confirmed_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_change")),
        _of(table, "account_id", "account"),
    )
    op.create_index(op.f("ix_email_change_account_id"), table, ["account_id"])
    op.create_index(op.f("ix_email_change_expires_at"), table, ["expires_at"])


def _passkeys() -> None:
    table = "passkey"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        _moment("made_at"),
        _moment("used_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        _of(table, "account_id", "account"),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
    )
    op.create_index(op.f("ix_passkey_account_id"), table, ["account_id"])


def _moment(name: str, *, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
