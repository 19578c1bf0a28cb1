"""Channels, who is in them, and the messages that are never lost."""
