"""Notices: the outbox, the senders, digests and pages."""
