"""The use cases of signatures, by noun; other features call them from here."""

from appeals.signatures.services.actions import Action
from appeals.signatures.services.announcing import tell_published
from appeals.signatures.services.comparing import compare_signatures
from appeals.signatures.services.consent import let_lapse, list_changes, signed, standings
from appeals.signatures.services.disclosing import (
    OnlyTheOrganisation,
    choose_visibility,
    hide,
    is_named,
    list_disclosures,
    unnamed,
    when_concealed,
    wish_of,
)
from appeals.signatures.services.disputing import (
    SecondCoordinatorNeeded,
    SignatureEnded,
    dispute,
    get_dispute,
    invalidate,
    latest_dispute,
    list_disputes,
    propose_invalidation,
    uphold,
)
from appeals.signatures.services.importing import Printed, enter
from appeals.signatures.services.refusing import decline, note_opened, object_to, withdraw
from appeals.signatures.services.replying import ask, defer, hand_over
from appeals.signatures.services.reserving import (
    Reserved,
    decide,
    get_reservation,
    list_reservations,
    reservation_of,
    reservations_of,
    said,
)
from appeals.signatures.services.signing import (
    Consent,
    Evidence,
    find_active,
    offered,
    record,
    sign,
)
from appeals.signatures.services.turn import (
    Representative,
    SignOnClosed,
    TextChanged,
    Turn,
    get_present_text,
    take_turn,
    takes_answers,
)

__all__ = [
    "Action",
    "Consent",
    "Evidence",
    "OnlyTheOrganisation",
    "Printed",
    "Representative",
    "Reserved",
    "SecondCoordinatorNeeded",
    "SignOnClosed",
    "SignatureEnded",
    "TextChanged",
    "Turn",
    "ask",
    "choose_visibility",
    "compare_signatures",
    "decide",
    "decline",
    "defer",
    "dispute",
    "enter",
    "find_active",
    "get_dispute",
    "get_present_text",
    "get_reservation",
    "hand_over",
    "hide",
    "invalidate",
    "is_named",
    "latest_dispute",
    "let_lapse",
    "list_changes",
    "list_disclosures",
    "list_disputes",
    "list_reservations",
    "note_opened",
    "object_to",
    "offered",
    "propose_invalidation",
    "record",
    "reservation_of",
    "reservations_of",
    "said",
    "sign",
    "signed",
    "standings",
    "take_turn",
    "takes_answers",
    "tell_published",
    "unnamed",
    "uphold",
    "when_concealed",
    "wish_of",
    "withdraw",
]
