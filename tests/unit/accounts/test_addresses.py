import pytest

from appeals.accounts.addresses import BadAddress, normal


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (" Ada@Coalition.Example\n", "ada@coalition.example"),
        ("a+b@localhost", "a+b@localhost"),
        ("адрес@пример.рф", "адрес@пример.рф"),
    ],
)
def test_an_address_is_kept_in_one_form(given: str, expected: str) -> None:
    assert normal(given) == expected


@pytest.mark.parametrize(
    "given",
    [
        "",
        "ada",
        "ada@",
        "@coalition.example",
        "ada@one@two.example",
        "ada@coalition.example\r\nBcc: eve@evil.example",
        "Ada <ada@coalition.example>",
        "ada@coalition.example,eve@evil.example",
        "ada\u202e@coalition.example",
        "a" * 250 + "@b.example",
    ],
)
def test_p54_what_could_add_a_recipient_or_a_header_is_no_address(given: str) -> None:
    with pytest.raises(BadAddress):
        normal(given)
