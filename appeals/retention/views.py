"""What is kept of whom: a page for everybody, and pages on which it is given out and erased.

Who is asked about is only ever sent in a form, so that no address and no name stands in
an address of a page; therefore what was found is the answer to a POST.
"""

from datetime import UTC, datetime
from io import BytesIO

from flask import Blueprint, flash, g, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from appeals import config, db, i18n
from appeals.accounts import proof
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.models import Coalition
from appeals.accounts.permissions import Permission
from appeals.importing.services import uploads as statements
from appeals.organisations import uploads as tables
from appeals.retention import erasing, files, labels, subjects
from appeals.retention.erasing import ERASED, Fate
from appeals.retention.forms import EraseForm, SubjectForm
from appeals.retention.subjects import Found, Subject

blueprint = Blueprint("retention", __name__)

answers = requires(Permission.ANSWER_SUBJECTS)


@blueprint.get("/privacy")
@requires(Permission.OPEN_TO_ALL)
def privacy() -> ResponseReturnValue:
    """What is kept, for how long, for whom, and how to get or delete it."""
    kept = {name.lower(): labels.period(each) for name, each in config.settings().retention.items()}
    hours = [round(each.total_seconds() / 3600) for each in (tables.LIFETIME, statements.LIFETIME)]
    return render_template("retention/privacy.html", kept=kept, hours=hours)


@blueprint.get("/people")
@answers
def ask() -> ResponseReturnValue:
    return render_template("retention/ask.html", form=SubjectForm(formdata=None))


@blueprint.post("/people")
@answers
def find() -> ResponseReturnValue:
    form = SubjectForm()
    if not form.validate():
        return render_template("retention/ask.html", form=form), 422
    proof.demand()

    return _found_page(form.subject, EraseForm(formdata=None, data=_kept(form.subject)))


@blueprint.post("/people/file")
@answers
def download() -> ResponseReturnValue:
    form = SubjectForm()
    if not form.validate():
        return render_template("retention/ask.html", form=form), 422
    proof.demand()

    return _file(_find(form.subject), form.subject)


@blueprint.post("/people/erase")
@answers
def erase() -> ResponseReturnValue:
    form = EraseForm()
    subject = form.subject
    if not form.validate():
        if form.address.errors or form.name.errors or form.form_errors:
            return render_template("retention/ask.html", form=SubjectForm()), 422
        return _found_page(subject, form), 422
    proof.demand()

    with db.transaction() as session:
        found = subjects.find(session, subject, i18n.interface_language())
        number = erasing.erase(session, found, subject, by=signed_in().id, now=datetime.now(UTC))

    told = ngettext("%(num)d entry was erased.", "%(num)d entries were erased.", number)
    flash(told, "success" if number else "info")
    return redirect(url_for(".ask"), code=303)


@blueprint.get("/account/data")
@requires(Permission.SIGNED_IN)
def own() -> ResponseReturnValue:
    return render_template("retention/own.html")


@blueprint.post("/account/data")
@requires(Permission.SIGNED_IN)
@proof.required
def own_file() -> ResponseReturnValue:
    """What is known of whoever asks; of their name alone others may bear it, too."""
    subject = Subject(address=signed_in().email)
    return _file([each for each in _find(subject) if not each.is_mention], subject)


def _find(subject: Subject) -> list[Found]:
    return subjects.find(db.session(), subject, i18n.interface_language())


def _found_page(subject: Subject, form: EraseForm) -> str:
    found = _find(subject)
    by_fate: dict[Fate, list[Found]] = {end: [] for end in Fate}
    for each in found:
        by_fate[erasing.fate(each, subject)].append(each)
    return render_template(
        "retention/found.html",
        subject=subject,
        form=form,
        total=len(found),
        going=[(end, by_fate[end]) for end in Fate if end in ERASED and by_fate[end]],
        staying=[(end, by_fate[end]) for end in Fate if end not in ERASED and by_fate[end]],
        also=subjects.other_names(found, subject),
        called=labels,
    )


def _file(found: list[Found], subject: Subject) -> ResponseReturnValue:
    coalition = db.session().get_one(Coalition, g.account.coalition_id)
    content = files.as_zip(found, subject, coalition=coalition.name, now=datetime.now(UTC))
    return send_file(
        BytesIO(content),
        mimetype="application/zip",
        as_attachment=True,
        download_name="personal-data.zip",
    )


def _kept(subject: Subject) -> dict[str, str]:
    return {"address": subject.address, "name": subject.name}
