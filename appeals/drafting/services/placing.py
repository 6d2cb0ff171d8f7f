"""Putting a whole text in, part by part where each belongs."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals.drafting import plain_text
from appeals.drafting.hashing import canonical_json
from appeals.drafting.models import Appeal, Segment, SegmentKind
from appeals.drafting.proposal import Placed, Way, by_segment, title_of
from appeals.drafting.services.actions import Action
from appeals.drafting.services.pasting import lay_out_body
from appeals.drafting.services.revisions import keep_revision
from appeals.drafting.services.segments import refuse_too_many, renumber
from appeals.drafting.services.state import hold_draft
from appeals.drafting.services.wordings import Saved, record_save, write
from appeals.errors import Conflict, Invalid
from appeals.readers.parts import Part

_ITEMS = frozenset({SegmentKind.NUMBERED_ITEM, SegmentKind.BULLETED_ITEM})


class HasText(Conflict):
    """The appeal has a text already, so that the parts of another need places in it."""


def lay_out(
    session: Session,
    appeal: Appeal,
    language: str,
    parts: Sequence[Part],
    *,
    by: UUID | None,
    now: datetime,
) -> Saved:
    """Make the first text of an appeal from parts; raise `HasText` if it is not the first."""
    hold_draft(session, appeal)
    _refuse_unknown_language(appeal, language)
    if not is_blank(appeal, language, parts):
        raise HasText
    title = [part for part in parts[:1] if part.kind.value == SegmentKind.TITLE]
    body = parts[len(title) :]
    lay_out_body(appeal, [_kind_of_new(SegmentKind(part.kind.value)) for part in body])
    segments = [*([title_of(appeal)] if title else []), *appeal.body]
    changed = sum(
        write(appeal, segment, language, plain_text.clean(part.text), by=by, now=now)
        for segment, part in zip(segments, [*title, *body], strict=True)
    )
    return _keep(session, appeal, changed, by=by, now=now)


def is_blank(appeal: Appeal, language: str, parts: Sequence[Part]) -> bool:
    """Whether these parts can be the whole text, because there is none yet that they touch."""
    if any(segment.is_used for segment in appeal.body):
        return False
    titled = any(part.kind.value == SegmentKind.TITLE for part in parts)
    first = parts[0].kind.value == SegmentKind.TITLE and len(parts) > 1
    return not titled or (first and not title_of(appeal).text(language))


def place(
    session: Session,
    appeal: Appeal,
    language: str,
    placed: Sequence[Placed],
    *,
    emptied: Collection[UUID] = (),
    seen: str,
    by: UUID | None,
    now: datetime,
) -> Saved:
    """Write each part where it was placed; segments given nothing keep their wording.

    `emptied` are those of them that shall be empty instead; `seen` is the
    `layout_hash` of what was shown.
    """
    hold_draft(session, appeal)
    _refuse_unknown_language(appeal, language)
    if seen != layout_hash(appeal, language):
        raise Conflict(
            _(
                "Somebody else has changed the text in the meantime. "
                "Check the places once more and confirm them."
            )
        )
    if all(each.target.way is Way.OUT for each in placed):
        raise Invalid(_("Every paragraph is left out. Give at least one of them a place."))
    known = {segment.id: segment for segment in appeal.segments}
    if not {each.target.segment_id for each in placed} <= {None, *known}:
        raise Invalid(_("The form names a segment that cannot be."))
    texts = {key: joined(each) for key, each in by_segment(placed).items()}
    texts |= {key: "" for key in emptied if key in known and key not in texts}
    wordings = [(known[key], text) for key, text in texts.items()]
    wordings += _make_room(appeal, placed)
    changed = sum(
        write(appeal, segment, language, text, by=by, now=now) for segment, text in wordings
    )
    return _keep(session, appeal, changed, by=by, now=now)


def joined(placed: Sequence[Placed]) -> str:
    """The parts that go into one segment as one wording: items on lines of their own."""
    text = ""
    for before, each in zip([None, *placed], placed, strict=False):
        if before is not None:
            text += "\n" if {before.kind, each.kind} & _ITEMS else " "
        text += each.text
    return plain_text.clean(text)


def layout_hash(appeal: Appeal, language: str) -> str:
    """Return a hash of all that a proposal rests on: the segments, their kinds and wordings."""
    segments = [
        [str(each.id), each.kind.value, each.text(language), each.text(appeal.reference_language)]
        for each in appeal.segments
    ]
    return hashlib.sha256(canonical_json(segments)).hexdigest()


def _make_room(appeal: Appeal, placed: Sequence[Placed]) -> list[tuple[Segment, str]]:
    """Add the new segments where they belong, and return them with what they say."""
    made = [
        (each.target.segment_id, Segment(kind=_kind_of_new(each.kind), position=0), each.text)
        for each in placed
        if each.target.way is Way.AFTER
    ]
    refuse_too_many(len(appeal.segments) + len(made))
    segments = [segment for after, segment, _text in made if after is None]
    for standing in list(appeal.segments):
        segments.append(standing)
        segments += [segment for after, segment, _text in made if after == standing.id]
    text = [each for each in segments if not each.kind.is_list_heading]
    headings = [each for each in segments if each.kind.is_list_heading]
    appeal.segments = [*text, *headings]
    renumber(appeal)
    return [(segment, text) for _after, segment, text in made]


def _kind_of_new(kind: SegmentKind) -> SegmentKind:
    """There is one title; what looks like another is a heading."""
    return SegmentKind.HEADING if kind is SegmentKind.TITLE else kind


def _keep(
    session: Session, appeal: Appeal, changed: int, *, by: UUID | None, now: datetime
) -> Saved:
    revision = keep_revision(session, appeal, by=by, now=now)
    if revision:
        record_save(session, Action.TEXT_PASTED, appeal, revision, changed, by=by, now=now)
    return Saved(revision, changed)


def _refuse_unknown_language(appeal: Appeal, language: str) -> None:
    if language not in appeal.languages:
        raise Invalid(_("The appeal has no such language."))
