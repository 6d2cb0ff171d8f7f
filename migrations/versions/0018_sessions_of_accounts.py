"""Where accounts are signed in, which browsers they use, and what happened to them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        _account(),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        _moment("created_at"),
        _moment("seen_at"),
        _moment("proved_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_session")),
        _of_account("account_session"),
        sa.UniqueConstraint("key", name=op.f("uq_account_session_key")),
    )
    op.create_index(op.f("ix_account_session_account_id"), "account_session", ["account_id"])
    op.create_index(op.f("ix_account_session_created_at"), "account_session", ["created_at"])
    op.create_table(
        "known_browser",
        sa.Column("id", sa.Uuid(), nullable=False),
        _account(),
        sa.Column("key", sa.String(), nullable=False),
        _moment("used_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_browser")),
        _of_account("known_browser"),
        sa.UniqueConstraint("account_id", "key", name=op.f("uq_known_browser_account_id_key")),
    )
    op.create_index(op.f("ix_known_browser_used_at"), "known_browser", ["used_at"])
    op.create_table(
        "security_event",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _account(),
        _moment("at"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_event")),
        _of_account("security_event"),
        _of_account("security_event", "by_id"),
    )
    op.create_index(op.f("ix_security_event_account_id"), "security_event", ["account_id"])
    op.create_index(op.f("ix_security_event_at"), "security_event", ["at"])


def downgrade() -> None:
    for table in ("security_event", "known_browser", "account_session"):
        op.drop_table(table)


def _account() -> sa.Column[sa.Uuid]:
    return sa.Column("account_id", sa.Uuid(), nullable=False)


def _moment(name: str) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _of_account(table: str, column: str = "account_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["account.id"], name=op.f(f"fk_{table}_{column}_account")
    )
