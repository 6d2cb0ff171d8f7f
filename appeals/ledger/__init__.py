"""The ledger: acts in the transaction they happen in, and a log for each appeal that outsiders
can verify: nothing in it can be changed, taken out or put in before without their noticing.
"""

from appeals.ledger.checking import Act, Fault, Kind, acts, check, compared, note_check
from appeals.ledger.keys import is_elsewhere, trusting
from appeals.ledger.models import Entry
from appeals.ledger.reading import (
    Receipt,
    State,
    all_public_keys,
    count_faults,
    find_fault,
    find_receipt,
    is_sound,
    public_key,
    short_code,
    state,
)
from appeals.ledger.recording import Logged, edition, erase_personal, erase_printed, newest, record
from appeals.ledger.signing import settle, sign_logs
from appeals.ledger.taking import list_taken, note_taken

__all__ = [
    "Act",
    "Entry",
    "Fault",
    "Kind",
    "Logged",
    "Receipt",
    "State",
    "acts",
    "all_public_keys",
    "check",
    "compared",
    "count_faults",
    "edition",
    "erase_personal",
    "erase_printed",
    "find_fault",
    "find_receipt",
    "is_elsewhere",
    "is_sound",
    "list_taken",
    "newest",
    "note_check",
    "note_taken",
    "public_key",
    "record",
    "settle",
    "short_code",
    "sign_logs",
    "state",
    "trusting",
]
