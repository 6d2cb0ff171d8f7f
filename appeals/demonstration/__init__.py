"""The demonstration: an invented appeal that is half way through sign-on, loaded by its rules."""
