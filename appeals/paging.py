"""Pages of long lists: cutting them, and where the neighbours of a page are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from flask import request, url_for

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a long list; `number` counts from 1 and `total` all items of all pages."""

    items: Sequence[Item]
    number: int
    pages: int
    total: int


def placed(number: int, total: int, size: int) -> tuple[int, int]:
    """Return the page that is shown for `number`, and how many there are; beyond is the last."""
    pages = max(1, -(-total // size))
    return min(max(number, 1), pages), pages


class Numbered(Protocol):
    """One page of several, counted from 1."""

    @property
    def number(self) -> int: ...
    @property
    def pages(self) -> int: ...


@dataclass(frozen=True)
class Pager:
    """What the macro `pager` draws."""

    number: int
    pages: int
    previous_url: str | None
    next_url: str | None


def pager_of(page: Numbered) -> Pager:
    """Return the pager of `page`; its addresses keep whatever else was asked for.

    An answer to a form has no neighbours: turning the page would lose what was typed.
    """
    if request.method == "POST":
        return Pager(1, 1, None, None)
    last = page.number >= page.pages
    return Pager(
        page.number,
        page.pages,
        _address(page.number - 1) if page.number > 1 else None,
        None if last else _address(page.number + 1),
    )


def _address(number: int) -> str:
    asked = {name: value for name, value in request.args.items() if name != "page"}
    return url_for(str(request.endpoint), **{**(request.view_args or {}), **asked, "page": number})
