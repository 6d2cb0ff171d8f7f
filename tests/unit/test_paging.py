"""Pages of long lists: which page is shown, and where its neighbours are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals import paging
from appeals.paging import Page


@given(st.integers(-5, 10_000), st.integers(0, 10_000), st.integers(1, 200))
def test_every_asked_page_exists(asked, total, size):
    number, pages = paging.placed(asked, total, size)

    assert 1 <= number <= pages
    assert (pages - 1) * size < max(total, 1) <= pages * size or total == 0


@pytest.mark.parametrize(
    ("number", "previous", "following"),
    [
        (1, None, "/organisations/?search=a+b&page=2"),
        (2, "/organisations/?search=a+b&page=1", "/organisations/?search=a+b&page=3"),
        (3, "/organisations/?search=a+b&page=2", None),
    ],
)
def test_turning_the_page_keeps_what_else_was_asked(app, number, previous, following):
    with app.test_request_context(f"/organisations/?search=a+b&page={number}"):
        pager = paging.pager_of(Page([], number, 3, 120))

    assert (pager.previous_url, pager.next_url) == (previous, following)


def test_the_answer_to_a_form_has_no_neighbours(app):
    with app.test_request_context("/organisations/?page=2", method="POST"):
        pager = paging.pager_of(Page([], 2, 3, 120))

    assert (pager.previous_url, pager.next_url) == (None, None)
