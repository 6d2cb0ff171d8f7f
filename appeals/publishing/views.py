"""The export page and its downloads; the log of an appeal, and how to verify it."""

from collections.abc import Sequence
from io import BytesIO

from flask import Blueprint, Response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from appeals import db, ledger
from appeals.accounts import guards as accounts
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Incomplete, Invalid, NotFound
from appeals.ledger import exporting
from appeals.publishing import evidence, files, labels, services
from appeals.publishing.files import Format

blueprint = Blueprint("publishing", __name__)


@blueprint.get("/appeals/<slug>/export")
@guards.requires(Permission.EXPORT)
def export(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal, services.missing(db.session(), appeal, appeal.languages))


@blueprint.get("/appeals/<slug>/export/<language>.<extension>")
@guards.requires(Permission.EXPORT)
def download(appeal: Appeal, language: str, extension: str) -> ResponseReturnValue:
    try:
        kind = Format(extension)
        languages = services.chosen_languages(appeal, language)
    except (ValueError, Invalid) as error:
        raise NotFound from error
    try:
        made = services.export(
            db.session(), appeal, languages, draft=request.args.get("draft") == "1"
        )
    except Incomplete as error:
        return _page(appeal, error.missing, refused=True), 409

    return send_file(
        BytesIO(files.as_bytes(made, kind)),
        mimetype=kind.media_type,
        as_attachment=True,
        download_name=made.filename(kind.extension),
    )


@blueprint.get("/appeals/<slug>/log")
@guards.requires(Permission.EXPORT)
def log(appeal: Appeal) -> ResponseReturnValue:
    """How the log stands, looked at as the page is opened."""
    session = db.session()
    return render_template(
        "publishing/log.html",
        appeal=appeal,
        state=ledger.state(session, appeal),
        code=ledger.short_code(session, appeal),
        faults=[(labels.FAULTS[each.kind], each.position) for each in _faults(appeal)],
        key=ledger.public_key(),
    )


@blueprint.get("/appeals/<slug>/log.zip")
@guards.requires(Permission.EXPORT)
def download_log(appeal: Appeal) -> ResponseReturnValue:
    return send_file(
        BytesIO(evidence.as_zip(evidence.collect(db.session(), appeal))),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"{appeal.slug}-log.zip",
    )


@blueprint.get("/verify")
@accounts.requires(Permission.OPEN_TO_ALL)
def how_to_verify() -> ResponseReturnValue:
    return render_template("publishing/verify.html", keys=ledger.all_public_keys())


@blueprint.get("/verify/verify.py")
@accounts.requires(Permission.OPEN_TO_ALL)
def verifier() -> ResponseReturnValue:
    response = Response(exporting.verifier_script(), mimetype="text/x-python")
    response.headers["Content-Disposition"] = "attachment; filename=verify.py"
    return response


def _faults(appeal: Appeal) -> Sequence[ledger.Fault]:
    return ledger.check(db.session(), appeal.id)


def _page(appeal: Appeal, missing: list[str], *, refused: bool = False) -> str:
    return render_template(
        "publishing/export.html", appeal=appeal, missing=missing, refused=refused
    )
