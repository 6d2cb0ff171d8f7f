"""Whether the language versions of an appeal say the same, and each is well set."""
