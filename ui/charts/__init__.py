"""Pictures of figures, drawn from the tokens; the same figures always stand beside them."""

from ui.charts.tick_bar import paint_gap, paint_tick_bar

__all__ = ["paint_gap", "paint_tick_bar"]
