"""From files and pasted text to lines and tables."""
