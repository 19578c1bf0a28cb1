"""Reads of consultations by time: pages of the list, weeks, months, and a room's week."""

from .coming import Page, page, waiting_for_unit
from .days import DaySheet, blank_days, days
from .lines import Line
from .rooms import Booking, RoomView, bookings, room_row, rooms

__all__ = [
    "Booking",
    "DaySheet",
    "Line",
    "Page",
    "RoomView",
    "blank_days",
    "bookings",
    "days",
    "page",
    "room_row",
    "rooms",
    "waiting_for_unit",
]
