"""One organisation's own page: its answer, its mail, its link."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts.guards import demand, signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal, ListKind
from appeals.invitations import boards, emails, labels, services
from appeals.invitations.forms import ChangeForm, CorrectForm
from appeals.invitations.models import Invitation
from appeals.invitations.reaching import addressee
from appeals.invitations.views.blueprint import blueprint
from appeals.invitations.views.replies import EXPECTED, now, refused


@blueprint.get("/<handle>")
@guards.requires(Permission.READ_ANSWERS)
def show(appeal: Appeal, handle: str) -> ResponseReturnValue:
    invitation = services.get_invitation(db.session(), appeal, handle)
    return _own_page(invitation, ChangeForm.of(appeal, invitation.list_kind, invitation.language))


@blueprint.post("/<handle>/change")
@guards.requires(Permission.INVITE)
def change(appeal: Appeal, handle: str) -> ResponseReturnValue:
    form = ChangeForm.of(appeal)
    if not form.validate():
        return _own_page(services.get_invitation(db.session(), appeal, handle), form), 422

    def changed(session: Session, invitation: Invitation) -> None:
        services.change_choice(
            session,
            invitation,
            ListKind(form.list_kind.data),
            form.language.data,
            by=signed_in().id,
            now=now(),
        )

    return _act(appeal, handle, changed, _("The change is saved."))


@blueprint.post("/<handle>/resend")
@guards.requires(Permission.INVITE)
def resend(appeal: Appeal, handle: str) -> ResponseReturnValue:
    def sent(session: Session, invitation: Invitation) -> None:
        services.resend(session, invitation, by=signed_in().id, now=now())

    return _act(appeal, handle, sent, _("The mail is on its way. It holds the same link."))


@blueprint.post("/<handle>/revoke")
@guards.requires(Permission.INVITE)
def revoke(appeal: Appeal, handle: str) -> ResponseReturnValue:
    def revoked(session: Session, invitation: Invitation) -> None:
        services.revoke(session, invitation, by=signed_in().id, now=now())

    return _act(appeal, handle, revoked, _("The link does not work any more."))


@blueprint.post("/<handle>/restore")
@guards.requires(Permission.INVITE)
def restore(appeal: Appeal, handle: str) -> ResponseReturnValue:
    def restored(session: Session, invitation: Invitation) -> None:
        services.restore(session, invitation, by=signed_in().id, now=now())

    return _act(appeal, handle, restored, _("The link works again."))


@blueprint.post("/<handle>/new-link")
@guards.requires(Permission.INVITE)
def new_link(appeal: Appeal, handle: str) -> ResponseReturnValue:
    send = request.form.get("send") == "yes"

    def renewed(session: Session, invitation: Invitation) -> None:
        services.new_link(session, invitation, send=send, by=signed_in().id, now=now())

    told = (
        _("The new link is on its way. The former one does not work any more.")
        if send
        else _("There is a new link. The former one does not work any more.")
    )
    return _act(appeal, handle, renewed, told)


@blueprint.post("/<handle>/link")
@guards.requires(Permission.INVITE)
def show_link(appeal: Appeal, handle: str) -> ResponseReturnValue:
    page = _page(appeal, handle)
    try:
        with db.transaction() as session:
            invitation = services.get_invitation(session, appeal, handle)
            link = services.show_link(session, invitation, by=signed_in().id, now=now())
    except EXPECTED as error:
        return refused(error, page)

    # Here no redirect follows: the link would have to be kept for the next page, and it
    # is kept nowhere.
    form = ChangeForm.of(appeal, invitation.list_kind, invitation.language)
    return _own_page(invitation, form, link=link)


@blueprint.post("/<handle>/unchoose")
@guards.requires(Permission.INVITE)
def unchoose(appeal: Appeal, handle: str) -> ResponseReturnValue:
    page, board_page = _page(appeal, handle), url_for("invitations.board", slug=appeal.slug)
    try:
        with db.transaction() as session:
            invitation = services.get_invitation(session, appeal, handle)
            services.unchoose(session, invitation, by=signed_in().id, now=now())
    except EXPECTED as error:
        return refused(error, page)

    flash(_("The organisation is no longer chosen for this appeal."), "success")
    return redirect(board_page, code=303)


@blueprint.post("/<handle>/write-to/<uuid:contact_id>")
@guards.requires(Permission.INVITE)
def write_to(appeal: Appeal, handle: str, contact_id: UUID) -> ResponseReturnValue:
    demand(Permission.EDIT_ORGANISATIONS)

    def sent(session: Session, invitation: Invitation) -> None:
        services.write_to(session, invitation, contact_id, by=signed_in().id, now=now())

    return _act(appeal, handle, sent, _("The mail is on its way to this contact, now the first."))


@blueprint.post("/<handle>/address")
@guards.requires(Permission.INVITE)
def correct_address(appeal: Appeal, handle: str) -> ResponseReturnValue:
    demand(Permission.EDIT_ORGANISATIONS)
    form = CorrectForm()
    if not form.validate():
        invitation = services.get_invitation(db.session(), appeal, handle)
        change_form = ChangeForm.of(appeal, invitation.list_kind, invitation.language)
        return _own_page(invitation, change_form, correction=form), 422

    def corrected(session: Session, invitation: Invitation) -> None:
        services.correct_address(session, invitation, form.address, by=signed_in().id, now=now())

    return _act(appeal, handle, corrected, _("The address is saved, and the mail on its way."))


def _act(
    appeal: Appeal, handle: str, act: Callable[[Session, Invitation], None], told: str
) -> ResponseReturnValue:
    """Do one thing to one invitation and return to its page, saying what was done or why not."""
    page = _page(appeal, handle)
    try:
        with db.transaction() as session:
            act(session, services.get_invitation(session, appeal, handle))
    except EXPECTED as error:
        return refused(error, page)

    flash(told, "success")
    return redirect(page, code=303)


def _page(appeal: Appeal, handle: str) -> str:
    return url_for("invitations.show", slug=appeal.slug, handle=handle)


def _own_page(
    invitation: Invitation,
    form: ChangeForm,
    link: str | None = None,
    correction: CorrectForm | None = None,
) -> str:
    session = db.session()
    return render_template(
        "invitations/show.html",
        appeal=invitation.appeal,
        invitation=invitation,
        row=boards.row(session, invitation, now=now()),
        preview=emails.preview(session, invitation) if invitation.organisation.contact else None,
        form=form,
        correction=correction or CorrectForm(formdata=None),
        history=services.history(session, invitation),
        instead=services.next_contact(session, invitation),
        addressee=addressee(session, invitation.organisation),
        refuses=invitation.organisation.refuses(invitation.appeal.topics),
        handovers=services.list_handovers(session, invitation.id),
        questions=services.questions_of(session, invitation.id),
        link=link,
        is_over=services.is_over(invitation.appeal, now()),
        called=labels,
    )
