"""Wordings: saving what was typed, and checking translations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting import labels, plain_text
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, Revision, Segment, SegmentKind, Wording
from appeals.drafting.rules import WordingState, wording_state
from appeals.drafting.services.actions import Action
from appeals.drafting.services.revisions import join_autosave, keep_revision
from appeals.drafting.services.state import hold_draft
from appeals.errors import Conflict, Invalid


@dataclass(frozen=True)
class Change:
    """A wording as typed; `seen` is the hash of the wording that was shown for it."""

    text: str
    seen: str


@dataclass(frozen=True)
class Collision:
    """A wording that was not saved, because somebody else had changed it meanwhile.

    `theirs` is None where they deleted the segment.
    """

    segment_id: UUID
    language: str
    yours: str
    theirs: str | None
    by: UUID | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Saved:
    """What a save did; `revision` is None if the text is what it was before."""

    revision: Revision | None
    changed: int
    collisions: tuple[Collision, ...] = ()


@dataclass(frozen=True)
class Missing:
    """A segment without a wording in a language of the appeal."""

    segment: Segment
    language: str

    def __str__(self) -> str:
        return labels.missing_wording(self.segment, self.language)


Changes = Mapping[UUID, Mapping[str, Change]]


def missing_wordings(appeal: Appeal) -> list[Missing]:
    """Return what is missing, in the order of the text."""
    return [
        Missing(segment, language)
        for segment in appeal.segments
        for language in appeal.languages
        if wording_state(segment, language) is WordingState.MISSING
    ]


def save_texts(
    session: Session,
    appeal: Appeal,
    changes: Changes,
    *,
    kinds: Mapping[UUID, SegmentKind] | None = None,
    note: str = "",
    autosave: bool = False,
    by: UUID | None,
    now: datetime,
) -> Saved:
    """Save what was typed, wording by wording; what others changed meanwhile is left alone.

    `kinds` names the segments that shall become something else, `note` says why.
    With `autosave` the page saves by itself while somebody types.
    """
    hold_draft(session, appeal)
    segments = {segment.id: segment for segment in appeal.segments}
    collisions: list[Collision] = []
    changed = _change_kinds(segments, kinds or {})
    for segment_id, typed in changes.items():
        _refuse_unknown_languages(appeal, typed)
        if segment_id in segments:
            saved, collided = _save_segment(appeal, segments[segment_id], typed, by=by, now=now)
            changed += saved
            collisions += collided
        else:
            collisions += _lost(segment_id, typed)
    joined = join_autosave(session, appeal, by=by, now=now) if autosave and changed else None
    if joined:
        return Saved(joined, changed, tuple(collisions))
    revision = keep_revision(session, appeal, by=by, now=now, note=note, is_autosave=autosave)
    if changed:
        record_save(session, Action.TEXT_SAVED, appeal, revision, changed, by=by, now=now)
    return Saved(revision, changed, tuple(collisions))


def confirm_wording(
    session: Session,
    appeal: Appeal,
    segment: Segment,
    language: str,
    *,
    reference_hash: str,
    by: UUID | None,
    now: datetime,
) -> None:
    """Mark a stale wording as still right for the reference wording of this hash.

    The hash is the one that was shown: of a still newer one nobody has said anything.
    """
    hold_draft(session, appeal)
    wording = segment.wording(language)
    if wording is None or language == appeal.reference_language:
        raise Conflict
    wording.translates = reference_hash
    wording.read_by = wording.read_at = None
    ledger.record(
        session,
        Action.WORDING_CHECKED,
        segment.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        language=language,
    )


def write(
    appeal: Appeal,
    segment: Segment,
    language: str,
    text: str,
    *,
    translates: str | None = None,
    by: UUID | None,
    now: datetime,
) -> bool:
    """Write one wording and what it translates; say whether it differs from what was there."""
    wording = segment.wording(language)
    if text == (wording.text if wording else ""):
        return False
    if wording is None:
        wording = Wording(language=language)
        segment.wordings.append(wording)
    if language != appeal.reference_language:
        reference = segment.text(appeal.reference_language)
        wording.translates = translates or wording_hash(reference)
    wording.text = checked(text, segment)
    wording.updated_at = now
    wording.updated_by = by
    wording.read_by = wording.read_at = None
    return True


def checked(text: str, segment: Segment) -> str:
    """Return the text, or raise `Invalid` if it is longer than a wording may be."""
    if len(text) > plain_text.LONGEST_WORDING:
        raise Invalid(
            _(
                "Segment %(number)s has %(length)s characters; at most %(most)s are possible. "
                "Divide it into several segments.",
                number=segment.position + 1,
                length=len(text),
                most=plain_text.LONGEST_WORDING,
            )
        )
    return text


def _save_segment(
    appeal: Appeal,
    segment: Segment,
    typed: Mapping[str, Change],
    *,
    by: UUID | None,
    now: datetime,
) -> tuple[int, list[Collision]]:
    reference = appeal.reference_language
    collisions: list[Collision] = []
    changed = 0
    translates = None
    # The reference first: what is typed beside a new reference wording translates that one.
    for language in sorted(typed, key=lambda tag: tag != reference):
        text, seen = plain_text.clean(typed[language].text), typed[language].seen
        collision = _collision(segment, language, text, seen)
        if collision:
            collisions.append(collision)
        elif wording_hash(text) != seen:
            changed += write(appeal, segment, language, text, translates=translates, by=by, now=now)
        if language == reference:
            translates = seen if collision else wording_hash(text)
    return changed, collisions


def _collision(segment: Segment, language: str, text: str, seen: str) -> Collision | None:
    present = segment.text(language)
    if wording_hash(text) == seen or wording_hash(present) == seen or text == present:
        return None
    wording = segment.wording(language)
    return Collision(
        segment.id,
        language,
        yours=text,
        theirs=present,
        by=wording.updated_by if wording else None,
        at=wording.updated_at if wording else None,
    )


def _lost(segment_id: UUID, typed: Mapping[str, Change]) -> list[Collision]:
    return [
        Collision(segment_id, language, yours=plain_text.clean(change.text), theirs=None)
        for language, change in typed.items()
        if wording_hash(plain_text.clean(change.text)) != change.seen
    ]


def _refuse_unknown_languages(appeal: Appeal, typed: Mapping[str, Change]) -> None:
    if not set(typed) <= set(appeal.languages):
        raise Invalid(_("The appeal has no such language."))


def _change_kinds(segments: Mapping[UUID, Segment], kinds: Mapping[UUID, SegmentKind]) -> int:
    changed = 0
    for segment_id, kind in kinds.items():
        segment = segments.get(segment_id)
        if segment is None or segment.kind is kind:
            continue
        if segment.kind.is_standing or kind.is_standing:
            raise Invalid(_("An appeal has only one segment of this kind."))
        segment.kind = kind
        changed += 1
    return changed


def record_save(
    session: Session,
    action: Action,
    appeal: Appeal,
    revision: Revision | None,
    changed: int,
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """Write a save into the ledger, under its revision if it made one."""
    number = revision.number if revision else None
    subject = revision.id if revision else appeal.id
    ledger.record(
        session,
        action,
        subject,
        now=now,
        appeal_id=appeal.id,
        by=by,
        revision=number,
        changed=changed,
    )
