"""A neutral document (`tree.py`) and its writers; knows nothing of channels or minutes, only of pages, paragraphs and words."""
