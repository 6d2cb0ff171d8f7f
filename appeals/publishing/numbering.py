"""Numbers that have been public: they stay with their organisation, whatever the order becomes."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

_Who = TypeVar("_Who", bound=Hashable)


def numbered(present: Iterable[_Who], frozen: Mapping[_Who, int]) -> dict[_Who, int]:
    """Return the number of everybody in the list, the lowest first.

    `present` is the list in its order. Who is new comes after the last number
    ever given, in that order; a number whose owner has gone is given to nobody.
    """
    last = max(frozen.values(), default=0)
    numbers: dict[_Who, int] = {}
    for who in present:
        if who in frozen:
            numbers[who] = frozen[who]
        else:
            last += 1
            numbers[who] = last
    return dict(sorted(numbers.items(), key=lambda item: item[1]))
