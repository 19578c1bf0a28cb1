"""Commands about accounts: people, units, token; each can print JSON."""

from .people import people
from .tokens import token
from .units import units

COMMANDS = [people, units, token]
