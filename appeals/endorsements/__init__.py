"""Endorsements: people, not organisations, who put their name under a published appeal."""
