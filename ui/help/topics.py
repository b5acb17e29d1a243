"""Which page of help is about what: places, forms, and whatever stands open over them."""

from PySide6.QtWidgets import QWidget

from ui.help.pages import INDEX
from ui.screen import Screen

# A place or form of ui/places.py, or a part of the window, and its page; `page#heading` where the
# page is about more than that.
PAGES = {
    "overview": "tong-quan",
    "households": "ho-gia-dinh",
    "outreach": "van-dong",
    "results": "nhap-ket-qua",
    "campaigns": "truyen-thong",
    "enrolments": "tham-gia",
    "targets": "chi-tieu",
    "benefits": "quyen-loi",
    "printing": "in-an",
    "reports": "bao-cao",
    "intake": "nhap-du-lieu",
    "review": "ra-soat",
    "settings": "thiet-lap",
    "visit": "nhap-ket-qua#một-hộ-ngay-trong-cửa-sổ",
    "enrolment": "ghi-dong",
    "entry": "them-ho",
    "life": "viec-cua-ho",
    "history": "lich-su-sua",
    "front": "bat-dau",
    "scan_desk": "bat-dau#quét-thẻ-căn-cước",
}
# Modules of ui/forms that belong to a form without being named like it.
_PARTS = {"agreed": "visit", "visit_rows": "visit", "enrolment_page": "enrolment"}


def subject_of(widget: QWidget) -> str:
    """Return the key in `PAGES` of the place a widget is made in; empty where it is in none.

    Screens, forms and dialogs live in the folder of their place, so a new one has its page the day
    it is written.
    """
    parts = type(widget).__module__.split(".")
    if parts[0] != "ui":
        return ""
    inside = len(parts) > 2 and parts[1] in {"screens", "forms"}
    key = parts[2] if inside else parts[1]
    key = _PARTS.get(key, key)
    return key if key in PAGES else ""


def location_of(widget: QWidget, shown: QWidget | None) -> str:
    """Return `page` or `page#heading` about a widget in a window, and what the window shows.

    A screen knows best at which heading it is: it is asked when the widget is the screen itself or
    a dialog of the same place.
    """
    above: QWidget | None = widget
    subject = ""
    while above is not None and not subject:
        subject = subject_of(above)
        above = above.parentWidget()
    here = subject_of(shown) if shown is not None else ""
    subject = subject or here
    exact = shown.helped_at() if isinstance(shown, Screen) and subject == here else ""
    if exact:
        return exact if "#" in exact else f"{PAGES[here]}#{exact}"
    return PAGES.get(subject, INDEX)
