"""What people do with a message that is there: pin it, mark it for minutes and issues, save it for later, forward it."""
