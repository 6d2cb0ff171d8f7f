"""The editor: the text side by side, saved as a whole, with its tools."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts.guards import allowed, signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import editor, findings, guards, plain_text, services, tools
from appeals.drafting.editor import Submission
from appeals.drafting.models import Appeal, SegmentKind
from appeals.drafting.overview import language_overview
from appeals.drafting.services import Collision, Saved
from appeals.drafting.tools import Use
from appeals.drafting.views.blueprint import blueprint
from appeals.errors import Conflict, Invalid, NotFound

_NOTE_LENGTH = 200
_LEADING_ON = frozenset({"next", "next-read"})


@blueprint.get("/<slug>/text")
@guards.requires(Permission.READ_APPEAL)
def edit(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal)


@blueprint.post("/<slug>/text")
@guards.requires(Permission.EDIT_TEXT)
def save(appeal: Appeal) -> ResponseReturnValue:
    submission = editor.read(request.form)
    if submission.tool and submission.tool.verb == "back":
        return _page(appeal, typed=submission)
    try:
        with db.transaction() as session:
            saved, place, told = _save(session, appeal, submission)
    except services.TextLocked:
        flash(_("The text was made final while you were writing."), "error")
        return _page(appeal, lost=submission.unsaved()), 409
    except (Invalid, Conflict) as error:
        flash(str(error), "error")
        return _page(appeal, typed=submission), 422 if isinstance(error, Invalid) else 409

    if saved.collisions:
        flash(_("Not everything was saved: somebody else was writing too."), "warning")
        return _page(appeal, collisions=saved.collisions), 409
    _tell(saved, told)
    return back(appeal, place, _field_to_go_on_in(appeal, submission, place))


def _save(
    session: Session, appeal: Appeal, submission: Submission
) -> tuple[Saved, UUID | None, str]:
    """Save what was typed, then use the tool; say what was saved, where to look, what to tell."""
    by, now, tool = signed_in().id, datetime.now(UTC), submission.tool
    saved = services.save_texts(
        session,
        appeal,
        submission.changes,
        kinds=submission.kinds,
        note=plain_text.clean(request.form.get("note", ""))[:_NOTE_LENGTH],
        by=by,
        now=now,
    )
    if saved.collisions or tool is None:
        return saved, None, ""
    if tool.segment_id is None:
        return saved, _next(appeal, tool.verb), ""
    try:
        segment = services.get_segment(appeal, tool.segment_id)
    except NotFound:
        flash(_("Somebody else has deleted this segment in the meantime."), "warning")
        return saved, None, ""
    used = tools.use(Use(session, appeal, segment, tool, submission, by, now))
    session.flush()  # for the id of a new one
    return saved, used.segment.id, used.told


def _next(appeal: Appeal, verb: str) -> UUID | None:
    """Return the next segment to translate or to read, after the one that was worked on."""
    language = beside(appeal)
    here = request.form.get("at", "")
    after = next((each for each in appeal.segments if str(each.id) == here), None)
    if language is None or verb not in _LEADING_ON:
        return None
    found = (
        services.next_to_do(appeal, language, after=after)
        if verb == "next"
        else services.next_to_read(appeal, language, signed_in().id, after=after)
    )
    if found is None:
        flash(_("Nothing is left to do in this language."), "success")
    return found.id if found else None


def _field_to_go_on_in(appeal: Appeal, submission: Submission, place: UUID | None) -> str | None:
    """Return the id of the field that the browser is to put the cursor in."""
    leads_on = submission.tool is not None and submission.tool.verb in _LEADING_ON
    return f"text:{place}:{beside(appeal)}" if leads_on and place else None


def back(
    appeal: Appeal, place: UUID | None = None, anchor: str | None = None
) -> ResponseReturnValue:
    return redirect(
        url_for(
            ".edit",
            slug=appeal.slug,
            beside=beside(appeal),
            at=place,
            _anchor=anchor or (f"segment-{place}" if place else None),
        ),
        code=303,
    )


def _tell(saved: Saved, told: str) -> None:
    if told:
        flash(told, "success")
    elif saved.revision:
        flash(_("Saved as revision %(number)s.", number=saved.revision.number), "success")
    elif not request.form.get("do"):
        flash(_("There was nothing new to save."), "info")


def beside(appeal: Appeal) -> str | None:
    """Return the language shown beside the reference: the one asked for, or the next."""
    asked = request.values.get("beside")
    others = appeal.other_languages
    return asked if asked in others else next(iter(others), None)


def languages_shown(appeal: Appeal) -> list[str]:
    second = beside(appeal)
    return [appeal.reference_language, *([second] if second else [])]


def _page(
    appeal: Appeal,
    *,
    collisions: Sequence[Collision] = (),
    lost: Sequence[Collision] = (),
    typed: Submission | None = None,
) -> str:
    session = db.session()
    shown = languages_shown(appeal)
    former = services.find_reference_texts(session, appeal, editor.outdated(appeal, shown))
    here = [each for each in collisions if each.theirs is not None]
    checked = [each for each in services.check_text(session, appeal) if each.waiver is None]
    rows = editor.rows(appeal, shown, former=former, findings=checked, collisions=here, typed=typed)
    readers = [cell.wording.read_by for row in rows for cell in row.cells if cell.wording]
    return render_template(
        "drafting/edit.html",
        appeal=appeal,
        rows=rows,
        shown=shown,
        beside=beside(appeal),
        overview={each.language: each for each in language_overview(appeal)},
        lost=[*lost, *(each for each in collisions if each.theirs is None)],
        authors=services.author_names(session, [*readers, *(each.by for each in here)]),
        editable=not appeal.is_locked and allowed(Permission.EDIT_TEXT, appeal.id),
        kinds=[kind for kind in SegmentKind if not kind.is_standing],
        revision=services.latest_revision(session, appeal),
        undone=services.find_undone(session, appeal),
        called=findings,
        counts=findings.counted(checked),
        at=request.args.get("at", ""),
    )
