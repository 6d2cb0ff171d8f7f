"""The editor: the text side by side, saved as a whole, with a few tools."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts.guards import allowed, signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import editor, guards, plain_text, services
from appeals.drafting.editor import Submission, Tool
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, Segment, SegmentKind
from appeals.drafting.services import Collision, Saved
from appeals.drafting.views.blueprint import blueprint
from appeals.errors import Invalid, NotFound

_ITEMS = frozenset({SegmentKind.NUMBERED_ITEM, SegmentKind.BULLETED_ITEM})


@blueprint.get("/<slug>/text")
@guards.requires(Permission.READ_APPEAL)
def edit(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal)


@blueprint.post("/<slug>/text")
@guards.requires(Permission.EDIT_TEXT)
def save(appeal: Appeal) -> ResponseReturnValue:
    submission = editor.read(request.form)
    try:
        with db.transaction() as session:
            saved, place = _save(session, appeal, submission)
    except services.TextLocked:
        flash(_("The text was made final while you were writing."), "error")
        return _page(appeal, lost=submission.unsaved()), 409
    except Invalid as error:
        flash(str(error), "error")
        return _page(appeal, typed=submission), 422

    if saved.collisions:
        flash(_("Not everything was saved: somebody else was writing too."), "warning")
        return _page(appeal, collisions=saved.collisions), 409
    _tell(saved)
    return redirect(
        url_for(".edit", slug=appeal.slug, beside=_beside(appeal), _anchor=place), code=303
    )


def _save(session: Session, appeal: Appeal, submission: Submission) -> tuple[Saved, str | None]:
    """Save what was typed, then use the tool; return what was saved and where to look next."""
    by, now = signed_in().id, datetime.now(UTC)
    saved = services.save_texts(
        session,
        appeal,
        submission.changes,
        kinds=submission.kinds,
        note=plain_text.clean(request.form.get("note", ""))[:200],
        by=by,
        now=now,
    )
    if saved.collisions or submission.tool is None:
        return saved, None
    try:
        segment = services.get_segment(appeal, submission.tool.segment_id)
    except NotFound:
        flash(_("Somebody else has deleted this segment in the meantime."), "warning")
        return saved, None
    return saved, _use(session, appeal, segment, submission, submission.tool, now)


def _use(
    session: Session,
    appeal: Appeal,
    segment: Segment,
    submission: Submission,
    tool: Tool,
    now: datetime,
) -> str:
    by = signed_in().id
    match tool.verb:
        case "add":
            kind = segment.kind if segment.kind in _ITEMS else SegmentKind.PARAGRAPH
            segment = services.add_segment(
                session, appeal, after=segment, kind=kind, by=by, now=now
            )
        case "up" | "down":
            offset = -1 if tool.verb == "up" else 1
            services.move_segment(session, appeal, segment, offset, by=by, now=now)
        case "delete":
            neighbour = appeal.segments[max(segment.position - 1, 0)]
            services.delete_segment(session, appeal, segment, by=by, now=now)
            flash(_("The segment is deleted. Earlier revisions keep what it said."), "success")
            segment = neighbour
        case "right":
            services.confirm_wording(
                session,
                appeal,
                segment,
                tool.language,
                reference_hash=_reference_shown(appeal, segment, submission),
                by=by,
                now=now,
            )
    return f"segment-{segment.id}"


def _reference_shown(appeal: Appeal, segment: Segment, submission: Submission) -> str:
    typed = submission.changes.get(segment.id, {}).get(appeal.reference_language)
    text = plain_text.clean(typed.text) if typed else segment.text(appeal.reference_language)
    return wording_hash(text)


def _tell(saved: Saved) -> None:
    if saved.revision:
        flash(_("Saved as revision %(number)s.", number=saved.revision.number), "success")
    elif not request.form.get("do"):
        flash(_("There was nothing new to save."), "info")


def _beside(appeal: Appeal) -> str | None:
    """Return the language shown beside the reference: the one asked for, or the next."""
    asked = request.values.get("beside")
    others = appeal.other_languages
    return asked if asked in others else next(iter(others), None)


def _page(
    appeal: Appeal,
    *,
    collisions: Sequence[Collision] = (),
    lost: Sequence[Collision] = (),
    typed: Submission | None = None,
) -> str:
    session = db.session()
    beside = _beside(appeal)
    shown = [appeal.reference_language, *([beside] if beside else [])]
    former = services.find_reference_texts(session, appeal, editor.outdated(appeal, shown))
    gone = [*lost, *(each for each in collisions if each.theirs is None)]
    here = [each for each in collisions if each.theirs is not None]
    return render_template(
        "drafting/edit.html",
        appeal=appeal,
        rows=editor.rows(appeal, shown, former=former, collisions=here, typed=typed),
        shown=shown,
        beside=beside,
        words={
            tag: sum(plain_text.word_count(each.text(tag)) for each in appeal.segments)
            for tag in shown
        },
        lost=gone,
        authors=services.author_names(session, [each.by for each in here]),
        editable=not appeal.is_locked and allowed(Permission.EDIT_TEXT, appeal.id),
        kinds=[kind for kind in SegmentKind if not kind.is_standing],
        revision=services.latest_revision(session, appeal),
    )
