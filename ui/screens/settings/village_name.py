"""The name of a village, and the other names by which lists find it."""

import re

from PySide6.QtWidgets import QWidget

from rules.errors import Problem
from storage.villages import Village
from ui.dialogs import Dialog
from ui.fields import TextField
from ui.form import Form
from ui.panels import words
from ui.session import Session


class VillageDialog(Dialog):
    """The name of a village; the old one goes on finding it."""

    def __init__(
        self, session: Session, village: Village | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            self.tr("Đổi tên thôn") if village else self.tr("Thêm thôn"),
            filled=self.tr("Lưu"),
            parent=parent,
            foot_note=self.tr("Hoàn tác được bằng Ctrl+Z"),
        )
        self._session = session
        self._village = village
        self.name = TextField("name", self.tr("Tên thôn, bản, tổ dân phố"), required=True)
        self.others = TextField("others", self.tr("Tên khác trong các danh sách, cách nhau dấu ;"))
        self.form = Form((self.name, self.others), self.filled)
        self.filled.clicked.disconnect(self.accept)
        self.form.submitted.connect(self._save)
        self.body.addWidget(self.name)
        self.body.addWidget(self.others)
        if village is not None:
            names = session.register.villages.other_names().get(village.id, ())
            self.form.set_values({"name": village.name, "others": "; ".join(names)})
            told = self.tr("Tên cũ được giữ: danh sách còn ghi tên cũ vẫn vào đúng thôn này.")
            self.body.addWidget(words(told, "small", wrap=True))
        self.form.start()

    def _save(self) -> None:
        villages = self._session.register.villages
        name = self.name.value() or ""
        others = [part for part in re.split(r"\s*;\s*", self.others.value() or "") if part]
        try:
            if self._village is None:
                with self._session.change(self.tr("Thêm thôn")):
                    villages.set_other_names(villages.add(name), others)
            else:
                with self._session.change(self.tr("Đổi tên thôn")):
                    villages.set_other_names(self._village.id, others)
                    if name != self._village.name:
                        villages.rename(self._village.id, name)
        except Problem as problem:
            if not self.form.show_problem(problem):
                self._session.fail(problem)
            return
        self.accept()
