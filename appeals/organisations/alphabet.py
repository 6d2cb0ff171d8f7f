"""Many names in the order of `languages.collation_key`, compared all at once."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from feruca import collate

from appeals.languages import collation_key

Key = TypeVar("Key", bound=Hashable)


def in_order(names: Mapping[Key, str], language: str) -> list[Key]:
    """Return the keys by their names, as a list in `language` has them.

    Comparing key by key takes four times as long for 10,000 names.
    """
    keys = {key: collation_key(name, language) for key, name in names.items()}
    texts = collate([key.text for key in keys.values()], "default")
    ranks = {text: rank for rank, text in enumerate(texts)}
    return sorted(keys, key=lambda each: (keys[each].group, ranks[keys[each].text]))
