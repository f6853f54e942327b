"""The consolidated workbook, sheet by sheet, and the workbook of a check."""
