"""What holds of every alignment, whatever the texts."""

from hypothesis import given
from hypothesis import strategies as st

from appeals.drafting.alignment import Passage, align

KINDS = st.sampled_from(["title", "heading", "paragraph", "numbered_item", "quotation", "note"])
WORDS = st.text("abcde 12.АБв\n、中", max_size=40)


def versions(language):
    return st.lists(st.builds(Passage, kind=KINDS, text=WORDS, language=language), max_size=40)


@given(versions(st.sampled_from(["en", "ru"])), versions(st.just("ru")))
def test_every_passage_stands_exactly_once_and_in_order(old, new):
    beads = align(old, new)

    assert [place for bead in beads for place in bead.old] == list(range(len(old)))
    assert [place for bead in beads for place in bead.new] == list(range(len(new)))


@given(versions(st.just("en")), versions(st.just("ru")))
def test_confidence_is_a_share_and_no_bead_is_empty(old, new):
    beads = align(old, new)

    assert all(0 <= bead.confidence <= 1 for bead in beads)
    assert all(bead.old or bead.new for bead in beads)
    assert all(1 in (len(bead.old), len(bead.new)) for bead in beads)


@given(versions(st.just("en")))
def test_a_text_goes_with_itself_passage_by_passage(text):
    beads = align(text, text)

    assert [(bead.old, bead.new, bead.confidence) for bead in beads] == [
        ((place,), (place,), 1.0) for place in range(len(text))
    ]


@given(versions(st.just("en")), st.data())
def test_a_passage_taken_out_is_the_one_that_is_missing(text, data):
    distinct = list({each.text: each for each in text if each.text.strip()}.values())
    if not distinct:
        return
    gone = data.draw(st.integers(0, len(distinct) - 1))

    beads = align(distinct, distinct[:gone] + distinct[gone + 1 :])

    plain = {" ".join(each.text.split()).casefold() for each in distinct}
    if len(plain) == len(distinct):
        assert [bead.old for bead in beads if not bead.new] == [(gone,)]
