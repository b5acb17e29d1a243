"""The last campaign in a few lines: what it changed since it began, and what was done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from rules.calendar import shown_day
from rules.money import dong
from storage.campaign_results import Standing
from storage.overview import Campaigned
from ui.buttons import Button
from ui.panels import Panel, words
from ui.screens.overview.wording import signed, tr
from ui.target_words import percent


class CampaignPanel(Panel):
    """The change since the baseline was counted.

    Signals:
        asked: the campaign is wanted, village by village; carries its id.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Đợt ra quân gần nhất"))
        self.campaign_id = ""
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 6, 12, 8)
        inner.setSpacing(2)
        self.name = words("", "small", wrap=True)
        self.gain = words("", "figure")
        self.gain_of = words(tr("người có BHYT"), "small")
        self.rates = words("", "small")
        self.others = words("", "small")
        self.done = words("", "small", wrap=True)
        self.more = Button(tr("Xem theo thôn, theo buổi"), kind="link", keys="F8")
        self.more.clicked.connect(lambda: self.asked.emit(self.campaign_id))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.gain)
        line.addWidget(self.gain_of, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        inner.addWidget(self.name)
        inner.addLayout(line)
        for part in (self.rates, self.others, self.done):
            inner.addWidget(part)
        inner.addStretch(1)
        inner.addWidget(self.more)
        self.body.addLayout(inner, 1)

    def put(self, found: Campaigned | None) -> None:
        """Show the last campaign, or that there was none."""
        shown = found is not None
        for part in (self.gain, self.gain_of, self.rates, self.others, self.done):
            part.setVisible(shown)
        if found is None:
            self.campaign_id = ""
            self.name.setText(tr("Chưa có đợt nào. Lập đợt ở Truyền thông."))
            self.more.setText(tr("Mở Truyền thông"))
            return
        one = found.campaign
        self.campaign_id = one.id
        self.more.setText(tr("Xem theo thôn, theo buổi"))
        self.name.setText(
            tr("{name}, {start} – {until}").format(
                name=one.name, start=f"{one.start:%d/%m}", until=shown_day(one.until)
            )
        )
        if found.hi_before is None:
            self.gain.setText("–")
            self.rates.setText(tr("Chưa có số trước đợt."))
        else:
            self.gain.setText(signed(found.hi.covered - found.hi_before.covered))
            self.rates.setText(_from_to(found.hi_before, found.hi))
        before = found.vsi_before
        more = "" if before is None else signed(found.vsi.covered - before.covered)
        self.others.setText(tr("{n} người BHXH tự nguyện").format(n=more) if more else "")
        self.done.setText(
            tr("{n} thôn · {events} buổi · {people} lượt người nghe").format(
                n=found.villages, events=dong(found.events), people=dong(found.reached)
            )
        )


def _from_to(before: Standing, now: Standing) -> str:
    if now.covered == before.covered:
        return tr("vẫn {now} như trước đợt").format(now=dong(now.covered))
    up = now.covered > before.covered
    said = tr("từ {was} ({rate}) lên {now} ({new})")
    return (said if up else tr("từ {was} ({rate}) xuống {now} ({new})")).format(
        was=dong(before.covered),
        rate=percent(before.rate),
        now=dong(now.covered),
        new=percent(now.rate),
    )
