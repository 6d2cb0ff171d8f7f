"""The pages of reviewing: the partner's, and the coordinators' by noun."""

from appeals.reviewing.views import (
    board,
    choosing,
    comments,
    files,
    mailing,
    one,
    partner,
    partner_files,
    problems,
)
from appeals.reviewing.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "board",
    "choosing",
    "comments",
    "files",
    "mailing",
    "one",
    "partner",
    "partner_files",
    "problems",
]
