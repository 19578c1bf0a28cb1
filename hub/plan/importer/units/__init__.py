"""Which units a text names, and who they are."""
