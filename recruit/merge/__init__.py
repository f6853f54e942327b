"""Merging: which workbook speaks, who is one person, whose event counts, who counts in which figure."""
