"""Finding what was said: one cutter of our own over both databases, so that both find exactly the same."""
