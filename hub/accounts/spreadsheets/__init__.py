"""Tables of text out of uploaded files and into files to download: XLSX and CSV."""

from .reading import Unreadable, read_table
from .writing import csv_bytes, roster_template

__all__ = ["Unreadable", "csv_bytes", "read_table", "roster_template"]
