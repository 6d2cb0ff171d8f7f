"""The pages of endorsements: everybody's, and the coordinators'."""

from appeals.endorsements.views import confirming, moderating, requests
from appeals.endorsements.views.blueprint import blueprint

__all__ = ["blueprint", "confirming", "moderating", "requests"]
