"""Mails, to be written."""
