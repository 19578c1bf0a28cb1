"""Makes a fresh clone ready to run, with the standard library alone: see start.py for the order of the steps."""
