"""Invitations: who is asked, by which link, and who has answered."""
