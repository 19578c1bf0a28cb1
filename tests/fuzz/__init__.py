"""Hostile clients: whatever they send, the hub answers as its documents say."""
