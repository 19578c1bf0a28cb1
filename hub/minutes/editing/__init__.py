"""Editing minutes: passages in place, every text kept, two who edit the same one told of each other; their page and their list."""
