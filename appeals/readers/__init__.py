"""Readers: a file or a pasted text becomes a sequence of parts."""
