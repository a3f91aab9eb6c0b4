"""Rows of any register from a spreadsheet: match the columns, check, mend, write, undo."""
