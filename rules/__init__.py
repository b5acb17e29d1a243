"""The law and the arithmetic: pure functions on frozen values, standard library only.

No clock, no file, no SQL, no Qt: the day and the policy in force are always handed in.
"""
