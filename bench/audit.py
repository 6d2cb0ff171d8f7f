"""Time and memory of a statement of three languages as its lists grow: read, matched, audited.

python -m bench.audit [--rounds N] [SIZE …]
"""

import argparse
from collections.abc import Sequence

from appeals.importing.audit import audit
from appeals.importing.statement import taken_apart
from bench import measure
from bench.taking_apart import make_lines

SIZES = (400, 1_250, 2_500, 5_000)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", metavar="SIZE", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--once", action="store_true", help="Do it once and say nothing.")
    options = parser.parse_args(arguments)
    if options.once:
        audit(taken_apart(make_lines(options.sizes[0])))
        return
    before: tuple[int, float] | None = None
    for size in options.sizes:
        # Other names each round, so that nothing is known from the round before.
        rounds = iter([make_lines(size, seed) for seed in range(options.rounds + 1)])
        taken = measure.medians(
            {"": lambda rounds=rounds: audit(taken_apart(next(rounds)))}, rounds=options.rounds
        )[""]
        memory = measure.peak_megabytes("bench.audit", "--once", str(size))
        growth = ""
        if before:
            growth = (
                f", {taken / before[1]:.1f} times as long for {size / before[0]:.1f} times as much"
            )
        print(f"{size} × 3 entries: {taken * 1000:.0f} ms, {memory:.0f} MB{growth}")
        before = (size, taken)


if __name__ == "__main__":
    main()
