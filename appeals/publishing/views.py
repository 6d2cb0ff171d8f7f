"""The export page and its downloads."""

from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from appeals import db
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Incomplete, Invalid, NotFound
from appeals.publishing import files, services
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


def _page(appeal: Appeal, missing: list[str], *, refused: bool = False) -> str:
    return render_template(
        "publishing/export.html", appeal=appeal, missing=missing, refused=refused
    )
