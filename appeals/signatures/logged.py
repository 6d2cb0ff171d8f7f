"""What the log commits to of a signature: what is printed, and apart from it who said so.

And back again: who stands under an appeal by what its log says, whatever the tables say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from appeals.drafting.models import ListKind
from appeals.ledger import Act
from appeals.signatures.models import NameAsSigned

SIGNING = frozenset(
    "signature." + kind
    for kind in (
        "signed",
        "recorded",
        "imported",
        "corrected",
        "renewed",
        "entered_under_mandate",
        "carried_over",
    )
)
ENDING = frozenset(
    "signature." + kind for kind in ("withdrawn", "lapsed", "invalidated", "objected")
)
DISPUTED, RESOLVED = "signature.disputed", "dispute.resolved"
VISIBILITY = "signature.visibility"
NAMED, UNNAMED = "named", "unnamed"


def printed(
    organisation_id: UUID,
    names: Mapping[str, NameAsSigned],
    countries: Sequence[str],
    list_kind: ListKind,
) -> dict[str, Any]:
    """Return what the lists say of a signature, as the log has it."""
    return {
        "organisation": organisation_id.hex,
        "names": {
            tag: {"name": each["name"], "acronym": each["acronym"]} for tag, each in names.items()
        },
        "countries": list(countries),
        "list": list_kind.value,
    }


def personal(
    name: str, role: str, *, language: str, basis: str = "", reservation: str = ""
) -> dict[str, Any]:
    """Return who signed, reading which language, on what basis: never published."""
    said = {"name": name, "role": role, "language": language, "basis": basis}
    return said | ({"reservation": reservation} if reservation else {})


def shown(visibility: str, since: str, name: str, role: str) -> dict[str, Any]:
    """Return how a name is to be shown, and who said so: never published."""
    return {"visibility": visibility, "since": since, "name": name, "role": role}


def ended_by(name: str, role: str, reason: str) -> dict[str, Any]:
    return {"name": name, "role": role, "reason": reason}


@dataclass
class Thread:
    """What came of one organisation's answer, by the log."""

    signed: Act | None = None
    disputed: bool = False
    chosen: Act | None = None  # how the name is shown; without it, it is public


def threads(acts: Iterable[Act]) -> dict[UUID, Thread]:
    """Return what came of each answer, by invitation."""
    found: dict[UUID, Thread] = {}
    for act in acts:
        kind = act.content["type"]
        if kind not in SIGNING | ENDING | {DISPUTED, RESOLVED, VISIBILITY}:
            continue
        thread = found.setdefault(act.thread, Thread())
        if kind in SIGNING:
            thread.signed = act
        elif kind in ENDING:
            thread.signed = None
        elif kind == VISIBILITY:
            thread.chosen = act
        else:
            thread.disputed = kind == DISPUTED
    return found
