"""A name taken out of a frozen document leaves no trace in it."""

from dataclasses import replace
from datetime import date

import pytest

from appeals.document.tree import Block, BlockKind, Document, Entry, Roll, Span
from appeals.publishing import remarks
from appeals.publishing.redacting import Frozen, without

DAY = date(2027, 5, 12)


def entry(number, mark="", **changes):
    return Entry(number, f"Name {number}", "", ("Georgia",), mark=mark, **changes)


def document(*entries, remark=(), notes=(), **roll):
    said = Roll((Span("Signed by"),), entries, remark=remark, notes=notes, kind="signatory", **roll)
    return Document("en", (Block(BlockKind.PARAGRAPH, (Span("As it was."),)),), (said,))


def taken_out(made, *numbers, last=None, texts=lambda document: "As it was."):
    def totalled(found):
        block = Block(BlockKind.PARAGRAPH, (Span(texts(found)),))
        return (block,), {"signatory": (Span("Signed by"),)}

    last_at_first = {} if last is None else {"signatory": last}
    frozen = Frozen({"signatory": set(numbers)}, last_at_first, DAY)
    return without(made, frozen, totalled)


def said(made):
    [roll] = made.rolls
    return ["".join(span.text for span in each) for each in roll.remarks]


def test_the_number_stays_empty_and_nothing_says_why():
    left = taken_out(document(entry(1), entry(2), entry(3)), 2)

    assert [each.number for each in left.rolls[0].entries] == [1, 3]
    assert said(left) == []


def test_marks_of_reservations_are_numbered_anew_in_names_and_notes():
    notes = ((Span("†1 Not the first."),), (Span("†2 Not the second."),), (Span("†3 Nor this."),))
    made = document(entry(1, "†1"), entry(2, "*†2"), entry(3, "†3"), notes=notes)

    left = taken_out(made, 1)
    last = taken_out(left, 2)

    assert [each.mark for each in left.rolls[0].entries] == ["*†1", "†2"]
    assert said(left) == ["†1 Not the second.", "†2 Nor this."]
    assert [each.mark for each in last.rolls[0].entries] == ["†"]
    assert said(last) == ["† Nor this."]


def test_the_remark_goes_with_the_last_name_it_explains():
    remark = remarks.not_confirmed("en")
    made = document(entry(1, "*"), entry(2, "*"), entry(3), remark=remark)

    left = taken_out(made, 1)

    assert said(left) == said(made)
    assert said(taken_out(left, 2)) == []


@pytest.mark.parametrize("trace", [{"withdrawn": True}, {"mark": remarks.WITHDRAWN}])
def test_a_former_signatory_vanishes_with_the_note_about_it(trace):
    told = remarks.struck("en")
    made = document(entry(1), entry(2, **trace), notes=(told, remarks.left_empty([3], "en")))

    left = taken_out(made, 2, last=3)

    assert [each.number for each in left.rolls[0].entries] == [1]
    assert said(left) == ["No. 3 is left empty."]


def test_who_joined_late_is_told_anew_between_the_other_notes():
    notes = (
        (Span("† Not this."),),
        remarks.joined([4, 5], 4, DAY, "en"),
        remarks.left_empty([3], "en"),
    )
    made = document(entry(1, "†"), entry(2), entry(4), entry(5), notes=notes)

    left = taken_out(made, 4, last=3)

    assert said(left) == [
        "† Not this.",
        "As of 12 May 2027: 3 organisations. No. 5 joined after publication.",
        "No. 3 is left empty.",
    ]
    assert said(taken_out(left, 5, last=3)) == ["† Not this.", "No. 3 is left empty."]


def test_only_a_text_in_which_something_is_counted_is_said_anew():
    made = document(entry(1), entry(2))
    program_changed = replace(made, blocks=(Block(BlockKind.PARAGRAPH, (Span("As  it was."),)),))

    kept = taken_out(program_changed, 2)
    counted = taken_out(made, 2, texts=lambda found: f"{len(found.rolls[0].entries)} say so.")

    assert kept.blocks == program_changed.blocks
    assert counted.blocks[0].text == "1 say so."


def test_a_list_of_nobody_is_left_out_unless_it_tells_of_withheld_names():
    ending = remarks.names_withheld(3, "en")

    assert taken_out(document(entry(1)), 1).rolls == ()
    assert said(taken_out(document(entry(1), withheld=3, ending=ending), 1)) == [
        "and 3 organisations whose names are withheld for their safety"
    ]
