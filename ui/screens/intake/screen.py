"""Nhập dữ liệu: choose, look, write; nothing is written before the filled button."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from rules.money import dong
from storage.intake import (
    Assignment,
    Decision,
    ImportReport,
    PlannedRow,
    Reading,
    Rejected,
)
from storage.intake.originals import rejected_originals
from storage.intake.pasted import Pasted
from storage.progress import Cancelled
from ui.failures import words_for
from ui.queries import Query
from ui.review_link import ReviewLink, review_action
from ui.screen import KeyHint
from ui.screens.intake.afterwards import Afterwards
from ui.screens.intake.choosing import ChoosingPage, can_undo, earlier_imports
from ui.screens.intake.draft import Draft, Written, again, next_words, read_and_compare, write_plan
from ui.screens.intake.dropping import DropScreen
from ui.screens.intake.head import IntakeHead
from ui.screens.intake.hints import opened_hints, review_hints, safe_words, start_hints
from ui.screens.intake.opened import OpenedPage
from ui.screens.intake.report import ReportPage, days_of_lists
from ui.screens.intake.review import ReviewPage
from ui.screens.intake.saving import ask_where, save_rejected
from ui.session import Session
from ui.style import look


class IntakeScreen(DropScreen):
    """Lists come in: a file is chosen, reviewed and written as one change."""

    watches: ClassVar[frozenset[str]] = frozenset({"imports"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.draft: Draft | None = None
        self.report: ImportReport | None = None
        self._rejected: Reading | None = None
        self._from_file: date | None = None
        self._make_actions()
        self.head = IntakeHead(self.cancel, self.write, session.today())
        self.choosing = ChoosingPage(self.choose_file, self.take_back)
        self.choosing.panel.add_to_head(ReviewLink(session, review_action(self)))
        self.review = ReviewPage(self.act, self.change_column, self.save_rows)
        self.result = ReportPage(self.to_households, self.choose_file, self.save_rows)
        self.opened = OpenedPage(self.act, self.take_back, self.save_rows, self.leave_import)
        self._afterwards = Afterwards(session, self.opened, self)
        self.pages = QStackedWidget()
        for page in (self.choosing, self.review, self.result, self.opened):
            self.pages.addWidget(page)
        self.page.addWidget(self.head)
        self.page.addWidget(self.pages, 1)
        self._connect()
        self._show(self.choosing)

    # -- how it is put together

    def _space(self) -> None:
        super()._space()
        sizes = look().metrics
        self.page.setContentsMargins(16, 0, 16, sizes.page_foot)  # the head has its own air

    def _make_actions(self) -> None:
        act = self.act
        self.choose_file = act(self.tr("Chọn tệp"), self.ask_file, keys="Ctrl+O")
        self.cancel = act(self.tr("Hủy, không ghi gì"), self.drop_draft, keys="Ctrl+W")
        self.write = act(self.tr("Ghi vào sổ"), self._write, keys="Ctrl+Return")
        self.change_column = act(self.tr("Sửa cột"), self._ask_column, keys="F3")
        self.next_row = act(self.tr("Dòng lỗi sau"), self._next_row, keys="F4")
        self.save_rows = act(self.tr("Lưu ra Excel"), self._ask_where, keys="F7")
        self.take_back = act(self.tr("Hoàn tác lần nhập này"), self._take_back, keys="F8")
        self.next_count = act(self.tr("Con số sau"), self._next_count, keys="F6")
        self.open_import = act(self.tr("Mở lần nhập này"), self._open_import)
        self.leave_import = act(self.tr("Quay lại"), self._leave, keys="Esc")
        there = partial(self.session.ask, Query("households"))
        self.to_households = act(self.tr("Mở Hộ gia đình"), there)

    def _connect(self) -> None:
        self.head.dated.connect(self._date)
        self.review.answered.connect(self._answer)
        self.review.mended.connect(self._mend)
        self.review.assigned.connect(lambda given: self._compare(assignment=given))
        self.review.sided.connect(lambda *one: self._change(self._draft().siding(*one)))
        self.review.sided_all.connect(lambda *all_: self._change(self._draft().siding_all(*all_)))
        self.review.ended.connect(
            lambda some, ended: self._change(self._draft().ending(some, ended=ended))
        )
        self.review.turned.connect(self._tell_keys)
        self.choosing.table.chosen.connect(lambda _id: self._open_import())
        self.opened.turned.connect(self._tell_keys)
        self.opened.asked.connect(self.session.ask)

    def _show(self, page: QWidget) -> None:
        """Show one of the pages, with its step, buttons and keys."""
        reviewing = page is self.review
        self.pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        steps = {self.choosing: 0, self.review: 2, self.result: 4}
        step = steps.get(page)
        self.head.show_step(step, reviewing=reviewing)
        for action in (self.cancel, self.write, self.change_column, self.next_row):
            action.setEnabled(reviewing)
        self.choose_file.setText(
            self.tr("Nhập tệp khác") if page is self.result else self.tr("Chọn tệp")
        )
        self.choose_file.setEnabled(not reviewing)
        self.to_households.setEnabled(page is self.result)
        chosen = self.choosing.current()
        opened = page is self.opened
        rejects = self.opened.rejects() if opened else self._rejects() is not None
        self.save_rows.setEnabled(rejects)
        self.take_back.setEnabled((opened or page is self.choosing) and can_undo(chosen))
        self.open_import.setEnabled(page is self.choosing and chosen is not None)
        self.leave_import.setEnabled(opened or page is self.result)
        self.next_count.setEnabled(opened or reviewing)
        if not reviewing:
            self.review.rest()
        if not opened:
            self.opened.rest()
        self._tell_head()
        self._tell_keys()
        if not reviewing and self.isVisible():
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_head(self) -> None:
        draft = self.draft
        if self.pages.currentWidget() is self.opened:
            self.head.say(self.opened.said())
            return
        if draft is None:
            said = self.tr("Danh sách xã nhận được, ở dạng nào cũng được, thành sổ")
            self.head.say("" if self.report else said)
            return
        self.head.show_draft(draft, self._from_file)
        self.write.setText(next_words(draft))
        rejected = dong(draft.plan.counts.rejected)
        self.save_rows.setText(self.tr("Lưu {n} dòng ra Excel").format(n=rejected))

    def _tell_keys(self) -> None:
        window = self.window()
        if hasattr(window, "refresh_status") and window is not self:
            window.refresh_status()

    # -- what the frame asks

    def keys(self) -> tuple[KeyHint, ...]:
        """The keys of the page shown."""
        page = self.pages.currentWidget()
        if page is self.review:
            return review_hints(
                self.review.open_count(),
                rejects=self._rejects() is not None,
                asks=self.review.asks(),
            )
        if page is self.opened:
            return opened_hints(self.opened.counters.key(), asks=self.opened.asks())
        return start_hints(written=page is self.result)

    def worries(self) -> tuple[str, ...]:
        """Whether anything was written, and that it can be taken back."""
        page = self.pages.currentWidget()
        return safe_words(reviewing=page is self.review, written=page is self.result)

    def reload(self) -> None:
        """Ask for the imports again; a report of an import taken back gives way to the start."""
        earlier = earlier_imports(self.session.register)
        self.choosing.show_imports(earlier)
        by_id = {one.entry.id: one for one in earlier}
        if self.pages.currentWidget() is self.opened:
            now = self.opened.earlier
            if now is not None and now.entry.id in by_id:
                self.opened.refresh(self.session.register, by_id[now.entry.id])
                self._tell_head()
            else:
                self._show(self.choosing)
        if self.report is not None and self.report.import_id not in by_id:
            self.report = None
            self._rejected = None
            if self.draft is None:
                self._show(self.choosing)
        elif self.pages.currentWidget() in {self.review, self.result}:
            self.take_back.setEnabled(False)

    def open(self, query: Query) -> None:
        """Begin with the file named in the facts, or show the first step."""
        if "file" in query.facts:
            self.choose(Path(query.facts["file"]))

    # -- step 1: a file

    def choose(self, path: Path | Pasted) -> None:
        """Read a list and compare it; the register stays as it is."""
        self.choosing.banner.say("")

        def done(result: tuple[Draft, date | None]) -> None:
            if isinstance(path, Path):
                self.session.settings.set("intake_folder", str(path.parent))
            self.draft, self._from_file = result
            self.report = None
            self._rejected = None
            self.review.start(self.draft, self._villages())
            self._show(self.review)
            self.review.focus_first()

        title = self.tr("Đang đọc {file}, chưa ghi gì vào sổ").format(file=path.name)
        work = partial(read_and_compare, path=path, today=self.session.today())
        self.session.jobs.run(title, work, done, failed=self._file_failed)

    def _file_failed(self, error: BaseException) -> None:
        text = words_for(error)
        if text is None:
            self.session.fail(error)
        elif text:
            self._show(self.choosing)
            self.choosing.banner.say(text, tone="bad", link=self.tr("Đóng"))

    def _villages(self) -> dict[str, str]:
        return {village.id: village.name for village in self.session.register.villages.all()}

    def takes_file(self) -> bool:
        """A file may be dropped while none is under review."""
        return self.pages.currentWidget() is not self.review

    def hover(self, *, on: bool) -> None:
        """Show where a file that hangs over the screen falls."""
        self.choosing.drop.set_over(on=on)

    def _take_back(self) -> None:
        earlier = self.choosing.current()
        if earlier is not None and earlier.change is not None:
            self._afterwards.take_back(earlier.change)

    # -- an import of before

    def _open_import(self) -> None:
        earlier = self.choosing.current()
        if earlier is None:
            return
        self.opened.show_import(self.session.register, earlier)
        self._show(self.opened)
        self.opened.focus_first()

    def _leave(self) -> None:
        if self.report is not None:
            self.choosing.table.select_id(self.report.import_id)
        self.report = self._rejected = None
        self._show(self.choosing)
        self.choosing.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_count(self) -> None:
        page = self.review if self.pages.currentWidget() is self.review else self.opened
        page.turn(page.counters.next_key())
        page.focus_first()

    # -- steps 2 and 3: look, answer, mend

    def drop_draft(self) -> None:
        """Leave the file; nothing was written."""
        self.draft = None
        self._show(self.choosing)
        self.reload()

    def _answer(self, row: PlannedRow, decision: Decision) -> None:
        if self.draft is None:
            return
        self.draft = self.draft.answering(row, decision)
        self.review.questions.next_open(self.draft)  # at once: the next key is for the next pair
        self._compare_soon(lambda: self.review.questions.next_open(self._draft()))

    def _mend(self, row: Rejected, text: str) -> None:
        if self.draft is None:
            return
        self.draft = self.draft.mending(row, text)
        self._compare_soon(self.review.go_on)

    def _change(self, draft: Draft) -> None:
        self.draft = draft
        self._compare_soon(lambda: None)

    def _draft(self) -> Draft:
        if self.draft is None:
            raise TypeError
        return self.draft

    def _compare_soon(self, then: Callable[[], None]) -> None:
        """Compare a small file at once; a large one when the clerk asks for it."""
        if self._draft().small and self._draft().stale:
            self._compare(then=then)
        else:
            self._refresh()
            then()

    def _refresh(self) -> None:
        self.review.show_draft(self._draft(), self._villages())
        self._tell_head()

    def _compare(
        self, *, then: Callable[[], None] | None = None, day: date | None = None,
        assignment: Assignment | None = None,
    ) -> None:  # fmt: skip
        draft = self._draft()

        def done(result: Draft) -> None:
            if self.draft is not draft:  # answered again meanwhile, or left
                return
            self.draft = result
            self._refresh()
            self.save_rows.setEnabled(self._rejects() is not None)
            if then is not None:
                then()

        title = self.tr("Đang tính lại {file}, chưa ghi gì vào sổ").format(file=draft.reading.file)
        work = partial(again, draft=draft, day=day, assignment=assignment)
        self.session.jobs.run(title, work, done, failed=self._compare_failed)

    def _compare_failed(self, error: BaseException) -> None:
        if self.draft is not None:
            self._refresh()
        if not isinstance(error, Cancelled):
            self.session.fail(error)

    def _ask_column(self) -> None:
        self.review.columns.ask()

    def _date(self) -> None:
        day = self.head.day.day()
        if self.draft is not None and day is not None and day != self.draft.day:
            self._compare(day=day)

    def _next_row(self) -> None:
        if self._draft().plan.rejected:
            self.review.turn("rejected")
            self.review.rejected.next_row()

    def _rejects(self) -> Reading | None:
        reading = self.draft.refused if self.draft else self._rejected
        return reading if reading is not None and reading.rejected else None

    def _ask_where(self) -> None:
        now = self.opened.earlier if self.pages.currentWidget() is self.opened else None
        reading = self._rejects()
        file = now.entry.file if now else reading.file if reading else ""
        out = ask_where(self, self.session, file) if file else None
        if out is not None:
            self.save_rejected(out)

    def save_rejected(self, out: Path) -> None:
        """Write the rows that were not taken into a spreadsheet, of this file or the one opened."""
        now = self.opened.earlier if self.pages.currentWidget() is self.opened else None
        reading = self._rejects()
        if now is not None:
            self._afterwards.save(now.entry.id, out)
        elif reading is not None:
            save_rejected(self.session, rejected_originals(reading), out)

    # -- step 4: write

    def _write(self) -> None:
        draft = self._draft()
        if draft.stale:
            self._compare()
            return
        if not draft.writes:  # the register has all of it
            self.drop_draft()
            return
        title = self.tr("Đang ghi {file} vào sổ").format(file=draft.reading.file)
        work = partial(write_plan, plan=draft.plan)
        done = partial(self._written, draft.reading)
        self.write.setEnabled(False)
        self.session.jobs.run(title, work, done, failed=self._write_failed)

    def _written(self, reading: Reading, written: Written) -> None:
        self.report = written.report
        self._rejected = reading
        self.draft = None
        days = days_of_lists(self.session.register)
        self.result.show_report(self.report, written.taken, days)
        self._show(self.result)
        for changed in written.changes:
            self.session.announce(changed)

    def _write_failed(self, error: BaseException) -> None:
        self.write.setEnabled(self.draft is not None)
        if isinstance(error, Cancelled):
            self.session.tell(self.tr("Đã dừng. Chưa ghi gì vào sổ."), "info")
        else:
            self.session.fail(error)
