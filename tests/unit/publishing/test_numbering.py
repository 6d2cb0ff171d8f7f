from hypothesis import given
from hypothesis import strategies as st

from appeals.publishing.numbering import numbered

people = st.sampled_from("abcdefgh")


def test_the_first_time_everybody_is_numbered_in_order():
    assert numbered("bca", {}) == {"b": 1, "c": 2, "a": 3}


def test_who_is_new_comes_after_the_last_number_ever_given():
    assert numbered("zab", {"a": 1, "b": 2, "gone": 7}) == {"a": 1, "b": 2, "z": 8}


@given(st.lists(st.lists(people, unique=True), min_size=1, max_size=8))
def test_numbers_never_move_and_are_never_given_twice(lists):
    frozen = {}
    for present in lists:
        numbers = numbered(present, frozen)

        assert set(numbers) == set(present)
        assert all(numbers[who] == frozen.get(who, numbers[who]) for who in numbers)
        frozen |= numbers
        assert len(set(frozen.values())) == len(frozen)
