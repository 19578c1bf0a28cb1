"""Consultations that come again by a rule, moved off holidays."""
