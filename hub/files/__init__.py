"""Stored files: uploads that can be continued, what may come in, and where the bytes lie; knows nothing of messages."""
