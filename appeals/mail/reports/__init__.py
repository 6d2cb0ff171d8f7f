"""Reports about our mails: read from whatever the mail servers of the world write."""

from appeals.mail.reports.model import Report, Unreadable
from appeals.mail.reports.parsing import read
from appeals.mail.reports.statuses import judge, shortened, status_in

__all__ = ["Report", "Unreadable", "judge", "read", "shortened", "status_in"]
