"""The link that ends our mails: a page for people, one POST for the programs they use."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db, i18n
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.errors import Invalid
from appeals.invitations import links
from appeals.signatures import subscriptions
from appeals.signatures.subscription_forms import EXPLAINED, SubscriptionForm, Wish
from appeals.signatures.subscriptions import Subscription
from appeals.signatures.views import doors
from appeals.signatures.views.blueprint import blueprint
from appeals.tokens import Claim

open_to_all = requires(Permission.OPEN_TO_ALL)


@blueprint.get("/u/<token>")
@open_to_all
def open_subscription(token: str) -> ResponseReturnValue:
    found = _find(db.session(), links.claim_of(token, doors.UNSUBSCRIBE.purpose))
    return doors.UNSUBSCRIBE.let_in(found.recipient.handle, token)


@blueprint.post("/u/<token>")
@open_to_all
def unsubscribe_at_once(token: str) -> ResponseReturnValue:
    """What a mail program does for its reader, RFC 8058: without cookie, page or redirect.

    It can end our mails and nothing else, whoever sends it.
    """
    if request.form.get("List-Unsubscribe") != "One-Click":
        raise Invalid
    claim = links.claim_of(token, doors.UNSUBSCRIBE.purpose)
    with db.transaction() as session:
        subscriptions.end(session, _find(session, claim), now=datetime.now(UTC))
    return _("This address gets no more of these mails."), {"Content-Type": "text/plain"}


@blueprint.get("/mails/<handle>")
@open_to_all
def show_subscription(handle: str) -> ResponseReturnValue:
    found = _subscription(db.session(), handle)
    return _page(found, SubscriptionForm.of(found))


@blueprint.post("/mails/<handle>")
@open_to_all
def change_subscription(handle: str) -> ResponseReturnValue:
    found = _subscription(db.session(), handle)
    form = SubscriptionForm.of(found)
    if not form.validate():
        return _page(found, form), 422

    with db.transaction() as session:
        _carry_out(session, _subscription(session, handle), form)

    return redirect(url_for(".show_subscription", handle=handle, saved=1), code=303)


def _carry_out(session: Session, found: Subscription, form: SubscriptionForm) -> None:
    now = datetime.now(UTC)
    if form.chosen is Wish.NOTHING:
        subscriptions.end(session, found, now=now)
        return
    subscriptions.begin_again(session, found, now=now)
    refused = form.refused if form.chosen is Wish.SOME else []
    subscriptions.refuse(session, found, refused, now=now)


def _subscription(session: Session, handle: str) -> Subscription:
    found = _find(session, doors.UNSUBSCRIBE.claim(handle))
    if found.recipient.handle != handle:
        raise links.LinkElsewhere
    i18n.prefer(found.language)
    return found


def _find(session: Session, claim: Claim) -> Subscription:
    found = subscriptions.find(session, claim.id)
    if found is None:
        raise links.LinkUnknown
    return found


def _page(found: Subscription, form: SubscriptionForm) -> str:
    return render_template(
        "signatures/subscription.html",
        subscription=found,
        form=form,
        explained=EXPLAINED,
        saved="saved" in request.args,
    )
