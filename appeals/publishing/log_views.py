"""The log of an appeal as coordinators see and take it; for everybody, how to verify one."""

from io import BytesIO

from flask import Blueprint, Response, render_template, send_file
from flask.typing import ResponseReturnValue

from appeals import db, ledger
from appeals.accounts.guards import demand, requires
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.ledger import exporting
from appeals.publishing import evidence, exposure
from appeals.publishing.faults import FAULTS

blueprint = Blueprint("log", __name__)


@blueprint.get("/appeals/<slug>/log")
@guards.requires(Permission.EXPORT)
def show(appeal: Appeal) -> ResponseReturnValue:
    """How the log stands, looked at as the page is opened."""
    session = db.session()
    faults = ledger.check(session, appeal.id)
    return render_template(
        "publishing/log.html",
        appeal=appeal,
        state=ledger.state(session, appeal),
        code=ledger.short_code(session, appeal),
        faults=[(FAULTS[each.kind], each.position) for each in faults],
        key=ledger.public_key(),
        has_hidden=exposure.has_hidden(session, appeal),
    )


@blueprint.get("/appeals/<slug>/log.zip")
@guards.requires(Permission.EXPORT)
def download(appeal: Appeal) -> ResponseReturnValue:
    if exposure.has_hidden(db.session(), appeal):
        # It tells how many have signed without their names, and when.
        demand(Permission.READ_ANSWERS, appeal_id=appeal.id)
    content = evidence.as_zip(evidence.collect(db.session(), appeal))
    name = f"{appeal.slug}-log.zip"
    guards.note_taken(appeal, name)
    return send_file(
        BytesIO(content), mimetype="application/zip", as_attachment=True, download_name=name
    )


@blueprint.get("/verify")
@requires(Permission.OPEN_TO_ALL)
def how_to_verify() -> ResponseReturnValue:
    return render_template("publishing/verify.html", keys=ledger.all_public_keys())


@blueprint.get("/verify/verify.py")
@requires(Permission.OPEN_TO_ALL)
def verifier() -> ResponseReturnValue:
    response = Response(exporting.verifier_script(), mimetype="text/x-python")
    response.headers["Content-Disposition"] = "attachment; filename=verify.py"
    return response
