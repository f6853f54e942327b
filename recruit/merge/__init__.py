"""Merging: which workbook speaks, who is one person, whose event counts where."""
