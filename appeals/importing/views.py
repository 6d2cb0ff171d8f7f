"""Pages of the import: upload, read the report, make it an appeal, mend."""

import json
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from appeals import db
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import findings as called
from appeals.drafting import guards, plain_text
from appeals.drafting.models import Appeal
from appeals.drafting.services import SlugTaken
from appeals.errors import Conflict, Invalid, Unavailable
from appeals.importing import answering, confirming, display, labels, report, services
from appeals.importing.answering import Answer
from appeals.importing.audit import Audit
from appeals.importing.forms import SIGNED, MakeForm, UploadForm
from appeals.importing.model import Statement
from appeals.importing.models import StatementUpload
from appeals.importing.reading import read_files
from appeals.readers.troubles import LARGEST_FILE

blueprint = Blueprint("importing", __name__, url_prefix="/appeals")

SHOWN_DROPPED = 60


@blueprint.app_context_processor
def context() -> dict[str, object]:
    """What pages of an appeal say of its import."""
    return {"left_to_mend": lambda appeal: services.count_open(db.session(), appeal)}


@blueprint.get("/import")
@requires(Permission.CREATE_APPEAL)
def choose() -> ResponseReturnValue:
    return render_template("importing/choose.html", form=UploadForm(formdata=None))


@blueprint.post("/import")
@requires(Permission.CREATE_APPEAL)
def send() -> ResponseReturnValue:
    """Read the files; what was found is kept for some hours, the files are not."""
    form = UploadForm()
    if not form.validate():
        return render_template("importing/choose.html", form=form), 422
    files = _files(form)
    try:
        statement = read_files(files)
        if not any(each.body or each.lists for each in statement.versions):
            raise Invalid(_("No text was found in it."))
    except (Invalid, Unavailable) as error:
        (form.text if form.text.data else form.files).errors = [str(error)]
        return render_template("importing/choose.html", form=form), 422
    upload = _keep([name for name, _content in files], statement)
    return redirect(url_for(".show", upload_id=upload.id), code=303)


@blueprint.get("/import/<uuid:upload_id>")
@requires(Permission.CREATE_APPEAL)
def show(upload_id: UUID) -> ResponseReturnValue:
    upload, audit = _found(upload_id)
    if audit is None:
        return render_template("importing/waiting.html", upload=upload), {"Refresh": "4"}
    return render_template(
        "importing/report.html",
        upload=upload,
        audit=audit,
        statement=audit.ground.statement,
        display=display.Display(audit, upload.filenames),
        numbered=display.numbered,
        languages=display.languages_of(audit.ground),
        sentence=report.sentence,
        possible=answering.possible,
        pieces=answering.pieces,
        names=labels,
        called=called,
        shown_dropped=SHOWN_DROPPED,
        until=upload.uploaded_at + services.LIFETIME,
    )


@blueprint.post("/import/<uuid:upload_id>/answers")
@requires(Permission.CREATE_APPEAL)
def answer(upload_id: UUID) -> ResponseReturnValue:
    """Read the statement once more, as a person says that it is meant."""
    upload, audit = _found(upload_id)
    if audit is None:
        return redirect(url_for(".show", upload_id=upload_id), code=303)
    given: dict[int, Answer | None] = {}
    for place in range(len(audit.ground.statement.questions)):
        said = request.form.get(f"answer:{place}", "")
        if said:
            given[place] = Answer(said) if said in set(Answer) else None
    again = _keep(upload.filenames, answering.answered(audit.ground.statement, given))
    return redirect(url_for(".show", upload_id=again.id), code=303)


