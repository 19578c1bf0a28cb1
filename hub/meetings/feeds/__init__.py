"""A person's calendar for other programs: a secret address that can be taken back."""
