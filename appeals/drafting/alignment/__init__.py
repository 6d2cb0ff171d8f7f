"""Which passages of two versions of a text say the same, and how sure that is.

`align` proposes; a person confirms. The versions may be in two languages or in
one, before and after it was edited.
"""

from appeals.drafting.alignment.aligning import align
from appeals.drafting.alignment.model import Bead, Passage

__all__ = ["Bead", "Passage", "align"]
