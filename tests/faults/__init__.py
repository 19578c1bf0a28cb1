"""What happens when plugs are pulled, and whether the checkers would notice a hub that lies."""

TRIPPED = "a greenlet gave way inside a transaction"
"""What the trip-wire of a test's server process writes to its log."""
