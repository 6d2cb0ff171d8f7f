"""What a password must be: long, and not what everybody thinks of first.

No rule about kinds of characters (NIST SP 800-63B 3.1.1.2). A password is
predictable when whoever goes through leaked passwords, words, names, dates and
rows of keys comes to it within ten thousand million guesses (zxcvbn; its lists
lie in the package, nothing is asked elsewhere), or when little is left of it
after the words and rows of keys below are taken away: those are ours, and Russian.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

SHORTEST = 12
# Argon2 is given at most 4,096 characters, and NFKD makes up to 18 of one.
LONGEST = 200

_ENOUGH_GUESSES = 1e10
# zxcvbn takes long over more; what is as hard to guess as that stays so with more behind it.
_JUDGED = 72

# Fewer different characters than this beside the predictable parts are no secret.
_LEFT_OVER = 5
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
)
_LOOK_ALIKES = str.maketrans("@4301!5$7", "aaeolisst")
_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    access account admin administrator andrey angel appeal appeals april august baby banana
    baseball batman changeme charlie coalition coffee computer cookie coordinator dallas daniel
    december default demo dragon dubsmash email example facebook february flower football
    forever freedom friday friend george ginger google guest hello hockey hunter iloveyou
    internet january jennifer jessica joint jordan july june killer letmein linkedin login
    london lovely love march marina maria master matrix maxim michael michelle monday monkey
    moscow mother mustang myspace natasha nikita ninja november october office orange pass
    passphrase passwd password pepper phone please pokemon princess private purple qazwsx robert
    russia samsung saturday secret secure security september shadow signin silver soccer sparky
    spring starwars statement summer sunday sunshine superman super system temp test testing
    thomas thursday tigger trustno trustme tuesday ukraine user username vladimir wednesday
    welcome whatever windows winter world yellow аккаунт александр андрей апрель безопасность
    весна владимир дракон друг зима июль июнь коалиция координатор лето любимая любовь максим
    мама март марина мария москва наташа обращение октябрь ольга осень пароль привет россия
    сентябрь солнце тест украина ключ котик andrei gfhjkm ghbdtn lubov parol paroli privet
    solnce
    """,
    )
)


class Problem(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    PREDICTABLE = "predictable"


def problem(password: str, *, personal: Iterable[str] = ()) -> Problem | None:
    """Return why this password is refused; `personal` are words an attacker knows already."""
    if len(password) < SHORTEST:
        return Problem.TOO_SHORT
    if len(password) > LONGEST:
        return Problem.TOO_LONG
    known = _WORDS | {word.casefold() for word in personal if len(word) > 3}
    folded = password.casefold()
    readings = (folded, folded.translate(_LOOK_ALIKES))
    if any(len(set(_left_over(reading, known))) < _LEFT_OVER for reading in readings):
        return Problem.PREDICTABLE
    return Problem.PREDICTABLE if _guesses(password) < _ENOUGH_GUESSES else None


def personal_words(email: str, name: str) -> list[str]:
    """Return the words of a name and of the part of an address that stands before the @."""
    return re.findall(r"\w+", f"{email.partition('@')[0]} {email.partition('@')[2]} {name}")


def _guesses(password: str) -> float:
    # Its lists take a while to load, and few choose a password. What is personal is looked at
    # above: it would keep the words of one person in a place all threads share.
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]

    return float(zxcvbn(password[:_JUDGED])["guesses"])


def _left_over(password: str, known: Iterable[str]) -> str:
    for word in sorted(known, key=len, reverse=True):
        password = password.replace(word, "")
    password = re.sub(r"(.)\1{2,}", "", password)
    for row in _RUNS:
        password = _without_runs(password, row)
    return re.sub(r"\s", "", password)


def _without_runs(password: str, row: str) -> str:
    for line in (row, row[::-1]):
        for length in range(len(line), 2, -1):
            for start in range(len(line) - length + 1):
                password = password.replace(line[start : start + length], "")
    return password
