"""Time of taking a statement of three languages apart as its lists grow.

python -m bench.taking_apart [--rounds N] [SIZE …]
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from appeals import demonstration
from appeals.importing.model import Line
from appeals.importing.statement import taken_apart
from appeals.readers import text
from bench import measure

SIZES = (400, 1_600, 5_000)
_HEADINGS = {"en": "Signed by:", "ru": "Обращение подписали:", "fr": "Signataires :"}
_FRENCH = (
    "Nous demandons au conseil d'ouvrir les écluses, de publier les rapports de ses ingénieurs et "
    "de rencontrer avant la fin du mois celles et ceux qui vivent du fleuve."
)
_WORDS = ("River", "Harbour", "Alder", "Lock", "Dyke", "Peat", "Reed", "Marsh", "Otter", "Heron")
_KINDS = ("Foundation", "Centre", "Network", "Society", "Union", "Watch", "Institute", "Forum")
_COUNTRIES = ("Latvia", "Poland", "Kenya", "Norway", "Peru", "Georgia")


def make_lines(size: int, seed: int = 0) -> list[Line]:
    """The demonstration's texts, and one in French, each with a numbered list of its own."""
    chance = random.Random(seed)
    place = Path(str(demonstration.__file__)).parent
    texts = {tag: (place / f"{tag}.txt").read_text(encoding="utf-8") for tag in ("en", "ru")}
    texts["fr"] = f"{_FRENCH}\n\n{_FRENCH}"
    parts = [
        f"{body.strip()}\n\n{_HEADINGS[tag]}\n" + "\n".join(_names(size, chance))
        for tag, body in texts.items()
    ]
    return text.lines_of("\n\n\n\n".join(parts))


def _names(size: int, chance: random.Random) -> list[str]:
    return [
        f"{at}. {chance.choice(_WORDS)} {chance.choice(_WORDS)} {chance.choice(_KINDS)} {at}"
        f" (AB{chance.randrange(10_000)}, {chance.choice(_COUNTRIES)})"
        for at in range(1, size + 1)
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", metavar="SIZE", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    before: tuple[int, float] | None = None
    for size in options.sizes:
        # Other names each round, so that nothing is known from the round before.
        rounds = iter([make_lines(size, seed) for seed in range(options.rounds + 1)])
        taken = measure.medians(
            {"": lambda rounds=rounds: taken_apart(next(rounds))}, rounds=options.rounds
        )[""]
        growth = f", {taken / before[1]:.1f} times as long" if before else ""
        print(f"{size} × 3 entries: {taken * 1000:.0f} ms{growth}")
        before = (size, taken)


if __name__ == "__main__":
    main()
