"""Delivery: what a run leaves, whole or not at all: desk, units' files, mail drafts, pages, passwords."""
