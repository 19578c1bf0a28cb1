"""What tests run against: databases, a bus, a browser, real servers; each found, started and ended by its fixtures."""
