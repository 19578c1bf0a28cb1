"""Notices: who is told outside the page and how, the outbox that keeps what is to be said, and the senders that say it."""
