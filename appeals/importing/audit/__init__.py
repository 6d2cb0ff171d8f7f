"""What differs between the language versions of a written statement, and what is wrong in each."""

from appeals.importing.audit.auditing import audit
from appeals.importing.audit.model import Audit, Finding, Ground, Spot

__all__ = ["Audit", "Finding", "Ground", "Spot", "audit"]
