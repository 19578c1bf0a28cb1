"""The tests; tests/services/ holds what they run against."""
