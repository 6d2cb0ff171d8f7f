"""Pages for everybody about what is published."""

from appeals.statements.views import joining, machines, reading, searching, verifying
from appeals.statements.views.blueprint import blueprint

__all__ = ["blueprint", "joining", "machines", "reading", "searching", "verifying"]
