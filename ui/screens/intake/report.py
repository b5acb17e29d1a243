"""The last step: what was written, how to take it back, and where to go on."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rules.calendar import shown_day
from rules.money import dong
from storage import Register
from storage.intake import ImportReport
from ui.buttons import Button
from ui.icons import pixmap
from ui.panels import IconMark, Panel, words
from ui.screens.intake.wording import kind_words, tr
from ui.style import look

ALWAYS = frozenset({"added", "updated", "rows"})


class ReportPage(QWidget):
    """What became of every row of the file just written."""

    def __init__(self, households: QAction, another: QAction, save: QAction) -> None:
        super().__init__()
        self.title = words("", "heading")
        self.text = words("", "second", wrap=True)
        self.kept = words("", "small", wrap=True)
        self._save = Button.of(save, icon_name="file-spreadsheet")
        self._numbers: dict[str, QLabel] = {}
        self._said: dict[str, QLabel] = {}
        mark = QLabel()
        mark.setPixmap(pixmap("circle-check", size=32, ink="ok", ratio=self.devicePixelRatioF()))
        panel = Panel()
        panel.pad(24, 20, 24, 20)
        panel.body.setSpacing(8)
        panel.body.addWidget(mark)
        panel.body.addWidget(self.title)
        panel.body.addWidget(self.text)
        panel.body.addSpacing(4)
        panel.body.addLayout(self._grid())
        panel.body.addSpacing(4)
        panel.body.addWidget(self.kept)
        panel.body.addSpacing(8)
        panel.body.addLayout(
            _row_of(
                Button.of(households, kind="filled", icon_name="house"),
                Button.of(another, icon_name="file-up"),
                self._save,
            )
        )
        panel.setMaximumWidth(720)
        self.next = NextLists()
        self.next.setMaximumWidth(720)
        self._go_on = panel.findChildren(Button)[0]
        self.setFocusProxy(self._go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look().metrics.gap)
        column.addWidget(panel)
        column.addWidget(self.next)
        column.addStretch(1)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        names = {
            "added": tr("người mới vào sổ"),
            "updated": tr("người được cập nhật"),
            "unchanged": tr("dòng giống trong sổ"),
            "duplicates": tr("dòng trùng dòng khác trong tệp"),
            "review": tr("dòng chờ hỏi, giữ cùng lần nhập này"),
            "rejected": tr("dòng chưa nhận được"),
            "rows": tr("dòng trong tệp"),
        }
        for place, (name, said) in enumerate(names.items()):
            number = words("0", "strong")
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            number.setMinimumWidth(40)
            self._numbers[name] = number
            self._said[name] = words(said, "strong" if name == "rows" else "body")
            grid.addWidget(number, place, 0)
            grid.addWidget(self._said[name], place, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def number(self, name: str) -> str:
        """A count as shown."""
        return self._numbers[name].text()

    def show_report(self, report: ImportReport, taken: int, days: Mapping[str, date]) -> None:
        """Show a report; `taken` rows that waited of earlier lists have become certain.

        `days` are the kinds of lists in the register with the day of the latest of each.
        """
        self.next.show_lists(days)
        counts = report.counts
        for name, label in self._numbers.items():
            number = int(getattr(counts, name))
            label.setText(dong(number))
            for part in (label, self._said[name]):
                part.setVisible(bool(number) or name in ALWAYS)
        self.title.setText(tr("Đã ghi {file} vào sổ").format(file=report.file))
        self.text.setText(tr("Hoàn tác được bằng Ctrl+Z: cả lần nhập trở lại như chưa nhập."))
        said = _left(report)
        if taken:
            text = tr("Nhờ danh sách này, {n} dòng chờ của lần nhập trước đã rõ là ai và được ghi.")
            said.insert(0, text.format(n=dong(taken)))
        self.kept.setText(" ".join(said))
        self.kept.setVisible(bool(said))
        self._save.setVisible(bool(counts.rejected))


def _left(report: ImportReport) -> list[str]:
    """Say what the list leaves to be answered, and where."""
    conflicts = (one for row in report.conflicting for one in row.conflicts)
    counts = (
        (report.counts.review, tr("{n} dòng chờ hỏi")),
        (sum(1 for one in conflicts if not one.decided), tr("{n} chỗ khác sổ chưa chọn")),
        (sum(1 for one in report.endings if not one.ended), tr("{n} hộ chưa trả lời hết diện")),
    )
    open_ones = [text.format(n=dong(count)) for count, text in counts if count]
    if not open_ones:
        return []
    said = tr("Còn {what}: lúc nào cũng trả lời được, mở lần nhập này ở Đã nhập trước đây (Esc).")
    return [said.format(what=", ".join(open_ones))]


class NextLists(Panel):
    """The lists a register lives on: which are in it, as of which day, and what each brings."""

    def __init__(self) -> None:
        super().__init__(tr("Các danh sách của sổ"), tr("có tệp nào thì nhập tệp đó"))
        self._grid = QGridLayout()
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)

    def show_lists(self, days: Mapping[str, date]) -> None:
        """Show each kind of list with the day of its latest file; what is not in it says so."""
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for at, (kind, brings) in enumerate(_brought().items()):
            day = days.get(kind)
            mark = IconMark("check" if day else "file-input", ink="ok" if day else "text3")
            name = words(kind_words(kind), "strong" if day is None else "body")
            said = tr("đã nhập, danh sách ngày {day}").format(day=shown_day(day)) if day else brings
            self._grid.addWidget(mark, at, 0)
            self._grid.addWidget(name, at, 1)
            self._grid.addWidget(words(said, "small"), at, 2)


def days_of_lists(register: Register) -> dict[str, date]:
    """Return the day of the latest list of each kind in the register."""
    days: dict[str, date] = {}
    for one in register.imports.list():
        kind = "poor_households" if one.kind == "poor_members" else one.kind
        days[kind] = max(one.dated, days.get(kind, one.dated))
    return days


def _brought() -> dict[str, str]:
    """Return what each kind of list brings, in the order in which they help most."""
    return {
        "household_book": tr("nhân khẩu, địa chỉ, số điện thoại của từng hộ"),
        "not_covered": tr("cho biết ai chưa có BHYT"),
        "expiring_cards": tr("cho biết thẻ nào sắp hết hạn"),
        "vsi_participants": tr("cho biết ai đang đóng BHXH tự nguyện"),
        "poor_households": tr("khi sổ hộ gia đình chưa ghi hộ nghèo, cận nghèo"),
    }


def _row_of(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side from the left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
