"""Appeals, their segments with a wording per language, and their revisions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from appeals import db
from appeals.drafting.parity import TermKind


class Phase(StrEnum):
    """How far an appeal has come."""

    DRAFT = "draft"
    COMMENTS = "comments"  # still a draft, and partners say what they think of it
    FINAL = "final"  # the text is locked
    SIGN_ON = "sign_on"  # the text is locked and organisations are asked
    CLOSED = "closed"  # no further answers


class SegmentKind(StrEnum):
    """What a segment is in the document; list headings are segments like any other."""

    TITLE = "title"
    KICKER = "kicker"
    DATE_LINE = "date_line"
    ADDRESSEE = "addressee"
    CC = "cc"
    SALUTATION = "salutation"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    NUMBERED_ITEM = "numbered_item"
    BULLETED_ITEM = "bulleted_item"
    QUOTATION = "quotation"
    CLOSING = "closing"
    CONTACT = "contact"
    NOTE = "note"
    SIGNATORIES_HEADING = "signatories_heading"
    SUPPORTERS_HEADING = "supporters_heading"

    @property
    def is_list_heading(self) -> bool:
        """List headings stand last: the lists are set below them."""
        return self in {SegmentKind.SIGNATORIES_HEADING, SegmentKind.SUPPORTERS_HEADING}

    @property
    def is_standing(self) -> bool:
        """Every appeal has exactly one segment of this kind; empty, it is not printed."""
        return self.is_list_heading or self in {SegmentKind.TITLE, SegmentKind.DATE_LINE}


class ListKind(StrEnum):
    """The list an organisation stands in."""

    SIGNATORY = "signatory"
    SUPPORTER = "supporter"

    @property
    def heading(self) -> SegmentKind:
        if self is ListKind.SIGNATORY:
            return SegmentKind.SIGNATORIES_HEADING
        return SegmentKind.SUPPORTERS_HEADING


class ListOrder(StrEnum):
    """By what the lists are ordered, in every language alike."""

    NAME = "name"
    COUNTRY = "country"
    TIME = "time"
    HAND = "hand"


class ChangeClass(StrEnum):
    """How much a change of the text means to those who have signed it."""

    TYPO = "typo"
    TRANSLATION = "translation"
    SUBSTANCE = "substance"


class ConsentDefault(StrEnum):
    """What becomes of a signature that was not confirmed after a change of substance."""

    KEEP = "keep"  # it stays, under the text that was signed, and the list says so
    DROP = "drop"  # it lapses


@dataclass(frozen=True)
class Title:
    """What an appeal is called, and in which language; None if it is called by its slug."""

    text: str
    language: str | None


def answer_by(
    soft: datetime | None, deadline: datetime | None, moment: datetime
) -> datetime | None:
    """Return the deadline that is named to organisations: the soft one until it is over."""
    return soft if soft is not None and moment <= soft else deadline


class Appeal(db.Base, db.Owned):
    """A joint appeal in two or more languages."""

    __tablename__ = "appeal"

    id: Mapped[db.PrimaryKey]
    slug: Mapped[str] = mapped_column(unique=True)
    # BCP 47 tags in the order of publication; the reference language is one of them.
    languages: Mapped[list[str]] = mapped_column(JSON)
    reference_language: Mapped[str]
    phase: Mapped[Phase] = mapped_column(db.stored_by_value(Phase))
    # IANA name; deadlines are shown in it and in UTC.
    time_zone: Mapped[str]
    deadline: Mapped[datetime | None]
    # By when organisations are asked to answer; later answers are taken until the deadline.
    soft_deadline: Mapped[datetime | None]
    order: Mapped[ListOrder] = mapped_column(db.stored_by_value(ListOrder))
    # The language whose names decide the order; the reference language unless chosen.
    order_language: Mapped[str]
    # Whom partners write to with questions.
    reply_to: Mapped[str]
    # How the next lock of the text is classed, once organisations have signed.
    pending_change: Mapped[ChangeClass | None] = mapped_column(db.stored_by_value(ChangeClass))
    # After a change of substance: until when signatories confirm, and what if they do not.
    pending_consent_until: Mapped[datetime | None]
    pending_consent_default: Mapped[ConsentDefault | None] = mapped_column(
        db.stored_by_value(ConsentDefault)
    )
    # Until when partners comment, and whether they see each other's comments.
    comments_until: Mapped[datetime | None]
    comments_shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    # What it is about, in the coalition's own words; some do not want to be asked about some.
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    # When organisations were first asked; from then on somebody may have signed.
    opened_at: Mapped[datetime | None]
    # How often one organisation is reminded at most, and since when planned reminders stand still.
    reminders_most: Mapped[int] = mapped_column(default=3, server_default="3")
    reminders_stopped_at: Mapped[datetime | None]
    # Whether some coordinator wants to hear of every answer at once: who signs looks no further.
    tells_at_once: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]

    segments: Mapped[list["Segment"]] = relationship(
        back_populates="appeal", order_by="Segment.position", cascade="all, delete-orphan"
    )

    @property
    def is_locked(self) -> bool:
        return self.phase not in {Phase.DRAFT, Phase.COMMENTS}

    def takes_comments(self, moment: datetime) -> bool:
        """Whether partners may comment at `moment`, by the database's clock."""
        is_over = self.comments_until is not None and self.comments_until < moment
        return self.phase is Phase.COMMENTS and not is_over

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def local_deadline(self) -> datetime | None:
        """The deadline in the appeal's own time zone."""
        return self.deadline.astimezone(self.zone) if self.deadline else None

    def asked_by(self, moment: datetime) -> datetime | None:
        """Return by when an answer is asked for at `moment`: the soft deadline until it is over."""
        return answer_by(self.soft_deadline, self.deadline, moment)

    @property
    def other_languages(self) -> list[str]:
        return [tag for tag in self.languages if tag != self.reference_language]

    @property
    def body(self) -> list["Segment"]:
        """The text itself, without title, date line and list headings."""
        return [segment for segment in self.segments if not segment.kind.is_standing]

    def title_for(self, language: str) -> Title:
        """Return the title in this language, else in the reference language, else in any."""
        titles = [segment for segment in self.segments if segment.kind is SegmentKind.TITLE]
        for tag in (language, self.reference_language, *self.languages):
            for title in titles:
                if title.text(tag):
                    return Title(title.text(tag), tag)
        return Title(self.slug, None)


