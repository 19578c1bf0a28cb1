"""Asking for countersignatures, and giving them. Every act takes the minutes' row first; callers hold the transaction."""

from .asking import ask, call_off
from .countersigning import countersign

__all__ = ["ask", "call_off", "countersign"]
