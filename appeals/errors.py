"""Errors a caller can act on. `app.py` maps each one to an HTTP status."""

from datetime import datetime


class AppealsError(Exception):
    """Base of every error this package raises on purpose."""


class NotFound(AppealsError):
    """The thing asked for does not exist, or this reader may not know of it."""


class Forbidden(AppealsError):
    """The reader is known, and this is not theirs to do."""


class Conflict(AppealsError):
    """The request is valid but does not fit the present state."""


class Incomplete(Conflict):
    """Something is missing; `missing` lists it, one sentence a thing."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__("; ".join(missing))
        self.missing = missing


class Invalid(AppealsError):
    """What was given cannot be understood; the message says what and where."""


class Unavailable(AppealsError):
    """Something this service depends on does not answer; trying again later may help."""


class TooMany(AppealsError):
    """A limit is reached; after `seconds`, at `until`, something is let through again."""

    def __init__(self, seconds: int, until: datetime | None = None) -> None:
        super().__init__(f"again in {seconds} seconds")
        self.seconds, self.until = seconds, until
