"""The pages of publishing: the export, the release checklist, the editions."""

from appeals.publishing.views import editions, export, names, release
from appeals.publishing.views.blueprint import blueprint

__all__ = ["blueprint", "editions", "export", "names", "release"]
