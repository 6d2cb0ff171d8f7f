"""Accounts: who may sign in, to which coalition they belong and what they may do."""
