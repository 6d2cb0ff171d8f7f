"""The pages of publishing: export, what files look like, release checklist, editions."""

from appeals.publishing.views import editions, export, letterhead, names, release, template
from appeals.publishing.views.blueprint import blueprint

__all__ = ["blueprint", "editions", "export", "letterhead", "names", "release", "template"]
