"""The pages of drafting, by noun."""

from appeals.drafting.views import (
    appeals,
    checking,
    glossary,
    paste,
    people,
    phases,
    revisions,
    text,
    writing,
)
from appeals.drafting.views.blueprint import blueprint

__all__ = [
    "appeals",
    "blueprint",
    "checking",
    "glossary",
    "paste",
    "people",
    "phases",
    "revisions",
    "text",
    "writing",
]
