"""Recipients: whose link in a mail ends what we ask them for, and begins it again.

A link is bound to an address and a coalition, not to a contact or a mail: whatever
becomes of those, it goes on working for whoever got it.
"""

import secrets
from contextlib import suppress
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from appeals import config, db, sealed, tokens
from appeals.mail.suppression import key_of, mark_of
from appeals.tokens import Claim, Purpose

PATH = "/u/"


class Recipient(db.Base, db.Owned):
    """An address that one coalition has sent a link to end its mails.

    The id is the secret part of that link's payload; pages and cookies use `handle`.
    In the end the address is a mark alone, see `suppression.py`; the link works all the same.
    """

    __tablename__ = "recipient"

    id: Mapped[db.PrimaryKey]
    handle: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str] = mapped_column(sealed.Sealed("recipient.address"))


def remember(session: Session, coalition_id: UUID, address: str) -> None:
    """Keep whom a link is made for, so that it leads back to the address."""
    id = _id(coalition_id, address)
    known = session.get(Recipient, id)
    if known is not None:
        known.address = key_of(address)  # it may have been a mark
        return
    # Another worker may be writing to the same address this moment.
    with suppress(IntegrityError), session.begin_nested():
        session.add(Recipient(id=id, handle=secrets.token_hex(8), address=key_of(address)))


def find(session: Session, recipient_id: UUID) -> Recipient | None:
    """Return whose link this is, of whichever coalition, and enter that one."""
    with db.everywhere(session):
        found = session.get(Recipient, recipient_id)
    if found is not None:
        db.enter(session, found.coalition_id)
    return found


def is_of(recipient: Recipient, address: str) -> bool:
    """Return whether this is the address the link was sent to."""
    marked = mark_of(recipient.coalition_id, address)
    return recipient.address in {key_of(address), marked}


def url_for(coalition_id: UUID, address: str) -> str:
    """Return the link that ends mail to this address, absolute."""
    settings = config.settings()
    claim = Claim(_id(coalition_id, address), 1)
    return settings.base_url + PATH + tokens.dump(settings.secret_keys, Purpose.UNSUBSCRIBE, claim)


def masked_url() -> str:
    """Return what stands for such a link where the real one must not be seen."""
    return f"{config.settings().base_url}{PATH}••••••••"


def _id(coalition_id: UUID, address: str) -> UUID:
    # A coalition's id is random and told to nobody, so an address cannot be guessed from this.
    return uuid5(coalition_id, key_of(address))
