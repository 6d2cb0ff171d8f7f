"""The pages of signatures: the partner's, and the coordinator's lists."""

from appeals.signatures.views import lists, partner, problems, recording
from appeals.signatures.views.blueprint import blueprint

__all__ = ["blueprint", "lists", "partner", "problems", "recording"]
