"""Follow-ups 督办事项: what minutes decided, from assignment to close-out 销号, with clocks that climb by themselves (ADR 11)."""
