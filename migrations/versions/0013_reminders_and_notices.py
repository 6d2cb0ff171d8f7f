"""Soft deadlines, planned reminders, and how coordinators hear of answers."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("appeal") as batch_op:
        batch_op.add_column(sa.Column("soft_deadline", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("reminders_most", sa.Integer(), server_default="3", nullable=False)
        )
        batch_op.add_column(
            sa.Column("reminders_stopped_at", sa.DateTime(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("tells_at_once", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.add_column(
            sa.Column("reminders", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(
            sa.Column("reminders_stopped_at", sa.DateTime(timezone=True), nullable=True)
        )
    # Those that went out before count as well.
    op.execute(
        "UPDATE invitation SET reminders = (SELECT count(*) FROM mail WHERE "
        "mail.subject_id = invitation.id AND mail.template IN ('reminder', 'last_call')) "
        "WHERE reminded_at IS NOT NULL"
    )
    _create_plans()
    _create_notices()


def downgrade() -> None:
    for table in ("digest", "notice_setting", "reminder_sent", "reminder_plan"):
        op.drop_table(table)
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.drop_column("reminders_stopped_at")
        batch_op.drop_column("reminders")
    with op.batch_alter_table("appeal") as batch_op:
        for column in ("tells_at_once", "reminders_stopped_at", "reminders_most", "soft_deadline"):
            batch_op.drop_column(column)


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


def _moment(name: str, *, nullable: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _create_plans() -> None:
    _create(
        "reminder_plan",
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("deadline", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("time_of_day", sa.Time(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=True),
        _moment("over_at", nullable=True),
        _refers("reminder_plan", "appeal_id", "appeal"),
    )
    op.create_index(op.f("ix_reminder_plan_appeal_id"), "reminder_plan", ["appeal_id"])
    _create(
        "reminder_sent",
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        _moment("sent_at"),
        _refers("reminder_sent", "invitation_id", "invitation"),
        _refers("reminder_sent", "plan_id", "reminder_plan"),
        sa.UniqueConstraint(
            "invitation_id", "plan_id", name=op.f("uq_reminder_sent_invitation_id_plan_id")
        ),
    )
    op.create_index(op.f("ix_reminder_sent_plan_id"), "reminder_sent", ["plan_id"])


def _create_notices() -> None:
    _create(
        "notice_setting",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("mode", sa.String(40), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        _moment("mode_since", nullable=True),
        _refers("notice_setting", "account_id", "account"),
        _refers("notice_setting", "appeal_id", "appeal"),
        sa.UniqueConstraint(
            "account_id", "appeal_id", name=op.f("uq_notice_setting_account_id_appeal_id")
        ),
    )
    op.create_index(op.f("ix_notice_setting_appeal_id"), "notice_setting", ["appeal_id"])
    _create(
        "digest",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        _moment("covers_until"),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        _refers("digest", "account_id", "account"),
        _refers("digest", "appeal_id", "appeal"),
        sa.UniqueConstraint(
            "account_id", "appeal_id", "day", name=op.f("uq_digest_account_id_appeal_id_day")
        ),
    )
    op.create_index(op.f("ix_digest_appeal_id"), "digest", ["appeal_id"])
