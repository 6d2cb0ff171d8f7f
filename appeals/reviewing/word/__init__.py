"""A review copy that comes back from Word: what its readers changed, and what they say of it.

Pure: a file goes in, plain values come out. The file may be hostile, so it is
read in the sandbox of `readers`, and refused before anything parses it.
"""

from appeals.reviewing.word.model import Edit, Remark, Returned, ReturnedRow, RowState
from appeals.reviewing.word.proposals import Proposal, Suggestion, proposals
from appeals.reviewing.word.reading import read_review
from appeals.reviewing.word.transport import dumped, loaded
from appeals.reviewing.word.troubles import Trouble, Unreadable

__all__ = [
    "Edit",
    "Proposal",
    "Remark",
    "Returned",
    "ReturnedRow",
    "RowState",
    "Suggestion",
    "Trouble",
    "Unreadable",
    "dumped",
    "loaded",
    "proposals",
    "read_review",
]
