"""Truyền thông: a campaign among its events, and the dialogs that fill it."""

from collections.abc import Iterator
from datetime import date, timedelta

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from rules.calendar import Month
from storage import Register
from storage.enrolling import Circumstances, HiMember
from ui.queries import Query
from ui.screens.campaigns import CampaignsScreen
from ui.window import Window

_OTHERS = (
    ("dialogue", "UBND xã", "Nghe và trả lời về lương hưu", 74),
    ("loudspeaker", "năm thôn", "Thẻ sắp hết thì làm gì", None),
    ("small_group", "nhà chi hội trưởng", "Chi hội nông dân, buổi tối", 21),
    ("booth", "chợ phiên", "Ai hỏi gì đáp nấy", 95),
    ("conference", "hội cựu chiến binh", "Đóng thế nào từ năm tới", 67),
)


def make_campaign(register: Register, on: date) -> str:
    """Open a campaign a month ago, with a launch in every village and some people who joined."""
    start = on - timedelta(days=25)
    villages = register.villages.all()
    with register.change("Mở đợt"):
        campaign = register.campaigns.add(
            on=on, name=f"Tháng cao điểm {on.year}", kind="peak", start=start,
            until=start + timedelta(days=17), document="63/KH-UBND", document_day=start,
        )  # fmt: skip
        register.themes.save(
            Month.of(on),
            "Giữ thẻ liền năm năm thì lợi gì",
            scripts={"radio": "Kính thưa bà con…", "small_group": "Chào các chị…"},
        )
        for number, village in enumerate(villages):
            launch = register.events.add(
                day=start + timedelta(days=number % 2), form="launch", theme="Cả nhà cùng có thẻ",
                place="nhà văn hóa", village_id=village.id, campaign_id=campaign, starts="07:30",
                ends="10:30", hosts="Hội phụ nữ xã: Tống Thị Mận, Vi Văn Tuất",
                reached=47 + 6 * (number % 5), asked=17, answered=16, leaflets=85, sheets=29,
                often_asked="nơi khám 7, tiền đóng 6, giấy tờ 4",
            )  # fmt: skip
            _join(register, village.id, launch, start, 1 + number % 3)
        for number, (form, place, theme, reached) in enumerate(_OTHERS):
            event = register.events.add(
                day=start + timedelta(days=4 + 3 * number), form=form, place=place, theme=theme,
                campaign_id=campaign, reached=reached,
            )  # fmt: skip
            if form == "booth":
                register.events.set_total(event, "joined_hi", 6)
            elif number % 2 == 0:
                register.non_cash.add(day=on, name="Lường Thị Mến", event_id=event)
        for days in (0, 4):
            register.events.add(
                day=on + timedelta(days=days), form="small_group", state="planned",
                village_id=villages[days % len(villages)].id, theme="Thẻ cả nhà", starts="19:00",
            )  # fmt: skip
    return campaign


def _join(register: Register, village: str, event: str, day: date, homes: int) -> None:
    """Let whole households of a village join at an event, of those without any card."""
    found = register.connection.rows(
        "SELECT h.id, json_group_array(p.id) FROM households h JOIN people p"
        " ON p.household_id = h.id AND p.status = 'here' WHERE h.village_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM covers c JOIN people m ON m.id = c.person_id"
        " WHERE m.household_id = h.id AND c.known = 'covered') GROUP BY h.id LIMIT ?",
        (village, homes),
    )
    for home, _ in found:
        people = [one.id for one in register.people.of_household(home) if one.status == "here"]
        register.enrolments.enrol_hi(
            home,
            months=12,
            members=[HiMember(one, "household") for one in people[:4]],
            about=Circumstances(day, won_event_id=event),
        )


def campaign_pictures(register: Register, window: Window) -> Iterator[tuple[str, QPixmap]]:
    """The screen, then each of its dialogs by name."""
    window.go("campaigns")
    screen = window.screen_of("campaigns")
    if not isinstance(screen, CampaignsScreen):
        return
    campaign = next(one for one in register.campaigns.all())
    window.open(Query("campaigns", campaign.id))
    screen.table.setFocus()
    QApplication.processEvents()
    yield "11-truyen-thong", window.grab()
    acts = screen.acts
    for name, act in (
        ("buoi", acts.change),
        ("dot", acts.change_campaign),
        ("tham-gia", acts.add_joined),
        ("danh-sach-du", acts.attendance),
        ("tai-khoan", acts.non_cash),
        ("the-tang", acts.cards),
        ("chu-de", acts.scripts),
        ("bao-cao", acts.figures),
        ("bang", acts.as_table),
    ):
        act.trigger()
        dialog = screen.desk.shown
        if dialog is not None:
            yield f"11-truyen-thong-{name}", _over(window, dialog)
            dialog.reject()
    screen.villages.asked.emit(screen.villages.lines.row_at(0), "gain")
    if screen.desk.shown is not None:
        yield "11-truyen-thong-mo-so", _over(window, screen.desk.shown)
        screen.desk.shown.reject()


def _over(window: Window, dialog: QDialog) -> QPixmap:
    """The window with the dialog where it stands."""
    QApplication.processEvents()
    picture = window.grab()
    painter = QPainter(picture)
    corner = dialog.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
    painter.drawPixmap(corner, dialog.grab())
    painter.end()
    return picture
