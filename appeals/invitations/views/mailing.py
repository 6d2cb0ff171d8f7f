"""Sending and reminding: the last look, then the mails."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from sqlalchemy.orm import Session

from appeals import config, db
from appeals.accounts import proof
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.correspondence.kinds import MailKind
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.invitations import emails, labels, services
from appeals.invitations.models import Invitation
from appeals.invitations.reaching import reach
from appeals.invitations.views.blueprint import blueprint
from appeals.invitations.views.replies import EXPECTED, now, refused
from appeals.mail import Message
from appeals.mail.forms import MANY, SendForm

# So many names are listed before a mailing; the number of the others is told.
NAMES_SHOWN = 200
# The ordinary mail first; the address of the page names the other one.
_INVITATIONS = (MailKind.INVITATION, MailKind.LATE_INVITATION)
_REMINDERS = (MailKind.REMINDER, MailKind.LAST_CALL)


@blueprint.get("/send")
@guards.requires(Permission.INVITE)
def sending(appeal: Appeal) -> ResponseReturnValue:
    planned = services.plan(db.session(), appeal)
    return _send_page(appeal, planned, SendForm.showing(len(planned.invitations)))


@blueprint.post("/send")
@guards.requires(Permission.INVITE)
def send(appeal: Appeal) -> ResponseReturnValue:
    planned = services.plan(db.session(), appeal)
    form = SendForm()
    if not form.validate() or not form.confirms(len(planned.invitations)):
        form.expected.data = str(len(planned.invitations))
        return _send_page(appeal, planned, form), 422
    if len(planned.invitations) > MANY:
        proof.demand()

    page = url_for("invitations.sending", slug=appeal.slug)
    try:
        with db.transaction() as session:
            sent = services.invite(
                session,
                appeal,
                kind=_invitation(),
                quietly=form.quietly.data,
                by=signed_in().id,
                now=now(),
            )
    except EXPECTED as error:
        return refused(error, page)

    number = len(sent.invitations)
    flash(ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", number))
    return redirect(url_for("invitations.board", slug=appeal.slug), code=303)


@blueprint.get("/remind")
@guards.requires(Permission.INVITE)
def reminding(appeal: Appeal) -> ResponseReturnValue:
    return _remind_page(appeal, SendForm())


@blueprint.post("/remind")
@guards.requires(Permission.INVITE)
def remind(appeal: Appeal) -> ResponseReturnValue:
    form = SendForm()
    due = _due(db.session(), appeal)
    if not form.validate() or not form.confirms(len(due or [])):
        return _remind_page(appeal, form), 422
    if len(due or []) > MANY:
        proof.demand()

    page = url_for("invitations.reminding", slug=appeal.slug)
    try:
        with db.transaction() as session:
            reminded = services.remind(
                session, appeal, kind=_reminder(), by=signed_in().id, now=now()
            )
    except EXPECTED as error:
        return refused(error, page)

    number = len(reminded)
    flash(
        ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", number)
    )
    return redirect(url_for("invitations.board", slug=appeal.slug), code=303)


def _send_page(appeal: Appeal, planned: services.Invited, form: SendForm) -> str:
    return render_template(
        "invitations/send.html",
        appeal=appeal,
        form=form,
        planned=planned,
        previews=_previews(planned.invitations, _invitation()),
        kind=_invitation(),
        kinds=_INVITATIONS,
        names_shown=NAMES_SHOWN,
        contact_of=reach(db.session()).contact,
        many=MANY,
        is_over=services.is_over(appeal, now()),
        quiet=config.settings().quiet_hours,
        called=labels,
    )


def _remind_page(appeal: Appeal, form: SendForm) -> str:
    due = _due(db.session(), appeal)
    form.expected.data = str(len(due or []))
    return render_template(
        "invitations/remind.html",
        appeal=appeal,
        form=form,
        due=due,
        previews=_previews(due or [], _reminder()),
        kind=_reminder(),
        kinds=_REMINDERS,
        names_shown=NAMES_SHOWN,
        contact_of=reach(db.session()).contact,
        many=MANY,
        quiet=config.settings().quiet_hours,
        called=labels,
    )


def _due(session: Session, appeal: Appeal) -> list[Invitation] | None:
    """Return who would be reminded now, or None where the appeal takes no answers."""
    try:
        return services.remind(session, appeal, by=None, now=now(), dry_run=True)
    except services.SignOnClosed:
        return None


def _previews(
    invitations: Sequence[Invitation], kind: MailKind
) -> list[tuple[Invitation, Message]]:
    """Return one real mail for each language and list among these, the link masked."""
    samples = {(each.language, each.list_kind): each for each in reversed(invitations)}
    return [
        (samples[key], emails.preview(db.session(), samples[key], kind)) for key in sorted(samples)
    ]


def _invitation() -> MailKind:
    return _asked_for(_INVITATIONS)


def _reminder() -> MailKind:
    return _asked_for(_REMINDERS)


def _asked_for(kinds: Sequence[MailKind]) -> MailKind:
    wanted = request.args.get("kind", "")
    return next((each for each in kinds if each == wanted), kinds[0])
