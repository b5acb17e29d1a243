"""The workbooks that leave the program, one file each; the catalogue lists them from here."""

from printing.sheets import due_list, household_book, monthly, people_list, visit_plan
from printing.workbook import Sheet

SHEETS: tuple[Sheet, ...] = (
    monthly.SHEET,
    household_book.SHEET,
    people_list.SHEET,
    due_list.SHEET,
    visit_plan.SHEET,
)
