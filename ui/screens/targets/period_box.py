"""The box in which the period of the targets is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal

from storage.targets import Period
from ui.choices import Choice, ChoiceBox
from ui.style import look
from ui.target_words import period_words, tr


class PeriodBox(ChoiceBox):
    """The periods there are targets for, and this year.

    Signals:
        picked: the clerk chose a period.
    """

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._periods: tuple[Period, ...] = ()
        self.setProperty("ringed", True)
        self.setAccessibleName(tr("Kỳ chỉ tiêu"))
        self.setToolTip(tr("Chọn kỳ (Alt+mũi tên trái, phải)"))
        self.activated.connect(lambda at: self.picked.emit(self._periods[at]))

    def offer(self, periods: Sequence[Period], chosen: Period) -> None:
        """Offer these periods; one of them is chosen."""
        if tuple(periods) != self._periods:
            self._periods = tuple(periods)
            self.put([Choice(str(at), _capital(one)) for at, one in enumerate(periods)])
        self.setCurrentIndex(self._periods.index(chosen))

    def beside(self, back: int) -> Period | None:
        """The period so many earlier, or later when negative."""
        at = self.currentIndex() + back
        return self._periods[at] if 0 <= at < len(self._periods) else None

    def sizeHint(self) -> QSize:
        """As wide as a year with its mark."""
        return QSize(max(look().metrics.px(116), super().sizeHint().width()), look().metrics.field)


def _capital(period: Period) -> str:
    said = period_words(period)
    return said[:1].upper() + said[1:]
