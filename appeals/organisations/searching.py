"""How a search in the registry matches: word by word, without case, accents or punctuation."""

import re
import unicodedata

_OWN_LETTERS = str.maketrans("łøđħıŧ", "lodhit")


def fold(*texts: str) -> str:
    """Return the words of the texts, folded and parted by single spaces.

    What is typed and what is stored are folded alike, so that "lodz" finds "Łódź".
    """
    decomposed = unicodedata.normalize("NFKD", "\n".join(texts)).casefold()
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    plain = re.sub(r"['’ʼ`]", "", letters.translate(_OWN_LETTERS))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


def words(search: str) -> list[str]:
    """Return the words all of which must be found, at most eight of them."""
    return fold(search).split()[:8]
