"""The parity check of an appeal: what it finds, what was waived, and mending."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting import parity
from appeals.drafting.hashing import canonical_json, wording_hash
from appeals.drafting.models import Appeal, Segment, Waiver
from appeals.drafting.parity import AlignedSegment, Finding, Glossary, Level, Text
from appeals.drafting.services.actions import Action
from appeals.drafting.services.glossary import read_glossary
from appeals.drafting.services.revisions import keep_revision
from appeals.drafting.services.state import hold_draft
from appeals.drafting.services.wordings import write
from appeals.errors import Conflict, Invalid

LONGEST_REASON = 500  # characters


@dataclass(frozen=True)
class Checked:
    """A finding about the present text, with the waiver that lets it stand, if there is one."""

    finding: Finding
    fingerprint: str
    segment: Segment
    waiver: Waiver | None

    @property
    def stops(self) -> bool:
        """Whether it keeps the text from being made final."""
        return self.finding.level is Level.ERROR and self.waiver is None

    @property
    def is_mendable(self) -> bool:
        return self.finding.replacement is not None


class Unmended(Conflict):
    """Errors that the parity check found are neither mended nor waived."""

    def __init__(self, findings: Sequence[Checked]) -> None:
        super().__init__(
            ngettext(
                "The parity check found %(num)s error that is neither mended nor waived.",
                "The parity check found %(num)s errors that are neither mended nor waived.",
                len(findings),
            )
        )
        self.findings = findings


def check_text(session: Session, appeal: Appeal) -> list[Checked]:
    """Return the findings in the order of the text, the waived ones among them."""
    waivers = {
        waiver.fingerprint: waiver
        for waiver in session.scalars(select(Waiver).filter_by(appeal_id=appeal.id))
    }
    segments = {str(segment.id): segment for segment in appeal.segments}
    return [
        Checked(finding, print_, segments[finding.segment_id], waivers.get(print_))
        for finding in _findings(appeal, read_glossary(session, appeal))
        for print_ in [parity.fingerprint(finding)]
    ]


def demand_checked(session: Session, appeal: Appeal) -> None:
    """Raise `Unmended` with the errors that keep the text from being made final."""
    stopping = [each for each in check_text(session, appeal) if each.stops]
    if stopping:
        raise Unmended(stopping)


def waive(
    session: Session, appeal: Appeal, fingerprint: str, reason: str, *, by: UUID, now: datetime
) -> None:
    """Let a finding stand for the wordings as they are; a change of them opens it again."""
    hold_draft(session, appeal)
    checked = get_checked(session, appeal, fingerprint)
    if not reason.strip():
        raise Invalid(_("Say why this may stay as it is."))
    waiver = checked.waiver or Waiver(appeal_id=appeal.id, fingerprint=fingerprint)
    waiver.rule, waiver.language = checked.finding.rule, checked.finding.language
    waiver.segment_id = checked.segment.id
    waiver.reason = reason.strip()[:LONGEST_REASON]
    waiver.created_at, waiver.created_by = now, by
    session.add(waiver)
    _record(session, appeal, Action.FINDING_WAIVED, checked, by=by, now=now)


def unwaive(session: Session, appeal: Appeal, fingerprint: str, *, by: UUID, now: datetime) -> None:
    """Take a waiver back."""
    hold_draft(session, appeal)
    checked = get_checked(session, appeal, fingerprint)
    if checked.waiver:
        session.delete(checked.waiver)
        _record(session, appeal, Action.WAIVER_REMOVED, checked, by=by, now=now)


def mend(
    session: Session, appeal: Appeal, fingerprints: Collection[str], *, by: UUID, now: datetime
) -> int:
    """Put the proposed replacements in place; return how many. Findings that are gone are skipped.

    Only what was looked at is mended: a fingerprint is tied to the wordings.
    """
    hold_draft(session, appeal)
    wanted = [
        each
        for each in check_text(session, appeal)
        if each.fingerprint in fingerprints and each.is_mendable
    ]
    by_wording: dict[tuple[UUID, str], list[Checked]] = {}
    for each in wanted:
        by_wording.setdefault((each.segment.id, each.finding.language), []).append(each)
    mended = 0
    for (_id, language), findings in by_wording.items():
        segment = findings[0].segment
        text, number = _mended(segment.text(language), findings)
        _write_mended(appeal, segment, language, text, by=by, now=now)
        mended += number
    if mended:
        keep_revision(session, appeal, by=by, now=now, note=_("Mended after the parity check"))
    return mended


def _write_mended(
    appeal: Appeal, segment: Segment, language: str, text: str, *, by: UUID, now: datetime
) -> None:
    """Write a wording that says what it said before: who has read it has read this one too."""
    wording = segment.wording(language)
    assert wording is not None  # noqa: S101  # it has a place that was found
    before = wording_hash(wording.text)
    reader = wording.updated_by, wording.read_by, wording.read_at, wording.translates
    write(appeal, segment, language, text, by=by, now=now)
    wording.updated_by, wording.read_by, wording.read_at, wording.translates = reader
    if language == appeal.reference_language:
        for translation in segment.wordings:
            if translation.translates == before:
                translation.translates = wording_hash(text)


def _mended(text: str, findings: Sequence[Checked]) -> tuple[str, int]:
    """Replace from the end to the beginning, so that places stay right; overlaps are left."""
    number, free = 0, len(text)
    for each in sorted(findings, key=lambda each: each.finding.place, reverse=True):
        start, end = each.finding.place
        if end <= free:
            text = text[:start] + (each.finding.replacement or "") + text[end:]
            free, number = start, number + 1
    return text, number


def get_checked(session: Session, appeal: Appeal, fingerprint: str) -> Checked:
    """Return a finding about the present text, or raise `Conflict` where it is gone."""
    for each in check_text(session, appeal):
        if each.fingerprint == fingerprint:
            return each
    raise Conflict(_("The wording has changed in the meantime. Look at the findings again."))


# The check takes a tenth of a second, and pages ask for it again and again.
_MOST = 64
_kept: dict[str, tuple[Finding, ...]] = {}


def _findings(appeal: Appeal, glossary: Glossary) -> tuple[Finding, ...]:
    text = Text(
        appeal.reference_language,
        tuple(appeal.languages),
        tuple(
            AlignedSegment(
                str(segment.id),
                segment.kind.value,
                {tag: segment.text(tag) for tag in appeal.languages},
            )
            for segment in appeal.segments
        ),
    )
    key = hashlib.sha256(canonical_json([asdict(text), asdict(glossary)])).hexdigest()
    if key not in _kept:
        if len(_kept) >= _MOST:
            _kept.clear()
        _kept[key] = parity.check(text, glossary)
    return _kept[key]


def _record(
    session: Session, appeal: Appeal, action: Action, checked: Checked, *, by: UUID, now: datetime
) -> None:
    ledger.record(
        session,
        action,
        checked.segment.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        rule=checked.finding.rule,
        language=checked.finding.language,
        fingerprint=checked.fingerprint,
    )
