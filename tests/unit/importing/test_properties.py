"""What holds for every statement: no line is lost, and a list comes back in any shape."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appeals.importing.statement import taken_apart
from appeals.readers import text
from tests.unit.importing.places import lost
from tests.unit.importing.shapes import (
    ENGLISH,
    FRENCH,
    GERMAN,
    ORGANISATIONS,
    RUSSIAN,
    written,
)

LINES = st.sampled_from(
    [
        "",
        "",
        *ENGLISH,
        *RUSSIAN,
        *FRENCH[:1],
        *GERMAN[:1],
        *ORGANISATIONS,
        *(f"{at}. {each}" for at, each in enumerate(ORGANISATIONS, start=1)),
        *(f"• {each}" for each in ORGANISATIONS),
        "Signed by:",
        "Signatories",
        "Also supported by:",
        "Individuals:",
        "Обращение подписали: " + "; ".join(ORGANISATIONS),
        ", ".join(ORGANISATIONS),
        "River Watch\tHarbour Legal Centre",
        "International organisations",
        "Latvia",
        "7 January 2022",
        "Joint statement",
        "Open the river now",
        "To: the Council",
        "cc: the Ministry",
        "For more information: jane@river.example",
        "[1] A note",
        "views: 12",
        "Leave a reply",
        "Home | News",
        "* * *",
        "of those who live there",
        "x",
        "42",
    ]
)


@given(st.lists(LINES, max_size=40))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_line_is_lost(chosen):
    if not "".join(chosen).strip():
        return
    assert lost(taken_apart(text.lines_of("\n".join(chosen)))) == []


WORDS = st.sampled_from(
    [
        "River",
        "Harbour",
        "Alder",
        "Lock",
        "Dyke",
        "Peat",
        "Reed",
        "Marsh",
        "Otter",
        "Heron",
        "Delta",
    ]
)
KINDS = st.sampled_from(
    ["Foundation", "Centre", "Network", "Society", "Union", "Watch", "Institute", "Forum"]
)
COUNTRIES = st.sampled_from(["Latvia", "Poland", "Kenya", "Norway", "Peru", ""])
NAMES = st.builds(lambda first, second, kind: f"{first} {second} {kind}", WORDS, WORDS, KINDS)
ENTRIES = st.lists(st.tuples(NAMES, COUNTRIES), min_size=4, max_size=30, unique_by=lambda e: e[0])
SHAPES = st.sampled_from(["line", "paragraph", "number", "glued", "bullet", "semicolons", "comma"])
HEADINGS = st.sampled_from(
    ["Signed by:", "Signatories:", "Signataires :", "Подписали:", "Firman,", "Unterzeichnende:"]
)


def listed(entries, shape):
    written_ = [f"{name} ({country})" if country else name for name, country in entries]
    counted = enumerate(written_, start=1)
    return {
        "line": lambda: "\n".join(written_),
        "paragraph": lambda: "\n\n".join(written_),
        "number": lambda: "\n".join(f"{at}. {each}" for at, each in counted),
        "glued": lambda: "\n".join(f"{at}.{each}" for at, each in counted),
        "bullet": lambda: "\n".join(f"• {each}" for each in written_),
        "semicolons": lambda: "; ".join(written_) + ".",
        "comma": lambda: "\n".join(f"{each}," for each in written_),
    }[shape]()


@given(ENTRIES, SHAPES, HEADINGS, st.booleans())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_list_comes_back_in_any_shape(entries, shape, heading, is_first):
    under = written(heading, listed(entries, shape))
    source = written(under, *ENGLISH) if is_first else written(*ENGLISH, under)

    (version,) = taken_apart(text.lines_of(source)).versions

    found = [
        (entry.name, bool(entry.countries)) for each in version.lists for entry in each.entries
    ]
    assert found == [(name, bool(country)) for name, country in entries]
    assert len(version.body) == len(ENGLISH)
