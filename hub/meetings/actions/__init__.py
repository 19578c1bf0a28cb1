"""What is done to consultations. Every act takes the consultation's row first, then issues, then channels. Callers hold the transaction."""

from .announcing import announce, cancel
from .planning import change, prepare

__all__ = ["announce", "cancel", "change", "prepare"]
