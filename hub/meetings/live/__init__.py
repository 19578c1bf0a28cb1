"""While a consultation is held: signing in, the current item, speakers, positions, decisions, and closing it."""
