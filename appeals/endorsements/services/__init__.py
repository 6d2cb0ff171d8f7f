"""The use cases of endorsements; other features call them from here."""

from appeals.endorsements.services.giving import (
    EndorsementsClosed,
    Given,
    confirm,
    endorse,
    intake_of,
    take_back,
)
from appeals.endorsements.services.joining import (
    Asked,
    RequestsClosed,
    accept,
    ask_to_join,
    count_open,
    decline,
    get_request,
    list_requests,
    look_alikes,
    takes_requests,
)
from appeals.endorsements.services.moderating import decide, set_terms
from appeals.endorsements.services.reading import (
    PAGE_SIZE,
    Endorsers,
    Place,
    Taking,
    count,
    count_by_state,
    list_all,
    list_names,
    taking,
)

__all__ = [
    "PAGE_SIZE",
    "Asked",
    "EndorsementsClosed",
    "Endorsers",
    "Given",
    "Place",
    "RequestsClosed",
    "Taking",
    "accept",
    "ask_to_join",
    "confirm",
    "count",
    "count_by_state",
    "count_open",
    "decide",
    "decline",
    "endorse",
    "get_request",
    "intake_of",
    "list_all",
    "list_names",
    "list_requests",
    "look_alikes",
    "set_terms",
    "take_back",
    "takes_requests",
    "taking",
]
