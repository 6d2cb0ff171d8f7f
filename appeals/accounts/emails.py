"""Mails to accounts. A link to set a new password exists only in the mail itself."""

from flask_security.recoverable import generate_reset_password_token
from sqlalchemy.orm import Session

from appeals import i18n, mail
from appeals.accounts import labels
from appeals.accounts.models import Account


@mail.composer("accounts_reset", mail.Rank.PERSONAL)
def reset(session: Session, queued: mail.Mail) -> mail.Message | None:
    account = _recipient(session, queued)
    if account is None:
        return None
    token = generate_reset_password_token(account)  # type: ignore[no-untyped-call]
    return _to(account, queued, link=mail.link("security.reset_password", token=token))


@mail.composer("accounts_password_changed", mail.Rank.PERSONAL)
@mail.composer("accounts_authenticator_changed", mail.Rank.PERSONAL)
@mail.composer("accounts_recovery_code_used", mail.Rank.PERSONAL)
def notice(session: Session, queued: mail.Mail) -> mail.Message | None:
    """Tell what happened to an account, when, and what to do if it was somebody else."""
    account = _recipient(session, queued)
    if account is None:
        return None
    return _to(account, queued, link=mail.link("security.forgot_password"))


@mail.composer("accounts_new_browser", mail.Rank.PERSONAL)
def new_browser(session: Session, queued: mail.Mail) -> mail.Message | None:
    account = _recipient(session, queued)
    if account is None:
        return None
    with i18n.speaking(account.language):
        browser = labels.browser(queued.parameters["browser"])
    return _to(account, queued, link=mail.link("security.forgot_password"), browser=browser)


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
