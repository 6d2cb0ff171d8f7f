"""What is published of an appeal: on which terms, and the editions with their frozen numbers."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appeals import db
from appeals.drafting.models import Appeal, ListKind, Revision


class Departure(StrEnum):
    """How a name is shown that was withdrawn after publication, in every language alike."""

    EMPTY = "empty"  # the number is left empty
    STRUCK = "struck"  # the name stays and is struck through
    FOOTNOTE = "footnote"  # the name stays, and a note says so


class Terms(db.Base, db.Owned):
    """On which terms an appeal is published; without a row there are none."""

    __tablename__ = "publication_terms"

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), unique=True)
    minimum_signatories: Mapped[int | None]
    minimum_countries: Mapped[int | None]
    embargo_until: Mapped[datetime | None]
    departure: Mapped[Departure] = mapped_column(db.stored_by_value(Departure))


class ReleaseWaiver(db.Base, db.Owned):
    """A line of the release checklist that a coordinator lets pass, and why.

    It holds only for what it was given for: when that changes, the line stops again.
    """

    __tablename__ = "release_waiver"
    __table_args__ = (UniqueConstraint("appeal_id", "line"),)

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    line: Mapped[str]
    about: Mapped[str]
    reason: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class Stationery(db.Base, db.Owned):
    """Who writes, as it stands at the head of an appeal, and whether logos stand below the lists.

    Where no name is given nothing stands at the head. The columns of the picture belong together.
    """

    __tablename__ = "stationery"

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), unique=True)
    # By language tag; an address has a line of print in each line.
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    addresses: Mapped[dict[str, str]] = mapped_column(JSON)
    prints_logos: Mapped[bool]
    sha256: Mapped[str | None]
    media_type: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)


class WordTemplate(db.Base, db.Owned):
    """What was taken of a coordinator's Word template: a file without text, and that in words."""

    __tablename__ = "word_template"

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), unique=True)
    filename: Mapped[str]
    # See `document.word_frame.Taken`.
    taken: Mapped[dict[str, Any]] = mapped_column(JSON)
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class Edition(db.Base, db.Owned):
    """A state of text and lists as it is published; what is in it never changes.

    `frozen` holds the documents themselves, and the files are kept: neither a
    change of the registry nor of the program can change an edition.
    """

    __tablename__ = "edition"
    __table_args__ = (
        UniqueConstraint("appeal_id", "number"),
        # Nothing is added to the next edition while one waits for its hour.
        Index(
            "uq_edition_waiting",
            "appeal_id",
            unique=True,
            sqlite_where=text("released_at IS NULL"),
            postgresql_where=text("released_at IS NULL"),
        ),
    )

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    number: Mapped[int]
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revision.id"))
    # The documents, one a language (`document.frozen`), and the SHA-256 of their canonical JSON.
    frozen: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    content_hash: Mapped[str]
    # Language tag to title, in the order of publication; what lists of appeals print.
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    reference_language: Mapped[str]
    signatories: Mapped[int]
    supporters: Mapped[int]
    countries: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # Public from this moment on by the database's clock, whether a worker runs or not.
    publish_at: Mapped[datetime]
    # When it was found to be public and the signatories were told, once.
    released_at: Mapped[datetime | None]
    retracted_at: Mapped[datetime | None]
    retracted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    retraction_reason: Mapped[str | None]

    appeal: Mapped[Appeal] = relationship()
    revision: Mapped[Revision] = relationship()
    entries: Mapped[list["EditionEntry"]] = relationship(
        cascade="all, delete-orphan", back_populates="edition"
    )
    files: Mapped[list["EditionFile"]] = relationship(
        cascade="all, delete-orphan", back_populates="edition", order_by="EditionFile.position"
    )

    sources: Mapped[list["EditionSource"]] = relationship(
        cascade="all, delete-orphan", back_populates="edition"
    )

    @property
    def languages(self) -> list[str]:
        return list(self.titles)


class EditionEntry(db.Base, db.Owned):
    """The number an organisation has in a list, from its first edition on and for ever."""

    __tablename__ = "edition_entry"
    __table_args__ = (
        UniqueConstraint("edition_id", "list_kind", "number"),
        UniqueConstraint("edition_id", "list_kind", "organisation_id"),
    )

    id: Mapped[db.PrimaryKey]
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    list_kind: Mapped[ListKind] = mapped_column(db.stored_by_value(ListKind))
    number: Mapped[int]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signature.id"), index=True)

    edition: Mapped[Edition] = relationship(back_populates="entries")


class EditionFile(db.Base, db.Owned):
    """A file of an edition as it was written, and its lower-case hex SHA-256."""

    __tablename__ = "edition_file"
    __table_args__ = (UniqueConstraint("edition_id", "language", "format"),)

    id: Mapped[db.PrimaryKey]
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    position: Mapped[int]
    # BCP 47, or "all".
    language: Mapped[str]
    format: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    edition: Mapped[Edition] = relationship(back_populates="files")


class EditionSource(db.Base, db.Owned):
    """What the files of an edition were drawn from beside its documents: pictures, Word template.

    `sha256` is that of the content, lower-case hex.
    """

    __tablename__ = "edition_source"
    __table_args__ = (UniqueConstraint("edition_id", "sha256"),)

    id: Mapped[db.PrimaryKey]
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("edition.id"))
    sha256: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    edition: Mapped[Edition] = relationship(back_populates="sources")


class MadeFile(db.Base, db.Owned):
    """A file of a long list that a worker makes; kept for some hours, for whoever asked.

    `refusal` says what stands in its way, in the language of whoever asked.
    """

    __tablename__ = "made_file"

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    languages: Mapped[list[str]] = mapped_column(JSON)
    format: Mapped[str]
    layout: Mapped[list[str]] = mapped_column(JSON)
    draft: Mapped[bool]
    spoken: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    # Steps: the lists are read, then each file is drawn.
    done: Mapped[int]
    steps: Mapped[int]
    filename: Mapped[str | None]
    refusal: Mapped[str | None]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)

    appeal: Mapped[Appeal] = relationship()

    @property
    def is_ready(self) -> bool:
        return self.filename is not None
