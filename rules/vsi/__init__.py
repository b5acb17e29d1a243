"""Voluntary social insurance: what is paid, by when, what it brings, and what comes back."""
