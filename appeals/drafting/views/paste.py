"""Putting in a whole text in one language: pasted or from a file, placed part by part."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards, placing, proposal, services
from appeals.drafting.forms import PasteForm
from appeals.drafting.models import Appeal
from appeals.drafting.placing import Sent
from appeals.drafting.services import Saved
from appeals.drafting.views.blueprint import blueprint
from appeals.errors import Conflict, Invalid, NotFound
from appeals.readers import sandbox
from appeals.readers.parts import Part
from appeals.readers.troubles import LARGEST_FILE


@blueprint.get("/<slug>/text/paste/<language>")
@guards.requires(Permission.EDIT_TEXT)
def paste(appeal: Appeal, language: str) -> ResponseReturnValue:
    _refuse_unknown(appeal, language)
    return _page(appeal, language, PasteForm(formdata=None))


@blueprint.post("/<slug>/text/paste/<language>")
@guards.requires(Permission.EDIT_TEXT)
def read(appeal: Appeal, language: str) -> ResponseReturnValue:
    """Cut the text into parts; write them if there is no text yet, else propose places."""
    _refuse_unknown(appeal, language)
    form = PasteForm()
    if not form.validate():
        return _page(appeal, language, form), 422
    try:
        services.refuse_locked(appeal)
        parts = _parts(form)
    except (Conflict, Invalid) as error:
        return _refused(appeal, language, form, error)
    if not services.is_blank(appeal, language, parts):
        return _proposal(appeal, language, Sent(proposal.propose(appeal, language, parts)))
    try:
        with db.transaction() as session:
            saved = services.lay_out(
                session, appeal, language, parts, by=signed_in().id, now=datetime.now(UTC)
            )
    except services.HasText:
        return _proposal(appeal, language, Sent(proposal.propose(appeal, language, parts)))
    except (Conflict, Invalid) as error:
        return _refused(appeal, language, form, error)
    return _done(appeal, language, saved)


@blueprint.post("/<slug>/text/paste/<language>/place")
@guards.requires(Permission.EDIT_TEXT)
def place(appeal: Appeal, language: str) -> ResponseReturnValue:
    """Write the parts where somebody has confirmed that they belong."""
    _refuse_unknown(appeal, language)
    sent = placing.read(request.form)
    try:
        with db.transaction() as session:
            saved = services.place(
                session,
                appeal,
                language,
                sent.placed,
                emptied=sent.emptied,
                seen=request.form.get("seen", ""),
                by=signed_in().id,
                now=datetime.now(UTC),
            )
    except Invalid as error:
        return _proposal(appeal, language, sent, refused=str(error)), 422
    except Conflict as error:
        return _proposal(appeal, language, sent, refused=str(error)), 409
    return _done(appeal, language, saved)


def _parts(form: PasteForm) -> Sequence[Part]:
    file = form.file.data
    if not file:
        return sandbox.read_pasted(form.text.data or "")
    with file.stream as stream:
        # One byte too many is enough to tell that a file is too large.
        return sandbox.read_file(file.filename, stream.read(LARGEST_FILE + 1))


def _done(appeal: Appeal, language: str, saved: Saved) -> ResponseReturnValue:
    if saved.revision:
        flash(_("Saved as revision %(number)s.", number=saved.revision.number), "success")
    else:
        flash(_("This text is what was there already."), "info")
    beside = language if language != appeal.reference_language else None
    return redirect(url_for(".edit", slug=appeal.slug, beside=beside), code=303)


def _refused(
    appeal: Appeal, language: str, form: PasteForm, error: Conflict | Invalid
) -> ResponseReturnValue:
    (form.file if form.file.data else form.text).errors = [str(error)]
    return _page(appeal, language, form), 409 if isinstance(error, Conflict) else 422


def _page(appeal: Appeal, language: str, form: PasteForm) -> str:
    return render_template(
        "drafting/paste.html",
        appeal=appeal,
        language=language,
        form=form,
        written=any(segment.is_used for segment in appeal.body),
    )


def _proposal(appeal: Appeal, language: str, sent: Sent, *, refused: str = "") -> str:
    placed = proposal.mended(appeal, language, sent.placed)
    rows = placing.rows(appeal, language, placed)
    return render_template(
        "drafting/place.html",
        appeal=appeal,
        language=language,
        rows=rows,
        unsure=[at for at, row in enumerate(rows) if not row.sure],
        choices=placing.Choices(appeal, language),
        value=placing.value,
        emptied=sent.emptied,
        count=len(placed),
        seen=services.layout_hash(appeal, language),
        refused=refused,
    )


def _refuse_unknown(appeal: Appeal, language: str) -> None:
    if language not in appeal.languages:
        raise NotFound
