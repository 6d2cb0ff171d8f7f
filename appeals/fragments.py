"""Pages that many readers see alike: rendered once, kept, and filled in for each reader."""

import re
import secrets
from collections.abc import Callable, Hashable, Mapping

from markupsafe import Markup, escape

# Enough for the texts in sign-on with all their languages; nothing here grows with the readers.
_MOST = 300
_kept: dict[Hashable, list[str]] = {}
# Letters and digits nobody can foresee: they pass through every kind of escaping as they are.
_SECRET = secrets.token_hex(16)
_MARK = re.compile(rf"{_SECRET}_(\w+?)_{_SECRET}")

Pieces = Mapping[str, str]


def filled(key: Hashable, own: Pieces, render: Callable[[Pieces], str]) -> str:
    """Return a page rendered once for each key, with one reader's `own` pieces in their places.

    The key names everything else the page depends on, the interface language
    included. Pieces that are not `Markup` are escaped.
    """
    page = _kept.get(key)
    if page is None:
        if len(_kept) >= _MOST:
            _kept.clear()
        page = _kept[key] = _MARK.split(render({name: _mark(name) for name in own}))
    filled = page.copy()
    filled[1::2] = [escape(own[name]) for name in page[1::2]]
    return "".join(filled)


def _mark(name: str) -> Markup:
    return Markup(f"{_SECRET}_{name}_{_SECRET}")  # noqa: S704
