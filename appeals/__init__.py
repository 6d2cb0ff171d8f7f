"""Joint appeals: drafted together, signed once, published in every language."""
