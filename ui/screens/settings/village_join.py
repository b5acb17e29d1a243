"""Two villages become one: which one stays, and what is moved, before anything is written."""

from PySide6.QtWidgets import QWidget

from rules.errors import Problem
from rules.money import dong
from storage.village_borders import join, joining
from storage.villages import Village
from ui.choices import Choice, ChoiceEdit
from ui.dialogs import Dialog
from ui.form import Form
from ui.notices import Banner
from ui.panels import words
from ui.session import Session
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

_NUMBERS = 8  # that are named


class JoinDialog(Dialog):
    """The village that goes, the one that stays, and the counts before and after."""

    def __init__(self, session: Session, gone: Village, *, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Nhập {name} vào thôn khác").format(name=gone.name),
            self.tr("Hộ, người và người phụ trách chuyển cả sang thôn nhận, đi sau các hộ ở đó."),
            filled=self.tr("Nhập thôn"),
            parent=parent,
            foot_note=self.tr("Một lần ghi, hoàn tác được bằng Ctrl+Z"),
        )
        self._session = session
        self._gone = gone
        villages = [one for one in session.register.villages.all() if one.id != gone.id]
        choices = [
            Choice(one.id, one.name, self.tr("{count} hộ").format(count=dong(one.households)))
            for one in villages
        ]
        self.kept = ChoiceEdit(
            "kept",
            self.tr("Thôn nhận"),
            choices,
            typed=True,
            empty=self.tr("Gõ tên thôn nhận"),
            required=True,
        )
        self.form = Form((self.kept,), self.filled)
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self._join)
        self.kept.changed.connect(self._preview)
        self.model: RowsModel[tuple[str, str, str, str]] = RowsModel(
            (
                Column("", lambda row: row[0], kind="name"),
                Column(self.tr("Chuyển sang"), lambda row: row[1], align="right", width=104),
                Column(self.tr("Thôn nhận, trước"), lambda row: row[2], align="right", width=128),
                Column(self.tr("Sau"), lambda row: row[3], align="right", width=88),
            )
        )
        self.table = RecordTable(self.model, dense=True)
        self.table.setAccessibleName(self.tr("Trước và sau khi nhập"))
        self.same = Banner("warn")
        self.name_kept = words("", "small", wrap=True)
        for widget in (self.kept, self.table, self.same, self.name_kept):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self._preview()
        self.form.start()

    def _preview(self) -> None:
        kept = self.kept.value()
        self.same.hide()
        self.table.setVisible(kept is not None)
        self.name_kept.setVisible(kept is not None)
        if kept is None:
            return
        told = joining(self._session.register, self._gone.id, kept)
        home = self._session.register.villages.get(kept)
        rows = [
            (self.tr("Hộ"), told.households, home.households, told.households_after),
            (self.tr("Người"), told.people, home.people, told.people_after),
        ]
        shown = [(row[0], dong(row[1]), dong(row[2]), dong(row[3])) for row in rows]
        if told.staff:
            shown.append((self.tr("Người phụ trách thôn"), dong(told.staff), "", ""))
        self.model.set_rows(shown)
        self.table.fit_rows()
        if told.same_numbers:
            named = ", ".join(told.same_numbers[:_NUMBERS])
            more = len(told.same_numbers) - _NUMBERS
            text = self.tr("{count} số hộ có ở cả hai thôn: {numbers}. Nhập xong nên đánh số lại.")
            end = self.tr(" và {n} số nữa").format(n=more) if more > 0 else ""
            self.same.say(text.format(count=len(told.same_numbers), numbers=named + end))
            self.same.show()
        text = self.tr("Danh sách còn ghi “{gone}” sẽ vào {kept}. Tổng số của xã không đổi.")
        self.name_kept.setText(text.format(gone=self._gone.name, kept=home.name))
        self.adjustSize()

    def _join(self) -> None:
        kept = self.kept.value() or ""
        home = self._session.register.villages.get(kept)
        what = self.tr("Nhập {gone} vào {kept}").format(gone=self._gone.name, kept=home.name)
        try:
            with self._session.change(what):
                join(self._session.register, self._gone.id, kept)
        except Problem as problem:
            self._session.fail(problem)
            return
        self._session.tell(self.tr("Đã {what}.").format(what=what[:1].lower() + what[1:]), "ok")
        self.accept()
