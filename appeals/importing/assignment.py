"""The best way to give each on the left at most one on the right, where few pairs come in question.

Bertsekas' auction: everybody bids for what is worth most to them, prices rise
until nobody wants to change. The work grows with the number of pairs.
"""

from collections import deque
from collections.abc import Mapping

_STEP = 0.02


def assign(worth: Mapping[int, Mapping[int, float]], *, least: float) -> dict[int, int]:
    """Return whom each on the left gets, so that the whole is worth most; some get nobody.

    `worth` has what each pair that comes in question is worth; a pair worth
    less than `least` is not made.
    """
    prices: dict[int, float] = {}
    owners: dict[int, int] = {}
    waiting = deque(sorted(worth))
    while waiting:
        bidder = waiting.popleft()
        best, second, wanted = least, least, None
        for thing, value in worth[bidder].items():
            gain = value - prices.get(thing, 0.0)
            if gain > best:
                best, second, wanted = gain, best, thing
            elif gain > second:
                second = gain
        if wanted is None:
            continue
        prices[wanted] = prices.get(wanted, 0.0) + best - second + _STEP
        if wanted in owners:
            waiting.append(owners[wanted])
        owners[wanted] = bidder
    return {bidder: thing for thing, bidder in owners.items()}
