"""Digests: what happened to an appeal, told to each coordinator once a day."""
