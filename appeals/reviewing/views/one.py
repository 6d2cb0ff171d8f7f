"""One reviewer's page for the coordinators: mail, link, name and address."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.reviewing import board as boards
from appeals.reviewing import emails, labels, services
from appeals.reviewing.forms import PersonForm
from appeals.reviewing.models import Reviewer
from appeals.reviewing.views.blueprint import blueprint
from appeals.reviewing.views.replies import EXPECTED, now, refused

_ADDRESS = "/appeals/<slug>/review/people/<handle>"


@blueprint.get(_ADDRESS)
@guards.requires(Permission.MANAGE_REVIEW)
def reviewer(appeal: Appeal, handle: str) -> ResponseReturnValue:
    found = services.get_reviewer(db.session(), appeal, handle)
    return _own_page(found, PersonForm.of(appeal, found))


@blueprint.post(f"{_ADDRESS}/change")
@guards.requires(Permission.MANAGE_REVIEW)
def change(appeal: Appeal, handle: str) -> ResponseReturnValue:
    form = PersonForm.of(appeal)
    if not form.validate():
        return _own_page(services.get_reviewer(db.session(), appeal, handle), form), 422

    try:
        with db.transaction() as session:
            found = services.get_reviewer(session, appeal, handle)
            services.change(session, found, form.person(), by=signed_in().id, now=now())
    except services.AddressTaken as error:
        form.email.errors = [str(error)]
        return _own_page(services.get_reviewer(db.session(), appeal, handle), form), 409

    flash(_("The change is saved."), "success")
    return redirect(_page(appeal, handle), code=303)


@blueprint.post(f"{_ADDRESS}/resend")
@guards.requires(Permission.MANAGE_REVIEW)
def resend(appeal: Appeal, handle: str) -> ResponseReturnValue:
    def sent(session: Session, found: Reviewer) -> None:
        services.resend(session, found, by=signed_in().id, now=now())

    return _act(appeal, handle, sent, _("The mail is on its way. It holds the same link."))


@blueprint.post(f"{_ADDRESS}/revoke")
@guards.requires(Permission.MANAGE_REVIEW)
def revoke(appeal: Appeal, handle: str) -> ResponseReturnValue:
    def revoked(session: Session, found: Reviewer) -> None:
        services.revoke(session, found, by=signed_in().id, now=now())

    return _act(appeal, handle, revoked, _("The link does not work any more."))


@blueprint.post(f"{_ADDRESS}/restore")
@guards.requires(Permission.MANAGE_REVIEW)
def restore(appeal: Appeal, handle: str) -> ResponseReturnValue:
    def restored(session: Session, found: Reviewer) -> None:
        services.restore(session, found, by=signed_in().id, now=now())

    return _act(appeal, handle, restored, _("The link works again."))


@blueprint.post(f"{_ADDRESS}/new-link")
@guards.requires(Permission.MANAGE_REVIEW)
def new_link(appeal: Appeal, handle: str) -> ResponseReturnValue:
    send = request.form.get("send") == "yes"

    def renewed(session: Session, found: Reviewer) -> None:
        services.new_link(session, found, send=send, by=signed_in().id, now=now())

    told = (
        _("The new link is on its way. The former one does not work any more.")
        if send
        else _("There is a new link. The former one does not work any more.")
    )
    return _act(appeal, handle, renewed, told)


@blueprint.post(f"{_ADDRESS}/link")
@guards.requires(Permission.MANAGE_REVIEW)
def show_link(appeal: Appeal, handle: str) -> ResponseReturnValue:
    try:
        with db.transaction() as session:
            found = services.get_reviewer(session, appeal, handle)
            link = services.show_link(session, found, by=signed_in().id, now=now())
    except EXPECTED as error:
        return refused(error, _page(appeal, handle))

    # Here no redirect follows: the link would have to be kept for the next page, and it
    # is kept nowhere.
    return _own_page(found, PersonForm.of(appeal, found), link=link)


@blueprint.post(f"{_ADDRESS}/remove")
@guards.requires(Permission.MANAGE_REVIEW)
def remove(appeal: Appeal, handle: str) -> ResponseReturnValue:
    try:
        with db.transaction() as session:
            found = services.get_reviewer(session, appeal, handle)
            services.remove(session, found, by=signed_in().id, now=now())
    except EXPECTED as error:
        return refused(error, _page(appeal, handle))

    flash(_("The partner is no longer on the list."), "success")
    return redirect(url_for("reviewing.board", slug=appeal.slug), code=303)


def _act(
    appeal: Appeal, handle: str, act: Callable[[Session, Reviewer], None], told: str
) -> ResponseReturnValue:
    """Do one thing to one reviewer and return to their page, saying what was done or why not."""
    page = _page(appeal, handle)
    try:
        with db.transaction() as session:
            act(session, services.get_reviewer(session, appeal, handle))
    except EXPECTED as error:
        return refused(error, page)

    flash(told, "success")
    return redirect(page, code=303)


def _page(appeal: Appeal, handle: str) -> str:
    return url_for("reviewing.reviewer", slug=appeal.slug, handle=handle)


def _own_page(found: Reviewer, form: PersonForm, link: str | None = None) -> str:
    session = db.session()
    return render_template(
        "reviewing/reviewer.html",
        appeal=found.appeal,
        reviewer=found,
        row=boards.row(session, found, i18n.interface_language(), now=now()),
        is_open=found.appeal.takes_comments(db.clock(session)),
        preview=emails.preview(session, found, "review", signed_in()),
        form=form,
        link=link,
        called=labels,
    )
