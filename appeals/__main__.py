"""`python -m appeals` is the command `appeals`."""

from appeals.cli import main

main()
