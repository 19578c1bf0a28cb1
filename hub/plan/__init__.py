"""Work plans, their items, and the reading of plan documents."""
