"""Which edition a file is, or that it is none of ours: asked by the SHA-256 of its bytes."""

import hashlib
import re
from dataclasses import dataclass
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from appeals import db
from appeals.publishing.models import Edition, EditionFile
from appeals.publishing.shown import is_public

_HASH = re.compile(r"[0-9a-f]{64}")
_AT_ONCE = 1 << 20


@dataclass(frozen=True)
class Verdict:
    """What is known of a file; without `file` it is none of the published ones."""

    sha256: str
    file: EditionFile | None
    newest: int

    @property
    def is_newest(self) -> bool:
        return self.file is not None and self.file.edition.number == self.newest


def hash_of(file: BinaryIO) -> str:
    """Return the SHA-256 of what is read, in hexadecimal; nothing of it is kept."""
    digest = hashlib.sha256()
    while some := file.read(_AT_ONCE):
        digest.update(some)
    return digest.hexdigest()


def read_hash(text: str) -> str | None:
    """Return a typed SHA-256 in small letters without what people put between, or None."""
    plain = re.sub(r"[\s:]|^sha256", "", text.strip().lower())
    return plain if _HASH.fullmatch(plain) else None


def verify(session: Session, newest: Edition, sha256: str) -> Verdict:
    """Look among all public editions of the appeal that `newest` is the newest of."""
    known = (
        select(EditionFile)
        .join(EditionFile.edition)
        .where(EditionFile.sha256 == sha256, Edition.appeal_id == newest.appeal_id, is_public())
        # The same bytes may stand in two editions: it is the newer one then.
        .order_by(Edition.number.desc())
        .limit(1)
        .options(joinedload(EditionFile.edition))
    )
    with db.everywhere(session):
        found = session.scalar(known)
    return Verdict(sha256, found, newest.number)
