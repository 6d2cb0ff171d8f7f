"""Pieces of pages that are the same for many readers: rendered once and kept in memory."""

from collections.abc import Callable, Hashable

from markupsafe import Markup

# Enough for the texts in sign-on with all their languages; nothing here grows with the readers.
_MOST = 300
_kept: dict[Hashable, Markup] = {}


def kept(key: Hashable, caller: Callable[[], Markup]) -> Markup:
    """Return what stands between `call` and `endcall`, rendered once for each `key`.

    The key names everything the piece depends on, the interface language included.
    Without one the piece is rendered anew.
    """
    if not key:
        return caller()
    piece = _kept.get(key)
    if piece is None:
        if len(_kept) >= _MOST:
            _kept.clear()
        piece = _kept[key] = caller()
    return piece
