"""Long work: done in the background, told in the window, stopped at once."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from storage import Register, open_register
from storage.progress import Cancelled, Progress
from tests.ui.conftest import NOW
from ui.job_panel import JobPanel
from ui.jobs import Doing, InlineJobs, Jobs


@pytest.fixture
def jobs(qtbot: QtBot, register: Register) -> Iterator[Jobs]:
    made = Jobs(lambda: open_register(register.path, clock=lambda: NOW))
    yield made
    made.close()


def test_work_gets_a_connection_of_its_own_and_ends_in_the_window(
    qtbot: QtBot, jobs: Jobs, register: Register
) -> None:
    seen: list[object] = []

    def work(own: Register, progress: Progress) -> object:
        progress(1, 2)
        return own is not register, threading.current_thread() is not threading.main_thread()

    def done(result: object) -> None:
        seen.extend((result, threading.current_thread() is threading.main_thread()))

    jobs.run("Đếm", work, done)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(True, True), True]
    assert not jobs.busy


def test_slow_work_is_shown_and_can_be_stopped(qtbot: QtBot, jobs: Jobs) -> None:
    stopped: list[BaseException] = []

    def endless(_register: Register, progress: Progress) -> None:
        number = 0
        pause = threading.Event()
        while True:
            number = min(number + 1, 999)
            progress(number, 1000)
            pause.wait(0.01)

    with qtbot.waitSignal(jobs.slow) as slow:
        jobs.run("Nhập danh sách", endless, lambda _: None, failed=stopped.append)
    assert isinstance(slow.args[0], Doing)
    with qtbot.waitSignal(jobs.progressed) as told:
        pass
    assert told.args[0].total == 1000
    with qtbot.waitSignal(jobs.finished):
        jobs.cancel()
    qtbot.waitUntil(lambda: bool(stopped))
    assert isinstance(stopped[0], Cancelled)


def test_a_stopped_change_leaves_the_register_as_it_was(
    qtbot: QtBot, jobs: Jobs, register: Register
) -> None:
    def work(own: Register, _progress: Progress) -> None:
        with own.change("Thêm thôn"):
            own.villages.add("Thôn Một")
            raise Cancelled

    with qtbot.waitSignal(jobs.finished), qtbot.assertNotEmitted(jobs.broke):
        jobs.run("Nhập", work, lambda _: None)
    assert not register.villages.all()


def test_a_failure_nobody_waits_for_is_told(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_register: Register, _progress: Progress) -> None:
        raise PermissionError

    with qtbot.waitSignal(jobs.broke) as got:
        jobs.run("In", work, lambda _: None)
    assert isinstance(got.args[0], PermissionError)


def test_works_are_done_one_after_the_other(qtbot: QtBot, jobs: Jobs) -> None:
    order: list[object] = []
    for number in range(3):
        jobs.run("Đếm", lambda _r, _p, n=number: n, order.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == [0, 1, 2]


def test_the_panel_says_how_far_the_work_is(qtbot: QtBot, jobs: Jobs) -> None:
    page = QWidget()
    page.resize(800, 600)
    qtbot.addWidget(page)
    panel = JobPanel(jobs, page)
    panel.show_doing(Doing("Đang nhập", 16_402, 26_697, 4))
    assert panel.count.text() == "16.402 trong 26.697"
    assert panel.left.text() == "Còn khoảng 4 giây."
    panel.show_doing(Doing("Đang nhập", 1, 26_697, 240))
    assert panel.left.text() == "Còn khoảng 4 phút."


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """A page with three fields, which stays as long as something may be painted."""
    made = QWidget()
    column = QVBoxLayout(made)
    for _ in range(3):
        column.addWidget(QLineEdit())
    qtbot.addWidget(made)
    return made


def test_the_panel_gives_the_keys_back_to_where_they_were(
    qtbot: QtBot, jobs: Jobs, page: QWidget
) -> None:
    typed = page.findChildren(QLineEdit)[1]
    panel = JobPanel(jobs, page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    typed.setFocus()
    jobs.slow.emit(Doing("Đang tính lại"))
    assert panel.stop.hasFocus()
    jobs.finished.emit()
    assert typed.hasFocus()


def test_tests_do_work_at_once(register: Register) -> None:
    seen: list[object] = []
    jobs = InlineJobs(lambda: open_register(register.path, clock=lambda: NOW))
    jobs.run("Đếm", lambda own, _: len(own.villages.all()), seen.append)
    assert seen == [0]


def test_what_nobody_waits_for_gives_way_and_begins_again(qtbot: QtBot, jobs: Jobs) -> None:
    order: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def count(_register: Register, progress: Progress) -> str:
        order.append("count")
        begun.set()
        while not go_on.is_set():
            progress(0, 0)
            go_on.wait(0.01)
        return "counted"

    def read(_register: Register, _progress: Progress) -> str:
        go_on.set()
        return "read"

    jobs.run("Đếm", count, order.append, quiet=True)
    assert begun.wait(5)
    jobs.run("Đọc tệp", read, order.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert order == ["count", "read", "count", "counted"]


def test_work_that_gave_way_does_not_come_back_when_the_window_closes(
    qtbot: QtBot, jobs: Jobs
) -> None:
    begun = threading.Event()

    def count(_register: Register, progress: Progress) -> None:
        begun.set()
        pause = threading.Event()
        while True:
            progress(0, 0)
            pause.wait(0.01)

    jobs.run("Đếm", count, lambda _: None, quiet=True)
    assert begun.wait(5)
    jobs.run("Đọc tệp", lambda _register, _progress: None, lambda _: None)
    jobs.close()
    qtbot.wait(50)
    assert not jobs.busy
