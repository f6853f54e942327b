"""Writing: a room a product, and what all of them are packed with."""
