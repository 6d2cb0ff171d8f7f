"""Which addresses are one person's."""

import pytest

from appeals.endorsements.rules import identity_of


@pytest.mark.parametrize(
    "address",
    ["ada.love@gmail.com", "A.D.A.Love@GoogleMail.com", "adalove+appeal@gmail.com "],
)
def test_spellings_of_one_mailbox_are_one_person(address):
    assert identity_of(address) == "adalove@gmail.com"


def test_elsewhere_dots_part_people_and_tags_do_not():
    assert identity_of("Ada.Love+1@Lilac.example") == "ada.love@lilac.example"
    assert identity_of("adalove@lilac.example") != identity_of("ada.love@lilac.example")


def test_an_address_that_begins_with_its_tag_keeps_it():
    assert identity_of("+ada@lilac.example") == "+ada@lilac.example"
