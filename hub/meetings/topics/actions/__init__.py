"""Use cases of topics: proposing, deciding, what agendas make of them, carrying over."""

from .carrying import carry
from .deciding import accept, defer, merge, reject, undo, withdraw
from .placing import release, schedule, settle
from .proposing import propose, propose_once

__all__ = [
    "accept",
    "carry",
    "defer",
    "merge",
    "propose",
    "propose_once",
    "reject",
    "release",
    "schedule",
    "settle",
    "undo",
    "withdraw",
]
