"""The registry of organisations: their names in every language, countries and contacts."""
