"""A value that is not one number, as a table: curves, ages, tiers."""

from rules.policy import Value
from ui.screens.settings.policy.wording import rows, tr
from ui.style import look
from ui.table_view import RecordTable
from ui.tables import Column, RowsModel

_MOST = 5


class ContentTable(RecordTable):
    """The rows of one value; none for a value that is one number."""

    def __init__(self) -> None:
        self.lines: RowsModel[tuple[str, str]] = RowsModel(
            (
                Column(tr("Mục"), lambda line: line[0], width=180),
                Column(tr("Giá trị"), lambda line: line[1], align="right", width=140),
                Column("", lambda _: ""),
            ),
            row_id=lambda line: line[0],
        )
        super().__init__(self.lines, report=True)
        self.setAccessibleName(tr("Bảng giá trị"))
        self.horizontalHeader().setSectionsClickable(False)
        look().changed.connect(self._fit_rows)

    def put(self, value: Value | None) -> None:
        """Show the rows of a value; none for a value that is one number."""
        found = rows(value) if value is not None else ()
        if not found:
            self.lines.set_rows(())
            return
        (first, second), *lines = found
        self.lines.columns = (
            Column(first, lambda line: line[0], width=180),
            Column(second, lambda line: line[1], align="right", width=140),
            self.lines.columns[2],
        )
        self.lines.set_rows(lines)
        self._fit_rows()

    def _fit_rows(self) -> None:
        self.fit_rows(most=_MOST)
