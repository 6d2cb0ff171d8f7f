"""Backups: written while the service runs, encrypted, opened before they count, and restored."""
