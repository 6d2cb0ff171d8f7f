"""The report of the parity check: findings mended, waived with a reason, or left to do."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from appeals import db
from appeals.accounts.guards import allowed, signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import findings, guards, services
from appeals.drafting.models import Appeal
from appeals.drafting.parity import Level
from appeals.drafting.views.blueprint import blueprint
from appeals.errors import Conflict, Forbidden, Invalid


@blueprint.get("/<slug>/check")
@guards.requires(Permission.READ_APPEAL)
def check(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal)


@blueprint.post("/<slug>/check/mend")
@guards.requires(Permission.EDIT_TEXT)
def mend(appeal: Appeal) -> ResponseReturnValue:
    fingerprints = request.form.get("fingerprints", "").split()
    try:
        with db.transaction() as session:
            mended = services.mend(
                session, appeal, fingerprints, by=signed_in().id, now=datetime.now(UTC)
            )
    except services.TextLocked as error:
        flash(str(error), "error")
        return _back(appeal)

    if mended:
        told = ngettext("%(num)s place was mended.", "%(num)s places were mended.", mended)
        flash(told, "success")
    else:
        flash(_("The wording has changed in the meantime. Look at the findings again."), "warning")
    return _back(appeal)


@blueprint.post("/<slug>/check/waive")
@guards.requires(Permission.EDIT_TEXT)
def waive(appeal: Appeal) -> ResponseReturnValue:
    fingerprint, reason = request.form.get("fingerprint", ""), request.form.get("reason", "")
    try:
        with db.transaction() as session:
            _refuse_to_waive_errors(services.get_checked(session, appeal, fingerprint), appeal)
            services.waive(
                session, appeal, fingerprint, reason, by=signed_in().id, now=datetime.now(UTC)
            )
    except Invalid as error:
        return _page(appeal, refused={fingerprint: str(error)}), 422
    except Conflict as error:
        flash(str(error), "warning")
        return _back(appeal)

    flash(_("The finding is waived for the wording as it is."), "success")
    return _back(appeal)


@blueprint.post("/<slug>/check/unwaive")
@guards.requires(Permission.EDIT_TEXT)
def unwaive(appeal: Appeal) -> ResponseReturnValue:
    fingerprint = request.form.get("fingerprint", "")
    try:
        with db.transaction() as session:
            services.unwaive(session, appeal, fingerprint, by=signed_in().id, now=datetime.now(UTC))
    except Conflict as error:
        flash(str(error), "warning")
        return _back(appeal)

    flash(_("The finding is open again."), "success")
    return _back(appeal)


def _refuse_to_waive_errors(checked: services.Checked, appeal: Appeal) -> None:
    """What keeps the text from being final may be waived only by whoever makes it final."""
    if checked.finding.level is Level.ERROR and not allowed(Permission.LOCK_TEXT, appeal.id):
        raise Forbidden


def _back(appeal: Appeal) -> ResponseReturnValue:
    return redirect(
        url_for(
            ".check",
            slug=appeal.slug,
            level=request.form.get("level") or None,
            language=request.form.get("language") or None,
        ),
        code=303,
    )


def _page(appeal: Appeal, *, refused: dict[str, str] | None = None) -> str:
    session = db.session()
    checked = services.check_text(session, appeal)
    level, language = request.values.get("level", ""), request.values.get("language", "")
    shown = [
        each
        for each in checked
        if level in ("", each.finding.level) and language in ("", each.finding.language)
    ]
    return render_template(
        "drafting/check.html",
        appeal=appeal,
        called=findings,
        open=findings.by_segment([each for each in shown if each.waiver is None]),
        waived=[each for each in shown if each.waiver is not None],
        counts=findings.counted(checked),
        alike=findings.alike(shown),
        level=level,
        language=language,
        authors=services.author_names(
            session, [each.waiver.created_by for each in shown if each.waiver]
        ),
        editable=not appeal.is_locked and allowed(Permission.EDIT_TEXT, appeal.id),
        refused=refused or {},
        reason=request.form.get("reason", ""),
    )
