"""Pages on which people endorse a published appeal, and organisations ask to sign it.

Whether an address or an organisation is known already shows on none of them.
"""

from datetime import UTC, datetime, timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from appeals import changes, db, i18n, limits
from appeals.accounts.guards import requires, same_for_all
from appeals.accounts.permissions import Permission
from appeals.endorsements import services
from appeals.endorsements.forms import EndorseForm, JoinForm, joining_form
from appeals.endorsements.models import Intake
from appeals.endorsements.services import Endorsers, Place
from appeals.errors import NotFound
from appeals.limits import Limit
from appeals.organisations.services import country_names
from appeals.publishing import shown
from appeals.publishing.models import Edition
from appeals.statements import front
from appeals.statements.pages import made
from appeals.statements.views.blueprint import blueprint
from appeals.statements.views.caching import answer

open_to_all = requires(Permission.OPEN_TO_ALL)


@blueprint.get("/statements/<slug>/<language>/endorsements")
@same_for_all
@open_to_all
def endorsements(slug: str, language: str) -> ResponseReturnValue:
    """The names of those who want to be named, and how many there are in all."""
    edition = _edition(slug, language)
    session, appeal_id = db.session(), edition.appeal_id
    # To count a hundred thousand takes longer than all the rest.
    total = changes.kept(("endorsements", appeal_id), lambda: services.count(session, appeal_id))
    if not total and services.taking(session, appeal_id).intake is Intake.CLOSED:
        raise NotFound
    found: Endorsers = services.list_names(
        session, appeal_id, Place.read(request.args.get("after", ""))
    )
    with i18n.speaking(language):
        body = render_template(
            "statements/endorsements.html",
            edition=edition,
            appeal=edition.appeal,
            tag=language,
            total=total,
            found=found,
            taking=services.taking(session, appeal_id),
            is_first="after" not in request.args,
        )
    front.keep(shown.next_hour(session))
    return answer(made(body))


@blueprint.get("/statements/<slug>/<language>/endorse")
@open_to_all
def ask_endorse(slug: str, language: str) -> ResponseReturnValue:
    return _endorse_page(_endorsable(slug, language), language, EndorseForm())


@blueprint.post("/statements/<slug>/<language>/endorse")
@open_to_all
def endorse(slug: str, language: str) -> ResponseReturnValue:
    edition = _endorsable(slug, language)
    form = EndorseForm()
    if not form.validate():
        return _endorse_page(edition, language, form), 422
    if not form.is_from_a_machine:
        if _is_too_much(form):
            return _endorse_page(edition, language, form), 429, {"Retry-After": "3600"}
        with db.transaction() as session:
            services.endorse(session, edition.appeal_id, form.given(), now=datetime.now(UTC))
    return redirect(url_for(".endorse_sent", slug=slug, language=language), code=303)


@blueprint.get("/statements/<slug>/<language>/join")
@open_to_all
def ask_join(slug: str, language: str) -> ResponseReturnValue:
    edition = _joinable(slug, language)
    return _join_page(edition, language, _join_form(edition))


@blueprint.post("/statements/<slug>/<language>/join")
@open_to_all
def join(slug: str, language: str) -> ResponseReturnValue:
    edition = _joinable(slug, language)
    form = _join_form(edition)
    if not form.validate():
        return _join_page(edition, language, form), 422
    if not form.is_from_a_machine:
        if _is_too_much(form):
            return _join_page(edition, language, form), 429, {"Retry-After": "3600"}
        try:
            with db.transaction() as session:
                services.ask_to_join(
                    session, edition.appeal_id, form.asked(), now=datetime.now(UTC)
                )
        except services.RequestsClosed:
            form.form_errors.append(
                _("So many organisations wait for an answer that no more can be taken now.")
            )
            return _join_page(edition, language, form), 409
    return redirect(url_for(".join_sent", slug=slug, language=language), code=303)


@blueprint.get("/statements/<slug>/<language>/endorse/sent")
@open_to_all
def endorse_sent(slug: str, language: str) -> ResponseReturnValue:
    return _sent_page(slug, language, "endorse")


@blueprint.get("/statements/<slug>/<language>/join/sent")
@open_to_all
def join_sent(slug: str, language: str) -> ResponseReturnValue:
    return _sent_page(slug, language, "join")


def _edition(slug: str, language: str) -> Edition:
    """Return the public edition and enter the coalition whose appeal it is."""
    session = db.session()
    edition = shown.get_public(session, slug)
    if language not in edition.languages:
        raise NotFound
    db.enter(session, edition.coalition_id)
    return edition


def _endorsable(slug: str, language: str) -> Edition:
    edition = _edition(slug, language)
    if services.taking(db.session(), edition.appeal_id).intake is Intake.CLOSED:
        raise NotFound
    i18n.prefer(language)
    return edition


def _joinable(slug: str, language: str) -> Edition:
    edition = _edition(slug, language)
    if not services.taking(db.session(), edition.appeal_id).requests:
        raise NotFound
    i18n.prefer(language)
    return edition


def _is_too_much(form: FlaskForm) -> bool:
    """Count this one, and say on the form if its neighbourhood has sent too many."""
    network = limits.network_of(request.remote_addr)
    counted = (
        Limit(f"endorsed from {network}, in a minute", most=10, within=timedelta(minutes=1)),
        Limit(f"endorsed from {network}, in an hour", most=60, within=timedelta(hours=1)),
    )
    with db.transaction() as session:
        now = db.clock(session)
        is_full = limits.reached(session, counted, now=now)
        if not is_full:
            limits.note(session, counted, now=now)
    if is_full:
        form.form_errors.append(
            _("Too many names came from your network. Nothing was lost: send it again in an hour.")
        )
    return is_full


def _join_form(edition: Edition) -> JoinForm:
    spoken = i18n.interface_language()
    return joining_form(edition.languages, country_names(db.session(), spoken))


def _endorse_page(edition: Edition, language: str, form: EndorseForm) -> str:
    return render_template("statements/endorse.html", edition=edition, tag=language, form=form)


def _join_page(edition: Edition, language: str, form: JoinForm) -> str:
    return render_template("statements/join.html", edition=edition, tag=language, form=form)


def _sent_page(slug: str, language: str, what: str) -> str:
    edition = _edition(slug, language)
    i18n.prefer(language)
    return render_template("statements/sent.html", edition=edition, tag=language, what=what)
