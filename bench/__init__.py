"""Benchmarks, run by hand and by name; nothing here is part of the tests."""
