"""A committee whose messages are cut as they are posted."""

import hub.channels.searching.reactions  # noqa: F401 (it cuts them)
