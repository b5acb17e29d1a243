"""Fields for somebody who is not in the register yet."""

from datetime import date
from typing import TYPE_CHECKING

from ui.choices import Choice, ChoiceEdit
from ui.forms.wording import tr
from ui.values import DateEdit, IdEdit
from ui.wording import words

if TYPE_CHECKING:
    from rules.sex import Sex


def sex_field() -> ChoiceEdit:
    """Nam, nữ, or not known."""
    offered = [Choice(code, words().say(f"sex.{code}")) for code in ("male", "female")]
    return ChoiceEdit("sex", tr("Giới tính"), offered, empty=tr("Chưa rõ"))


def sex_of(field: ChoiceEdit) -> "Sex | None":
    """What was chosen."""
    told = field.value()
    return "male" if told == "male" else "female" if told == "female" else None


def born_field(on: date) -> DateEdit:
    """A day of birth, or only the year."""
    return DateEdit(
        "born", tr("Ngày sinh"), on=on, birth=True, partial=True,
        hint=tr("gõ 050879"), placeholder=tr("hoặc chỉ năm"),
    )  # fmt: skip


def personal_id_field() -> IdEdit:
    """The number of the citizen card, where there is one."""
    return IdEdit("personal_id", tr("Số định danh"), kind="personal_id", hint=tr("nếu có"))
