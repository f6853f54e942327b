"""The pages of the docs that are made from the code's own tables, as Markdown."""
