"""A Merkle log for each appeal; what was signed before begins it."""

import hashlib
import json
import secrets
import time
import unicodedata
from uuid import UUID

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_KEPT = ("number", "coalition_id", "appeal_id", "thread_id", "hash", "entry")


def upgrade() -> None:
    _create_tables()
    _carry_over()
    _refuse_changes()


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP TRIGGER ledger_leaf_append_only ON ledger_leaf")
        op.execute("DROP TRIGGER ledger_checkpoint_append_only ON ledger_checkpoint")
        op.execute("DROP FUNCTION ledger_leaf_refuse()")
    op.drop_table("ledger_checkpoint")
    op.drop_table("ledger_log")
    op.drop_table("ledger_opening")
    op.drop_table("ledger_leaf")


def _create_tables() -> None:
    op.create_table(
        "ledger_leaf",
        _coalition("ledger_leaf"),
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ledger_leaf")),
        sa.UniqueConstraint(
            "appeal_id", "position", name=op.f("uq_ledger_leaf_appeal_id_position")
        ),
    )
    op.create_index("ix_ledger_leaf_thread_id_number", "ledger_leaf", ["thread_id", "number"])
    op.create_index(
        "ix_ledger_leaf_waiting",
        "ledger_leaf",
        ["appeal_id"],
        sqlite_where=sa.text("position IS NULL"),
        postgresql_where=sa.text("position IS NULL"),
    )
    op.create_table(
        "ledger_opening",
        _coalition("ledger_opening"),
        sa.Column("leaf_number", sa.Integer(), nullable=False),
        sa.Column("printed_nonce", sa.String(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=True),
        sa.Column("personal_nonce", sa.String(), nullable=True),
        sa.Column("personal", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["leaf_number"],
            ["ledger_leaf.number"],
            name=op.f("fk_ledger_opening_leaf_number_ledger_leaf"),
        ),
        sa.PrimaryKeyConstraint("leaf_number", name=op.f("pk_ledger_opening")),
    )
    op.create_table(
        "ledger_log",
        _coalition("ledger_log"),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("peaks", sa.JSON(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("appeal_id", name=op.f("pk_ledger_log")),
    )
    op.create_index(op.f("ix_ledger_log_coalition_id"), "ledger_log", ["coalition_id"])
    op.create_table(
        "ledger_checkpoint",
        _coalition("ledger_checkpoint"),
        sa.Column("appeal_id", sa.Uuid(), nullable=False),
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("appeal_id", "size", name=op.f("pk_ledger_checkpoint")),
    )
    op.create_index(
        op.f("ix_ledger_checkpoint_coalition_id"), "ledger_checkpoint", ["coalition_id"]
    )


def _coalition(table: str) -> sa.Column:
    foreign = sa.ForeignKey("coalition.id", name=op.f(f"fk_{table}_coalition_id_coalition"))
    return sa.Column("coalition_id", sa.Uuid(), foreign, nullable=False)


def _refuse_changes() -> None:
    """A leaf is given its place once; nothing else is ever changed."""
    if op.get_bind().dialect.name == "sqlite":
        changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _KEPT)
        refuse = "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        op.execute(
            "CREATE TRIGGER ledger_leaf_no_update BEFORE UPDATE ON ledger_leaf "
            f"WHEN OLD.position IS NOT NULL OR {changed} {refuse}"
        )
        op.execute(f"CREATE TRIGGER ledger_leaf_no_delete BEFORE DELETE ON ledger_leaf {refuse}")
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER ledger_checkpoint_no_{verb.lower()} BEFORE {verb} "
                f"ON ledger_checkpoint {refuse}"
            )
        return
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _KEPT)
    op.execute(
        "CREATE FUNCTION ledger_leaf_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' AND OLD.position IS NULL AND NOT ({changed}) THEN RETURN NEW; END IF; "
        "RAISE EXCEPTION 'the ledger is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER ledger_leaf_append_only BEFORE UPDATE OR DELETE ON ledger_leaf "
        "FOR EACH ROW EXECUTE FUNCTION ledger_leaf_refuse()"
    )
    op.execute(
        "CREATE TRIGGER ledger_checkpoint_append_only BEFORE UPDATE OR DELETE ON ledger_checkpoint "
        "FOR EACH ROW EXECUTE FUNCTION ledger_entry_refuse()"
    )


