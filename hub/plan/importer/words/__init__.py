"""How things are written: numbers, dates, names of units, and the generic words that give them their roles."""
