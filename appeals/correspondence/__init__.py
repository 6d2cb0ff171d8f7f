"""Correspondence: what the mails of an appeal say, in the coordinator's words or in ours."""
