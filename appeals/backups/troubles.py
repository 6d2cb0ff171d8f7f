"""What can go wrong with a backup; each says in one sentence what to do."""

from appeals.errors import AppealsError


class BackupFailed(AppealsError):
    """No backup was made, and the message says why; whatever was there before is untouched."""


class BadBackup(AppealsError):
    """The file is not a whole backup, or not one that can be used here."""


class NotRestored(AppealsError):
    """Nothing was restored and nothing was changed."""
