"""Intake: finds what was sent and bounds it before anything reads it."""
