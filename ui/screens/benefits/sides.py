"""Two methods or two levels side by side: what is different between them, in one line."""

from rules.money import dong
from rules.vsi.case import MethodRow, VsiCase, VsiResult
from ui.screens.benefits.wording import method_words, tr


def method_difference(chosen: MethodRow, marked: MethodRow) -> str:
    """What the selected method costs against the one marked; empty for one and the same."""
    if chosen.method == marked.method:
        text = tr("<b>{method}</b> để so: chọn một cách khác bằng mũi tên lên, xuống.")
        return text.format(method=method_words(marked.method))
    if chosen.contribution is None or marked.contribution is None:
        return tr("Chưa so được: có cách chưa có lãi suất.")
    text = tr("<b>{chosen}</b> so với <b>{marked}</b>: lần này đóng {now}, mỗi tháng {month}.")
    return text.format(
        chosen=method_words(chosen.method),
        marked=method_words(marked.method),
        now=_more(chosen.contribution.payable - marked.contribution.payable),
        month=_lighter((chosen.a_month or 0) - (marked.a_month or 0)),
    )


def level_difference(case: VsiCase, result: VsiResult) -> str:
    """What the second level costs and gives against the first, for the method selected."""
    other = next((one for one in result.others if one.method == result.chosen.method), None)
    if other is None or other.contribution is None or result.chosen.contribution is None:
        return ""
    more = other.contribution.payable - result.chosen.contribution.payable
    said = tr("Mức <b>{income}</b>: lần này đóng {more}").format(
        income=dong(case.other_income or 0), more=_more(more)
    )
    own = [one.monthly for one in result.curve if one.own]
    other_own = [one.monthly for one in result.other_curve if one.own]
    if own and other_own:
        gain = _more(other_own[0] - own[0])
        said += tr(", lương hưu tháng {gain}").format(gain=gain)
    return said + "."


def _more(amount: int) -> str:
    if amount == 0:
        return tr("bằng nhau")
    return (tr("thêm {amount}") if amount > 0 else tr("bớt {amount}")).format(
        amount=dong(abs(amount))
    )


def _lighter(amount: int) -> str:
    if amount == 0:
        return tr("như nhau")
    return (tr("nặng hơn {amount}") if amount > 0 else tr("nhẹ hơn {amount}")).format(
        amount=dong(abs(amount))
    )
