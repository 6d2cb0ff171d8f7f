"""Time and memory of reading, matching and auditing a statement of three languages as it grows.

python -m bench.audit [--rounds N] [SIZE …]
"""

import argparse
import random
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from appeals import demonstration
from appeals.importing.audit import Audit
from appeals.importing.audit import audit as examine
from appeals.importing.reading import read_files
from appeals.languages import country_name
from bench import measure

SIZES = (400, 1_600, 5_000)
_LANGUAGES = ("en", "ru", "fr")
_HEADINGS = {"en": "Signed by:", "ru": "Обращение подписали:", "fr": "Signataires :"}
_FRENCH = (
    "Nous demandons au conseil d'ouvrir les écluses, de publier les rapports de ses ingénieurs et "
    "de rencontrer avant la fin du mois celles et ceux qui vivent du fleuve."
)
# The same kinds of organisations, places and causes in the three languages.
_KINDS = (
    ("Foundation", "Фонд", "Fondation"),
    ("Centre", "Центр", "Centre"),
    ("Society", "Общество", "Société"),
    ("Union", "Союз", "Union"),
    ("Institute", "Институт", "Institut"),
    ("Forum", "Форум", "Forum"),
)
_PLACES = (
    ("Alsara", "Альсара", "Alsara"),
    ("Belmor", "Бельмор", "Belmor"),
    ("Dorvina", "Дорвина", "Dorvina"),
    ("Kalten", "Кальтен", "Kaltène"),
    ("Lumira", "Лумира", "Lumira"),
    ("Novarsk", "Новарск", "Novarsk"),
    ("Tarvel", "Тарвель", "Tarvel"),
    ("Zerina", "Зерина", "Zérina"),
)
_CAUSES = (
    ("for Clean Water", "за чистую воду", "pour une eau propre"),
    ("for Free Rivers", "за свободные реки", "pour des rivières libres"),
    ("for Open Courts", "за открытый суд", "pour une justice ouverte"),
    ("of Journalists", "журналистов", "des journalistes"),
    ("of Fishers", "рыбаков", "des pêcheurs"),
)
_COUNTRIES = ("LV", "PL", "KE", "NO", "PE", "GE", "DE", "KZ")


def make_files(size: int, seed: int = 0) -> list[tuple[str, bytes]]:
    """Three files with the same organisations; one is doubled and one missing in the second."""
    chance = random.Random(seed)
    place = Path(str(demonstration.__file__)).parent
    texts = {tag: (place / f"{tag}.txt").read_text(encoding="utf-8") for tag in ("en", "ru")}
    texts["fr"] = f"{_FRENCH}\n\n{_FRENCH}"
    known = list(product(_KINDS, _PLACES, _CAUSES, range(1, 1 + -(-size // 240))))
    chosen = chance.sample(known, size)
    countries = [chance.choice(_COUNTRIES) for _each in chosen]
    files = []
    for at, tag in enumerate(_LANGUAGES):
        names = [
            f"{kind[at]} {place[at]} {cause[at]} {number} ({country_name(country, tag)})"
            for (kind, place, cause, number), country in zip(chosen, countries, strict=True)
        ]
        if tag == "ru":
            names[size // 2] = names[size // 3]
        entries = "\n".join(f"{number}. {name}" for number, name in enumerate(names, 1))
        whole = f"{texts[tag].strip()}\n\n{_HEADINGS[tag]}\n{entries}\n"
        files.append((f"{tag}.txt", whole.encode()))
    return files


def audited(files: Sequence[tuple[str, bytes]]) -> Audit:
    return examine(read_files(files))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", metavar="SIZE", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--once", action="store_true", help="only do it once, for the memory")
    options = parser.parse_args(arguments)
    if options.once:
        audited(make_files(options.sizes[0]))
        return
    before: tuple[int, float] | None = None
    for size in options.sizes:
        # Other names each round, so that nothing is known from the round before.
        rounds = iter([make_files(size, seed) for seed in range(options.rounds + 1)])
        taken = measure.medians(
            {"": lambda rounds=rounds: audited(next(rounds))}, rounds=options.rounds
        )[""]
        found = {each.code for each in audited(make_files(size)).findings}
        memory = measure.peak_megabytes("bench.audit", str(size), "--once")
        growth = (
            f", {taken / before[1]:.1f} times as long for {size / before[0]:.1f} times as much"
            if before
            else ""
        )
        told = "both faults found" if {"doubled", "missing"} <= found else "FAULTS NOT FOUND"
        print(f"{size} × 3 entries: {taken:.2f} s, {memory:.0f} MB, {told}{growth}")
        before = (size, taken)


if __name__ == "__main__":
    main()
