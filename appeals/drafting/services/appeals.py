"""Appeals: creating, finding and setting them up."""

import re
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from appeals import db, languages, ledger
from appeals.accounts.models import Account
from appeals.accounts.permissions import Permission, may
from appeals.drafting import plain_text
from appeals.drafting.headings import usual_heading
from appeals.drafting.models import Appeal, ListOrder, Phase, Segment, SegmentKind
from appeals.drafting.services.actions import Action
from appeals.drafting.services.pasting import lay_out_body
from appeals.drafting.services.revisions import keep_revision
from appeals.drafting.services.segments import renumber
from appeals.drafting.services.state import hold
from appeals.drafting.services.wordings import write
from appeals.errors import Conflict, Invalid, NotFound

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Words that stand in the place of a slug in addresses.
_RESERVED = frozenset({"new", "import"})
_STANDING_ABOVE = (SegmentKind.TITLE, SegmentKind.DATE_LINE)
_STANDING_BELOW = (SegmentKind.SIGNATORIES_HEADING, SegmentKind.SUPPORTERS_HEADING)


class SlugTaken(Conflict):
    """Another appeal has this short name; it is unique because public addresses hold it."""


@dataclass(frozen=True, kw_only=True)
class AppealDetails:
    """What a new appeal is; `languages` are BCP 47 tags, `titles` are keyed by them."""

    slug: str
    languages: tuple[str, ...]
    reference_language: str
    time_zone: str = "UTC"
    deadline: datetime | None = None
    soft_deadline: datetime | None = None
    reply_to: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AppealSettings:
    """What can be set at any time; languages can be added while the text is a draft."""

    languages: tuple[str, ...]
    time_zone: str
    deadline: datetime | None
    reply_to: str
    topics: tuple[str, ...] = ()
    soft_deadline: datetime | None = None


def get_appeal(session: Session, slug: str) -> Appeal:
    appeal = session.scalar(select(Appeal).filter_by(slug=slug))
    if appeal is None:
        raise NotFound
    return appeal


def list_appeals(session: Session, account: Account) -> list[Appeal]:
    """Return the appeals this account may read, the newest first, with their texts loaded."""
    # Their titles are printed, and those are wordings.
    newest_first = select(Appeal).options(selectinload(Appeal.segments))
    return [
        appeal
        for appeal in session.scalars(newest_first.order_by(Appeal.created_at.desc(), Appeal.slug))
        if may(account.role_in(appeal.id), Permission.READ_APPEAL)
    ]


def create_appeal(
    session: Session, details: AppealDetails, *, by: UUID | None, now: datetime
) -> Appeal:
    """Make an appeal with its standing segments, usual list headings and one empty paragraph."""
    return _create(session, details, [{}], by=by, now=now)


def create_from_texts(
    session: Session,
    details: AppealDetails,
    texts: Mapping[str, str],
    *,
    by: UUID | None,
    now: datetime,
) -> Appeal:
    """Make an appeal from a whole text per language, with paragraphs parted by empty lines.

    Raises `Invalid` where the numbers of paragraphs differ, with all of them.
    """
    cut = {_canonical(tag): plain_text.paragraphs(text) for tag, text in texts.items()}
    counts = {tag: len(paragraphs) for tag, paragraphs in cut.items()}
    if set(cut) != {_canonical(tag) for tag in details.languages}:
        raise Invalid(_("Give one text for each language of the appeal."))
    empty = [tag for tag, count in counts.items() if not count]
    if empty:
        raise Invalid(_("There is no text in this language: %(language)s.", language=empty[0]))
    if len(set(counts.values())) > 1:
        listed = ", ".join(f"{tag}: {count}" for tag, count in counts.items())
        raise Invalid(
            _("The texts differ in their number of paragraphs (%(counts)s).", counts=listed)
        )
    rows = [dict(zip(cut, row, strict=True)) for row in zip(*cut.values(), strict=True)]
    return _create(session, details, rows, by=by, now=now)


def create_from_segments(
    session: Session,
    details: AppealDetails,
    segments: Sequence[tuple[SegmentKind, Mapping[str, str]]],
    *,
    by: UUID | None,
    now: datetime,
) -> Appeal:
    """Make an appeal of segments, each with its wordings by language, in any of them.

    What is of a standing kind goes into the standing segment; list headings that are
    not given are the usual ones.
    """
    body = [kind for kind, _wordings in segments if not kind.is_standing]
    appeal = _begin(session, details, body, by=by, now=now)
    standing = {each.kind: each for each in appeal.segments if each.kind.is_standing}
    waiting = iter(appeal.body)
    for kind, wordings in segments:
        segment = standing[kind] if kind.is_standing else next(waiting)
        _write_rows(appeal, [segment], [dict(wordings)], by=by, now=now)
    return _finish(session, appeal, by=by, now=now)


