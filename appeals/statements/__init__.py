"""What everybody may read: published appeals, from their frozen editions alone."""
