"""What the world gets to read: one document tree, and the files and pages drawn from it."""
