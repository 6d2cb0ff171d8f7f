"""What a marked-up file says, as remarks on single segments."""

from appeals.readers.review import Edit, Returned, ReturnedRow, RowState
from appeals.readers.review import Remark as Margin
from appeals.reviewing.returned import Remark, remarks

ONE, TWO = f"{1:032x}", f"{2:032x}"
SEGMENTS = {1: (ONE, "One."), 2: (TWO, "Two.")}
ADA = (Edit("Ada", None),)


def row(id=ONE, *, accepted="One.", rejected="One.", state=RowState.KEPT, **more):
    return ReturnedRow(id, None, state, accepted, rejected, **more)


def added(accepted, after, **more):
    return row(None, accepted=accepted, rejected="", state=RowState.INSERTED, after=after, **more)


def second(**more):
    return row(TWO, accepted="Two.", rejected="Two.", **more)


def found(*rows, **more):
    return remarks(Returned("river", 1, "en", rows, **more), SEGMENTS)


def margin(text, author="Ada", quoted="", answers=None):
    return Margin(author, None, text, quoted, answers)


def test_an_untouched_file_says_nothing():
    assert found(row(), second()) == []


def test_a_changed_wording_is_a_proposal_by_whoever_changed_it():
    assert found(row(accepted="One, and only.", edits=ADA), second()) == [
        Remark(segment_id=ONE, author="Ada", original="One.", proposal="One, and only.")
    ]


def test_what_was_typed_without_tracking_is_a_proposal_too():
    [remark] = found(row(accepted="One!!! And two.", rejected="One!!! And two."), second())

    assert (remark.proposal, remark.author) == ("One!!! And two.", "")


def test_signs_that_a_program_exchanged_by_itself_are_no_proposal():
    assert found(row(accepted="One…", rejected="One…"), second()) == []
    [remark] = found(row(accepted="One…", edits=ADA), second())
    assert remark.proposal == "One…"


def test_a_wording_struck_out_is_proposed_to_be_left_out():
    [remark] = found(row(accepted="", edits=ADA), second())

    assert remark.proposal == ""


def test_a_row_that_was_taken_out_is_a_wording_struck_out():
    [remark] = found(row(), missing=(TWO,))

    assert (remark.segment_id, remark.proposal) == (TWO, "")


def test_each_comment_in_the_margin_is_a_remark_with_its_passage():
    comments = (
        margin("Why?"),
        margin("Better: 1.", "Bea", quoted="One"),
        margin("No.", "Cyr", answers=0),
    )

    first, other, answer = found(row(remarks=comments), second())

    assert (first.author, first.text, first.proposal) == ("Ada", "Why?", None)
    assert (other.author, other.text) == ("Bea", "“One”\nBetter: 1.")
    assert (answer.author, answer.text) == ("Cyr", "“Why?”\nNo.")


def test_an_added_row_is_a_new_paragraph_after_the_segment_above():
    [remark] = found(row(), added("One and a half.", ONE), second())

    assert (remark.segment_id, remark.proposal) == (ONE, "One.\n\nOne and a half.")


def test_a_row_added_at_the_top_stands_before_the_first_segment():
    [remark] = found(added("Zero.", None, edits=ADA), row(accepted="One!", edits=ADA), second())

    assert (remark.proposal, remark.author) == ("Zero.\n\nOne!", "Ada")


def test_what_is_said_of_an_added_row_is_said_of_the_segment_above():
    new = added("Two and a half.", TWO, remarks=(margin("Needed."),))

    comment, proposal = found(row(), second(), new)

    assert (comment.segment_id, comment.text) == (TWO, "Needed.")
    assert proposal.proposal == "Two.\n\nTwo and a half."


def test_what_stands_outside_the_table_is_not_lost():
    above, below = found(row(), second(), remarks=(margin("Too long."),), below="Bye.")

    assert (above.segment_id, above.text) == (ONE, "Too long.")
    assert (below.segment_id, below.text) == (TWO, "Bye.")


def test_a_row_that_is_none_of_ours_is_left_out():
    foreign = row(f"{3:032x}", accepted="Foreign.", rejected="Foreign.")

    assert found(row(), foreign, second()) == []


def test_a_row_that_kept_only_its_number_is_that_of_the_segment():
    numbered = ReturnedRow(None, 2, RowState.KEPT, "Two.", "Two.")
    changed = ReturnedRow(None, 2, RowState.KEPT, "Two, too.", "Two.", remarks=(margin("Hm."),))

    assert found(row(), numbered) == []
    comment, proposal = found(row(), changed)
    assert (comment.segment_id, proposal.segment_id) == (TWO, TWO)


def test_a_file_of_a_revision_without_segments_says_nothing():
    assert remarks(Returned("river", 1, "en", (row(),), below="Bye."), {}) == []
