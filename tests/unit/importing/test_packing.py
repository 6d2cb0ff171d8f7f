"""What is kept comes back as it was."""

from appeals.importing.audit import Audit, audit
from appeals.importing.model import Dropped, Line, Statement
from appeals.importing.packing import packed, unpacked
from tests.unit.importing.statements import statement, version


def test_a_statement_comes_back_as_it_was():
    kept = Statement((Line(1, "Menu"),), (version(0), version(1)), (Dropped(Line(1, "x"), "menu"),))

    assert unpacked(Statement, packed(kept)) == kept


def test_an_audit_comes_back_as_it_was():
    found = audit(statement(version(0), version(1, head={}, dated=None), version(2)))

    back = unpacked(Audit, packed(found))

    assert back == found
    assert [each.level for each in back.findings] == [each.level for each in found.findings]
