"""What happens to people and households: each act a dialog that shows its result first."""
