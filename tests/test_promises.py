"""Every promise of SECURITY.md is held by tests that carry its number."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "SECURITY.md"
# What was promised to the public, word by word; it lies outside this project.
ORIGINAL = ROOT.parent / "shared" / "PROMISES.md"

_ROW = re.compile(r"^\| (P\d\d) \| (.+?) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_NUMBERS = re.compile(r"test((?:_p\d\d(?:_and)?)+)_")


def promises() -> dict[str, str]:
    """Return what the page says of each promise: the words and the tests."""
    found = _ROW.findall(PAGE.read_text())
    rows = {number: tests for number, _words, tests in found}
    assert len(rows) == len(found), "a number stands twice in the table"
    return rows


def numbers_in(name: str) -> set[str]:
    """Return the promises a test is named after, such as P01 and P02 in `test_p01_and_p02_x`."""
    carried = _NUMBERS.match(name)
    return {each.upper() for each in re.findall(r"p\d\d", carried[1])} if carried else set()


@cache
def named_tests() -> dict[str, set[str]]:
    """Return the names of the tests of each file."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found[path.relative_to(ROOT).as_posix()].add(node.name)
    return found


def held() -> set[str]:
    return {
        number for names in named_tests().values() for name in names for number in numbers_in(name)
    }


def test_a_test_may_carry_several_numbers() -> None:
    assert numbers_in("test_p01_and_p02_nothing_happens") == {"P01", "P02"}
    assert numbers_in("test_p30_no_page_tells") == {"P30"}
    assert numbers_in("test_nothing_of_p30_counts_here") == set()


def test_every_promise_has_a_test_with_its_number() -> None:
    assert set(promises()) - held() == set()


def test_no_test_carries_the_number_of_no_promise() -> None:
    assert held() - set(promises()) == set()


@pytest.mark.parametrize("number", sorted(set(promises())))
def test_the_page_names_tests_that_are_there_and_carry_the_number(number: str) -> None:
    named = _TEST.findall(promises()[number])

    assert named
    assert [path for path, name in named if name not in named_tests().get(path, set())] == []
    assert [name for _path, name in named if number not in numbers_in(name)] == []


@pytest.mark.skipif(not ORIGINAL.exists(), reason="the original lies beside the project only")
def test_no_promise_is_left_out_and_none_invented() -> None:
    original = set(re.findall(r"^- (P\d\d) ", ORIGINAL.read_text(), re.MULTILINE))

    assert set(promises()) == original
