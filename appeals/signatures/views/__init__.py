"""The pages of signatures: the partner's, and the coordinator's lists."""

from appeals.signatures.views import (
    codes,
    contesting,
    deciding,
    lists,
    mandates,
    partner,
    problems,
    receiving,
    recording,
    replies,
    showing,
    subscribing,
)
from appeals.signatures.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "codes",
    "contesting",
    "deciding",
    "lists",
    "mandates",
    "partner",
    "problems",
    "receiving",
    "recording",
    "replies",
    "showing",
    "subscribing",
]
