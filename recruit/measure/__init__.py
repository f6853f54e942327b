"""Measuring: every figure with the cells that make it."""
