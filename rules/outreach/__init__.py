"""Outreach: whom to visit first and why, and in which order to walk."""
