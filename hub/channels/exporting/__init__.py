"""A channel's messages of some days as files: asked for with a reason, made aside, taken by whoever asked, gone after a day."""
