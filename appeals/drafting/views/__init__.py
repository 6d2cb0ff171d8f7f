"""The pages of drafting, by noun."""

from appeals.drafting.views import appeals, paste, people, phases, revisions, text
from appeals.drafting.views.blueprint import blueprint

__all__ = ["appeals", "blueprint", "paste", "people", "phases", "revisions", "text"]
