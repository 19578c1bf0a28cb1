"""Comment rounds."""
