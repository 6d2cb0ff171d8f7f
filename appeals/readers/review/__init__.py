"""A review copy that comes back from Word: what its readers changed, and what they say of it."""

from appeals.readers.review.model import Edit, Remark, Returned, ReturnedRow, RowState
from appeals.readers.review.reading import read

__all__ = ["Edit", "Remark", "Returned", "ReturnedRow", "RowState", "read"]
