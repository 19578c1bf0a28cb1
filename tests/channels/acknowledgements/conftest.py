"""The committee, with the rooms that answer here."""

import hub.channels.acknowledgements.asking
import hub.channels.acknowledgements.reactions
import hub.channels.announcements.announcing  # noqa: F401 (they take part in posts)
