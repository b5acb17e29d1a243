"""The sentences for codes, as every part of the program says them."""

from printing.sentences import sentences
from rules.errors import Problem

words = sentences


def sentence(problem: Problem) -> str:
    """What went wrong, in one sentence for a clerk."""
    return words().problem(problem)
