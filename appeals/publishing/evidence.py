"""The log of an appeal as anybody can verify it: with the texts, and with the lists as printed."""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db, ledger
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, ListKind, Revision
from appeals.errors import Conflict
from appeals.ledger import Act
from appeals.ledger import exporting as logs
from appeals.publishing.amending import amended_lists
from appeals.signatures import logged
from appeals.signatures.consenting import AGREED
from appeals.signatures.lists import Lists
from appeals.signatures.services import standings

# Such files are put under the same date, so that the same log makes the same file.
_WHEN = (2020, 1, 1, 0, 0, 0)
_README = """\
This is the log of a joint appeal. To verify it, on any computer with Python and its
package "cryptography", without a connection to anybody:

    python verify.py log.json --held FILE --show en

FILE is whatever you kept: the receipt your organisation was sent, a saved mail, an
older log. What the script checks, and how, is said at its beginning.

Это журнал совместного обращения. Проверить его можно на любом компьютере с Python и
пакетом «cryptography», ни с кем не связываясь:

    python verify.py log.json --held ФАЙЛ --show ru

ФАЙЛ — то, что сохранилось у вас: подтверждение подписи, письмо, более ранний журнал.
Что и как проверяется, описано в начале сценария verify.py.
"""


def collect(session: Session, appeal: Appeal) -> dict[str, Any]:
    """Return the log with the present text and lists; raise `Conflict` before there is one.

    Only the names that stand in the lists are opened; it shows how many others there are.
    """
    placed = logs.placed_acts(session, appeal.id)
    if not placed:
        raise Conflict(_("Nothing stands in the log of this appeal yet."))
    revision = drafting.latest_locked(session, appeal)
    lists = amended_lists(session, appeal).lists  # under the numbers that are published
    entries = _entries(session, lists, placed)
    if ledger.state(session, appeal).waiting:
        raise Conflict(_("The newest entries of the log are just being signed. Try again shortly."))
    opened = sorted(each["entry"] - 1 for each in entries if each["entry"])
    return {
        **logs.exported(session, appeal.id, placed, opened),
        "appeal": {"id": appeal.id.hex, "slug": appeal.slug},
        "texts": [{"languages": _text(revision)}] if revision else [],
        "list": {
            "made_at": int(db.clock(session).timestamp()),
            "size": len(placed),
            "text": revision.set_hash,
            "withheld": sum(lists.withheld.values()),
            "entries": entries,
        }
        if revision
        else None,
    }


def as_zip(collected: dict[str, Any]) -> bytes:
    """Return the log in one file, with the script that verifies it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (
            ("log.json", as_json(collected).decode()),
            ("verify.py", logs.verifier_script()),
            ("README.txt", _README),
        ):
            archive.writestr(zipfile.ZipInfo(name, _WHEN), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def as_json(collected: dict[str, Any]) -> bytes:
    return json.dumps(collected, ensure_ascii=False, indent=1).encode()


def _entries(session: Session, lists: Lists, placed: Sequence[Act]) -> list[dict[str, Any]]:
    """Return both lists as printed; 0 as the entry of whoever is not in the log."""
    threads = logged.threads(placed)
    stand = standings(session, lists.appeal, lists.signatures, now=db.clock(session))
    entries = []
    for kind in ListKind:
        printed = {tag: lists.entries(kind, tag) for tag in lists.appeal.languages}
        for at, numbered in enumerate(lists.by_kind[kind]):
            thread = threads.get(numbered.signature.invitation_id)
            signed = thread.signed.position if thread and thread.signed else None
            entry: dict[str, Any] = {
                "list": kind.value,
                "number": numbered.number,
                "entry": 0 if signed is None else signed + 1,
                "printed": {
                    tag: each[at].text for tag, each in printed.items() if not each[at].gap
                },
            }
            if stand.get(numbered.signature.id) not in AGREED:
                entry["unconfirmed"] = True
            entries.append(entry)
    return entries


def _text(revision: Revision) -> dict[str, list[list[str]]]:
    return {
        tag: [[each["kind"], each["wordings"].get(tag, "")] for each in revision.segments]
        for tag in revision.hashes
    }
