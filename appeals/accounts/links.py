"""Links in mails to whoever signs in or is to: derived when needed, read back to what they name."""

from datetime import datetime
from uuid import UUID

from appeals import config, tokens
from appeals.errors import Conflict, NotFound
from appeals.tokens import BadToken, Claim, Purpose


class LinkUnknown(NotFound):
    """The link names nothing: it was cut off or changed, or never was one of ours."""


class LinkOver(Conflict):
    """The link was good once: used, taken back, too old, or a newer one was sent."""


def token_for(purpose: Purpose, id: UUID, number: int = 1) -> str:
    return tokens.dump(config.settings().secret_keys, purpose, Claim(id, number))


def claim_of(token: str, purpose: Purpose) -> Claim:
    """Return what a link names; raises `LinkUnknown`."""
    try:
        return tokens.load(config.settings().secret_keys, purpose, token)
    except BadToken as error:
        raise LinkUnknown from error


def judge(claim: Claim, *, newest: int, is_open: bool, expires_at: datetime, now: datetime) -> None:
    """Raise what is wrong with a link."""
    if claim.number > newest:
        raise LinkUnknown
    if not is_open or claim.number < newest or expires_at <= now:
        raise LinkOver
