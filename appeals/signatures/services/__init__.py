"""The use cases of signatures, by noun; other features call them from here."""

from appeals.signatures.services.actions import Action
from appeals.signatures.services.announcing import tell_published
from appeals.signatures.services.consent import let_lapse, list_changes, signed, standings
from appeals.signatures.services.importing import Printed, enter
from appeals.signatures.services.refusing import decline, note_opened, withdraw
from appeals.signatures.services.signing import Consent, find_active, offered, record, sign
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
    "Printed",
    "Representative",
    "SignOnClosed",
    "TextChanged",
    "Turn",
    "decline",
    "enter",
    "find_active",
    "get_present_text",
    "let_lapse",
    "list_changes",
    "note_opened",
    "offered",
    "record",
    "sign",
    "signed",
    "standings",
    "take_turn",
    "takes_answers",
    "tell_published",
    "withdraw",
]
