"""What one household could do on one day, member by member, what it costs and brings."""
