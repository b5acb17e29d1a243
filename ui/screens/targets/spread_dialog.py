"""Spreading a target of the commune over its villages, with what each would get."""

from typing import Literal, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from rules.money import dong
from storage.targets import Share, Target
from ui.dialogs import Dialog
from ui.panels import words
from ui.segments import Segment, Segments
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel
from ui.target_words import (
    indicator_words,
    period_words,
    resolution_words,
    tr,
    unit_words,
    village_words,
)
from ui.totals import TotalRow

By = Literal["population", "not_covered"]
_ROWS = 13


class SpreadDialog(Dialog):
    """What every village would get; nothing is written before the button.

    Args:
        session: the open register.
        target: of the commune.
        parent: the window.
    """

    def __init__(self, session: Session, target: Target, parent: QWidget) -> None:
        name = indicator_words(target.indicator)
        title = tr("Chia chỉ tiêu {name} xuống thôn").format(name=name)
        document = resolution_words(target.resolution)
        said = tr("Cả xã {goal} {unit}, {period}").format(
            goal=dong(target.goal),
            unit=unit_words(target.indicator),
            period=period_words(target.period),
        )
        super().__init__(
            title,
            " · ".join(part for part in (said, document) if part),
            filled=tr("Giao cho các thôn"),
            foot_note=tr("Thay chỉ tiêu thôn đã giao. Hoàn tác được bằng Ctrl+Z"),
            parent=parent,
            wide=True,
        )
        self._session = session
        self._target = target
        self.parts: tuple[Share, ...] = ()
        self.by = Segments(
            (
                Segment("not_covered", tr("Theo người chưa có")),
                Segment("population", tr("Theo dân số")),
            )
        )
        self.by.setAccessibleName(tr("Cách chia"))
        self.by.picked.connect(lambda _key: self.show_parts())
        self.model: RowsModel[Share] = RowsModel((), row_id=lambda one: one.village_id)
        self.model.columns = self._columns()
        self.table = RecordTable(self.model, report=True)
        self.table.setAccessibleName(tr("Phần của từng thôn"))
        self.total = TotalRow(self.table, small=True)
        self.proof = words("", "small")
        self._lay()
        QShortcut(QKeySequence("Alt+C"), self, self._turn)
        self.show_parts()
        self.filled.setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> tuple[Column[Share], ...]:
        people = tr("Chưa có") if self.by.key() == "not_covered" else tr("Dân số")
        return (
            Column(tr("Thôn"), lambda one: village_words(one.village), kind="name"),
            Column(people, lambda one: dong(one.weight), align="right", width=120),
            Column(tr("Đầu kỳ"), lambda one: dong(one.opening), align="right", width=120,
                   kind="second"),
            Column(tr("Thêm"), lambda one: dong(one.goal - one.opening), align="right", width=120),
            Column(tr("Giao"), lambda one: dong(one.goal), align="right", width=120,
                   kind="strong"),
        )  # fmt: skip

    def _lay(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.by)
        row.addWidget(words(tr("Alt+C đổi cách chia"), "small"))
        row.addStretch(1)
        self.body.addLayout(row)
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(self.table)
        inner.addWidget(self.total)
        self.body.addLayout(inner)
        self.body.addWidget(self.proof)

    def _turn(self) -> None:
        other = "population" if self.by.key() == "not_covered" else "not_covered"
        self.by.set_key(other)
        self.show_parts()

    def show_parts(self) -> None:
        """Show what each village would get, and that it adds up."""
        by = cast("By", self.by.key())
        self.parts = self._session.register.targets.shares(
            self._target, by, on=self._session.today()
        )
        self.model.columns = self._columns()
        self.model.set_rows(self.parts)
        self.table.fit_rows(most=_ROWS)
        whole = sum(one.goal for one in self.parts)
        opening = sum(one.opening for one in self.parts)
        self.total.set_cells(
            (
                tr("{n} thôn").format(n=len(self.parts)),
                dong(sum(one.weight for one in self.parts)),
                dong(opening),
                dong(whole - opening),
                dong(whole),
            )
        )
        said = tr("Cộng các thôn {sum} = chỉ tiêu cả xã {goal}")
        self.proof.setText(said.format(sum=dong(whole), goal=dong(self._target.goal)))

    def accept(self) -> None:
        """Write the targets of the villages in one change."""
        name = indicator_words(self._target.indicator, short=True)
        with self._session.change(tr("Chia chỉ tiêu {name} xuống thôn").format(name=name)):
            self._session.register.targets.spread(self._target, self.parts)
        super().accept()
