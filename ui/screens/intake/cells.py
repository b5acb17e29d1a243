"""Cells of this screen: what stood in the file beside what it became, words cut with a tooltip."""

from ui.cut_cells import BECOMES, CutDelegate, CutModel, Index

__all__ = ["BECOMES", "CutDelegate", "CutModel", "Index"]
