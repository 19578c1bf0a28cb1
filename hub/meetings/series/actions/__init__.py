"""What the office does to series: begin, change from a date on, skip a date and take that back, end. Callers hold the transaction."""

from .beginning import SeriesDraft, begin_series
from .changing import change_from, end_series, skip, take_back

__all__ = ["SeriesDraft", "begin_series", "change_from", "end_series", "skip", "take_back"]
