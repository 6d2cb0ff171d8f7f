"""A statement that was written elsewhere: read, audited, made an appeal."""
