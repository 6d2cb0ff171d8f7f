"""The overview of an appeal, and the buttons that lead from one phase to the next."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards, services
from appeals.drafting.forms import UnlockForm
from appeals.drafting.models import Appeal
from appeals.drafting.overview import language_overview, steps
from appeals.drafting.views.blueprint import blueprint
from appeals.errors import Incomplete


@blueprint.get("/<slug>/")
@guards.requires(Permission.READ_APPEAL)
def show(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal)


@blueprint.post("/<slug>/lock")
@guards.requires(Permission.LOCK_TEXT)
def lock(appeal: Appeal) -> ResponseReturnValue:
    try:
        _act(services.lock, appeal)
    except Incomplete as error:
        flash(_("The text cannot be final yet: something is missing."), "error")
        return _page(appeal, missing=error.missing), 409
    except services.NotOnlyTranslation as error:
        flash(str(error), "error")
        return _overview(appeal)
    except services.Unmended as error:
        flash(str(error), "error")
        return redirect(url_for(".check", slug=appeal.slug, level="error"), code=303)
    flash(_("The text is final now."), "success")
    return _overview(appeal)


@blueprint.get("/<slug>/unlock")
@guards.requires(Permission.LOCK_TEXT)
def ask_unlock(appeal: Appeal) -> ResponseReturnValue:
    return render_template("drafting/unlock.html", appeal=appeal, form=_unlock_form(appeal))


@blueprint.post("/<slug>/unlock")
@guards.requires(Permission.LOCK_TEXT)
def unlock(appeal: Appeal) -> ResponseReturnValue:
    form = UnlockForm()
    # Before anybody was asked, nobody has signed, and a change needs no class.
    asked = appeal.opened_at is not None
    if asked and not form.validate():
        return render_template("drafting/unlock.html", appeal=appeal, form=form), 422
    change = form.kind if asked else None
    terms = form.terms(appeal.zone) if asked else None
    if terms and terms.until <= datetime.now(UTC):
        form.consent_until.errors = [_("This moment has passed already.")]
        return render_template("drafting/unlock.html", appeal=appeal, form=form), 422
    _act(services.unlock, appeal, change, signed=asked, terms=terms)
    flash(_("The text is a draft again."), "success")
    return redirect(url_for(".edit", slug=appeal.slug), code=303)


@blueprint.post("/<slug>/open")
@guards.requires(Permission.LOCK_TEXT)
def open_sign_on(appeal: Appeal) -> ResponseReturnValue:
    _act(services.open_sign_on, appeal)
    flash(_("The appeal is open for signatures."), "success")
    return _overview(appeal)


@blueprint.post("/<slug>/close")
@guards.requires(Permission.LOCK_TEXT)
def close(appeal: Appeal) -> ResponseReturnValue:
    _act(services.close, appeal)
    flash(_("The appeal is closed. No further answers are taken."), "success")
    return _overview(appeal)


@blueprint.post("/<slug>/reopen")
@guards.requires(Permission.LOCK_TEXT)
def reopen(appeal: Appeal) -> ResponseReturnValue:
    _act(services.reopen, appeal)
    flash(_("The appeal is open for signatures again."), "success")
    return _overview(appeal)


def _unlock_form(appeal: Appeal) -> UnlockForm:
    until = appeal.pending_consent_until
    return UnlockForm(
        formdata=None,
        change=appeal.pending_change.value if appeal.pending_change else None,
        consent_until=until.astimezone(appeal.zone) if until else None,
        consent_default=appeal.pending_consent_default,
    )


def _act(act: Callable[..., Any], appeal: Appeal, *arguments: Any, **keywords: Any) -> None:
    with db.transaction() as session:
        act(session, appeal, *arguments, by=signed_in().id, now=datetime.now(UTC), **keywords)


def _overview(appeal: Appeal) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=appeal.slug), code=303)


def _page(appeal: Appeal, *, missing: list[str] | None = None) -> str:
    return render_template(
        "drafting/show.html",
        appeal=appeal,
        steps=steps(appeal),
        languages=language_overview(appeal),
        missing=services.missing_wordings(appeal),
        errors=[each for each in services.check_text(db.session(), appeal) if each.stops]
        if not appeal.is_locked
        else [],
        refused=missing or [],
        revision=services.latest_revision(db.session(), appeal),
        draft=not appeal.is_locked,
        comments_open=appeal.takes_comments(db.clock(db.session())),
    )
