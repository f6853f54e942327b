"""The second opinion: every printed figure counted again from the units' own cells, by another reader and another count."""
