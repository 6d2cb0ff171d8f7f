"""Pages about who belongs to the coalition: roles, invitations of colleagues, who is let in."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import config, db
from appeals.accounts import labels, limiting, proof, services
from appeals.accounts.forms import InviteForm, RoleForm
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.permissions import Permission, Role


def add_to(blueprint: Blueprint) -> None:
    for address, view, method in (
        ("/members", members, "GET"),
        ("/members/invite", inviting, "GET"),
        ("/members/invite", invite, "POST"),
        ("/members/invitations/<uuid:invitation_id>/send", send_invitation, "POST"),
        ("/members/invitations/<uuid:invitation_id>/revoke", revoke_invitation, "POST"),
        ("/members/<uuid:account_id>/role", change_role, "POST"),
        ("/members/<uuid:account_id>/vouch", vouch, "POST"),
        ("/members/<uuid:account_id>/switch-off", switch_off, "POST"),
        ("/members/<uuid:account_id>/switch-on", switch_on, "POST"),
        ("/members/<uuid:account_id>/remove", remove, "POST"),
    ):
        blueprint.add_url_rule(address, view.__name__, view, methods=[method])


@requires(Permission.MANAGE_MEMBERS)
def members() -> ResponseReturnValue:
    return _page()


@requires(Permission.MANAGE_MEMBERS)
def inviting() -> ResponseReturnValue:
    form = InviteForm(formdata=None, language=signed_in().language, role=Role.TRANSLATOR.value)
    return render_template("accounts/invite.html", form=form)


@requires(Permission.MANAGE_MEMBERS)
def invite() -> ResponseReturnValue:
    form = InviteForm()
    if not form.validate() or not invited(form, appeal_id=None):
        return render_template("accounts/invite.html", form=form), 422
    return redirect(url_for("accounts.members"), code=303)


def invited(form: InviteForm, *, appeal_id: UUID | None) -> bool:
    """Invite whom the form names, with proof; say on the form why not, or tell that it is done."""
    proof.demand()
    by = signed_in()
    try:
        limiting.take(limiting.colleagues(by))
        with db.transaction() as session:
            services.invite_colleague(
                session,
                form.email.data or "",
                Role(form.role.data),
                appeal_id=appeal_id,
                language=form.language.data,
                by=by.id,
                now=datetime.now(UTC),
            )
    except services.AlreadyMember:
        form.email.errors = [_("Whoever has this address belongs to the coalition already.")]
    except services.AlreadyInvited:
        form.email.errors = [
            _("An invitation to this address waits for an answer. It can be sent again.")
        ]
    else:
        flash(_("An invitation is on its way. Its link works for seven days."), "success")
        return True
    return False


@requires(Permission.MANAGE_MEMBERS)
def send_invitation(invitation_id: UUID) -> ResponseReturnValue:
    sent_again(invitation_id, appeal_id=None)
    return _back()


def sent_again(invitation_id: UUID, *, appeal_id: UUID | None) -> None:
    """Mail an invitation once more, with proof; tell that it is done."""
    proof.demand()
    limiting.take(limiting.colleagues(signed_in()))
    with db.transaction() as session:
        pending = services.get_pending(session, invitation_id, appeal_id)
        services.send_again(session, pending, by=signed_in().id, now=datetime.now(UTC))
    flash(_("A new link is on its way; the former one works no more."), "success")


@requires(Permission.MANAGE_MEMBERS)
def revoke_invitation(invitation_id: UUID) -> ResponseReturnValue:
    revoked(invitation_id, appeal_id=None)
    return _back()


def revoked(invitation_id: UUID, *, appeal_id: UUID | None) -> None:
    """Revoke an invitation; tell that it is done."""
    with db.transaction() as session:
        pending = services.get_pending(session, invitation_id, appeal_id)
        services.revoke(session, pending, by=signed_in().id, now=datetime.now(UTC))
    flash(_("The invitation is revoked: its link works no more."), "success")


@requires(Permission.MANAGE_MEMBERS)
def change_role(account_id: UUID) -> ResponseReturnValue:
    form = RoleForm()
    if not form.validate():
        return _page(), 422
    proof.demand()

    try:
        with db.transaction() as session:
            services.set_role(
                session,
                services.get_member(session, account_id),
                Role(form.role.data),
                now=datetime.now(UTC),
                by=signed_in().id,
            )
    except services.LastCoordinator:
        return _refused()

    flash(_("The role is changed."), "success")
    return _back()


@requires(Permission.MANAGE_MEMBERS)
@proof.required
def vouch(account_id: UUID) -> ResponseReturnValue:
    try:
        with db.transaction() as session:
            member = services.get_member(session, account_id)
            by = services.get_account(session, signed_in().id)
            services.vouch(session, member, by=by, now=datetime.now(UTC))
    except services.NotYours:
        flash(_("Only a coordinator who is not new can answer for somebody else."), "error")
        return _back()
    flash(_("You answer for this account: it may send as many mails as others do."), "success")
    return _back()


@requires(Permission.MANAGE_MEMBERS)
@proof.required
def switch_off(account_id: UUID) -> ResponseReturnValue:
    try:
        with db.transaction() as session:
            account = services.get_member(session, account_id)
            services.switch_off(session, account, now=datetime.now(UTC), by=signed_in().id)
    except services.LastCoordinator:
        return _refused()

    flash(_("The account is switched off, and signed out everywhere."), "success")
    return _back()


@requires(Permission.MANAGE_MEMBERS)
@proof.required
def switch_on(account_id: UUID) -> ResponseReturnValue:
    with db.transaction() as session:
        account = services.get_member(session, account_id)
        services.switch_on(session, account, now=datetime.now(UTC), by=signed_in().id)

    flash(_("The account can be used again."), "success")
    return _back()


@requires(Permission.MANAGE_MEMBERS)
@proof.required
def remove(account_id: UUID) -> ResponseReturnValue:
    try:
        with db.transaction() as session:
            account = services.get_member(session, account_id)
            services.remove(session, account, now=datetime.now(UTC), by=signed_in().id)
    except services.LastCoordinator:
        return _refused()

    if account_id == signed_in().id:
        flash(_("You have left the coalition."), "success")
        return redirect(url_for("security.login"), code=303)
    flash(_("The account no longer belongs to the coalition."), "success")
    return _back()


def _refused() -> ResponseReturnValue:
    flash(_("The coalition and each of its appeals need at least one coordinator."), "error")
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("accounts.members"), code=303)


def _page() -> str:
    session = db.session()
    listed = services.list_members(session)
    return render_template(
        "accounts/members.html",
        members=[
            (
                member,
                labels.role(member.role),
                RoleForm(formdata=None, role=member.role.value if member.role else None),
            )
            for member in listed
        ],
        pending=services.list_pending(session),
        called=labels,
        now=db.clock(session),
        may_vouch=services.is_vouched(session, signed_in()),
        most_of_new=config.settings().rates["MAIL_NEW_ACCOUNT"],
    )
