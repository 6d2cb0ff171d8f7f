"""Signatures: an organisation's consent, the order of the list, and the sign page."""
