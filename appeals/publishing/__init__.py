"""Publishing: what is exported and published of an appeal."""
