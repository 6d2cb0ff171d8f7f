"""The printed document: one pure tree a language, and the files drawn from it."""