class Segment(db.Base, db.Owned):
    """An aligned unit of the text: one wording in each language."""

    __tablename__ = "segment"

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), index=True)
    position: Mapped[int]
    kind: Mapped[SegmentKind] = mapped_column(db.stored_by_value(SegmentKind))

    appeal: Mapped[Appeal] = relationship(back_populates="segments")
    wordings: Mapped[list["Wording"]] = relationship(
        back_populates="segment", cascade="all, delete-orphan", lazy="selectin"
    )

    def wording(self, language: str) -> "Wording | None":
        return next((each for each in self.wordings if each.language == language), None)

    def text(self, language: str) -> str:
        """Return the wording in this language, or nothing."""
        wording = self.wording(language)
        return wording.text if wording else ""

    @property
    def is_used(self) -> bool:
        """Whether it says something in any language; if not, a standing segment is not printed."""
        return any(wording.text for wording in self.wordings)


class Wording(db.Base, db.Owned):
    """A segment in one language; it remembers the reference wording it translates."""

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("segment_id", "language"),)

    id: Mapped[db.PrimaryKey]
    segment_id: Mapped[UUID] = mapped_column(ForeignKey("segment.id"))
    language: Mapped[str]
    text: Mapped[str]
    # SHA-256 of the reference wording this one was written for; None in the reference itself.
    translates: Mapped[str | None]
    updated_at: Mapped[datetime]
    updated_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # Who has read it against the reference as it now is, and is not who wrote it.
    read_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    read_at: Mapped[datetime | None]

    segment: Mapped[Segment] = relationship(back_populates="wordings")


class SegmentSnapshot(TypedDict):
    """A segment inside a revision; `wordings` maps language tags to text."""

    id: str
    kind: str
    wordings: dict[str, str]


class Revision(db.Base, db.Owned):
    """An immutable snapshot of all language versions together.

    Segments without a wording in any language are left out. The text in it never
    changes; locking marks when it became final and as what kind of change, and
    a name can be given to it.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("appeal_id", "number"),)

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    number: Mapped[int]
    segments: Mapped[list[SegmentSnapshot]] = mapped_column(JSON)
    # Lower-case hex SHA-256 of each language version, and of the set of them.
    hashes: Mapped[dict[str, str]] = mapped_column(JSON)
    set_hash: Mapped[str] = mapped_column(index=True)
    change: Mapped[ChangeClass | None] = mapped_column(db.stored_by_value(ChangeClass))
    created_at: Mapped[datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # Why it was saved, as the writer said it, and what it is called, if anything.
    note: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    # The number of the earlier revision that was gone back to.
    restored_from: Mapped[int | None]
    # Saved by the page itself while somebody typed; what they type next joins it.
    is_autosave: Mapped[bool] = mapped_column(default=False, server_default=false())
    locked_at: Mapped[datetime | None]
    # Of a change of substance: see `Appeal.pending_consent_until`.
    consent_until: Mapped[datetime | None]
    consent_default: Mapped[ConsentDefault | None] = mapped_column(
        db.stored_by_value(ConsentDefault)
    )

    @property
    def languages(self) -> list[str]:
        return list(self.hashes)

    def text_of(self, kind: SegmentKind, language: str) -> str:
        """Return the first wording of this kind in this language, or nothing."""
        for segment in self.segments:
            if segment["kind"] == kind:
                return segment["wordings"].get(language, "")
        return ""


class GlossaryTerm(db.Base, db.Owned):
    """What one thing is called in each language of an appeal; the parity check goes by it."""

    __tablename__ = "glossary_term"

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"), index=True)
    kind: Mapped[TermKind] = mapped_column(db.stored_by_value(TermKind))
    # How strongly a modal asks: 1 asks, 2 calls on, 3 urges, 4 demands.
    strength: Mapped[int | None]
    # Language tag to the forms the term may take, the best one first.
    forms: Mapped[dict[str, list[str]]] = mapped_column(JSON)


class Waiver(db.Base, db.Owned):
    """A finding of the parity check that somebody has looked at and lets stand, and why.

    It is tied to the wordings it was given for: once one of them changes, the
    finding is there again.
    """

    __tablename__ = "waiver"
    __table_args__ = (UniqueConstraint("appeal_id", "fingerprint"),)

    id: Mapped[db.PrimaryKey]
    appeal_id: Mapped[UUID] = mapped_column(ForeignKey("appeal.id"))
    # Lower-case hex SHA-256, see `parity.fingerprint`.
    fingerprint: Mapped[str]
    rule: Mapped[str]
    segment_id: Mapped[UUID]
    language: Mapped[str]
    reason: Mapped[str]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
