"""The chain 来龙去脉 of a work item or of an issue: what came of what, from the issue to the close-out, on one page."""
