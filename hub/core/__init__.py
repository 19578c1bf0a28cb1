"""What every floor of the house stands on; knows nobody above it."""
