"""The consultation hub of a district's Office for the Protection of Minors; this file imports nothing third-party."""

__version__ = "0.1.0"