@blueprint.get("/import/<uuid:upload_id>/report.json")
@requires(Permission.CREATE_APPEAL)
def download(upload_id: UUID) -> ResponseReturnValue:
    upload, audit = _found(upload_id)
    if audit is None:
        return redirect(url_for(".show", upload_id=upload_id), code=303)
    data = json.dumps(report.as_json(audit, upload.filenames), ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": 'attachment; filename="audit.json"'}
    return Response(data, mimetype="application/json", headers=headers)


@blueprint.post("/import/<uuid:upload_id>/discard")
@requires(Permission.CREATE_APPEAL)
def discard(upload_id: UUID) -> ResponseReturnValue:
    _found(upload_id)  # of an old page nothing newer is deleted
    with db.transaction() as session:
        services.drop(session, by=signed_in().id, now=datetime.now(UTC))
    flash(_("The statement has been deleted."), "success")
    return redirect(url_for(".choose"), code=303)


@blueprint.get("/import/<uuid:upload_id>/appeal")
@requires(Permission.CREATE_APPEAL)
def confirm(upload_id: UUID) -> ResponseReturnValue:
    upload, audit = _found(upload_id)
    if audit is None:
        return redirect(url_for(".show", upload_id=upload_id), code=303)
    return _confirm_page(upload, audit, _make_form(audit))


@blueprint.post("/import/<uuid:upload_id>/appeal")
@requires(Permission.CREATE_APPEAL)
def make(upload_id: UUID) -> ResponseReturnValue:
    upload, audit = _found(upload_id)
    if audit is None:
        return redirect(url_for(".show", upload_id=upload_id), code=303)
    form, by, now = MakeForm(), signed_in().id, datetime.now(UTC)
    form.reference.choices = _language_choices(audit)
    if not form.validate():
        return _confirm_page(upload, audit, form), 422
    try:
        with db.transaction() as session:
            made = _made(upload, audit, form, by=by, now=now)
            services.drop(session, by=by, now=now)
    except (Invalid, SlugTaken, Conflict) as error:
        form.slug.errors = [str(error)]
        return _confirm_page(upload, audit, form), 422
    flash(_done(made), "success")
    return redirect(url_for(".to_mend", slug=made.appeal.slug), code=303)


@blueprint.get("/<slug>/imported")
@guards.requires(Permission.READ_APPEAL)
def to_mend(appeal: Appeal) -> ResponseReturnValue:
    found = services.list_findings(db.session(), appeal)
    return render_template(
        "importing/to_mend.html",
        appeal=appeal,
        source=services.find_source(db.session(), appeal),
        open=[each for each in found if each.mended_at is None],
        closed=[each for each in found if each.mended_at is not None],
        said=report.said,
        called=called,
    )


@blueprint.post("/<slug>/imported/<uuid:finding_id>")
@guards.requires(Permission.EDIT_TEXT)
def mend(appeal: Appeal, finding_id: UUID) -> ResponseReturnValue:
    """Tick a finding off, or open it again."""
    with db.transaction() as session:
        services.set_mended(
            session,
            services.get_finding(session, appeal, finding_id),
            mended=request.form.get("mended") == "yes",
            by=signed_in().id,
            now=datetime.now(UTC),
        )
    return redirect(url_for(".to_mend", slug=appeal.slug), code=303)


@blueprint.errorhandler(services.UploadGone)
def _gone(_error: services.UploadGone) -> ResponseReturnValue:
    flash(_("The statement is no longer here. Choose it again."), "warning")
    return redirect(url_for(".choose"), code=303)


def _files(form: UploadForm) -> list[tuple[str, bytes]]:
    pasted = (form.text.data or "").strip()
    if pasted:
        return [(str(_("pasted.txt")), pasted.encode())]
    files = []
    for file in form.files.data:
        if file and file.filename:
            with file.stream as stream:
                # One byte too many is enough to tell that a file is too large.
                files.append((file.filename, stream.read(LARGEST_FILE + 1)))
    return files


def _keep(filenames: list[str], statement: Statement) -> StatementUpload:
    """Audit and keep a statement; a long one is left to the worker."""
    long = services.is_long(statement)
    outcome = None if long else services.examined(db.session(), statement)
    with db.transaction() as session:
        return services.keep(
            session, filenames, statement, outcome, by=signed_in().id, now=datetime.now(UTC)
        )


def _found(upload_id: UUID) -> tuple[StatementUpload, Audit | None]:
    upload = services.get(db.session(), upload_id, by=signed_in().id, now=datetime.now(UTC))
    return upload, services.audited(upload)


def _make_form(audit: Audit) -> MakeForm:
    title = next((each.title for each in audit.ground.statement.versions if each.title), None)
    form = MakeForm(formdata=None, slug=plain_text.slug_from(title.text) if title else "")
    form.reference.choices = _language_choices(audit)
    return form


def _language_choices(audit: Audit) -> list[SelectChoice]:
    return [SelectChoice(tag, report.language(tag)) for tag in display.languages_of(audit.ground)]


def _confirm_page(upload: StatementUpload, audit: Audit, form: MakeForm) -> str:
    proposals = services.propose(db.session(), audit)
    return render_template(
        "importing/confirm.html",
        upload=upload,
        form=form,
        display=display.Display(audit, upload.filenames),
        languages=display.languages_of(audit.ground),
        proposals=proposals,
        alike=[each for each in proposals if each.likes],
        sent=request.form,
        new=confirming.NEW,
    )


def _made(
    upload: StatementUpload, audit: Audit, form: MakeForm, *, by: UUID, now: datetime
) -> services.Made:
    session = db.session()
    proposals = services.propose(session, audit)
    decisions = services.Decisions(
        details=services.details_of(audit, form.slug.data or "", reference=form.reference.data),
        rows=confirming.rows_of(audit.ground.alignment, request.form),
        existing=confirming.existing_of(proposals, request.form),
        signed=form.signed.data == SIGNED,
    )
    return services.make_appeal(
        session, audit, upload.filenames, proposals, decisions, by=by, now=now
    )


def _done(made: services.Made) -> str:
    sentences = [
        _("The statement is an appeal now. This is what is left to mend."),
        ngettext(
            "%(num)s organisation was added to the registry.",
            "%(num)s organisations were added to the registry.",
            made.created,
        ),
    ]
    if made.left_out:
        sentences.append(
            _("There was no place for: %(entries)s.", entries="; ".join(made.left_out[:10]))
        )
    return " ".join(sentences)
