"""The published statements beside the project, against what careful reading says of them."""

import json
from pathlib import Path

import pytest

from appeals.importing import reading
from appeals.importing.audit import audit
from appeals.importing.model import ListRole
from tests.unit.importing.places import lost

STATEMENTS = Path(__file__).parents[4] / "shared" / "statements"

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


@pytest.fixture(scope="module")
def audited(page):
    return audit(page)


@pytest.fixture(scope="module", params=["txt", "html"])
def in_four_languages(request):
    return audit(
        read(*(f"unctad13-2012/{tag}.{request.param}" for tag in ("en", "es", "fr", "pt")))
    )


def in_files(extension):
    return [f"unctad13-2012/{tag}.{extension}" for tag in ("en", "es", "fr", "pt")]


def lines_of(audited, code):
    """The lines each finding of this code is about, one list a finding."""
    return [
        [spot.place.first for spot in finding.spots if spot.place]
        for finding in audited.findings
        if finding.code == code
    ]


def test_paragraphs_are_aligned_as_careful_reading_aligns_them(audited):
    gold = gold_of("kazakhstan-2021")
    lines = {each["id"]: each["line"] for tag in ("en", "ru") for each in gold["paragraphs"][tag]}
    alignment = audited.ground.alignment

    def placed(version, places):
        return [each.place.first for each in alignment.stretches(version, places)]

    found = [
        (placed(0, link.ours), placed(link.version, link.theirs))
        for link in alignment.links
        if not link.is_lone
    ]

    wanted = [
        ([lines[i] for i in row["en"]], [lines[i] for i in row["ru"]]) for row in gold["alignment"]
    ]
    assert found == wanted


def test_every_organisation_in_both_languages_is_matched(audited):
    pairs = gold_of("kazakhstan-2021")["signatory_pairs"]
    found = {
        tuple(item.entry.place.first for _version, item in sorted(each.items.items()))
        for each in audited.ground.matching.identities
        if len(each.items) == 2
    }

    wanted = {(each["en_line"], each["ru_line"]) for each in pairs if each["same_organisation"]}
    assert len(wanted) == 39
    assert found == wanted


def test_the_missing_one_the_doubled_one_and_the_lost_list_are_named(audited):
    gold = gold_of("kazakhstan-2021")
    lines = {
        (tag, each[f"{tag}_no"]): each[f"{tag}_line"]
        for each in gold["signatory_pairs"]
        for tag in ("en", "ru")
    }
    [(again, first)] = gold["unmatched"]["ru_duplicate_of"].items()
    [lost_one] = gold["unmatched"]["en_only"][:1]

    assert lines_of(audited, "missing") == [[lines["en", lost_one]]]
    assert lines_of(audited, "doubled") == [[lines["ru", first], lines["ru", int(again)]]]
    assert len(lines_of(audited, "list_missing")) == 1


def test_the_countries_that_differ_are_named_and_no_others(audited):
    pairs = {each["en_no"]: each for each in gold_of("kazakhstan-2021")["signatory_pairs"]}
    codes = ("country_differs", "country_missing", "country_untranslated")
    found = {places[-1] for code in codes for places in lines_of(audited, code)}

    assert found == {pairs[number]["ru_line"] for number in (12, 20, 23)}


def test_nothing_is_said_of_what_must_not_be_flagged(audited):
    """Acronyms and amounts that agree, scripts of names, and committees that only sound alike."""
    said = {finding.code for finding in audited.findings}

    assert said.isdisjoint(
        {"alike", "other_list", "acronym_missing", "unsure_pair", "passage_missing"}
        | {f"text.{rule}" for rule in ("numbers", "dates", "amounts", "percentages", "names")}
        | {f"text.{rule}" for rule in ("length", "untranslated", "foreign_passage")}
    )


def test_the_flags_of_four_languages_are_raised(in_four_languages):
    said = [(each.code, each.values.get("language")) for each in in_four_languages.findings]

    assert [code for code in said if code[0] == "acronym_missing"] == [
        ("acronym_missing", "en")
    ] * 3
    assert ("misprint", "es") in said
    assert {tag for code, tag in said if code == "contact_differs"} == {"es", "fr", "pt"}
    assert {(code, tag) for code, tag in said if code in ("split", "joined")} == {
        ("split", "fr"),
        ("joined", "fr"),
    }


def test_points_that_all_have_the_number_one_are_flagged_where_they_do():
    """The pages themselves number them 1, 2, 3; only the texts taken from them do not."""
    texts, pages = (audit(read(*in_files(kind))) for kind in ("txt", "html"))

    flagged = [each.values["language"] for each in texts.findings if each.code == "item_numbers"]
    assert sorted(flagged) == ["en", "es", "pt"]
    assert lines_of(pages, "item_numbers") == []


def test_lists_that_are_the_same_in_four_languages_are_left_alone(in_four_languages):
    said = {finding.code for finding in in_four_languages.findings}

    assert said.isdisjoint({"missing", "doubled", "alike", "list_missing", "other_list", "numbers"})
    assert said.isdisjoint({"text.dates", "text.percentages", "text.amounts"})
