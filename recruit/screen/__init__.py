"""Screen: what the clerk reads, and how it reaches any console."""
