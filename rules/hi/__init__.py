"""Health insurance: what a card costs, from when to when it works, and what it pays."""
