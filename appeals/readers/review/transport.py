"""What was read as plain values, and back: the sandbox is a process and answers in JSON."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from appeals.readers.review.model import Edit, Remark, Returned, ReturnedRow, RowState


def plain(value: Any) -> Any:
    """Return what was read as dictionaries and lists, and moments as text (ISO 8601)."""
    if isinstance(value, Returned):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime) else value


def restored(values: dict[str, Any]) -> Returned:
    rows = tuple(map(_row, values["rows"]))
    remarks = tuple(map(_remark, values["remarks"]))
    lists = {"rows": rows, "remarks": remarks, "missing": tuple(values["missing"])}
    return Returned(**(values | lists))


def _row(values: dict[str, Any]) -> ReturnedRow:
    edits = tuple(Edit(each["author"], _moment(each["at"])) for each in values["edits"])
    remarks = tuple(map(_remark, values["remarks"]))
    state = RowState(values["state"])
    return ReturnedRow(**(values | {"state": state, "edits": edits, "remarks": remarks}))


def _remark(values: dict[str, Any]) -> Remark:
    return Remark(**(values | {"at": _moment(values["at"])}))


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
