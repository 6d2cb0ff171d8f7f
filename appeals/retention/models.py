"""When the service last deleted what had been kept long enough."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from appeals import db


class PurgeState(db.Base):
    """The one row by which a purge knows the last one; it is made with the schema."""

    __tablename__ = "purge_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    # By the database's clock; a purge that comes long after it doubts that clock.
    purged_at: Mapped[datetime | None]
    # When something was last deleted, and when the space it took was last rewritten.
    deleted_at: Mapped[datetime | None]
    cleared_at: Mapped[datetime | None]
