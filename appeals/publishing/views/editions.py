"""Publishing, calling off and taking back, each behind a name that is typed; kept files."""

from datetime import UTC, datetime
from io import BytesIO

from flask import flash, render_template, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, ledger
from appeals.accounts import proof
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Conflict, NotFound
from appeals.publishing import amending, checklist, editions, files, shown
from appeals.publishing.formats import Format
from appeals.publishing.forms import ConfirmForm, RetractForm
from appeals.publishing.models import Edition
from appeals.publishing.views.blueprint import blueprint
from appeals.publishing.views.release import back

MOST_ATTEMPTS = 3


@blueprint.get("/appeals/<slug>/publish/confirm")
@guards.requires(Permission.PUBLISH)
def confirm(appeal: Appeal) -> ResponseReturnValue:
    if checklist.check_release(db.session(), appeal).stopping:
        flash(_("The checklist is not done: something stops the publication."), "error")
        return back(appeal)
    last = editions.latest_edition(db.session(), appeal)
    form = ConfirmForm(appeal, formdata=None, after=str(last.number if last else 0))
    return _confirm_page(appeal, form)


@blueprint.post("/appeals/<slug>/publish/confirm")
@guards.requires(Permission.PUBLISH)
@proof.required
def publish(appeal: Appeal) -> ResponseReturnValue:
    form = ConfirmForm(appeal)
    if not form.validate():
        return _confirm_page(appeal, form), 422
    try:
        edition = _published(appeal, after=form.known)
    except Conflict as error:
        flash(str(error), "error")
        return back(appeal)
    if edition.released_at:
        flash(_("Edition %(number)s is public.", number=edition.number), "success")
    else:
        flash(_("Edition %(number)s waits for its hour.", number=edition.number), "success")
    return back(appeal)


@blueprint.post("/appeals/<slug>/publish/call-off")
@guards.requires(Permission.PUBLISH)
def call_off(appeal: Appeal) -> ResponseReturnValue:
    try:
        with db.transaction() as session:
            editions.call_off(session, appeal, by=signed_in().id, now=datetime.now(UTC))
    except Conflict as error:
        flash(str(error), "error")
        return back(appeal)
    flash(_("The edition is called off: it will not appear."), "success")
    return back(appeal)


@blueprint.get("/appeals/<slug>/publish/retract")
@guards.requires(Permission.PUBLISH)
def ask_retract(appeal: Appeal) -> ResponseReturnValue:
    form = RetractForm(appeal, formdata=None)
    return render_template("publishing/retract.html", appeal=appeal, form=form)


@blueprint.post("/appeals/<slug>/publish/retract")
@guards.requires(Permission.PUBLISH)
def retract(appeal: Appeal) -> ResponseReturnValue:
    form = RetractForm(appeal)
    if not form.validate():
        return render_template("publishing/retract.html", appeal=appeal, form=form), 422
    try:
        with db.transaction() as session:
            editions.retract(
                session,
                appeal,
                form.reason.data or "",
                by=signed_in().id,
                now=datetime.now(UTC),
            )
    except Conflict as error:
        flash(str(error), "error")
        return back(appeal)
    flash(_("The appeal is taken off the public pages."), "success")
    return back(appeal)


@blueprint.get("/appeals/<slug>/publish/editions/<int:number>/<language>.<extension>")
@guards.requires(Permission.EXPORT)
def download_edition(
    appeal: Appeal, number: int, language: str, extension: str
) -> ResponseReturnValue:
    """Give a file of any edition as it was kept, also of one that is public no more."""
    if extension not in {each.value for each in Format}:
        raise NotFound
    edition = editions.get_edition(db.session(), appeal, number)
    kept = shown.get_file(db.session(), edition, language, extension)
    kind = Format(kept.format)
    name = files.edition_filename(appeal.slug, number, language, kind)
    guards.note_taken(appeal, name)
    return send_file(
        BytesIO(kept.content), mimetype=kind.media_type, as_attachment=True, download_name=name
    )


def _published(appeal: Appeal, *, after: int) -> Edition:
    """Publish an edition; its files are written while others may sign, and anew if one did."""
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with db.transaction() as session:
            ledger.settle(
                session, appeal.id
            )  # the files name a checkpoint over all who stand there
        ready = editions.prepare(db.session(), appeal)
        try:
            with db.transaction() as session:
                now = datetime.now(UTC)
                by = signed_in().id
                return editions.publish(session, appeal, ready, after=after, by=by, now=now)
        except editions.Overtaken:
            if attempt == MOST_ATTEMPTS:
                raise
    raise AssertionError  # the last attempt has returned or raised


def _confirm_page(appeal: Appeal, form: ConfirmForm) -> str:
    session = db.session()
    printed = amending.amended_lists(session, appeal)
    return render_template(
        "publishing/confirm.html",
        appeal=appeal,
        form=form,
        printed=printed,
        number=form.known + 1,
        state=checklist.check_release(session, appeal).state,
        now=db.clock(session),
    )