# As it was when this migration was written, whatever becomes of the code: what stood
# in the tables then is what the log begins with.

_LOCKED = sa.text(
    "SELECT coalition_id, appeal_id, number, hashes, set_hash FROM revision "
    "WHERE locked_at IS NOT NULL ORDER BY appeal_id, number"
).columns(coalition_id=sa.Uuid(), appeal_id=sa.Uuid(), hashes=sa.JSON())
_SIGNED = sa.text(
    "SELECT s.coalition_id, s.appeal_id, s.invitation_id, s.organisation_id, s.names, s.countries, "
    "s.list_kind, s.language_read, s.representative_name, s.representative_role, s.basis, "
    "s.counts_from, s.imported_from, r.set_hash, i.disputed_at FROM signature s "
    "JOIN revision r ON r.id = s.revision_id JOIN invitation i ON i.id = s.invitation_id "
    "WHERE s.ended_at IS NULL ORDER BY s.appeal_id, s.signed_at, s.id"
).columns(
    coalition_id=sa.Uuid(),
    appeal_id=sa.Uuid(),
    invitation_id=sa.Uuid(),
    organisation_id=sa.Uuid(),
    names=sa.JSON(),
    countries=sa.JSON(),
    counts_from=sa.DateTime(timezone=True),
)


def _carry_over() -> None:
    connection = op.get_bind()
    for row in connection.execute(_LOCKED).all():
        printed = {"hashes": row.hashes, "revision": row.number}
        _log(row, row.appeal_id, "text.carried_over", text=row.set_hash, printed=printed)
    for row in connection.execute(_SIGNED).all():
        names = {
            tag: {"acronym": each["acronym"], "name": each["name"]}
            for tag, each in row.names.items()
        }
        printed = {
            "countries": row.countries,
            "list": row.list_kind,
            "names": names,
            "organisation": row.organisation_id.hex,
        }
        personal = {
            "basis": row.basis or row.imported_from or "",
            "language": row.language_read,
            "name": row.representative_name,
            "role": row.representative_role,
        }
        thread, since = row.invitation_id, row.counts_from
        first = _log(
            row,
            thread,
            "signature.carried_over",
            text=row.set_hash,
            printed=printed,
            personal=personal,
            **({"from": int(since.timestamp())} if since else {}),
        )
        if row.disputed_at:
            _log(row, thread, "signature.disputed", follows=first)


def _log(row: sa.Row, thread: UUID, kind: str, **content: object) -> str:
    opening = {"coalition_id": row.coalition_id}
    for part in ("printed", "personal"):
        if part in content:
            nonce, text = secrets.token_bytes(32), _canonical(content[part])
            opening |= {f"{part}_nonce": nonce.hex(), part: text}
            content[part] = hashlib.sha256(b"ja-commit-v1" + nonce + text.encode()).hexdigest()
    content |= {"v": 1, "appeal": row.appeal_id.hex, "type": kind, "t": int(time.time())}
    entry = _canonical(content)
    leaf = {
        "coalition_id": row.coalition_id,
        "appeal_id": row.appeal_id,
        "thread_id": thread,
        "hash": hashlib.sha256(b"\x00" + entry.encode()).hexdigest(),
        "entry": entry,
    }
    table = _table("ledger_leaf", "number", *leaf)
    done = op.get_bind().execute(table.insert().returning(table.c.number), leaf)
    opening["leaf_number"] = done.scalar_one()
    if len(opening) > 2:
        op.get_bind().execute(_table("ledger_opening", *opening).insert(), opening)
    return leaf["hash"]


def _canonical(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(
        name, *(sa.column(each, sa.Uuid() if each.endswith("_id") else None) for each in columns)
    )
