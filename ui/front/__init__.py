"""What stands before a register is open: choosing the commune, the password, and unlocking."""
