"""Sending and reminding: the last look, then the mails."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import config, db, mail
from appeals.accounts import limiting, proof
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
                not_before=mail.undo_until(db.clock(session)),
                by=signed_in().id,
                now=now(),
            )
    except EXPECTED as error:
        return refused(error, page)

    number = len(sent.invitations)
    flash(ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", number))
    _tell_rate(number)
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
                session,
                appeal,
                kind=_reminder(),
                not_before=mail.undo_until(db.clock(session)),
                by=signed_in().id,
                now=now(),
            )
    except EXPECTED as error:
        return refused(error, page)

    number = len(reminded)
    flash(
        ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", number)
    )
    _tell_rate(number)
    return redirect(url_for("invitations.board", slug=appeal.slug), code=303)


@blueprint.post("/call-back")
@guards.requires(Permission.INVITE)
def call_back(appeal: Appeal) -> ResponseReturnValue:
    try:
        with db.transaction() as session:
            number = services.call_back(session, appeal, by=signed_in().id, now=now())
    except services.TooLate:
        flash(_("It is too late to undo: the mails are on their way."), "error")
    else:
        flash(
            ngettext(
                "%(num)s mail is called back; nothing was sent.",
                "%(num)s mails are called back; nothing was sent.",
                number,
            ),
            "success",
        )
    return redirect(url_for("invitations.board", slug=appeal.slug), code=303)


def _tell_rate(number: int) -> None:
    """Say until when so many mails take, where one coordinator sends more than go out at once."""
    rate = limiting.slowest_rate(signed_in(), number)
    if rate is None:
        return
    last = now() + rate.within * ((number - 1) // rate.most)
    flash(
        _(
            "At most %(most)s of your mails go out at a time: the last of these at about "
            "%(moment)s UTC. None is lost, and you need do nothing.",
            most=rate.most,
            moment=format_datetime(last),
        )
    )


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
