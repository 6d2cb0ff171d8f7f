"""What was read, as JSON: the sandbox is another process and answers in text."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from appeals.reviewing.word.model import Edit, Remark, Returned, ReturnedRow, RowState


def dumped(returned: Returned) -> str:
    return json.dumps(asdict(returned), default=datetime.isoformat, ensure_ascii=False)


def loaded(text: str) -> Returned:
    values = json.loads(text)
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
