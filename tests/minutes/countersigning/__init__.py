"""Countersignatures."""
