"""The audit itself."""

from collections.abc import Sequence

from appeals.importing.alignment import align_versions
from appeals.importing.audit.model import Audit, Ground
from appeals.importing.audit.rules import RULES
from appeals.importing.matching import Known, match
from appeals.importing.model import Statement


def audit(statement: Statement, registry: Sequence[Known] = ()) -> Audit:
    """Align, match and check; findings stand by level, then in the order of the text."""
    ground = Ground(statement, align_versions(statement), match(statement, registry))
    found = [finding for rule in RULES for finding in rule(ground)]
    return Audit(ground, tuple(sorted(found, key=lambda each: (each.level.rank, each.place))))
