"""The pages of signatures: the partner's, and the coordinator's lists."""

from appeals.signatures.views import (
    cautions,
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
    "cautions",
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
