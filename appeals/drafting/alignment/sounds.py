"""The Latin consonants that a word of any script sounds like, to find a name again in another."""

from anyascii import anyascii


class _Skeletons(dict[int, str]):
    """Maps a letter of any script to the Latin consonants it sounds like, for `str.translate`.

    Sounds that languages spell differently fall together: c, k, q and kh; s, z, sh and zh.
    """

    _SOUNDS = str.maketrans("cqfwz", "kkpvs", "aeiouyjh' -")

    def __missing__(self, code: int) -> str:
        latin = anyascii(chr(code)).lower().replace("x", "ks")
        self[code] = "".join(each for each in latin.translate(self._SOUNDS) if each.isalpha())
        return self[code]


_SKELETONS = _Skeletons()


def consonants(word: str) -> str:
    return word.translate(_SKELETONS)
