"""Floors: straight library calls that do the same work, no code of the program in them.

A floor is never slowed down, and never changed together with the row it stands for.
"""
