"""Real organisations to look at a text with, supplied by the features that send the mails."""

from collections.abc import Callable
from typing import Protocol

from sqlalchemy.orm import Session

from appeals import config
from appeals.correspondence.kinds import MailKind
from appeals.correspondence.services import Text
from appeals.drafting.models import Appeal
from appeals.mail import Message

# So many organisations are offered for a preview.
MOST = 200


class Source(Protocol):
    """Where the organisations for some kinds of mail come from, each under a handle."""

    def choices(self, session: Session, appeal: Appeal) -> dict[str, str]:
        """Return the names of organisations, by handle."""

    def compose(
        self, session: Session, appeal: Appeal, handle: str, text: Text, link: str
    ) -> Message:
        """Return the mail one of them would get, with `link` in place of its own."""


_sources: dict[MailKind, Source] = {}


def source(*kinds: MailKind) -> Callable[[type[Source]], type[Source]]:
    """Register what supplies the organisations for these kinds of mail."""

    def register(kind_of_source: type[Source]) -> type[Source]:
        _sources.update(dict.fromkeys(kinds, kind_of_source()))
        return kind_of_source

    return register


def of(kind: MailKind) -> Source:
    return _sources[kind]


def sample_link() -> str:
    """Return an address that leads nowhere but to the page that explains unknown links."""
    return f"{config.settings().base_url}/i/sample"
