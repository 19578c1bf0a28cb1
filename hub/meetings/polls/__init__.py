"""Asking the units when they can come, before a date is set."""
