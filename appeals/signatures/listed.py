"""A signature as the lists need it: plain columns, because lists are long and read often."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from appeals.drafting.models import ListKind
from appeals.organisations.models import label_among
from appeals.signatures.models import Ending, NameAsSigned


@dataclass(frozen=True, slots=True)
class Text:
    """The text a signature was given to."""

    number: int
    set_hash: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands in a list, or once did. `added` are the registry's names where none was signed.

    Names by language tag, countries as ISO 3166-1 alpha-2 codes in printed order.
    """

    id: UUID
    organisation_id: UUID
    invitation_id: UUID
    revision: Text
    list_kind: ListKind
    names: Mapping[str, NameAsSigned]
    countries: tuple[str, ...]
    signed_at: datetime
    hand_position: int | None = None
    recorded_by: UUID | None = None
    basis: str | None = None
    imported_from: str | None = None
    ending: Ending | None = None
    # The registry's words for what signs.
    categories: tuple[str, ...] = ()
    added: Mapping[str, NameAsSigned] = field(default_factory=dict)

    def label(self, language: str) -> str:
        """Return a name to speak of it by: in this language, else in English, else in any."""
        names = {tag: name["name"] for tag, name in {**self.added, **self.names}.items()}
        return label_among(names, language)
