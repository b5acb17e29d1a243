"""The workbooks that leave the program, one file each; the catalogue lists them from here."""

from printing.sheets import household_book, monthly, people_list
from printing.workbook import Sheet

SHEETS: tuple[Sheet, ...] = (monthly.SHEET, household_book.SHEET, people_list.SHEET)
