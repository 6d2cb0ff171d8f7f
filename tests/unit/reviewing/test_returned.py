"""What a marked-up file says, as remarks on single segments."""

from uuid import uuid4

from appeals.reviewing.returned import (
    InsertedRow,
    Remark,
    Returned,
    ReturnedComment,
    ReturnedSegment,
    remarks,
)

ONE, TWO = uuid4(), uuid4()
WORDINGS = {ONE: "One.", TWO: "Two."}


def segment(id=ONE, **more):
    return ReturnedSegment(id=id, number=1, **more)


def found(*segments, inserted=()):
    returned = Returned(
        slug="river", language="en", revision=1, segments=segments, inserted=inserted
    )
    return remarks(returned, WORDINGS)


def test_an_untouched_file_says_nothing():
    assert found(segment(), segment(TWO)) == []


def test_a_changed_wording_is_a_proposal_by_whoever_changed_it():
    assert found(segment(proposal="One, and only.", author="Ada")) == [
        Remark(segment_id=ONE, author="Ada", original="One.", proposal="One, and only.")
    ]


def test_a_wording_changed_into_itself_is_no_proposal():
    assert found(segment(proposal="One.", author="Ada")) == []


def test_a_wording_struck_out_is_proposed_to_be_left_out():
    [remark] = found(segment(proposal=""))

    assert remark.proposal == ""


def test_each_comment_in_the_margin_is_a_remark_with_its_passage():
    comments = [
        ReturnedComment(text="Why?", author="Ada"),
        ReturnedComment(text="Better: 1.", author="Bea", quoted="One"),
    ]

    first, second = found(segment(comments=comments))

    assert (first.author, first.text, first.proposal) == ("Ada", "Why?", None)
    assert (second.author, second.text) == ("Bea", "“One”\nBetter: 1.")


def test_an_added_row_is_a_new_paragraph_after_the_segment_above():
    [remark] = found(
        segment(), segment(TWO), inserted=[InsertedRow(text="One and a half.", after=ONE)]
    )

    assert (remark.segment_id, remark.proposal) == (ONE, "One.\n\nOne and a half.")


def test_a_row_added_at_the_top_stands_before_the_first_segment():
    row = InsertedRow(text="Zero.", after=None, author="Ada")

    [remark] = found(segment(proposal="One!"), segment(TWO), inserted=[row])

    assert (remark.proposal, remark.author) == ("Zero.\n\nOne!", "Ada")


def test_a_row_that_is_none_of_ours_is_left_out():
    assert found(segment(uuid4(), proposal="Foreign.")) == []


def test_the_wording_that_the_file_itself_remembers_counts_before_that_of_the_revision():
    [remark] = found(segment(proposal="One!", original="One, as it was."))

    assert remark.original == "One, as it was."
    assert found(segment(proposal="One, as it was.", original="One, as it was.")) == []
