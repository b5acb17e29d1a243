"""Speeds of the program, each beside the fastest the same libraries could do."""
