"""Whether a list was taken over as it stands instead of being translated."""

from appeals.importing.audit.model import Ground
from appeals.importing.matching import Item
from appeals.importing.vocabulary import folded

_MOSTLY = 0.7


def is_copied(ground: Ground, version: int) -> bool:
    """Whether most entries of this version stand to the letter in another one."""
    same = compared = 0
    for identity in ground.matching.identities:
        if version in identity.items and len(identity.items) > 1:
            compared += 1
            own = plain(identity.items[version])
            same += any(
                plain(item) == own for other, item in identity.items.items() if other != version
            )
    return compared > 0 and same >= _MOSTLY * compared


def plain(item: Item) -> str:
    return " ".join(folded(item.entry.raw).split())
