"""The ladder engine: what has a clock climbs by itself, and each step happens once (docs/adr/0008).

It knows no kind of matter. A floor above registers its own (`matters.register`) and begins, holds and stops the clocks.
"""
