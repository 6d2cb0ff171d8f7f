"""The use cases of importing, by noun; views and commands call them from here."""

from appeals.importing.services.making import Decisions, Made, details_of, is_open, make_appeal
from appeals.importing.services.mending import (
    count_open,
    find_source,
    get_finding,
    list_findings,
    set_mended,
)
from appeals.importing.services.registry import Proposal, propose
from appeals.importing.services.uploads import (
    LIFETIME,
    UploadGone,
    audit_later,
    audited,
    drop,
    examined,
    get,
    is_long,
    keep,
    known_names,
    purge,
)

__all__ = [
    "LIFETIME",
    "Decisions",
    "Made",
    "Proposal",
    "UploadGone",
    "audit_later",
    "audited",
    "count_open",
    "details_of",
    "drop",
    "examined",
    "find_source",
    "get",
    "get_finding",
    "is_long",
    "is_open",
    "keep",
    "known_names",
    "list_findings",
    "make_appeal",
    "propose",
    "purge",
    "set_mended",
]
