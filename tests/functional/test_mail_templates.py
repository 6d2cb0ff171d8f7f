"""Both parts of every mail say the same."""

import re

import pytest

from appeals import config

FOLDER = config.resource("templates") / "mail"
PARTS = sorted(path.stem for path in FOLDER.glob("*.subject"))
# Sentences of the source, whatever stands around them.
_SENTENCE = re.compile(r'_\("([^"]+)"')
_BLOCK = re.compile(r"{%-? block (\w+)")


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PARTS)
def test_the_html_part_fills_a_block_that_the_layout_has(name):
    layout = set(_BLOCK.findall(text("layout.html")))

    filled = set(_BLOCK.findall(text(f"{name}.html")))

    assert filled
    assert filled <= layout


@pytest.mark.parametrize("name", PARTS)
def test_the_html_part_leaves_out_no_sentence(name):
    told = set(_SENTENCE.findall(text(f"{name}.txt")))

    assert {each for each in told if len(each) > 12} <= set(_SENTENCE.findall(text(f"{name}.html")))


def test_every_mail_has_three_parts():
    parts = {path.name for path in FOLDER.iterdir()}

    assert {f"{name}.{kind}" for name in PARTS for kind in ("subject", "txt", "html")} <= parts
