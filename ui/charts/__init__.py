"""Pictures of figures, drawn from the tokens; the same figures always stand beside them."""

from ui.charts.tick_bar import paint_gap, paint_tick_bar
from ui.charts.village_bars import VillageBar, VillageBars

__all__ = ["VillageBar", "VillageBars", "paint_gap", "paint_tick_bar"]
