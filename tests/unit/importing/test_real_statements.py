"""The published statements beside the project, against what careful reading says of them."""

import json
import os
from pathlib import Path

import pytest

from appeals.importing import reading
from appeals.importing.model import ListRole
from tests.unit.importing.places import lost

STATEMENTS = Path(os.environ.get("STATEMENTS", "/work/shared/statements"))

pytestmark = pytest.mark.skipif(
    not STATEMENTS.is_dir(), reason=f"NO REAL STATEMENTS: {STATEMENTS} is not there"
)


def read(*names):
    paths = [STATEMENTS / name for name in names]
    return reading.read_files([(path.name, path.read_bytes()) for path in paths])


def gold_of(folder):
    return json.loads((STATEMENTS / folder / "gold.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page():
    return read("kazakhstan-2021/statement.txt")


def test_both_languages_of_a_page_are_found_with_their_bodies(page):
    structure = gold_of("kazakhstan-2021")["structure"]

    assert [version.language for version in page.versions] == ["en", "ru"]
    for version in page.versions:
        lines = [stretch.place.first for stretch in version.body]
        assert lines == structure["body"][f"{version.language}_lines"]
    assert lost(page) == []
    assert page.questions == ()


def test_head_and_dates_of_a_page_are_told(page):
    english, russian = page.versions
    structure = gold_of("kazakhstan-2021")["structure"]

    assert english.title.text == structure["title"]["en"]["text"]
    assert russian.title is None
    kickers = [stretch.text for parts in english.head.values() for stretch in parts]
    assert structure["kicker"]["en"]["text"] in kickers
    assert english.dated is None
    assert english.page_date.day.isoformat() == structure["date"]["en"]["iso"]
    assert russian.dated.day.isoformat() == structure["date"]["ru"]["iso"]


def test_what_is_of_the_page_is_dropped(page):
    structure = gold_of("kazakhstan-2021")["structure"]
    dropped = {each.line.number for each in page.dropped}

    after = structure["chrome_after"]["from_line"]
    assert structure["site_name"]["line"] in dropped
    assert structure["breadcrumb_not_text"]["line"] in dropped
    assert {line.number for line in page.lines if line.text.strip() and line.number >= after} <= (
        dropped
    )


def test_every_signatory_of_a_page_has_its_country_and_acronym(page):
    gold = gold_of("kazakhstan-2021")
    pairs = gold["signatory_pairs"]

    for version in page.versions:
        tag = version.language
        entries = version.entries(ListRole.SIGNATORIES)
        assert [entry.place.first for entry in entries] == [pair[f"{tag}_line"] for pair in pairs]
        assert [entry.acronym or None for entry in entries] == [
            pair[f"acronym_{tag}"] for pair in pairs
        ]
        assert [bool(entry.countries) for entry in entries] == [
            bool(pair[f"country_{tag}"]) for pair in pairs
        ]
    supporters = page.versions[0].entries(ListRole.SUPPORTERS)
    assert [entry.name for entry in supporters] == [
        each["name"] for each in gold["structure"]["supporters"]["en"]
    ]
    assert page.versions[1].entries(ListRole.SUPPORTERS) == ()


@pytest.mark.parametrize("tag", ["en", "es", "fr", "pt"])
@pytest.mark.parametrize("extension", ["txt", "html"])
def test_long_lists_in_groups_are_read_whole(tag, extension):
    statement = read(f"unctad13-2012/{tag}.{extension}")
    gold = gold_of("unctad13-2012")

    (version,) = statement.versions
    (found,) = version.lists
    (expected,) = gold["versions"][tag]["lists"]
    assert version.language == tag
    assert len(found.entries) == expected["count"]
    assert [found.entries[0].raw, found.entries[-1].raw] == [expected["first"], expected["last"]]
    assert found.heading.text == expected["heading"]
    assert [
        (group.text, sum(entry.group == group.text for entry in found.entries))
        for group in found.groups
    ] == [(group["heading"], group["count"]) for group in expected["groups"]]
    assert lost(statement) == []


@pytest.mark.parametrize("tag", ["en", "es", "fr", "pt"])
def test_blocks_of_a_body_are_counted_as_a_reader_counts_them(tag):
    statement = read(f"unctad13-2012/{tag}.txt")
    (version,) = statement.versions

    head = [stretch for kind in version.head.values() for stretch in kind]
    if version.dated:
        head.append(version.dated.stretch)
    places = [stretch.place for stretch in (*head, *version.body)]
    lines = {line for place in places for line in range(place.first, place.last + 1)}
    lines |= {each.line.number for each in statement.dropped}
    text = {line.number for line in statement.lines if line.text.strip()}
    lines &= text
    blocks = sum(line - 1 not in lines for line in lines)

    assert blocks == gold_of("unctad13-2012")["between_versions"]["body_paragraphs"][tag]


def test_a_list_before_the_text_on_one_line_is_read():
    statement = read("caucasus-2008/ru.txt")

    (found,) = statement.versions[0].lists
    (expected,) = gold_of("caucasus-2008")["lists"]
    assert len(found.entries) == expected["count"]
    assert found.heading.text == expected["heading"]
    assert found.entries[0].raw.startswith(expected["first"])
    assert found.entries[-1].raw == expected["last"]
    assert lost(statement) == []
