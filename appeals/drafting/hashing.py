"""Hashes of texts, that anyone can compute again; all are lower-case hex SHA-256.

A language version is hashed as "ja-text-v1" followed by canonical JSON (RFC
8785, strings in NFC, UTF-8) of

    {"appeal": slug, "language": tag, "segments": [{"kind": …, "text": …}, …]}

with the segments that have a text in this language, in order. The number of the
revision is left out on purpose: the same text has the same hash, also when it
was changed and changed back. The set of language versions is hashed as their
hashes, sorted and joined by line feeds.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

_PURPOSE = b"ja-text-v1"


def canonical_json(value: Any) -> bytes:
    """Return RFC 8785 JSON of objects, lists and strings; enough for texts."""
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()


def wording_hash(text: str) -> str:
    """Return the hash of one wording, by which changes of it are noticed."""
    return hashlib.sha256(_normal(text).encode()).hexdigest()


def version_hash(slug: str, language: str, segments: Iterable[tuple[str, str]]) -> str:
    """Return the hash of a language version; `segments` are pairs of kind and text."""
    content = {
        "appeal": slug,
        "language": language,
        "segments": [{"kind": kind, "text": _normal(text)} for kind, text in segments if text],
    }
    return hashlib.sha256(_PURPOSE + canonical_json(content)).hexdigest()


def set_hash(hashes: Mapping[str, str]) -> str:
    """Return the hash over all language versions; `hashes` maps languages to theirs."""
    return hashlib.sha256("\n".join(sorted(hashes.values())).encode()).hexdigest()


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)
