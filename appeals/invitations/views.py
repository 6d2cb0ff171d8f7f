"""The coordinators' pages: the board, choosing, sending, reminding, and one organisation's own."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from sqlalchemy.orm import Session

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, ListKind
from appeals.errors import Conflict
from appeals.invitations import boards, emails, labels, services
from appeals.invitations.forms import MANY, ChangeForm, ChooseForm, SendForm
from appeals.invitations.models import Invitation
from appeals.invitations.rules import BoardState
from appeals.mail import Message
from appeals.organisations import services as organisations

blueprint = Blueprint("invitations", __name__, url_prefix="/appeals/<slug>/invitations")

# So many names are listed before a mailing; the number of the others is told.
NAMES_SHOWN = 200

REASONS: dict[type[Conflict], str] = {
    drafting.TextNotFinal: lazy_gettext(
        "The text is still a draft. Make it final before you invite organisations."
    ),
    services.SignOnClosed: lazy_gettext(
        "The appeal takes no answers now: it is closed, or its deadline has passed."
    ),
    services.NoContact: lazy_gettext("The registry has no e-mail address for this organisation."),
    services.InvitationRevoked: lazy_gettext("Restore the invitation first."),
    services.NotChangeable: lazy_gettext(
        "The organisation was invited or has answered in the meantime."
    ),
}


@blueprint.get("")
@guards.requires(Permission.READ_ANSWERS)
def board(appeal: Appeal) -> ResponseReturnValue:
    search = request.args.get("q", "").strip()[:200]
    state = _state(request.args.get("state", ""))
    found = boards.board(
        db.session(),
        appeal,
        state=state,
        search=search,
        page=request.args.get("page", 1, type=int),
        language=i18n.interface_language(),
        now=_now(),
    )
    return render_template(
        "invitations/board.html",
        appeal=appeal,
        board=found,
        state=state,
        search=search,
        states=list(BoardState),
        pager=_pager(
            found.number, found.pages, slug=appeal.slug, q=search or None, state=state or None
        ),
        called=labels,
    )


@blueprint.get("/choose")
@guards.requires(Permission.INVITE)
def choosing(appeal: Appeal) -> ResponseReturnValue:
    search = request.args.get("q", "").strip()[:200]
    return _choose_page(appeal, ChooseForm.of(appeal), search, request.args.get("page", 1, int))


@blueprint.post("/choose")
@guards.requires(Permission.INVITE)
def choose(appeal: Appeal) -> ResponseReturnValue:
    form = ChooseForm.of(appeal)
    search = (form.q.data or "").strip()[:200]
    if not form.validate():
        return _choose_page(appeal, form, search, request.args.get("page", 1, int)), 422

    with db.transaction() as session:
        before = len(services.chosen(session, appeal))
        services.choose(
            session,
            appeal,
            services.matching(session, search)
            if form.takes_all
            else services.named(session, form.organisation.data or []),
            ListKind(form.list_kind.data),
            language=form.language.data or None,
            by=signed_in().id,
            now=_now(),
        )
        added = len(services.chosen(session, appeal)) - before

    flash(
        ngettext("%(num)s organisation was chosen.", "%(num)s organisations were chosen.", added),
        "success",
    )
    return redirect(url_for(".board", slug=appeal.slug), code=303)


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

    page = url_for(".sending", slug=appeal.slug)
    try:
        with db.transaction() as session:
            sent = services.invite(session, appeal, by=signed_in().id, now=_now())
    except tuple(REASONS) as error:
        return _refused(error, page)

    number = len(sent.invitations)
    flash(ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", number))
    return redirect(url_for(".board", slug=appeal.slug), code=303)


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

    page = url_for(".reminding", slug=appeal.slug)
    try:
        with db.transaction() as session:
            reminded = services.remind(session, appeal, by=signed_in().id, now=_now())
    except tuple(REASONS) as error:
        return _refused(error, page)

    number = len(reminded)
    flash(
        ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", number)
    )
    return redirect(url_for(".board", slug=appeal.slug), code=303)


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
            now=_now(),
        )

    return _act(appeal, handle, changed, _("The change is saved."))


@blueprint.post("/<handle>/resend")
@guards.requires(Permission.INVITE)
def resend(appeal: Appeal, handle: str) -> ResponseReturnValue:
    def sent(session: Session, invitation: Invitation) -> None:
        services.resend(session, invitation, by=signed_in().id, now=_now())

    return _act(appeal, handle, sent, _("The mail is on its way. It holds the same link."))


@blueprint.post("/<handle>/revoke")
@guards.requires(Permission.INVITE)
def revoke(appeal: Appeal, handle: str) -> ResponseReturnValue:
    def revoked(session: Session, invitation: Invitation) -> None:
        services.revoke(session, invitation, by=signed_in().id, now=_now())

    return _act(appeal, handle, revoked, _("The link does not work any more."))


@blueprint.post("/<handle>/restore")
@guards.requires(Permission.INVITE)
def restore(appeal: Appeal, handle: str) -> ResponseReturnValue:
    def restored(session: Session, invitation: Invitation) -> None:
        services.restore(session, invitation, by=signed_in().id, now=_now())

    return _act(appeal, handle, restored, _("The link works again."))


@blueprint.post("/<handle>/new-link")
@guards.requires(Permission.INVITE)
def new_link(appeal: Appeal, handle: str) -> ResponseReturnValue:
    send = request.form.get("send") == "yes"

    def renewed(session: Session, invitation: Invitation) -> None:
        services.new_link(session, invitation, send=send, by=signed_in().id, now=_now())

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
            link = services.show_link(session, invitation, by=signed_in().id, now=_now())
    except tuple(REASONS) as error:
        return _refused(error, page)

    # Here no redirect follows: the link would have to be kept for the next page, and it
    # is kept nowhere.
    form = ChangeForm.of(appeal, invitation.list_kind, invitation.language)
    return _own_page(invitation, form, link=link)


@blueprint.post("/<handle>/unchoose")
@guards.requires(Permission.INVITE)
def unchoose(appeal: Appeal, handle: str) -> ResponseReturnValue:
    page, board_page = _page(appeal, handle), url_for(".board", slug=appeal.slug)
    try:
        with db.transaction() as session:
            invitation = services.get_invitation(session, appeal, handle)
            services.unchoose(session, invitation, by=signed_in().id, now=_now())
    except tuple(REASONS) as error:
        return _refused(error, page)

    flash(_("The organisation is no longer chosen for this appeal."), "success")
    return redirect(board_page, code=303)


def _act(
    appeal: Appeal, handle: str, act: Callable[[Session, Invitation], None], told: str
) -> ResponseReturnValue:
    """Do one thing to one invitation and return to its page, saying what was done or why not."""
    page = _page(appeal, handle)
    try:
        with db.transaction() as session:
            act(session, services.get_invitation(session, appeal, handle))
    except tuple(REASONS) as error:
        return _refused(error, page)

    flash(told, "success")
    return redirect(page, code=303)


def _page(appeal: Appeal, handle: str) -> str:
    return url_for(".show", slug=appeal.slug, handle=handle)


def _refused(error: Exception, page: str) -> ResponseReturnValue:
    flash(str(REASONS[type(error)]), "error")  # type: ignore[index]
    return redirect(page, code=303)


def _choose_page(appeal: Appeal, form: ChooseForm, search: str, page: int) -> str:
    session = db.session()
    found = organisations.list_organisations(
        session, language=i18n.interface_language(), search=search, page=page
    )
    form.q.data = search
    return render_template(
        "invitations/choose.html",
        appeal=appeal,
        form=form,
        found=found,
        chosen=services.chosen(session, appeal),
        ticked=set(form.organisation.data or []),
        search=search,
        pager=_pager(found.number, found.pages, slug=appeal.slug, q=search or None),
    )


def _send_page(appeal: Appeal, planned: services.Invited, form: SendForm) -> str:
    return render_template(
        "invitations/send.html",
        appeal=appeal,
        form=form,
        planned=planned,
        previews=_previews(planned.invitations, "invitation"),
        names_shown=NAMES_SHOWN,
        many=MANY,
        is_over=services.is_over(appeal, _now()),
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
        previews=_previews(due or [], "reminder"),
        names_shown=NAMES_SHOWN,
        many=MANY,
        called=labels,
    )


def _due(session: Session, appeal: Appeal) -> list[Invitation] | None:
    """Return who would be reminded now, or None where the appeal takes no answers."""
    try:
        return services.remind(session, appeal, by=None, now=_now(), dry_run=True)
    except services.SignOnClosed:
        return None


def _own_page(invitation: Invitation, form: ChangeForm, link: str | None = None) -> str:
    session = db.session()
    return render_template(
        "invitations/show.html",
        appeal=invitation.appeal,
        invitation=invitation,
        row=boards.row(session, invitation, now=_now()),
        preview=emails.preview(session, invitation) if invitation.organisation.contact else None,
        form=form,
        link=link,
        is_over=services.is_over(invitation.appeal, _now()),
        called=labels,
    )


def _previews(invitations: Sequence[Invitation], template: str) -> list[tuple[Invitation, Message]]:
    """Return one real mail for each language and list among these, the link masked."""
    samples = {(each.language, each.list_kind): each for each in reversed(invitations)}
    return [
        (samples[key], emails.preview(db.session(), samples[key], template=template))
        for key in sorted(samples)
    ]


def _state(value: str) -> BoardState | None:
    return BoardState(value) if value in set(BoardState) else None


def _pager(number: int, pages: int, **query: Any) -> dict[str, object]:
    """Return what the pager macro shows, for the page that is being answered."""

    def address(page: int) -> str:
        return url_for(str(request.endpoint), page=page, **query)

    if request.method == "POST":
        return {"number": 1, "pages": 1}
    return {
        "number": number,
        "pages": pages,
        "previous_url": address(number - 1) if number > 1 else None,
        "next_url": address(number + 1) if number < pages else None,
    }


def _now() -> datetime:
    return datetime.now(UTC)
