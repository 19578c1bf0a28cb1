"""Arranging consultations: the form, kinds and meeting rooms, what overlaps with what, and the list, week and month of them."""
