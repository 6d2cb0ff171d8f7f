"""Drafting: appeals, their segments in every language, and their revisions."""
