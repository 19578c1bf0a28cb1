"""议题: what somebody wants a consultation to take up, and what the office makes of it."""
