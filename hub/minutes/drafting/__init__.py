"""The draft of minutes: facts from the record, sentences by the office's wording, passages with their sources."""
