"""What the pages behind a sign link show: the appeal as one organisation decides about it.

Texts and signatures are read only where they are shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, ledger
from appeals.document.html import body_html
from appeals.document.tree import Entry
from appeals.drafting import diff
from appeals.drafting.labels import uncounted
from appeals.drafting.models import ChangeClass, ListKind, Revision, answer_by
from appeals.drafting.text import blocks
from appeals.invitations import links
from appeals.invitations.models import Question
from appeals.invitations.rules import waits_for_decision
from appeals.invitations.services import questions_of
from appeals.organisations.models import label_among
from appeals.signatures import facts as reading
from appeals.signatures import labels, printing
from appeals.signatures.cautions import Told, told
from appeals.signatures.consenting import Change, Standing, latest_asked, standing, worst
from appeals.signatures.facts import Facts
from appeals.signatures.models import NameAsSigned, Reservation, Signature
from appeals.signatures.services import list_changes, reservation_of, signed, takes_answers
from appeals.signatures.visibility import Wish

_SHOWN_OF_PART = 60


@dataclass(frozen=True)
class Common:
    """What all read alike who are asked the same in the same language."""

    coalition: str
    reply_to: str
    deadline_utc: datetime | None
    # By when an answer is asked for: before the deadline, or the deadline itself.
    answer_by_utc: datetime | None
    time_zone: str
    languages: tuple[str, ...]
    list_kind: ListKind
    revision_id: UUID
    text_hash: str
    language: str
    read_body: Callable[[], Markup] = field(compare=False, repr=False)
    list_parts: Callable[[], Sequence[tuple[str, str]]] = field(compare=False, repr=False)

    @property
    def deadline(self) -> datetime | None:
        """The deadline in the appeal's own time zone."""
        return self.local(self.deadline_utc) if self.deadline_utc else None

    @property
    def answer_by(self) -> datetime | None:
        return self.local(self.answer_by_utc) if self.answer_by_utc else None

    @property
    def ends_later(self) -> bool:
        """Whether answers are taken longer than they are asked for."""
        return self.answer_by_utc != self.deadline_utc

    def local(self, moment: datetime) -> datetime:
        """Return a moment in the appeal's own time zone."""
        return moment.astimezone(ZoneInfo(self.time_zone))


