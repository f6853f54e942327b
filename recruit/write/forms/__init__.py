"""Forms: the monthly form and the plan workbook, empty or filled with what is known."""
