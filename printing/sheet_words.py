"""Words and dates of people in workbooks, as our own intake reads them back."""

from datetime import date

from rules.calendar import PartialDate

SEX = {"male": "Nam", "female": "Nữ", None: ""}
STANDING = {
    "poor": "Hộ nghèo",
    "near_poor": "Hộ cận nghèo",
    "average_agri": "Hộ có mức sống trung bình",
}
RELATION = {
    "head": "Chủ hộ", "wife": "Vợ", "husband": "Chồng", "son": "Con trai", "daughter": "Con gái",
    "child": "Con", "father": "Bố", "mother": "Mẹ", "grandchild": "Cháu", "sibling": "Anh chị em",
    "parent_in_law": "Bố mẹ vợ, chồng", "child_in_law": "Con dâu, con rể", "other": "Khác",
}  # fmt: skip

LIFE = {
    "death": "Mất", "away": "Đi xa", "left": "Chuyển khỏi xã", "returned": "Trở về",
    "transferred": "Chuyển sang hộ khác", "split": "Tách hộ", "joined": "Gộp hộ",
    "married": "Kết hôn", "born": "Mới sinh", "head": "Đổi chủ hộ",
    "household_left": "Hộ không còn ai ở xã", "household_returned": "Hộ lại có người ở",
}  # fmt: skip


def born_cell(born: PartialDate | None) -> date | str | None:
    """Return a real date, or the text of one that is known only in part."""
    if born is None:
        return None
    return born.earliest() if born.day is not None else born.shown
