"""What helps while somebody writes: the page that saves by itself, a preview, undoing."""

from datetime import UTC, datetime

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import editor, guards, plain_text, services
from appeals.drafting.editor import Submission
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal
from appeals.drafting.preview import draft_html
from appeals.drafting.services import Saved
from appeals.drafting.views.blueprint import blueprint
from appeals.drafting.views.text import back, languages_shown
from appeals.errors import Conflict, Invalid


@blueprint.post("/<slug>/text/autosave")
@guards.requires(Permission.EDIT_TEXT)
def autosave(appeal: Appeal) -> ResponseReturnValue:
    """Save what is typed, for the page's script; answers in JSON with what it shows and needs."""
    submission = editor.read(request.form)
    try:
        with db.transaction() as session:
            saved = services.save_texts(
                session,
                appeal,
                submission.changes,
                kinds=submission.kinds,
                autosave=True,
                by=signed_in().id,
                now=datetime.now(UTC),
            )
    except (Invalid, Conflict) as error:
        return {"told": str(error)}, 422 if isinstance(error, Invalid) else 409

    if saved.collisions:
        told = _("Somebody else changed a wording that you are writing. Save to compare.")
    else:
        local = datetime.now(UTC).astimezone(appeal.zone)
        told = _("Saved at %(time)s.", time=i18n.format_time(local))
    return {"told": told, "seen": _seen(submission, saved), "is_complete": not saved.collisions}


@blueprint.post("/<slug>/text/preview")
@guards.requires(Permission.EDIT_TEXT)
def preview(appeal: Appeal) -> ResponseReturnValue:
    """Show how the text as typed will be printed; nothing is saved, and nothing typed is lost."""
    submission = editor.read(request.form)
    shown = languages_shown(appeal)
    segments = editor.as_typed(appeal, submission)
    return render_template(
        "drafting/preview.html",
        appeal=appeal,
        bodies={tag: draft_html(appeal, segments, tag, level=3) for tag in shown},
        fields=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name not in {"csrf_token", "do"}
        ],
    )


@blueprint.post("/<slug>/text/undo")
@guards.requires(Permission.EDIT_TEXT)
def undo(appeal: Appeal) -> ResponseReturnValue:
    try:
        with db.transaction() as session:
            kept = services.undo(session, appeal, by=signed_in().id, now=datetime.now(UTC))
    except services.TextLocked as error:
        flash(str(error), "error")
        return back(appeal)

    if kept:
        flash(_("The last change is undone. The history keeps it."), "success")
    else:
        flash(_("There is nothing to undo."), "info")
    return back(appeal)


def _seen(submission: Submission, saved: Saved) -> dict[str, str]:
    """Return the hash of each wording that was saved, by the name of its field."""
    collided = {(each.segment_id, each.language) for each in saved.collisions}
    return {
        f"seen:{segment_id}:{language}": wording_hash(plain_text.clean(change.text))
        for segment_id, typed in submission.changes.items()
        for language, change in typed.items()
        if (segment_id, language) not in collided
    }
