"""The people of an appeal: who is what in it, where that differs from the coalition."""

from datetime import UTC, datetime
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts import labels, member_views, proof
from appeals.accounts import services as accounts
from appeals.accounts.forms import AppealRoleForm, InviteForm
from appeals.accounts.guards import signed_in
from appeals.accounts.models import Account
from appeals.accounts.permissions import Permission, Role
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.drafting.views.blueprint import blueprint


@blueprint.get("/<slug>/people")
@guards.requires(Permission.MANAGE_MEMBERS)
def people(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal)


@blueprint.post("/<slug>/people/<uuid:account_id>")
@guards.requires(Permission.MANAGE_MEMBERS)
def change_role(appeal: Appeal, account_id: UUID) -> ResponseReturnValue:
    form = AppealRoleForm()
    if not form.validate():
        return _page(appeal), 422
    proof.demand()

    try:
        with db.transaction() as session:
            # Two coordinators who demote each other at once: the second waits and sees it.
            db.hold(session, appeal)
            account = accounts.get_member(session, account_id)
            _set_role(session, account, form.role.data, appeal)
    except accounts.LastCoordinator:
        flash(_("The appeal needs at least one coordinator."), "error")
        return redirect(url_for(".people", slug=appeal.slug), code=303)

    flash(_("The role is changed."), "success")
    # Who gave away the right to this page would only be told that it is not theirs.
    target = ".people" if _manages(account, appeal) else ".index"
    return redirect(url_for(target, slug=appeal.slug if target == ".people" else None), code=303)


@blueprint.post("/<slug>/people/invite")
@guards.requires(Permission.MANAGE_MEMBERS)
def invite_colleague(appeal: Appeal) -> ResponseReturnValue:
    form = InviteForm(prefix="invite-")
    if not form.validate() or not member_views.invited(form, appeal_id=appeal.id):
        return _page(appeal, form), 422
    return _back(appeal)


@blueprint.post("/<slug>/people/invitations/<uuid:invitation_id>/send")
@guards.requires(Permission.MANAGE_MEMBERS)
def send_colleague(appeal: Appeal, invitation_id: UUID) -> ResponseReturnValue:
    member_views.sent_again(invitation_id, appeal_id=appeal.id)
    return _back(appeal)


@blueprint.post("/<slug>/people/invitations/<uuid:invitation_id>/revoke")
@guards.requires(Permission.MANAGE_MEMBERS)
def revoke_colleague(appeal: Appeal, invitation_id: UUID) -> ResponseReturnValue:
    member_views.revoked(invitation_id, appeal_id=appeal.id)
    return _back(appeal)


def _back(appeal: Appeal) -> ResponseReturnValue:
    return redirect(url_for(".people", slug=appeal.slug), code=303)


def _set_role(session: Session, account: Account, chosen: str, appeal: Appeal) -> None:
    by, now = signed_in().id, datetime.now(UTC)
    if chosen == AppealRoleForm.AS_IN_COALITION:
        accounts.leave_role_to_coalition(session, account, appeal.id, by=by, now=now)
        return
    role = None if chosen == AppealRoleForm.NO_ACCESS else Role(chosen)
    accounts.set_role(session, account, role, appeal_id=appeal.id, by=by, now=now)


def _manages(changed: Account, appeal: Appeal) -> bool:
    return changed.id != signed_in().id or changed.role_in(appeal.id) is Role.COORDINATOR


def _page(appeal: Appeal, invite_form: InviteForm | None = None) -> str:
    session = db.session()
    members = accounts.list_members(session)
    return render_template(
        "drafting/people.html",
        appeal=appeal,
        people=[
            (
                member.account,
                labels.role(member.role),
                AppealRoleForm(formdata=None, role=_choice(member.account, appeal)),
            )
            for member in members
        ],
        invite_form=invite_form or _empty_form(),
        pending=accounts.list_pending(session, appeal.id),
        called=labels,
        now=db.clock(session),
    )


def _empty_form() -> InviteForm:
    chosen = {"role": Role.TRANSLATOR.value, "language": signed_in().language}
    return InviteForm(formdata=None, prefix="invite-", data=chosen)


def _choice(account: Account, appeal: Appeal) -> str:
    if not account.has_own_role_in(appeal.id):
        return AppealRoleForm.AS_IN_COALITION
    role = account.role_in(appeal.id)
    return role.value if role else AppealRoleForm.NO_ACCESS
