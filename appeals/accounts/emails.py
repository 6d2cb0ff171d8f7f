"""Mails to accounts. A link to set a new password exists only in the mail itself."""

from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy.orm import Session

from appeals import db, i18n, mail
from appeals.accounts import labels, links, services
from appeals.accounts.models import Account, Coalition, ColleagueInvitation, EmailChange
from appeals.tokens import Purpose


@mail.composer("accounts_reset", mail.Rank.PERSONAL, security=True)
def reset(session: Session, queued: mail.Mail) -> mail.Message | None:
    account = _recipient(session, queued)
    if account is None:
        return None
    token = generate_reset_password_token(account)  # type: ignore[no-untyped-call]
    return _to(account, queued, link=mail.link("security.reset_password", token=token))


@mail.composer("accounts_password_changed", mail.Rank.PERSONAL, security=True)
@mail.composer("accounts_authenticator_changed", mail.Rank.PERSONAL, security=True)
@mail.composer("accounts_recovery_code_used", mail.Rank.PERSONAL, security=True)
@mail.composer("accounts_recovery_codes_made", mail.Rank.PERSONAL, security=True)
@mail.composer("accounts_passkey_added", mail.Rank.PERSONAL, security=True)
@mail.composer("accounts_passkey_deleted", mail.Rank.PERSONAL, security=True)
def notice(session: Session, queued: mail.Mail) -> mail.Message | None:
    """Tell what happened to an account, when, and what to do if it was somebody else."""
    account = _recipient(session, queued)
    if account is None:
        return None
    return _to(account, queued, link=mail.link("security.forgot_password"))


@mail.composer("accounts_new_browser", mail.Rank.PERSONAL, security=True)
def new_browser(session: Session, queued: mail.Mail) -> mail.Message | None:
    account = _recipient(session, queued)
    if account is None:
        return None
    with i18n.speaking(account.language):
        browser = labels.browser(queued.parameters["browser"])
    return _to(account, queued, link=mail.link("security.forgot_password"), browser=browser)


@mail.composer("accounts_colleague", mail.Rank.PERSONAL)
def colleague(session: Session, queued: mail.Mail) -> mail.Message | None:
    """Ask somebody to work with the coalition; whether they have an account the page finds out."""
    invitation = session.get(ColleagueInvitation, queued.subject_id)
    if (
        invitation is None
        or not invitation.is_pending
        or invitation.expires_at <= db.clock(session)
    ):
        return None
    host = session.get(Account, invitation.invited_by) if invitation.invited_by else None
    token = links.token_for(Purpose.COLLEAGUE, invitation.id, invitation.link_number)
    with i18n.speaking(invitation.language):
        parts: list[mail.Part] = [
            _("You are invited to work on joint appeals with a coalition."),
            mail.Facts(
                [
                    (_("Coalition:"), session.get_one(Coalition, invitation.coalition_id).name),
                    (_("Invited by:"), (host.name or host.email) if host else None),
                    (_("Role:"), labels.invited_role(invitation)),
                ]
            ),
            _("Open this page to accept. The link works for seven days and only once:"),
            mail.Link(mail.link("accounts.open_invitation", token=token)),
            _("If you do not know who invites you, delete this mail: nothing happens."),
        ]
        subject = _("An invitation to work on joint appeals")
    reader = mail.Stranger("", invitation.email, invitation.language)
    return mail.note(reader, subject, parts)


@mail.composer("accounts_confirm_address", mail.Rank.PERSONAL)
def confirm_address(session: Session, queued: mail.Mail) -> mail.Message | None:
    """Ask the reader of a new address; of one that has an account nothing is asked."""
    change = session.get(EmailChange, queued.subject_id)
    if change is None or change.confirmed_at or change.expires_at <= db.clock(session):
        return None
    account = session.get_one(Account, change.account_id)
    is_free = services.find_account(session, change.email) is None
    with i18n.speaking(account.language):
        subject = _("Confirm your new address")
        parts: list[mail.Part]
        if is_free:
            token = links.token_for(Purpose.ADDRESS, change.id)
            parts = [
                _("An account with the joint appeals service is to have this address from now on."),
                _("If this was you, open this page and confirm it. The link works for one day:"),
                mail.Link(mail.link("accounts.open_address", token=token)),
                _("If it was not you, delete this mail: nothing happens."),
            ]
        else:
            parts = [
                _(
                    "Somebody asked for an account with the joint appeals service to have this "
                    "address. It has an account of its own, so nothing was changed."
                ),
                _("If it was not you, delete this mail: nothing happens."),
            ]
    reader = mail.Stranger("", change.email, account.language)
    return mail.note(reader, subject, parts)


@mail.composer("accounts_address_changed", mail.Rank.PERSONAL, security=True)
def address_changed(session: Session, queued: mail.Mail) -> mail.Message | None:
    """Tell the former address that it is the account's no more."""
    change = session.get(EmailChange, queued.subject_id)
    if change is None:
        return None
    account = session.get_one(Account, change.account_id)
    with i18n.speaking(account.language):
        moment = format_datetime(queued.queued_at)
        subject = _("Your account has another address")
        parts: list[mail.Part] = [
            _(
                "The e-mail address of your account with the joint appeals service was changed on "
                "%(moment)s UTC, and every other session was ended. Mails go to the new address.",
                moment=moment,
            ),
            _(
                "If this was you, there is nothing to do. If it was not, tell another coordinator "
                "or whoever runs this service at once: they can switch the account off."
            ),
        ]
    return mail.note(mail.Stranger(account.name, change.former, account.language), subject, parts)


mail.ask_accounts(
    is_new=services.is_new,
    has_account=lambda session, address: services.find_account(session, address) is not None,
)


def _recipient(session: Session, queued: mail.Mail) -> Account | None:
    account = session.get(Account, queued.subject_id)
    return account if account and account.active else None


def _to(account: Account, queued: mail.Mail, *, link: str, **context: str) -> mail.Message:
    return mail.rendered(
        queued.template,
        to=account.email,
        language=account.language,
        name=account.name,
        happened_at=queued.queued_at,
        link=link,
        **context,
    )
