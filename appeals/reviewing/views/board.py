"""The coordinators' page of a review: the terms, who is asked, who has commented."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal
from appeals.errors import Invalid
from appeals.reviewing import board as boards
from appeals.reviewing import labels, services
from appeals.reviewing.forms import (
    READERS_EXPLAINED,
    PersonForm,
    ReceivedForm,
    TermsForm,
)
from appeals.reviewing.views.blueprint import blueprint
from appeals.reviewing.views.replies import now


@blueprint.get("/appeals/<slug>/review")
@guards.requires(Permission.MANAGE_REVIEW)
def board(appeal: Appeal) -> ResponseReturnValue:
    return board_page(appeal)


@blueprint.post("/appeals/<slug>/review/terms")
@guards.requires(Permission.MANAGE_REVIEW)
def set_terms(appeal: Appeal) -> ResponseReturnValue:
    form = TermsForm.of(appeal)
    if not form.validate():
        return board_page(appeal, terms=form), 422

    try:
        with db.transaction() as session:
            services.set_terms(
                session,
                appeal,
                form.until_in_utc(),
                shared=form.shared,
                by=signed_in().id,
                now=now(),
            )
    except Invalid as error:
        form.until.errors = [str(error)]
        return board_page(appeal, terms=form), 422
    except services.PromisedPrivacy as error:
        form.readers.errors = [str(error)]
        return board_page(appeal, terms=form), 409

    flash(_("Comments are taken until the date you set."), "success")
    return _back(appeal)


@blueprint.post("/appeals/<slug>/review/close")
@guards.requires(Permission.MANAGE_REVIEW)
def close(appeal: Appeal) -> ResponseReturnValue:
    with db.transaction() as session:
        drafting.close_comments(session, appeal, by=signed_in().id, now=now())

    flash(_("No further comments are taken. What was said is kept."), "success")
    return _back(appeal)


@blueprint.post("/appeals/<slug>/review/people")
@guards.requires(Permission.MANAGE_REVIEW)
def add(appeal: Appeal) -> ResponseReturnValue:
    form = PersonForm.of(appeal)
    if not form.validate():
        return board_page(appeal, person=form), 422

    try:
        with db.transaction() as session:
            services.add(session, appeal, form.person(), by=signed_in().id, now=now())
    except services.AddressTaken as error:
        form.email.errors = [str(error)]
        return board_page(appeal, person=form), 409

    flash(_("The partner is on the list. Nothing has been sent yet."), "success")
    return _back(appeal)


def board_page(
    appeal: Appeal,
    *,
    terms: TermsForm | None = None,
    person: PersonForm | None = None,
    received: ReceivedForm | None = None,
) -> str:
    session = db.session()
    found = boards.board(session, appeal, i18n.interface_language(), now=now())
    senders = {row.reviewer.handle: row.name for row in found.rows}
    return render_template(
        "reviewing/board.html",
        appeal=appeal,
        board=found,
        counts=services.count_comments(session, appeal),
        unsent=services.unsent(session, appeal),
        due=len(services.silent(session, appeal, now=now())),
        is_open=appeal.takes_comments(db.clock(session)),
        terms=terms or TermsForm.of(appeal),
        person=person or PersonForm.of(appeal),
        received=received or ReceivedForm.of(senders),
        explained=READERS_EXPLAINED,
        called=labels,
    )


def _back(appeal: Appeal) -> ResponseReturnValue:
    return redirect(url_for("reviewing.board", slug=appeal.slug), code=303)
