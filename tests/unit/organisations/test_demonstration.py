"""The demonstration appeal agrees with itself."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[3] / "appeals/demonstration"


@pytest.fixture(scope="module")
def story() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "story.toml").read_text(encoding="utf-8"))


def paragraphs(language: str) -> list[str]:
    return (FOLDER / f"{language}.txt").read_text(encoding="utf-8").strip().split("\n\n")


def test_both_texts_have_a_paragraph_for_each_segment(story: dict[str, Any]) -> None:
    assert len(paragraphs("en")) == len(paragraphs("ru")) == len(story["kinds"]) == 12


def test_the_numbers_agree_in_each_paragraph() -> None:
    def numbers(text: str) -> Counter[str]:
        text = re.sub(r"(?<=\d)[,\u00a0](?=\d{3})", "", text)
        text = re.sub(r"3 (?:June|июня)|21 (?:September|сентября)|30 (?:April|апреля)", "", text)
        return Counter(re.findall(r"\d+", text.replace(",", ".")))

    for english, russian in zip(paragraphs("en"), paragraphs("ru"), strict=True):
        assert numbers(english) == numbers(russian)


def test_every_organisation_has_its_part_in_the_story(story: dict[str, Any]) -> None:
    with (FOLDER / "organisations.csv").open(encoding="utf-8", newline="") as file:
        lists = {row["email"]: row["list"] for row in csv.DictReader(file)}
    answers = {each["email"]: each["answer"] for each in story["answers"]}

    assert set(answers) == set(lists)
    assert {lists[email] for email, answer in answers.items() if answer == "signed"} == {
        "signatory"
    }
    assert [email for email in lists if lists[email] == "supporter"] == [
        email for email in lists if answers[email] == "supported"
    ]
    assert Counter(answers.values())["signed"] == 33


def test_nobody_answers_before_opening_or_opens_before_being_invited(
    story: dict[str, Any],
) -> None:
    for each in story["answers"]:
        assert story["invited"] >= each.get("opened", 0) >= each.get("answered", 0) >= 0
