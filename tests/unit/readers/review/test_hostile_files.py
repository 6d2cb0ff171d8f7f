"""Files that are harmful, broken or not ours."""

from random import Random

import pytest

from appeals.readers import review
from appeals.readers.troubles import Trouble, Unreadable
from tests.unit.readers.review.copies import (
    Sheet,
    returned,
    row,
    run,
)


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        (lambda s: s.table.getparent().remove(s.table), Trouble.NO_REVIEW),
        (lambda s: s.parts.update({"word/vbaProject.bin": b"x"}), Trouble.MACROS),
        (lambda s: s.parts.update({"word/comments.xml": b"<!DOCTYPE x><w/>"}), Trouble.UNSAFE),
        (
            lambda s: s.parts.update({"word/comments.xml": "<!DOCTYPE x><w/>".encode("utf-16")}),
            Trouble.UNSAFE,
        ),
        (lambda s: s.parts.update({"word/comments.xml": b"<w>"}), Trouble.BROKEN),
        (lambda s: s.parts.update({"x.xml": b" " * 9_000_000}), Trouble.UNSAFE),
        (lambda s: s.parts.update({f"{n}.xml": b"" for n in range(300)}), Trouble.UNSAFE),
    ],
)
def test_p57_a_harmful_or_foreign_file_is_refused(change, trouble):
    sheet = Sheet()
    change(sheet)

    with pytest.raises(Unreadable) as refused:
        returned(sheet)

    assert refused.value.trouble is trouble


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", Trouble.BROKEN),
        (b"PK\x03\x04 no", Trouble.BROKEN),
    ],
)
def test_what_is_no_zip_is_refused(data, trouble):
    with pytest.raises(Unreadable) as refused:
        review.read(data)

    assert refused.value.trouble is trouble


def test_a_deep_file_does_not_break_the_reader():
    sheet = Sheet()
    deep = "<w:smartTag>" * 230 + run("Keep") + "</w:smartTag>" * 230
    sheet.retype(1, deep)

    assert row(sheet, 1).accepted == "Keep"


def test_a_text_without_end_is_refused():
    sheet = Sheet()
    letters = Random(1).choices("abcdefghijklmnopqrstuvwxyz ", k=410_000)
    sheet.retype(1, run("".join(letters)))

    with pytest.raises(Unreadable) as refused:
        returned(sheet)

    assert refused.value.trouble is Trouble.TOO_LONG
