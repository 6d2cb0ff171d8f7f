"""The use cases of importing, by noun; views and commands call them from here."""

from appeals.importing.services.making import SETTLED, Decisions, Made, details_of, make_appeal
from appeals.importing.services.mending import (
    find_source,
    get_finding,
    list_findings,
    set_mended,
)
from appeals.importing.services.registry import Proposal, propose
from appeals.importing.services.uploads import (
    LIFETIME,
    UploadGone,
    audited,
    drop,
    examined,
    get,
    is_long,
    keep,
    known_names,
)

__all__ = [
    "LIFETIME",
    "SETTLED",
    "Decisions",
    "Made",
    "Proposal",
    "UploadGone",
    "audited",
    "details_of",
    "drop",
    "examined",
    "find_source",
    "get",
    "get_finding",
    "is_long",
    "keep",
    "known_names",
    "list_findings",
    "make_appeal",
    "propose",
    "set_mended",
]
