from collections.abc import Iterable

import pytest

from appeals.accounts.passwords import LONGEST, Problem, personal_words, problem


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "lampe regen fjord kiwi",
        "vX9!kd83hslq",
        "крыша тополь якорь вторник",
        "木の下に猫が二匹と犬が一匹いる",
        "839201748362519",
        "tr0ub4dor&3xyz",
        "ﷺ" * 5 + "abdfhkpxz",
    ],
)
def test_what_is_long_and_not_usual_is_accepted(password: str) -> None:
    assert problem(password) is None


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd1234",
        "Password2026!",
        "qwertyuiop12",
        "йцукенгшщзхъ",
        "aaaaaaaaaaaaaaa",
        "abababababab",
        "123456789012",
        "210987654321",
        "парольпароль",
        "summer winter!",
        "1qaz2wsx3edc",
        "            ",
        "q1w2e3r4t5y6",
        "dragonballz123",
        "Manchester1878!",
        "19051987190519",
        "trustno1trustno1",
        "Liverpoolfc2005",
    ],
)
def test_p45_what_everybody_thinks_of_is_predictable(password: str) -> None:
    assert problem(password) is Problem.PREDICTABLE


def test_p45_a_long_password_is_judged_in_no_time_and_whole() -> None:
    assert problem("a" * LONGEST) is Problem.PREDICTABLE
    assert problem("qwerty" * 33) is Problem.PREDICTABLE
    assert problem("крыша тополь якорь вторник " * 7) is None


def test_the_own_name_and_address_are_no_password() -> None:
    known = personal_words("z.thraquin@coalition.example", "Zxorvelm Thraquin")

    assert problem("ThraquinZxorvelm1") is None
    assert problem("ThraquinZxorvelm1", personal=known) is Problem.PREDICTABLE


@pytest.mark.parametrize(
    ("length", "expected"),
    [(11, Problem.TOO_SHORT), (12, None), (LONGEST, None), (LONGEST + 1, Problem.TOO_LONG)],
)
def test_p45_the_length_has_two_ends(length: int, expected: Problem | None) -> None:
    letters: Iterable[str] = (chr(0x4E00 + number * 7) for number in range(length))

    assert problem("".join(letters)) is expected
