"""The reading of plan documents: bytes or pasted text in; facts, items and open questions out. Knows no database.

A document's way: `files` tells what it is; `source` makes lines and tables of it (a .docx in a process of its own);
`outline` joins what page breaks tore, nests what is numbered and chooses the entries that are items; `units` finds who
is named in them, in which role, and who that is; `tables` and `parts` gather the items, `numbering` numbers them,
`head` reads the document's own facts, `problems` says what is left to decide, and `reading` puts it all together.
`words` is what everything above knows about how things are written. `differences` compares a reading with a plan.
"""

from .files import read_plan
from .head import DocumentFacts
from .problems import Problem
from .reading import PlanReading
from .readings import ItemReading, PartyReading
from .units.matching import Directory, GroupNames, UnitNames
from .words.roles import Role

__all__ = [
    "Directory",
    "DocumentFacts",
    "GroupNames",
    "ItemReading",
    "PartyReading",
    "PlanReading",
    "Problem",
    "Role",
    "UnitNames",
    "read_plan",
]
