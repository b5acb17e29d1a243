"""The keys that work on each page of this screen, by the count that is open."""

from ui.screen import KeyHint
from ui.screens.intake.wording import tr


def review_hints(key: str, *, rejects: bool, asks: bool) -> tuple[KeyHint, ...]:
    """The keys of a file under review.

    Args:
        key: the count that is open.
        rejects: whether rows were not taken.
        asks: whether a pair is on screen.
    """
    if more := more_hints(key):
        return more
    columns = [KeyHint("F3", tr("sửa cột")), KeyHint("Shift+F3", tr("đổi cách đọc"))]
    hints = [KeyHint("F4", tr("dòng lỗi sau"))] if rejects else columns
    if asks:
        hints += [KeyHint("C", ""), KeyHint("K", ""), KeyHint("S", tr("trả lời cặp trùng"))]
    if rejects:
        hints.append(KeyHint("Enter", tr("nhận ô sửa")))
    return (*hints, KeyHint("F6", tr("con số sau")))


def safe_words(*, reviewing: bool, written: bool) -> tuple[str, ...]:
    """Whether anything was written, and that it can be taken back; empty on other pages."""
    if reviewing:
        return (tr("Chưa ghi gì vào sổ · ghi xong vẫn hoàn tác được cả lần nhập"),)
    return (tr("Đã ghi vào sổ · hoàn tác được bằng Ctrl+Z"),) if written else ()


def start_hints(*, written: bool) -> tuple[KeyHint, ...]:
    """The keys before a file is chosen, and those of the report of one just written."""
    back = KeyHint("Esc", tr("các lần nhập trước"))
    chosen = KeyHint("Enter", tr("mở lần nhập đang chọn"))
    return (KeyHint("Ctrl+O", tr("chọn tệp")), back if written else chosen)


def more_hints(key: str) -> tuple[KeyHint, ...]:
    """The keys of a count that has its own; empty for the others."""
    hints = {
        "sides": (
            KeyHint("G", tr("giữ trong sổ")),
            KeyHint("L", tr("lấy từ tệp")),
            KeyHint("Shift+G", ""),
            KeyHint("Shift+L", tr("cho cả tệp")),
            KeyHint("F6", tr("con số sau")),
        ),
        "silent": (
            KeyHint("H", tr("hộ này hết diện")),
            KeyHint("Shift+H", tr("cả danh sách")),
            KeyHint("F6", tr("con số sau")),
        ),
    }
    return hints.get(key, ())


def opened_hints(key: str, *, asks: bool) -> tuple[KeyHint, ...]:
    """The keys of an import of before, by the count that is open."""
    back = KeyHint("Esc", tr("quay lại"))
    if more := more_hints(key):
        return (*more, back)
    back_and_on = (KeyHint("F6", tr("con số sau")), back)
    if asks:
        pair = (KeyHint("C", ""), KeyHint("K", ""), KeyHint("S", tr("trả lời cặp trùng")))
        return (*pair, *back_and_on)
    if key == "rejected":
        return (KeyHint("F7", tr("lưu ra Excel")), *back_and_on)
    return (KeyHint("Enter", tr("mở hộ")), *back_and_on)
