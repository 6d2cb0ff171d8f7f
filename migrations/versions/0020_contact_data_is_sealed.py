"""Contact data is sealed, and found by keyed hashes; what was there is sealed now.

No table is made anew: SQLite does not let go of one that others refer to.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from alembic import op

from appeals import keyring

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_AT_ONCE = 500
_SEALED = {
    "bounce": ("address",),
    "comment": ("author_name",),
    "contact": ("name", "email"),
    "dispute": ("raised_by_name", "raised_by_role"),
    "endorsement": ("email",),
    "handover": ("given_by_name", "given_by_role", "to_name", "to_email"),
    "invitation": ("answered_by_name", "answered_by_role"),
    "join_request": ("person", "role", "email", "message"),
    "ledger_opening": ("personal",),
    "mail": ("recipient",),
    "mandate": ("granted_by_name", "granted_by_role", "revoked_by_name", "revoked_by_role"),
    "question": ("asker_name", "asker_email"),
    "recipient": ("address",),
    "reviewer": ("name", "email"),
    "signature": ("representative_name", "representative_role", "ended_by_name", "ended_by_role"),
    "suppression": ("address",),
}
_INDEXED = {
    "bounce": ("address", "address_index"),
    "contact": ("email", "email_index"),
    "endorsement": ("email", "identity"),
    "handover": ("to_email", "to_email_index"),
    "join_request": ("email", "email_index"),
    "reviewer": ("email", "email_index"),
    "suppression": ("address", "address_index"),
}
# In a unique constraint: the old column becomes the index, and the sealed one is new.
_UNIQUE = ("reviewer", "suppression")
_OLD_INDICES = (("bounce", "address"), ("contact", "email"), ("suppression", "address"))
_NEW_INDICES = ("bounce", "contact", "handover", "join_request", "suppression")


def upgrade() -> None:
    op.create_table(
        "sealing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("probe", sa.String(), nullable=False),
        sa.Column("indexed", sa.String(), nullable=False),
        sa.Column("wiped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealing")),
    )
    for table, column in _OLD_INDICES:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
    for table, (column, index) in _INDEXED.items():
        if table in _UNIQUE:
            op.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO {index}")
            op.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR DEFAULT '' NOT NULL")
            filled = sa.table(table, sa.column(column), sa.column(index))
            op.execute(filled.update().values({column: filled.c[index]}))
        elif table != "endorsement":
            op.execute(f"ALTER TABLE {table} ADD COLUMN {index} VARCHAR DEFAULT '' NOT NULL")
    sealed = sum(_rewrite(table, _seal(table)) for table in _SEALED)
    for table in _NEW_INDICES:
        index = _INDEXED[table][1]
        op.create_index(op.f(f"ix_{table}_{index}"), table, [index])
    op.execute("DELETE FROM organisation_upload")  # kept for two hours, with addresses in it
    _search_without_contacts()
    rows = sa.table("sealing", *map(sa.column, ("id", "probe", "indexed", "wiped")))
    op.bulk_insert(rows, [{"id": 1, **keyring.probes(), "wiped": sealed == 0}])


def downgrade() -> None:
    for table in _NEW_INDICES:
        op.drop_index(op.f(f"ix_{table}_{_INDEXED[table][1]}"), table)
    for table in _SEALED:
        _rewrite(table, _open(table))
    for table, (column, index) in _INDEXED.items():
        if table in _UNIQUE:
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
            op.execute(f"ALTER TABLE {table} RENAME COLUMN {index} TO {column}")
        elif table != "endorsement":
            op.execute(f"ALTER TABLE {table} DROP COLUMN {index}")
    for table, column in _OLD_INDICES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.execute("DELETE FROM organisation_upload")
    op.drop_table("sealing")


Values = dict[str, str | None]


def _seal(table: str) -> Callable[[Values], Values]:
    ring = keyring.ring()

    def change(values: Values) -> Values:
        changed = {
            name: ring.seal(value, f"{table}.{name}") if value else value
            for name, value in values.items()
        }
        if table in _INDEXED:
            column, index = _INDEXED[table]
            address = (values[column] or "").strip().lower()
            if table == "endorsement":
                address = _identity(address)
            changed[index] = ring.index(address, "address") if address else ""
        return changed

    return change


def _open(table: str) -> Callable[[Values], Values]:
    ring = keyring.ring()

    def change(values: Values) -> Values:
        changed = {
            name: ring.open(value, f"{table}.{name}") if value else value
            for name, value in values.items()
        }
        if table in _UNIQUE:
            column, index = _INDEXED[table]
            changed[index] = changed[column]
        if table == "endorsement":
            changed["identity"] = _identity((changed["email"] or "").strip().lower())
        return changed

    return change


def _rewrite(name: str, change: Callable[[Values], Values]) -> int:
    """Change the rows of a table, so many at once; return how many there were."""
    key = "leaf_number" if name == "ledger_opening" else "id"
    columns = {*_SEALED[name], *_INDEXED.get(name, ())[1:]}
    kind = sa.Integer() if name == "ledger_opening" else sa.Uuid()
    table = sa.table(name, sa.column(key, kind), *map(sa.column, columns))
    done = 0
    for rows in _batches(table, key, _SEALED[name]):
        changed = [
            {"row": row[key], **change({each: row[each] for each in _SEALED[name]})} for row in rows
        ]
        values = {each: sa.bindparam(each) for each in changed[0] if each != "row"}
        where = table.c[key] == sa.bindparam("row", type_=kind)
        op.get_bind().execute(table.update().where(where).values(values), changed)
        done += len(changed)
    return done


def _batches(
    table: sa.TableClause, key: str, columns: tuple[str, ...]
) -> Iterator[list[sa.RowMapping]]:
    query = sa.select(table.c[key], *(table.c[each] for each in columns)).order_by(table.c[key])
    last = None
    while True:
        after = query if last is None else query.where(table.c[key] > last)
        rows = list(op.get_bind().execute(after.limit(_AT_ONCE)).mappings())
        if not rows:
            return
        yield rows
        last = rows[-1][key]


def _search_without_contacts() -> None:
    """Write anew what organisations are found by, as it was when this migration was written."""
    connection = op.get_bind()
    found: dict[str, list[str]] = {}
    for row in connection.execute(
        sa.text("SELECT organisation_id, name, acronym FROM organisation_name ORDER BY language")
    ):
        found.setdefault(str(row.organisation_id), []).extend((row.name, row.acronym))
    organisations = connection.execute(
        sa.text("SELECT id, aliases, categories FROM organisation")
    ).all()
    change = sa.text("UPDATE organisation SET searched = :searched WHERE id = :id")
    for row in organisations:
        texts = found.get(str(row.id), []) + _list(row.aliases) + _list(row.categories)
        connection.execute(change, {"id": row.id, "searched": _folded(texts)})


def _list(value: list[str] | str) -> list[str]:
    return json.loads(value) if isinstance(value, str) else value


def _folded(texts: list[str]) -> str:
    decomposed = unicodedata.normalize("NFKD", "\n".join(texts)).casefold()
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    plain = re.sub(r"['’ʼ`]", "", letters.translate(str.maketrans("łøđħıŧ", "lodhit")))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def _identity(address: str) -> str:
    local, _at, domain = address.rpartition("@")
    mailbox = local.partition("+")[0] or local
    if domain in {"gmail.com", "googlemail.com"}:
        return f"{mailbox.replace('.', '')}@gmail.com"
    return f"{mailbox}@{domain}"
