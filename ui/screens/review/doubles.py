"""People written twice: the pairs that are left at the left, the one in question at the right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from rules.errors import Problem
from rules.money import dong
from storage.duplicates import Pair, tell_apart
from storage.merging import merge_people
from ui.lists import LineDelegate, ListLine, ListModel, RecordList
from ui.notices import EmptyState
from ui.panels import Panel, SkeletonRows
from ui.screens.review.pair import PairPanel
from ui.screens.review.wording import names_words, sure_words, tr, why_words
from ui.session import Session
from ui.style import look

LEFT = 380


def _line(pair: Pair) -> ListLine:
    gone = tuple(one.status for one in (pair.one, pair.other) if one.status in {"moved", "died"})
    shapes = ("not_applicable",) if gone else ()
    return ListLine(names_words(pair), why_words(pair), note=sure_words(pair), shapes=shapes)


class DoublesPage(QWidget):
    """The pairs left, and the answers to them.

    Args:
        session: the open register.
        act: makes an action of the screen.
        quietly: writes a change that this page shows by itself.

    Signals:
        counted: how many pairs are left; carries the number.
        asked: somebody's household is to be opened; carries the id of the person.
        gone: a record is no more; carries its id.
    """

    counted = Signal(int)
    asked = Signal(str)
    gone = Signal(str)

    def __init__(
        self,
        session: Session,
        act: Callable[..., QAction],
        quietly: Callable[[str, Callable[[], None]], None],
    ) -> None:
        super().__init__()
        self._session = session
        self._quietly = quietly
        self._pairs: list[Pair] = []
        self._later: list[str] = []
        self._active = False
        self.model: ListModel[Pair] = ListModel(_line, row_id=lambda pair: pair.key)
        self.list = RecordList(self.model)
        self.list.setItemDelegate(LineDelegate(self.list, number_width=0))
        self.list.setAccessibleName(tr("Cặp có thể là một người"))
        self.list.current_changed.connect(lambda _key: self._show_pair())
        self.panel = Panel(tr("Có thể là một người"))
        self.panel.body.addWidget(self.list, 1)
        self.pair = PairPanel(session, act)
        self.pair.answered.connect(self.answer)
        self.pair.asked.connect(self.asked)
        self.list.chosen.connect(lambda _key: self.pair.table.setFocus())
        self._stack = QStackedWidget()
        self._stack.addWidget(SkeletonRows(12))
        self._stack.addWidget(self._beside())
        self._none = EmptyState(
            tr("Không còn cặp nào để xem"),
            tr(
                "Chương trình so tên, ngày sinh, số CCCD, mã BHXH, số thẻ và điện thoại của mọi"
                " người trong sổ, kể cả người đã mất hoặc chuyển đi."
            ),
            icon_name="check",
        )
        self._stack.addWidget(self._none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _beside(self) -> QSplitter:
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.setHandleWidth(look().metrics.gap)
        beside.setChildrenCollapsible(False)
        self.panel.setMinimumWidth(look().metrics.px(300))
        for widget in (self.panel, self.pair):
            beside.addWidget(widget)
        beside.setStretchFactor(1, 1)
        beside.setSizes([look().metrics.px(LEFT), 4 * LEFT])
        return beside

    def start(self) -> QWidget:
        """What takes the keys first."""
        return self.list

    def enable(self, *, on: bool) -> None:
        """Let the keys of a pair work while this page is open and there is one."""
        self._active = on
        self.pair.enable(on=on and bool(self._pairs) and self.pair.compared is not None)

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show what a search has found, those put off last."""
        kept = self.list.current_id()
        known = {pair.key for pair in pairs}
        self._later = [key for key in self._later if key in known]
        put_off = set(self._later)
        self._put(sorted(pairs, key=lambda pair: pair.key in put_off), kept)

    def _put(self, pairs: list[Pair], current: object, place: int = 0) -> None:
        self._pairs = pairs
        self.panel.set_title(tr("Có thể là một người"), tr("{n} cặp").format(n=dong(len(pairs))))
        self.model.set_rows(pairs)
        self._stack.setCurrentIndex(1 if pairs else 2)
        if pairs and not (current is not None and self.list.select_id(current)):
            self.list.setCurrentIndex(self.model.index(min(place, len(pairs) - 1), 0))
        self._show_pair()
        self.counted.emit(len(pairs))

    def current(self) -> Pair | None:
        """The pair in question."""
        return self.model.row_at(self.list.currentIndex().row())

    def _show_pair(self) -> None:
        pair = self.current()
        if pair is not None:
            self.pair.show_pair(pair, self.list.currentIndex().row() + 1, len(self._pairs))
        self.enable(on=self._active)

    # -- answers

    def answer(self, answer: str) -> None:
        """Do what was answered; the next pair stands there then."""
        pair = self.current()
        if pair is None:
            return
        place = self.list.currentIndex().row()
        try:
            if answer == "later":
                self._put_off(pair)
                return
            gone = self._merge(pair) if answer == "same" else self._tell_apart(pair)
        except Problem as problem:
            self._session.fail(problem)
            if problem.code == "two_personal_ids":
                self.pair.show_open()
            return
        left = [
            one
            for one in self._pairs
            if one.key != pair.key and gone not in {one.one.id, one.other.id}
        ]
        self._put(left, None, place)
        if gone:
            self.gone.emit(gone)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_off(self, pair: Pair) -> None:
        """Move a pair to the end; it is asked again as long as it is there."""
        place = self.list.currentIndex().row()
        self._later = [key for key in self._later if key != pair.key] + [pair.key]
        rest = [one for one in self._pairs if one.key != pair.key]
        self._put([*rest, pair], None, place if place < len(rest) else 0)

    def _merge(self, pair: Pair) -> str:
        """Make one person of the two; return the id of the record that is gone."""
        compared = self.pair.compared
        if compared is None:
            return ""
        kept, other = compared.kept, compared.other

        def write() -> None:
            merge_people(
                self._session.register,
                kept.id,
                other.id,
                choices=self.pair.choices,
                new_head_id=self.pair.new_head(),
            )

        self._quietly(tr("Gộp hai dòng của {name}").format(name=kept.name), write)
        said = tr("Đã gộp hai dòng của {name} thành một. Bấm Ctrl+Z để tách lại như cũ.")
        self._session.tell(said.format(name=kept.name), "ok")
        return other.id

    def _tell_apart(self, pair: Pair) -> str:
        what = tr("{names}: hai người khác nhau").format(names=names_words(pair))
        self._quietly(what, lambda: tell_apart(self._session.register, pair.one.id, pair.other.id))
        return ""
