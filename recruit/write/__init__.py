"""Writing: letters, workbooks and forms, whole or not at all."""
