"""What is known of a person as a file: for programs and for people, in one ZIP."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from flask import render_template

from appeals.document.packing import write_zip
from appeals.retention import labels
from appeals.retention.subjects import Found, Subject


def as_zip(found: Iterable[Found], subject: Subject, *, coalition: str, now: datetime) -> bytes:
    """Return data.json with every column and data.html with what people read first."""
    listed = list(found)
    page = render_template(
        "retention/data.html",
        found=listed,
        subject=subject,
        coalition=coalition,
        now=now,
        called=labels,
    )
    told = {
        "coalition": coalition,
        "made_at": now.isoformat(timespec="seconds"),
        "asked_for": {"address": subject.address, "name": subject.name},
        "data": [_record(each) for each in listed],
    }
    written = BytesIO()
    written_json = json.dumps(told, ensure_ascii=False, indent=1).encode()
    write_zip([("data.json", written_json), ("data.html", page.encode())], written)
    return written.getvalue()


def _record(found: Found) -> Mapping[str, Any]:
    place = {"appeal": found.appeal, "organisation": found.organisation}
    return {
        "kind": found.table,
        **{name: value for name, value in place.items() if value},
        "is": "mention" if found.is_mention else "person",
        "values": dict(found.values),
    }