@dataclass(frozen=True)
class Letter:
    """One invitation, read in one language."""

    session: Session
    facts: Facts
    language: str

    def __getattr__(self, name: str) -> Any:
        """Give the facts as attributes."""
        return getattr(self.facts, name)

    @cached_property
    def registry(self) -> Mapping[str, NameAsSigned]:
        """The organisation's present names, by language."""
        return reading.names_of(self.session, self.facts)

    @cached_property
    def choices(self) -> Mapping[str, Mapping[str, str]]:
        """The coalition's own names of the organisation's countries, by language and code."""
        return reading.own_country_names(self.session, self.facts)

    @property
    def organisation(self) -> str:
        names = {language: name["name"] for language, name in self.registry.items()}
        return label_among(names, self.language)

    @property
    def common(self) -> Common:
        facts = self.facts
        return Common(
            coalition=facts.coalition,
            reply_to=facts.reply_to,
            deadline_utc=facts.deadline_utc,
            answer_by_utc=answer_by(facts.soft_deadline, facts.deadline_utc, facts.moment),
            time_zone=facts.time_zone,
            languages=tuple(facts.languages),
            list_kind=facts.list_kind,
            revision_id=facts.revision_id,
            text_hash=facts.text_hash,
            language=self.language,
            read_body=self._read_body,
            list_parts=self._list_parts,
        )

    @property
    def is_open(self) -> bool:
        """Whether answers are taken now, by the database's clock."""
        facts = self.facts
        return takes_answers(facts.phase, facts.deadline_utc, facts.moment)

    @cached_property
    def revision(self) -> Revision:
        return self.session.get_one(Revision, self.facts.revision_id)

    @cached_property
    def signature(self) -> Signature | None:
        """The active one, if any."""
        found = self.facts.signature_id
        return self.session.get_one(Signature, found) if found else None

    @cached_property
    def changes(self) -> Sequence[Change]:
        """The changes of the text, once it had been made final."""
        return list_changes(self.session, self.facts.appeal_id)

    @property
    def standing(self) -> Standing | None:
        """How the signature stands to the present text; None without one."""
        if self.signature is None:
            return None
        now, present = self.facts.moment, self.facts.text_hash
        return standing(signed(self.signature), present, self.changes, now=now)

    @property
    def asked(self) -> Change | None:
        """The change of substance the organisation is asked about again, if it is."""
        if self.signature is None or self.standing is not Standing.TO_CONFIRM:
            return None
        return latest_asked(signed(self.signature), self.changes)

    @property
    def since_signed(self) -> Sequence[diff.ChangedSegment]:
        """What the text says otherwise than the one that was signed, in the language read."""
        if self.signature is None or self.standing is Standing.PRESENT:
            return ()
        before = self.signature.revision.segments
        return diff.compare(before, self.revision.segments, self.language)

    @property
    def changed_languages(self) -> list[str]:
        """The languages in which the text is not the one that was signed."""
        before = self.signature.revision.hashes if self.signature else {}
        now = self.revision.hashes
        return [tag for tag in self.facts.languages if before.get(tag) != now.get(tag)]

    @property
    def worst_change(self) -> ChangeClass | None:
        return worst(signed(self.signature), self.changes) if self.signature else None

    @cached_property
    def reservation(self) -> Reservation | None:
        """What the organisation does not stand behind in the text it signed."""
        found = self.facts.signature_id
        return reservation_of(self.session, found) if found else None

    @cached_property
    def entry(self) -> ledger.Receipt | None:
        """Where the answer stands in the log of the appeal."""
        return ledger.find_receipt(self.session, self.facts.appeal_id, self.facts.id)

    @cached_property
    def questions(self) -> Sequence[Question]:
        """What the organisation has asked, and what it was told."""
        return questions_of(self.session, self.facts.id) if self.facts.has_asked else ()

    @property
    def waits_for_objection(self) -> bool:
        """Whether a name entered under a mandate does not count yet."""
        since = self.signature.counts_from if self.signature else None
        return since is not None and bool(self.facts.moment < since)

    @property
    def wish(self) -> Wish:
        """How the name is shown."""
        return Wish(visibility=self.facts.visibility, public_from=self.facts.public_from)

    @property
    def is_named(self) -> bool:
        return self.wish.is_named(self.facts.moment)

    @property
    def shown(self) -> str:
        """How the name is shown, in a line, and what that means."""
        return labels.shown(self.wish, self.zone)

    @property
    def shown_explained(self) -> str:
        return str(labels.VISIBILITIES_EXPLAINED[self.wish.visibility])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.facts.time_zone)

    @cached_property
    def cautions(self) -> Sequence[Told]:
        """What organisations of its countries are told before they decide."""
        if not self.facts.has_cautions:
            return ()
        languages = (self.language, self.facts.asked_in, self.facts.reference_language)
        return told(self.session, self.facts.appeal_id, self.facts.countries, languages)

    @property
    def decides_on(self) -> date | None:
        """The day on which the organisation's own body decides, if that is still to come."""
        until = self.facts.decides_by
        if not waits_for_decision(until, self.facts.moment):
            return None
        return self.common.local(until).date()

    @property
    def today(self) -> date:
        """Today in the appeal's own time zone, by the database's clock."""
        return self.common.local(self.facts.moment).date()

    @property
    def names(self) -> dict[str, Entry]:
        """How the organisation would be printed if it answered now."""
        return self._printed(self.registry, self.facts.countries)

    @property
    def names_as_signed(self) -> dict[str, Entry]:
        """How it is printed: as signed, and as the registry has it where that was missing."""
        signature = self.signature
        if signature is None:
            return self.names
        return self._printed({**self.registry, **signature.names}, signature.countries)

    def _read_body(self) -> Markup:
        # What is counted here would tell who has signed before anything is published.
        values = uncounted(self.common.deadline, self.language)
        return body_html(blocks(self.revision.segments, self.language, values), self.language)

    def _list_parts(self) -> Sequence[tuple[str, str]]:
        """The segments a reservation can be about, each with its beginning."""
        values = uncounted(self.common.deadline, self.language)
        parts = (
            (segment["id"], block)
            for segment in self.revision.segments
            for block in blocks([segment], self.language, values)
        )
        return [(id, _beginning(block.text)) for id, block in parts]

    def _printed(
        self, names: Mapping[str, NameAsSigned], countries: Sequence[str]
    ) -> dict[str, Entry]:
        return {
            tag: printing.entry(0, names.get(tag), countries, tag, self.choices)
            for tag in self.facts.languages
        }


def read_letter(session: Session, token: str, language: str | None) -> Letter:
    """Return what this link leads to and enter its coalition; raise what `links.judge` raises."""
    claim = links.claim_of(token)
    facts = reading.find_facts(session, claim.id)
    if facts is None:
        raise links.LinkUnknown
    links.judge(session, claim, newest=facts.link_number, revoked=facts.revoked_at is not None)
    db.enter(session, facts.coalition_id)
    return Letter(session, facts, _readable(facts, language))


def changes_since(letter: Letter, text_hash: str) -> Sequence[diff.ChangedSegment] | None:
    """Return what changed since the text with this set hash; None if there was no such text."""
    seen = letter.session.scalar(
        select(Revision)
        .where(Revision.appeal_id == letter.facts.appeal_id, Revision.set_hash == text_hash)
        .order_by(Revision.number.desc())
    )
    if seen is None:
        return None
    return diff.compare(seen.segments, letter.revision.segments, letter.language)


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_OF_PART else line[:_SHOWN_OF_PART].rstrip() + "…"


def _readable(facts: Facts, wanted: str | None) -> str:
    for tag in (wanted, facts.asked_in):
        if tag in facts.languages:
            return str(tag)
    return str(facts.reference_language)
