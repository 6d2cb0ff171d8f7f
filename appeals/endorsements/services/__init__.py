"""The use cases of endorsements; other features call them from here."""

from appeals.endorsements.services.giving import (
    EndorsementsClosed,
    Given,
    confirm,
    endorse,
    intake_of,
    take_back,
)
from appeals.endorsements.services.moderating import Action, decide, set_intake
from appeals.endorsements.services.reading import (
    PAGE_SIZE,
    Endorsers,
    Place,
    count,
    count_by_state,
    list_all,
    list_names,
)

__all__ = [
    "PAGE_SIZE",
    "Action",
    "EndorsementsClosed",
    "Endorsers",
    "Given",
    "Place",
    "confirm",
    "count",
    "count_by_state",
    "decide",
    "endorse",
    "intake_of",
    "list_all",
    "list_names",
    "set_intake",
    "take_back",
]
