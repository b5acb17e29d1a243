"""The first step: choose a file or drop it here, and what was read in before."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from rules.calendar import shown_day
from rules.money import dong
from storage import Register
from storage.imports import ImportEntry
from storage.journal import ChangeRow
from ui.buttons import Button
from ui.cut_cells import CutDelegate, CutModel
from ui.icons import pixmap
from ui.notices import Banner, EmptyState
from ui.panels import Panel, words
from ui.screens.intake.wording import kind_words, tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column

_WHOLE = 1100  # px in which all columns and the name of a file stand


@dataclass(frozen=True, slots=True)
class Earlier:
    """An import of before and the change that took it in; None where the journal has none."""

    entry: ImportEntry
    change: ChangeRow | None


def earlier_imports(register: Register) -> tuple[Earlier, ...]:
    """Return the imports that stand, newest first, with the change of each."""
    found = []
    for entry in register.imports.list():
        rows = register.history("imports", entry.id)
        made = next((row.change for row in rows if row.before is None), None)
        found.append(Earlier(entry, made))
    return tuple(found)


class DropArea(QWidget):
    """Where a file may be dropped: a dashed frame with what to do."""

    def __init__(self, choose: QAction) -> None:
        super().__init__()
        self._over = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(4)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._icon = QLabel()
        self.title = words(tr("Kéo tệp danh sách vào đây, hoặc bấm Chọn tệp"), "strong")
        self.text = words(
            tr(
                "Nhận .xlsx, .xls, .ods, .csv, hoặc bảng chép từ Excel (Ctrl+V). Chưa ghi gì vào sổ"
                " cho đến khi xem lại xong."
            ),
            "small",
        )
        self.button = Button.of(choose, kind="filled", icon_name="file-up")
        column.addStretch(1)
        column.addWidget(self._icon, 0, middle)
        column.addSpacing(4)
        column.addWidget(self.title, 0, middle)
        column.addWidget(self.text, 0, middle)
        column.addSpacing(8)
        column.addWidget(self.button, 0, middle)
        column.addStretch(1)
        look().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        ratio = self.devicePixelRatioF()
        picture = pixmap("file-spreadsheet", size=32, ink="text3", ratio=ratio)
        self._icon.setPixmap(picture)
        self.setFixedHeight(look().metrics.px(196))

    def set_over(self, on: bool) -> None:
        """Show that a file hangs over the window."""
        self._over = on
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        now = look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(now.color("accent" if self._over else "lines"), 2 if self._over else 1)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(now.color("tint" if self._over else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class ChoosingPage(QWidget):
    """Choose a file; the lists read in before, each of which can be taken back.

    Signals:
        undo_asked: take an import back; carries its Earlier.
    """

    undo_asked = Signal(object)

    def __init__(self, choose: QAction, undo: QAction) -> None:
        super().__init__()
        self.undo = undo
        self.banner = Banner("bad", link=tr("Đóng"))
        self.banner.pressed.connect(lambda: self.banner.say(""))
        self.banner.hide()
        self.drop = DropArea(choose)
        self.model = CutModel(self._columns(), row_id=lambda row: row.entry.id)
        self.table = RecordTable(self.model, dense=True)
        self.table.setItemDelegate(CutDelegate(self.table))
        self.table.setAccessibleName(tr("Đã nhập trước đây"))
        self.table.current_changed.connect(lambda _id: self._offer())
        self.panel = Panel(tr("Đã nhập trước đây"))
        self._undo = Button.of(undo, kind="link")
        self.panel.add_to_head(self._undo)
        self._none = EmptyState(
            tr("Sổ chưa nhập danh sách nào"),
            tr(
                "Bắt đầu bằng danh sách hộ gia đình của thôn hoặc xã: mỗi dòng một người, có cột"
                " họ và tên. Sau đó nhập danh sách chưa tham gia BHYT, thẻ sắp hết hạn."
            ),
            icon_name="file-input",
        )
        self.panel.body.addWidget(self.table, 1)
        self.panel.body.addWidget(self._none, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().metrics.gap)
        column.addWidget(self.banner)
        column.addWidget(self.drop)
        column.addWidget(self.panel, 1)
        self._newest: str | None = None
        self.setFocusProxy(self.drop.button)
        QWidget.setTabOrder(self.drop.button, self.table)

    def _columns(self) -> tuple[Column[Earlier], ...]:
        def count(name: str) -> Column[Earlier]:
            headers = {
                "rows": tr("Dòng"), "added": tr("Mới"), "updated": tr("Cập nhật"),
                "same": tr("Không đổi"), "review": tr("Chờ hỏi"), "rejected": tr("Chưa nhận"),
            }  # fmt: skip
            widths = {
                "rows": 64,
                "added": 64,
                "updated": 76,
                "same": 80,
                "review": 72,
                "rejected": 84,
            }
            return Column(
                headers[name], lambda e: dong(_count(e, name)), align="right", width=widths[name]
            )

        return (
            Column(tr("Tệp"), lambda e: e.entry.file, kind="strong"),
            Column(tr("Loại"), lambda e: kind_words(e.entry.kind), kind="second", width=226),
            Column(tr("Danh sách ngày"), lambda e: shown_day(e.entry.dated), align="right",
                   width=112),
            *(count(n) for n in ("rows", "added", "updated", "same", "review", "rejected")),
            Column(tr("Người nhập"), lambda e: e.change.actor if e.change else "", kind="second",
                   width=110),
        )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window keeps the names of files whole and leaves two columns out."""
        super().resizeEvent(event)
        headers = [column.header for column in self.model.columns]
        for header in (tr("Không đổi"), tr("Người nhập")):
            self.table.setColumnHidden(headers.index(header), self.width() < _WHOLE)

    def show_imports(self, earlier: tuple[Earlier, ...]) -> None:
        """Show the imports of before."""
        kept = self.table.current_id()
        self.model.set_rows(earlier)
        self.table.setVisible(bool(earlier))
        self._none.setVisible(not earlier)
        self._undo.setVisible(bool(earlier))
        newest = earlier[0].entry.id if earlier else None
        kept = None if newest != self._newest else kept  # one more list: that is the one meant
        self._newest = newest
        # the list of what was read in takes the keys as soon as it says anything
        self.setFocusProxy(self.table if earlier else self.drop.button)
        if earlier and not (kept is not None and self.table.select_id(kept)):
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._offer()

    def current(self) -> Earlier | None:
        """The import that is current."""
        found = self.model.row_at(self.table.currentIndex().row())
        return found if isinstance(found, Earlier) else None

    def _offer(self) -> None:
        self.undo.setEnabled(can_undo(self.current()))


def can_undo(earlier: Earlier | None) -> bool:
    """Whether an import has a change of its own that still stands."""
    return earlier is not None and earlier.change is not None and not earlier.change.undone


def _count(earlier: Earlier, name: str) -> int:
    counts = earlier.entry.counts
    if name == "same":
        return counts.unchanged + counts.duplicates
    return int(getattr(counts, name))
