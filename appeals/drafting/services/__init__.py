"""The use cases of drafting, by noun; other features call them from here."""

from appeals.drafting.services.actions import Action
from appeals.drafting.services.appeals import (
    AppealDetails,
    AppealSettings,
    SlugTaken,
    create_appeal,
    create_from_texts,
    get_appeal,
    list_appeals,
    update_settings,
)
from appeals.drafting.services.authors import author_names
from appeals.drafting.services.history import LONGEST_NAME, name_revision, restore
from appeals.drafting.services.pasting import paste_text, present_hash
from appeals.drafting.services.phases import (
    ChangeClassNeeded,
    TextNotFinal,
    close,
    lock,
    open_sign_on,
    reopen,
    unlock,
)
from appeals.drafting.services.placing import (
    HasText,
    is_blank,
    joined,
    lay_out,
    layout_hash,
    place,
)
from appeals.drafting.services.revisions import (
    find_reference_texts,
    get_revision,
    latest_revision,
    list_revisions,
)
from appeals.drafting.services.segments import (
    add_segment,
    delete_segment,
    get_segment,
    move_segment,
)
from appeals.drafting.services.state import TextLocked, refuse_locked
from appeals.drafting.services.wordings import (
    Change,
    Collision,
    Missing,
    Saved,
    confirm_wording,
    missing_wordings,
    save_texts,
)

__all__ = [
    "LONGEST_NAME",
    "Action",
    "AppealDetails",
    "AppealSettings",
    "Change",
    "ChangeClassNeeded",
    "Collision",
    "HasText",
    "Missing",
    "Saved",
    "SlugTaken",
    "TextLocked",
    "TextNotFinal",
    "add_segment",
    "author_names",
    "close",
    "confirm_wording",
    "create_appeal",
    "create_from_texts",
    "delete_segment",
    "find_reference_texts",
    "get_appeal",
    "get_revision",
    "get_segment",
    "is_blank",
    "joined",
    "latest_revision",
    "lay_out",
    "layout_hash",
    "list_appeals",
    "list_revisions",
    "lock",
    "missing_wordings",
    "move_segment",
    "name_revision",
    "open_sign_on",
    "paste_text",
    "place",
    "present_hash",
    "refuse_locked",
    "reopen",
    "restore",
    "save_texts",
    "unlock",
    "update_settings",
]