def update_settings(
    session: Session, appeal: Appeal, settings: AppealSettings, *, by: UUID | None, now: datetime
) -> None:
    """Change the settings; a new language starts with the usual list headings."""
    hold(session, appeal)
    tags = _known_languages(settings.languages)
    _refuse_unknown_zone(settings.time_zone)
    added = [tag for tag in tags if tag not in appeal.languages]
    if set(appeal.languages) - set(tags):
        raise Invalid(_("A language of the appeal cannot be taken away."))
    if added and appeal.is_locked:
        raise Conflict(_("Unlock the text before you add a language."))
    appeal.languages = [*appeal.languages, *added]
    appeal.time_zone = settings.time_zone
    _refuse_late_soft(settings.soft_deadline, settings.deadline)
    appeal.deadline, appeal.soft_deadline = settings.deadline, settings.soft_deadline
    appeal.reply_to = settings.reply_to
    appeal.topics = list(settings.topics)
    _write_usual_headings(appeal, added, by=by, now=now)
    if added:
        keep_revision(session, appeal, by=by, now=now)
    ledger.record(
        session,
        Action.SETTINGS_CHANGED,
        appeal.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        languages=" ".join(appeal.languages),
        deadline=appeal.deadline.isoformat() if appeal.deadline else None,
        soft_deadline=appeal.soft_deadline.isoformat() if appeal.soft_deadline else None,
    )


def _create(
    session: Session,
    details: AppealDetails,
    rows: list[dict[str, str]],
    *,
    by: UUID | None,
    now: datetime,
) -> Appeal:
    kinds = [SegmentKind.PARAGRAPH] * len(rows)
    appeal = _begin(session, details, kinds, by=by, now=now)
    _write_rows(appeal, appeal.body, rows, by=by, now=now)
    return _finish(session, appeal, by=by, now=now)


def _begin(
    session: Session,
    details: AppealDetails,
    kinds: Sequence[SegmentKind],
    *,
    by: UUID | None,
    now: datetime,
) -> Appeal:
    """Make an appeal with its title and list headings, and empty segments of these kinds."""
    details = _checked(session, details)
    appeal = _blank(details, now=now)
    lay_out_body(appeal, kinds)
    session.add(appeal)
    try:
        session.flush()
    except IntegrityError as error:  # somebody else took it after it was looked for
        raise SlugTaken(_("This short name is taken. Choose another one.")) from error
    _write_usual_headings(appeal, appeal.languages, by=by, now=now)
    _write_rows(appeal, [appeal.segments[0]], [dict(details.titles)], by=by, now=now)
    return appeal


def _finish(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> Appeal:
    keep_revision(session, appeal, by=by, now=now)
    ledger.record(
        session,
        Action.APPEAL_CREATED,
        appeal.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        languages=" ".join(appeal.languages),
    )
    return appeal


def _checked(session: Session, details: AppealDetails) -> AppealDetails:
    if not _SLUG.fullmatch(details.slug) or len(details.slug) > plain_text.LONGEST_SLUG:
        raise Invalid(
            _("The short name may hold small Latin letters, digits and single hyphens between.")
        )
    session.flush()  # what is new belongs to this coalition
    with db.everywhere(session):
        taken = session.scalar(select(Appeal.id).filter_by(slug=details.slug))
    if taken or details.slug in _RESERVED:
        raise SlugTaken(_("This short name is taken. Choose another one."))
    _refuse_unknown_zone(details.time_zone)
    _refuse_late_soft(details.soft_deadline, details.deadline)
    tags = _known_languages(details.languages)
    reference = _canonical(details.reference_language)
    titles = {_canonical(tag): title for tag, title in details.titles.items()}
    if reference not in tags or not set(titles) <= set(tags):
        raise Invalid(_("The appeal has no such language."))
    return replace(details, languages=tags, reference_language=reference, titles=titles)


def _known_languages(tags: tuple[str, ...]) -> tuple[str, ...]:
    if not tags:
        raise Invalid(_("An appeal needs a language."))
    return tuple(dict.fromkeys(_canonical(tag) for tag in tags))


def _canonical(tag: str) -> str:
    try:
        return languages.canonical(tag)
    except ValueError as error:
        raise Invalid(_("This is not a language: %(tag)s.", tag=tag)) from error


def _refuse_unknown_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise Invalid(_("This is not a time zone: %(name)s.", name=name))


def _refuse_late_soft(soft: datetime | None, deadline: datetime | None) -> None:
    if soft is not None and (deadline is None or soft >= deadline):
        raise Invalid(_("The date to answer by has to lie before the deadline."))


def _blank(details: AppealDetails, *, now: datetime) -> Appeal:
    appeal = Appeal(
        slug=details.slug,
        languages=list(details.languages),
        reference_language=details.reference_language,
        phase=Phase.DRAFT,
        time_zone=details.time_zone,
        deadline=details.deadline,
        soft_deadline=details.soft_deadline,
        order=ListOrder.NAME,
        order_language=details.reference_language,
        reply_to=details.reply_to,
        created_at=now,
    )
    kinds = (*_STANDING_ABOVE, *_STANDING_BELOW)
    appeal.segments = [Segment(kind=kind, position=0) for kind in kinds]
    renumber(appeal)
    return appeal


def _write_rows(
    appeal: Appeal,
    segments: list[Segment],
    rows: list[dict[str, str]],
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """Write a row of texts, keyed by language, into each segment; the reference first."""
    for segment, row in zip(segments, rows, strict=True):
        for tag in sorted(row, key=lambda tag: tag != appeal.reference_language):
            write(appeal, segment, tag, plain_text.clean(row[tag]), by=by, now=now)


def _write_usual_headings(
    appeal: Appeal, tags: list[str], *, by: UUID | None, now: datetime
) -> None:
    headings = [segment for segment in appeal.segments if segment.kind.is_list_heading]
    rows = [{tag: usual_heading(segment.kind, tag) for tag in tags} for segment in headings]
    _write_rows(appeal, headings, rows, by=by, now=now)
