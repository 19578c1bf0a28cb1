"""Units, unit groups, people, their roles, sign-in, sessions and tokens."""
