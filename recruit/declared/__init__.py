"""What is declared once: form, plan, choices, regulations, editions, versions, the consolidated workbook."""
